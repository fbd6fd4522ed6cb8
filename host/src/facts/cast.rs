//! A cast: what is run at once to answer to a fact, one place or all places of a country.

use std::slice;

use polanyi_core::model::Year;
use polanyi_core::model::run::{RunError, StartError};

use crate::places;
use crate::run::{Recording, record, record_country};
use crate::scenario_file::{Country, Place};

/// The least number of real firms for which an agent of a country stands. An agent for each firm would take minutes a run; what is compared
/// hardly moves with the scale.
const COUNTRY_SCALE: f32 = 32.0;

/// What is run at once.
#[derive(Debug, Clone, PartialEq)]
pub enum Cast {
    /// A place by itself.
    Place(Box<Place>),
    /// The places of a country together.
    Country(Country),
}

/// What became of a cast with one seed.
#[derive(Debug)]
pub struct Take {
    /// The years of each of its clusters, in their order.
    pub clusters: Vec<Vec<Year>>,
    /// Why the run stopped before its end, if it did.
    pub fault: Option<RunError>,
}

impl Cast {
    /// The built-in place or country of a key, or nothing.
    pub fn built_in(key: &str) -> Option<Self> {
        let country = || places::country(key).map(|country| Self::Country(coarse(country)));
        places::place(key).map(Self::alone).or_else(country)
    }

    /// A place by itself.
    pub fn alone(place: Place) -> Self {
        Self::Place(Box::new(place))
    }

    /// Its key.
    pub fn key(&self) -> &str {
        match self {
            Self::Place(place) => &place.key,
            Self::Country(country) => &country.key,
        }
    }

    /// Its places, in the order of a take's clusters.
    pub fn places(&self) -> &[Place] {
        match self {
            Self::Place(place) => slice::from_ref(&**place),
            Self::Country(country) => &country.clusters,
        }
    }

    /// How the table of counterparts calls a place of it: by its key when it is alone, or else by its name.
    pub(super) fn called<'a>(&self, place: &'a Place) -> &'a str {
        match self {
            Self::Place(_) => &place.key,
            Self::Country(_) => &place.name,
        }
    }

    /// Runs it with a seed.
    pub(super) fn run(&self, seed: u64) -> Result<Take, StartError> {
        match self {
            Self::Place(place) => alone(place, seed),
            Self::Country(country) => together(country, seed),
        }
    }
}

/// The country with agents that stand for enough firms.
fn coarse(mut country: Country) -> Country {
    for place in &mut country.clusters {
        let scale = &mut place.scenario.place.scale;
        *scale = scale.max(COUNTRY_SCALE);
    }
    country
}

fn alone(place: &Place, seed: u64) -> Result<Take, StartError> {
    let Recording { years, fault, .. } = record(&place.scenario, seed, None, |_| ())?;
    Ok(Take {
        clusters: vec![years],
        fault,
    })
}

fn together(country: &Country, seed: u64) -> Result<Take, StartError> {
    let recording = record_country(&country.scenarios(), seed, None, |_| ())?;
    let years = |number| {
        let years = recording.years.iter().filter_map(move |year| {
            let measures = *year.clusters.get(number)?;
            Some(Year {
                measures,
                digest: year.digest,
            })
        });
        years.collect()
    };
    Ok(Take {
        clusters: (0..country.clusters.len()).map(years).collect(),
        fault: recording.fault,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_alone_in_the_world_is_its_place() {
        let datang = places::place("datang").expect("it is built in");
        let country = Country {
            key: "one".to_owned(),
            name: "One".to_owned(),
            summary: String::new(),
            clusters: vec![datang.clone()],
        };
        let one = Cast::Country(country).run(3).expect("it starts");
        let same = Cast::alone(datang).run(3).expect("it starts");
        assert_eq!(one.clusters, same.clusters);
    }

    #[test]
    fn a_country_is_run_coarsely_and_its_places_are_called_by_name() {
        let zhejiang = Cast::built_in("zhejiang").expect("it is built in");
        assert_eq!(zhejiang.key(), "zhejiang");
        let yiwu = zhejiang.places().iter().find(|place| place.name == "Yiwu");
        let yiwu = yiwu.expect("it is a county");
        assert_eq!(zhejiang.called(yiwu), "Yiwu");
        assert!(yiwu.scenario.place.scale >= COUNTRY_SCALE);
        let alone = Cast::built_in("yiwu").expect("it is built in");
        assert_eq!(alone.called(&alone.places()[0]), "yiwu");
        assert_eq!(Cast::built_in("atlantis"), None);
    }
}
