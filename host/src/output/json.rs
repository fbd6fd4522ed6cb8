//! A run as JSON, after the schema in `host/schema`.

use polanyi_core::model::Scenario;
use polanyi_core::model::Year;
use polanyi_core::model::measures::Measures;
use polanyi_core::model::scenario::{PolicyKind, ShockKind, Value, parameters};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::column::{COLUMNS, Cell, Column};
use super::{CountrySubject, Subject, hexadecimal};
use crate::scenario_file::Place;

/// The name and version of the schema. The version rises when a reader of the old one would misread the new one.
pub const SCHEMA: &str = "polanyi.run/1";

/// The document, with a newline at its end.
#[expect(clippy::missing_panics_doc, reason = "a vector takes all bytes")]
pub fn json(subject: Subject<'_>) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&Document(subject))
        .expect("all keys are texts, and a vector takes all bytes");
    bytes.push(b'\n');
    bytes
}

/// The name and version of the schema of several clusters.
pub const COUNTRY_SCHEMA: &str = "polanyi.country/1";

/// The document of several clusters, with a newline at its end.
#[expect(clippy::missing_panics_doc, reason = "a vector takes all bytes")]
pub fn country_json(subject: CountrySubject<'_>) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&CountryDocument(subject))
        .expect("all keys are texts, and a vector takes all bytes");
    bytes.push(b'\n');
    bytes
}

struct CountryDocument<'a>(CountrySubject<'a>);

impl Serialize for CountryDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let CountrySubject {
            country,
            seed,
            recording,
        } = self.0;
        let digests = recording.years.iter().map(|year| Marked {
            year: year.calendar_year(),
            digest: year.digest,
        });
        let clusters = country.clusters.iter().enumerate();
        let clusters = clusters.map(|(number, place)| ClusterDocument {
            place,
            years: recording.cluster(number).collect(),
        });
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", COUNTRY_SCHEMA)?;
        map.serialize_entry("place", &country.key)?;
        map.serialize_entry("name", &country.name)?;
        map.serialize_entry("seed", &seed.to_string())?;
        map.serialize_entry("digest", &hexadecimal(recording.digest))?;
        map.serialize_entry("events", &recording.events)?;
        map.serialize_entry("fault", &recording.fault.as_ref().map(ToString::to_string))?;
        map.serialize_entry("digests", &digests.collect::<Vec<_>>())?;
        map.serialize_entry("clusters", &clusters.collect::<Vec<_>>())?;
        map.end()
    }
}

/// A year's digest, which all clusters share.
struct Marked {
    year: u32,
    digest: u64,
}

impl Serialize for Marked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("year", &self.year)?;
        map.serialize_entry("digest", &hexadecimal(self.digest))?;
        map.end()
    }
}

struct ClusterDocument<'a> {
    place: &'a Place,
    years: Vec<&'a Measures>,
}

impl Serialize for ClusterDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let years: Vec<Row<'_>> = self.years.iter().map(|year| Row(year, None)).collect();
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("name", &self.place.name)?;
        map.serialize_entry("country", &self.place.country)?;
        map.serialize_entry("scenario", &Causes(&self.place.scenario))?;
        map.serialize_entry("years", &years)?;
        map.end()
    }
}

struct Document<'a>(Subject<'a>);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Subject {
            place,
            seed,
            recording,
        } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("place", &place.key)?;
        map.serialize_entry("name", &place.name)?;
        map.serialize_entry("country", &place.country)?;
        // Many readers hold numbers as 64-bit floats, which would round large seeds and digests.
        map.serialize_entry("seed", &seed.to_string())?;
        map.serialize_entry("digest", &hexadecimal(recording.digest))?;
        map.serialize_entry("events", &recording.events)?;
        map.serialize_entry("fault", &recording.fault.as_ref().map(ToString::to_string))?;
        map.serialize_entry("scenario", &Causes(&place.scenario))?;
        map.serialize_entry("years", &Years(&recording.years))?;
        map.end()
    }
}

/// Everything that was put in, so that an output alone is enough to repeat its run.
struct Causes<'a>(&'a Scenario);

impl Serialize for Causes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let policies = self.0.policies.iter().map(|step| Dated {
            year: step.year,
            kind: name(PolicyKind::NAMES, step.kind),
            amount: ("level", step.level),
        });
        let shocks = self.0.shocks.iter().map(|shock| Dated {
            year: shock.year,
            kind: name(ShockKind::NAMES, shock.kind),
            amount: ("size", shock.size),
        });
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("fingerprint", &hexadecimal(self.0.fingerprint()))?;
        map.serialize_entry("parameters", &Parameters(self.0))?;
        map.serialize_entry("policies", &policies.collect::<Vec<_>>())?;
        map.serialize_entry("shocks", &shocks.collect::<Vec<_>>())?;
        map.end()
    }
}

/// The name of a kind in scenario files.
fn name<K: Copy + PartialEq>(names: &'static [(&'static str, K)], kind: K) -> &'static str {
    names
        .iter()
        .find(|(_, known)| *known == kind)
        .map_or("", |(name, _)| name)
}

struct Dated {
    year: f32,
    kind: &'static str,
    amount: (&'static str, f32),
}

impl Serialize for Dated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("year", &self.year)?;
        map.serialize_entry("kind", self.kind)?;
        map.serialize_entry(self.amount.0, &self.amount.1)?;
        map.end()
    }
}

struct Parameters<'a>(&'a Scenario);

impl Serialize for Parameters<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for parameter in parameters() {
            match parameter.get(self.0) {
                Value::Number(number) => map.serialize_entry(parameter.path, &number)?,
                Value::Whole(number) => map.serialize_entry(parameter.path, &number)?,
                Value::Switch(switch) => map.serialize_entry(parameter.path, &switch)?,
            }
        }
        map.end()
    }
}

struct Years<'a>(&'a [Year]);

impl Serialize for Years<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for year in self.0 {
            list.serialize_element(&Row(&year.measures, Some(year.digest)))?;
        }
        list.end()
    }
}

/// A year: single columns as members, groups as objects, then the digest, if it is the row's own.
struct Row<'a>(&'a Measures, Option<u64>);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(measures, digest) = *self;
        let mut map = serializer.serialize_map(None)?;
        for columns in
            COLUMNS.chunk_by(|one, next| one.group().0.is_some() && one.group().0 == next.group().0)
        {
            match columns {
                [single] if single.group().0.is_none() => {
                    map.serialize_entry(single.path, &(single.of)(measures))?;
                }
                group => map.serialize_entry(
                    group[0].group().0.unwrap_or_default(),
                    &Group {
                        columns: group,
                        measures,
                    },
                )?,
            }
        }
        if let Some(digest) = digest {
            map.serialize_entry("digest", &hexadecimal(digest))?;
        }
        map.end()
    }
}

struct Group<'a> {
    columns: &'static [Column],
    measures: &'a Measures,
}

impl Serialize for Group<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for column in self.columns {
            map.serialize_entry(column.group().1, &(column.of)(self.measures))?;
        }
        map.end()
    }
}

/// `null` for nothing, and for what is no number: JSON has no word for it.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Real(number) => serializer.serialize_f32(*number),
            Self::Whole(number) => serializer.serialize_u32(*number),
            Self::Nothing => serializer.serialize_none(),
        }
    }
}
