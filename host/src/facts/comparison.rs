//! A comparison: a printed figure beside what one run of one place gives for it.

use polanyi_core::model::Year;

use super::counterpart::{Cluster, Counterpart, counterparts};
use super::fact::{Fact, facts};
use super::item::is_answered_by;
use super::verdict::Printed;
use crate::scenario_file::Place;

/// A printed figure with its simulated counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The printed figure.
    pub fact: Fact,
    /// What is compared.
    pub printed: Printed,
    /// The simulated number or date; nothing if there is none.
    pub simulated: Option<f64>,
    /// Keys of other places that the printed figure speaks of too.
    pub others: Vec<String>,
}

impl Comparison {
    /// Simulated by printed; nothing for dates.
    pub fn ratio(&self) -> Option<f64> {
        match self.printed {
            Printed::Number { value, .. } if value != 0.0 => {
                self.simulated.map(|simulated| simulated / value)
            }
            _ => None,
        }
    }
}

/// The facts that `place` answers to, with what its `years` give.
///
/// Facts that a scenario file puts in are left out: agreement would say nothing. So are those that need several clusters.
pub fn comparisons(place: &Place, years: &[Year]) -> Vec<Comparison> {
    let compared = facts().into_iter().filter(|fact| fact.role.is_compared());
    let compare = |(fact, counterpart)| compare(place, years, fact, &counterpart);
    compared.zip(counterparts()).filter_map(compare).collect()
}

fn compare(
    place: &Place,
    years: &[Year],
    fact: Fact,
    counterpart: &Counterpart,
) -> Option<Comparison> {
    let measure = counterpart.measure.as_ref()?;
    let is_left_out = counterpart.is_put_in
        || !measure.is_of_any_cluster()
        || measure.unknown_column().is_some()
        || !is_answered_by(place, &fact, counterpart);
    if is_left_out {
        return None;
    }
    let cluster = Cluster {
        key: place.key.clone(),
        years,
    };
    let others = measure.places.iter().filter(|key| **key != place.key);
    Some(Comparison {
        printed: counterpart.printed(&fact)?,
        simulated: measure.number(&[cluster], counterpart.span(&fact)?),
        others: others.cloned().collect(),
        fact,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{places, run};

    #[test]
    fn a_run_answers_to_the_facts_of_its_place() {
        let yiwu = places::place("yiwu").unwrap();
        let recording = run::record(&yiwu.scenario, 1, Some(1998), |_| ()).unwrap();
        let rows = comparisons(&yiwu, &recording.years);
        let row = |id: &str| rows.iter().find(|row| row.fact.id == id);
        let stalls = row("F115").unwrap();
        let year = recording
            .years
            .iter()
            .find(|year| year.measures.year == 1992);
        let expected = year.map(|year| f64::from(year.measures.stalls));
        assert_eq!(stalls.simulated, expected);
        assert_eq!(stalls.ratio(), expected.map(|stalls| stalls / 23_000.0));
        assert_eq!(row("F086").unwrap().simulated, None, "the run ends before");
        for left_out in ["F034", "F083", "F084", "F113", "F114", "F119", "F054"] {
            assert_eq!(row(left_out), None, "{left_out}");
        }
    }

    #[test]
    fn places_that_answer_together_know_of_each_other() {
        let shenzhen = places::place("shenzhen").unwrap();
        let rows = comparisons(&shenzhen, &[]);
        let row = rows.iter().find(|row| row.fact.id == "F027");
        assert_eq!(row.unwrap().others, ["baoan"]);
    }
}
