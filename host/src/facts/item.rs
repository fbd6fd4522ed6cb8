//! An item of the scoreboard: a fact, its counterpart, and the casts that answer to it.

use std::fmt;

use super::cast::Cast;
use super::counterpart::{Counterpart, counterparts};
use super::fact::{Fact, Role, facts};
use super::over::Over;
use crate::places;
use crate::scenario_file::Place;

/// A fact that is compared.
#[derive(Debug, Clone)]
pub struct Item {
    /// The fact.
    pub fact: Fact,
    /// Its counterpart.
    pub counterpart: Counterpart,
    /// What to run for it, or why nothing can be; no casts if nothing is measured.
    pub casts: Result<Vec<Cast>, Absence>,
}

/// Why a fact that has a measure is not simulated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// There is no scenario file of this key yet.
    Place(String),
    /// This key is a country's, which a calibration does not run.
    Country(String),
    /// The model does not take this measure yet.
    Column(String),
    /// The years of the fact lie outside those of this place.
    Years(String),
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(key) => write!(f, "place `{key}` is not built in yet"),
            Self::Country(key) => write!(
                f,
                "a calibration runs places alone, for `{key}` takes as long as all of them"
            ),
            Self::Column(name) => write!(f, "the model has no measure `{name}` yet"),
            Self::Years(name) => write!(f, "{name} is not simulated in the years of the fact"),
        }
    }
}

impl std::error::Error for Absence {}

/// The items about `place`, or all, and of one role, or both.
///
/// A built-in place has the facts that the table of counterparts gives it. Another one, read from a file, takes the
/// part of the built-in one of its key, and if there is none, has the facts of the regions in which it lies.
pub fn items(place: Option<&Place>, role: Option<Role>) -> Vec<Item> {
    let compared = facts().into_iter().filter(|fact| fact.role.is_compared());
    compared
        .zip(counterparts())
        .filter(|(fact, _)| role.is_none_or(|role| fact.role == role))
        .filter(|(fact, counterpart)| {
            place.is_none_or(|place| is_answered_by(place, fact, counterpart))
        })
        .map(|(fact, counterpart)| Item {
            casts: casts(place, &fact, &counterpart),
            fact,
            counterpart,
        })
        .collect()
}

/// Whether `place` has to do with a fact: answers to it, or is spoken of where nothing is measured.
pub(super) fn is_answered_by(place: &Place, fact: &Fact, counterpart: &Counterpart) -> bool {
    let Some(measure) = &counterpart.measure else {
        return fact.is_about(place);
    };
    measure.places.contains(&place.key)
        || (!places::is_built_in(&place.key)
            && measure.is_mean_of_clusters()
            && fact.is_about(place))
}

fn casts(
    place: Option<&Place>,
    fact: &Fact,
    counterpart: &Counterpart,
) -> Result<Vec<Cast>, Absence> {
    let Some(measure) = &counterpart.measure else {
        return Ok(Vec::new());
    };
    if let Some(name) = measure.unknown_column() {
        return Err(Absence::Column(name.to_owned()));
    }
    let given = |key: &str| place.filter(|place| place.key == *key).cloned();
    let named = |key: &String| {
        given(key)
            .map(Cast::alone)
            .or_else(|| Cast::built_in(key))
            .ok_or_else(|| Absence::Place(key.clone()))
    };
    let casts: Vec<Cast> = match place {
        Some(place) if !measure.places.contains(&place.key) => vec![Cast::alone(place.clone())],
        _ => measure.places.iter().map(named).collect::<Result<_, _>>()?,
    };
    if let (Over::Mean, Some(span)) = (measure.over, counterpart.span(fact))
        && let Some(place) = casts
            .iter()
            .flat_map(Cast::places)
            .find(|place| !covers(place, span))
    {
        return Err(Absence::Years(place.name.clone()));
    }
    Ok(casts)
}

/// Whether the run of a place has a year between two.
fn covers(place: &Place, (first, last): (u32, u32)) -> bool {
    let timing = &place.scenario.timing;
    timing.start_year <= last && first <= timing.end_year
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(place: &Place) -> Vec<String> {
        items(Some(place), None)
            .into_iter()
            .filter(|item| item.counterpart.measure.is_some())
            .map(|item| item.fact.id)
            .collect()
    }

    #[test]
    fn a_built_in_place_has_the_facts_of_the_table() {
        let yiwu = places::place("yiwu").unwrap();
        let ids = ids(&yiwu);
        assert!(ids.contains(&"F115".to_owned()), "{ids:?}");
        assert!(!ids.contains(&"F034".to_owned()), "{ids:?}");
        assert!(!ids.contains(&"F054".to_owned()), "{ids:?}");
        let zhejiang = items(None, None)
            .into_iter()
            .find(|item| item.fact.id == "F034")
            .expect("it is compared");
        assert_eq!(
            zhejiang.casts,
            Ok(vec![Cast::built_in("zhejiang").expect("it is built in")])
        );
    }

    #[test]
    fn a_file_takes_the_part_of_its_key() {
        let mut shenzhen = places::place("shenzhen").unwrap();
        shenzhen.scenario.timing.end_year = 1983;
        for item in items(Some(&shenzhen), None) {
            let casts = match item.fact.id.as_str() {
                "F026" => Ok(vec![
                    Cast::alone(shenzhen.clone()),
                    Cast::built_in("baoan").unwrap(),
                ]),
                "F027" => Err(Absence::Years("Shenzhen".to_owned())),
                _ => continue,
            };
            assert_eq!(item.casts, casts, "{}", item.fact.id);
        }
    }

    #[test]
    fn a_file_of_another_key_has_the_facts_of_its_regions() {
        let mut town = places::place("yiwu").unwrap();
        town.key = "my-town".to_owned();
        town.name = "My town".to_owned();
        let own = ids(&town);
        assert_eq!(own, ["F034", "F035"]);
        let item = &items(Some(&town), Some(Role::Calibrate))[0];
        assert_eq!(item.casts, Ok(vec![Cast::alone(town)]));
    }
}
