//! A run as CSV: a header, then one row a simulated year.

use polanyi_core::model::measures::Measures;

use super::column::COLUMNS;
use super::{CountrySubject, Subject, hexadecimal};

/// The table. Columns: `place`, `seed`, those of [`COLUMNS`] in their order, `digest`.
///
/// A share of nothing is an empty cell. Real numbers have as many digits as bring back the same `f32`.
pub fn csv(subject: Subject<'_>) -> Vec<u8> {
    let seed = subject.seed.to_string();
    let rows = subject.recording.years.iter().map(|year| {
        let head = [subject.place.key.clone(), seed.clone()];
        row(head, &year.measures, year.digest)
    });
    table(&header(["place", "seed"]), rows)
}

/// The table of several clusters. Columns: `place`, `cluster`, `seed`, those of [`COLUMNS`] in their order, `digest`;
/// a row for each cluster in each year, all rows of a year with the one digest of all clusters.
pub fn country_csv(subject: CountrySubject<'_>) -> Vec<u8> {
    let CountrySubject {
        country,
        seed,
        recording,
    } = subject;
    let rows = recording.years.iter().flat_map(|year| {
        let clusters = country.clusters.iter().zip(&year.clusters);
        clusters.map(move |(cluster, measures)| {
            let head = [country.key.clone(), cluster.name.clone(), seed.to_string()];
            row(head, measures, year.digest)
        })
    });
    table(&header(["place", "cluster", "seed"]), rows)
}

fn header<const N: usize>(head: [&'static str; N]) -> Vec<&'static str> {
    let names = COLUMNS.iter().map(|column| column.path);
    head.into_iter().chain(names).chain(["digest"]).collect()
}

fn row<const N: usize>(head: [String; N], measures: &Measures, digest: u64) -> Vec<String> {
    let cells = COLUMNS
        .iter()
        .map(|column| (column.of)(measures).to_string());
    let all = head.into_iter().chain(cells);
    all.chain([hexadecimal(digest)]).collect()
}

/// A table of texts, all rows as long as its header.
pub(super) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let why = "a vector takes all bytes, and all rows are of one length";
    table.write_record(header).expect(why);
    for row in rows {
        table.write_record(row).expect(why);
    }
    table.into_inner().expect(why)
}
