//! A run as CSV: a header, then one row a simulated year.

use super::column::COLUMNS;
use super::{Subject, hexadecimal};

/// The table. Columns: `place`, `seed`, those of [`COLUMNS`] in their order, `digest`.
///
/// A share of nothing is an empty cell. Real numbers have as many digits as bring back the same `f32`.
#[expect(clippy::missing_panics_doc, reason = "a vector takes all bytes")]
pub fn csv(subject: Subject<'_>) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let why = "a vector takes all bytes, and all rows are of one length";
    let names = COLUMNS.iter().map(|column| column.path);
    let header = ["place", "seed"].into_iter().chain(names).chain(["digest"]);
    table.write_record(header).expect(why);
    for year in &subject.recording.years {
        let head = [subject.place.key.clone(), subject.seed.to_string()];
        let cells = COLUMNS
            .iter()
            .map(|column| (column.of)(&year.measures).to_string());
        let row = head
            .into_iter()
            .chain(cells)
            .chain([hexadecimal(year.digest)]);
        table.write_record(row).expect(why);
    }
    table.into_inner().expect(why)
}

/// A table of texts, all rows as long as its header.
#[expect(clippy::missing_panics_doc, reason = "a vector takes all bytes")]
pub(super) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let why = "a vector takes all bytes, and all rows are of one length";
    table.write_record(header).expect(why);
    for row in rows {
        table.write_record(row).expect(why);
    }
    table.into_inner().expect(why)
}
