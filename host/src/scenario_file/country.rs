//! A country: several clusters in one file, each a place with what is changed about it, that are run together.

use std::collections::BTreeSet;
use std::ops::Range as Span;
use std::path::Path;

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::SECTIONS;
use toml::de::{DeTable, DeValue};

use super::document::{Key, Value, brief, description, part, syntax};
use super::examination::Examination;
use super::finding::Report;
use super::nearest::advice;
use super::place::Place;
use super::read::{ReadError, read};
use super::source::Source;
use crate::places;

/// What a file with clusters says.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// The name of its file, without `.toml`.
    pub key: String,
    /// Its name, as it is shown.
    pub name: String,
    /// What it stands for, in a sentence; may be empty.
    pub summary: String,
    /// Its clusters, of which no two have the same name; at least one.
    pub clusters: Vec<Place>,
}

impl Country {
    /// The scenarios of the clusters, in their order.
    pub fn scenarios(&self) -> Vec<Scenario> {
        let scenarios = self.clusters.iter().map(|place| place.scenario.clone());
        scenarios.collect()
    }
}

/// The country that `source` describes, or everything that is wrong with it. `directory` is where its own places lie.
pub(super) fn parse(
    key: &str,
    source: &Source,
    directory: Option<&Path>,
) -> Result<Country, Report> {
    let (document, errors) = DeTable::parse_recoverable(source.text());
    let mut examination = Examination::new(Scenario::DEFAULT);
    for error in &errors {
        syntax(&mut examination, error);
    }
    let mut country = Country {
        key: key.to_owned(),
        name: key.to_owned(),
        summary: String::new(),
        clusters: Vec::new(),
    };
    let mut common = Common {
        parts: Vec::new(),
        directory,
    };
    let mut clusters = None;
    for (name, value) in document.get_ref() {
        match name.get_ref().as_ref() {
            "name" => country.name = description(&mut examination, "name", value),
            "summary" => country.summary = description(&mut examination, "summary", value),
            "cluster" => clusters = Some(value),
            key if is_part(key) => common.parts.push((key, value)),
            _ => unknown(&mut examination, name, ["name", "summary", "cluster"]),
        }
    }
    if let Some(value) = clusters {
        country.clusters = every(&mut examination, value, &common);
    }
    examination.report(source)?;
    Ok(country)
}

/// Whether a text describes a country, rather than a place.
pub(super) fn is_country(source: &Source) -> bool {
    let (document, _) = DeTable::parse_recoverable(source.text());
    document.get_ref().contains_key("cluster")
}

/// What all clusters of a country have in common.
struct Common<'a, 't> {
    /// Sections and dated steps.
    parts: Vec<(&'a str, &'a Value<'t>)>,
    directory: Option<&'a Path>,
}

/// Whether a key is that of a section, or of dated steps.
fn is_part(key: &str) -> bool {
    SECTIONS.contains(&key) || ["policy", "shock"].contains(&key)
}

fn unknown<const N: usize>(examination: &mut Examination, name: &Key<'_>, known: [&str; N]) {
    let key = name.get_ref().as_ref();
    let names = SECTIONS.iter().copied().chain(["policy", "shock"]);
    let help = advice(
        key,
        names.chain(known),
        "`polanyi parameters` lists the sections",
    );
    examination.find_unknown(
        name.span(),
        format!("there is no key or section `{}`", brief(key)),
        help,
    );
}

/// All clusters, one after the other.
fn every(examination: &mut Examination, value: &Value<'_>, common: &Common<'_, '_>) -> Vec<Place> {
    let DeValue::Array(entries) = value.get_ref() else {
        examination.find(
            value.span(),
            "there can be several of `cluster`",
            "a single one",
            "write `[[cluster]]` above each",
        );
        return Vec::new();
    };
    let mut clusters: Vec<Place> = Vec::new();
    let mut names = BTreeSet::new();
    for entry in entries {
        let span = entry.span();
        let Some(place) = one(examination, entry, common) else {
            continue;
        };
        if !names.insert(place.name.clone()) {
            let message = format!("two clusters are called `{}`", brief(&place.name));
            let help = "give one of them a name of its own: `name = \"...\"`";
            examination.find(span.clone(), message, "again", help);
        }
        let first = clusters.first().map(|first| &first.scenario);
        if let Some(path) = first.and_then(|first| first.disagrees_with(&place.scenario)) {
            let (section, name) = path.split_once('.').unwrap_or((path, path));
            let help =
                format!("set `{name}` once for all, under `[{section}]` before the first cluster");
            examination.find(
                examination.span_of(path).unwrap_or(span),
                format!("`{path}` differs from that of the first cluster"),
                "all clusters share it",
                help,
            );
        }
        clusters.push(place);
    }
    clusters
}

/// One cluster: the place on which it builds, what the country changes about all of them, and what it changes itself.
fn one(examination: &mut Examination, entry: &Value<'_>, common: &Common<'_, '_>) -> Option<Place> {
    let DeValue::Table(table) = entry.get_ref() else {
        examination.find(
            entry.span(),
            "`cluster` needs a table",
            "not a table",
            "write `[[cluster]]` above its base",
        );
        return None;
    };
    let mut place = base(examination, table, entry.span(), common.directory)?;
    examination.start_anew(place.scenario);
    for (key, value) in &common.parts {
        part(examination, key, value);
    }
    for (name, value) in table {
        match name.get_ref().as_ref() {
            // Read first, for all the rest builds on it.
            "base" => {}
            "name" => place.name = description(examination, "name", value),
            key => {
                if !part(examination, key, value) {
                    unknown(examination, name, ["base", "name"]);
                }
            }
        }
    }
    examination.check(entry.span());
    place.scenario = examination.scenario.clone();
    Some(place)
}

/// Whether a base is a scenario file, not the key of a place.
fn is_file(given: &str) -> bool {
    let extension = Path::new(given).extension();
    extension.is_some_and(|extension| extension == "toml")
}

/// The place on which a cluster builds: a built-in one, or a scenario file beside the country's.
fn base(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: Span<usize>,
    directory: Option<&Path>,
) -> Option<Place> {
    let Some(value) = table.get("base") else {
        let help =
            "add a line `base = \"...\"` with a place of `polanyi places` or a scenario file";
        examination.find(span, "the cluster builds on no place", "incomplete", help);
        return None;
    };
    let given = value.get_ref().as_str().unwrap_or_default();
    let (message, help) = match directory {
        Some(directory) if is_file(given) => match read(&directory.join(given)) {
            Ok(place) => return Some(place),
            Err(ReadError::Wrong(_)) => (
                format!("`{}` is wrong itself", brief(given)),
                "`polanyi run` with that file says where".to_owned(),
            ),
            Err(error) => (
                format!("`{}` cannot be read", brief(given)),
                error.to_string(),
            ),
        },
        _ => match places::place(given) {
            Some(place) => return Some(place),
            None => (
                format!("there is no place `{}`", brief(given)),
                places::nearest_key(given).map_or(
                    "`polanyi places` lists them, and a scenario file ends in .toml".to_owned(),
                    |key| format!("did you mean `{key}`?"),
                ),
            ),
        },
    };
    examination.find(value.span(), message, "not a place", help);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Country, Report> {
        parse("here", &Source::new("here.toml", text), None)
    }

    /// The offending text and the message of the only finding.
    fn found(text: &str) -> (String, String) {
        let report = parsed(text).expect_err("something is wrong");
        let [finding] = report.findings() else {
            panic!("{report}");
        };
        let offending = &report.source().text()[finding.span.clone()];
        (offending.to_owned(), finding.message.clone())
    }

    #[test]
    fn a_cluster_is_its_base_then_the_countrys_and_then_its_own() {
        let text = "name = 'Here'\n[timing]\nstart_year = 1979\n[place]\nscale = 50\n\
            [[cluster]]\nbase = 'datang'\n\
            [[cluster]]\nbase = 'datang'\nname = 'Next door'\n[cluster.place]\nx = 60\n\
            [[cluster.policy]]\nyear = 1985\nkind = 'industrial_park'\nlevel = 1\n";
        let country = parsed(text).expect("it is right");
        let datang = places::place("datang").expect("it is built in");
        let [one, other] = &country.clusters[..] else {
            panic!("{country:?}");
        };
        assert_eq!(
            (one.name.as_str(), other.name.as_str()),
            ("Datang", "Next door")
        );
        for cluster in [one, other] {
            assert_eq!(cluster.scenario.timing.start_year, 1979);
            assert_eq!(cluster.scenario.stage, datang.scenario.stage);
        }
        let steps = |place: &Place| place.scenario.policies.len();
        assert_eq!(
            [steps(one), steps(other)],
            [steps(&datang), steps(&datang) + 1]
        );
        let moved = Scenario {
            policies: one.scenario.policies.clone(),
            place: other.scenario.place,
            ..one.scenario.clone()
        };
        assert_eq!(other.scenario.place.x.to_bits(), 60.0_f32.to_bits());
        assert_eq!(moved.disagrees_with(&one.scenario), None);
    }

    #[test]
    fn what_is_wrong_is_found_where_it_stands() {
        let one = "[[cluster]]\nbase = 'datang'\n";
        let cases = [
            ("cluster = 3", "3", "there can be several of `cluster`"),
            ("cluster = [3]", "3", "`cluster` needs a table"),
            (
                "[[cluster]]\nbase = 'datnag'",
                "'datnag'",
                "there is no place `datnag`",
            ),
            ("[[cluster]]\nbase = 7", "7", "there is no place ``"),
            (
                "[[cluster]]\nname = 'X'",
                "[[cluster]]",
                "the cluster builds on no place",
            ),
            ("nam = 'X'", "nam", "there is no key or section `nam`"),
        ];
        for (text, offending, message) in cases {
            let text = if text.contains("cluster") {
                text.to_owned()
            } else {
                format!("{text}\n{one}")
            };
            assert_eq!(
                found(&text),
                (offending.to_owned(), message.to_owned()),
                "{text}"
            );
        }
        let second = |lines: &str| format!("{one}[[cluster]]\nbase = 'datang'\n{lines}");
        let (_, message) = found(&second(""));
        assert_eq!(message, "two clusters are called `Datang`");
        let late = "name = 'X'\n[cluster.timing]\nend_year = 2010\n";
        let (offending, message) = found(&second(late));
        assert_eq!(offending, "2010");
        assert!(message.contains("timing.end_year"), "{message}");
        let wrong = "name = 'X'\n[cluster.stage]\nwage = 7\n";
        assert_eq!(found(&second(wrong)).0, "7");
        let nowhere = "name = 'X'\nstaeg = 7\n";
        assert_eq!(found(&second(nowhere)).0, "staeg");
    }

    #[test]
    fn what_is_wrong_for_all_is_found_once() {
        let text = "[stage]\nwage = 7\n[[cluster]]\nbase = 'datang'\n[[cluster]]\nbase = 'yiwu'\n\
            [cluster.place]\nscale = 32\n";
        assert_eq!(found(text).0, "7");
    }
}
