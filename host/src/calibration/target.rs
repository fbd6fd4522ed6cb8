//! A target: a printed figure that the model is to come near, and how near is near.

use std::fmt;
use std::ops::Deref;

use polanyi_core::model::Year;

use crate::facts::cast::Cast;
use crate::facts::counterpart::{Cluster, Measure};
use crate::facts::fact::Fact;
use crate::facts::item::{Absence, Item};
use crate::facts::verdict::{Printed, Relation};
use crate::run::Recording;
use crate::scenario_file::Place;
use crate::statistics::median;

/// Differences beyond this many tolerances are all the same: a figure that was not simulated at all counts as one of them.
pub const FAR: f64 = 10.0;
/// Differences up to this many tolerances count by their square, larger ones by their size, so that one figure out of
/// reach does not decide the rest: P. J. Huber, Annals of Mathematical Statistics 35 (1964) 73.
const NEAR: f64 = 2.0;

/// How near to the printed figure is near enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tolerance {
    /// Within this factor of it, greater than one.
    Factor(f64),
    /// Within so many percentage points of it.
    Points(f64),
    /// Within so many years of it.
    Years(f64),
}

impl Tolerance {
    /// The name of the kind that suits a printed figure.
    pub fn suited(printed: Printed) -> &'static str {
        match printed {
            Printed::Number { is_share: true, .. } => "points",
            Printed::Number { .. } => "factor",
            Printed::Date { .. } => "years",
        }
    }

    /// The difference of two figures in tolerances; nothing where it is none, as the ratio to nothing.
    fn difference(self, simulated: f64, printed: f64) -> Option<f64> {
        let difference = match self {
            Self::Factor(factor) => libm::log(simulated / printed) / libm::log(factor),
            Self::Points(width) | Self::Years(width) => (simulated - printed) / width,
        };
        difference.is_finite().then_some(difference)
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Factor(factor) => write!(f, "a factor of {factor}"),
            Self::Points(width) => write!(f, "{width} percentage points"),
            Self::Years(width) => write!(f, "{width} years"),
        }
    }
}

/// A printed figure, and its counterpart in the model.
#[derive(Debug, Clone)]
pub struct Target {
    /// The fact.
    pub fact: Fact,
    /// What is compared with.
    pub printed: Printed,
    /// The places that answer to it.
    pub places: Vec<Place>,
    /// How near is near.
    pub tolerance: Tolerance,
    /// How much it counts beside the others.
    pub weight: f64,
    measure: Measure,
    span: (u32, u32),
}

impl Target {
    /// The target that an item of the scoreboard makes; nothing if the model measures nothing of the kind.
    pub fn of(item: Item, tolerance: Tolerance, weight: f64) -> Result<Option<Self>, Absence> {
        let Item {
            fact,
            counterpart,
            casts,
        } = item;
        let places = casts?.into_iter().map(alone).collect::<Result<_, _>>()?;
        let (printed, span) = (counterpart.printed(&fact), counterpart.span(&fact));
        let known = counterpart.measure.zip(printed).zip(span);
        Ok(known.map(|((measure, printed), span)| Self {
            fact,
            printed,
            places,
            tolerance,
            weight,
            measure,
            span,
        }))
    }

    /// The last year of its places that it needs; nothing for all.
    pub fn last(&self) -> Option<u32> {
        (!self.measure.is_date()).then_some(self.span.1)
    }

    /// The median over seeds; nothing unless at least half of them have a figure.
    ///
    /// Each seed gives the recordings of the places in their order, or nothing if a run failed.
    pub fn figure(&self, seeds: &[Option<Vec<&Recording>>]) -> Option<f64> {
        let figures: Vec<f64> = seeds
            .iter()
            .flatten()
            .filter_map(|recordings| {
                let years = recordings
                    .iter()
                    .map(|recording| recording.years.as_slice());
                self.figure_of(years)
            })
            .filter(|figure| figure.is_finite())
            .collect();
        (2 * figures.len() >= seeds.len()).then(|| median(&figures))?
    }

    /// A date that never comes is the year after the last: left out, it would draw that of other seeds forward.
    fn figure_of<Y: Deref<Target = [Year]>>(&self, years: impl Iterator<Item = Y>) -> Option<f64> {
        let clusters: Vec<Cluster<Y>> = self
            .places
            .iter()
            .zip(years)
            .map(|(place, years)| Cluster {
                key: place.key.clone(),
                years,
            })
            .collect();
        let ends = self
            .places
            .iter()
            .map(|place| place.scenario.timing.end_year);
        let never = ends.max().filter(|_| self.measure.is_date());
        let number = self.measure.number(&clusters, self.span);
        number.or(never.map(|end| f64::from(end) + 1.0))
    }

    /// How far a simulated figure is from the printed one, in tolerances, above zero where it is too large.
    ///
    /// At most [`FAR`] in size. Nothing simulated is as far as can be, on the side of too little unless that is no miss.
    pub fn residual(&self, simulated: Option<f64>) -> f64 {
        let difference = |printed: f64| {
            let difference =
                simulated.and_then(|simulated| self.tolerance.difference(simulated, printed));
            difference.unwrap_or(-FAR).clamp(-FAR, FAR)
        };
        match self.printed {
            Printed::Number {
                relation: Relation::Above,
                value,
                ..
            } => difference(value).min(0.0),
            Printed::Number {
                relation: Relation::Below,
                ..
            } if simulated.is_none() => FAR,
            Printed::Number {
                relation: Relation::Below,
                value,
                ..
            } => difference(value).max(0.0),
            Printed::Number { value, .. } => difference(value),
            Printed::Date { first, last } => {
                let (early, late) = (difference(f64::from(first)), difference(f64::from(last)));
                // Between the first year and the last there is no difference.
                early.min(0.0) + late.max(0.0)
            }
        }
    }

    /// What a residual costs: its square when near, less when far; times the weight.
    pub fn cost(&self, residual: f64) -> f64 {
        let size = residual.abs();
        let cost = if size <= NEAR {
            size * size
        } else {
            NEAR * (2.0 * size - NEAR)
        };
        self.weight * cost
    }
}

/// A place that is run alone.
fn alone(cast: Cast) -> Result<Place, Absence> {
    match cast {
        Cast::Place(place) => Ok(*place),
        Cast::Country(country) => Err(Absence::Country(country.key)),
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "bounds and whole numbers are met exactly")]
mod tests {
    use super::*;
    use crate::facts::item::items;

    fn target(fact: &str, tolerance: Tolerance) -> Target {
        let item = items(None, None)
            .into_iter()
            .find(|item| item.fact.id == fact);
        let target = Target::of(item.expect("it is compared"), tolerance, 1.0);
        target
            .expect("its places are there")
            .expect("it is measured")
    }

    fn printed(printed: Printed, tolerance: Tolerance) -> Target {
        Target {
            printed,
            ..target("F115", tolerance)
        }
    }

    fn number(relation: Relation, value: f64) -> Printed {
        Printed::number(relation, value, "")
    }

    #[test]
    fn differences_are_told_in_tolerances() {
        let stalls = printed(number(Relation::Equal, 1_000.0), Tolerance::Factor(2.0));
        let share = printed(number(Relation::About, 5.0), Tolerance::Points(2.5));
        let date = printed(
            Printed::Date {
                first: 1999,
                last: 2001,
            },
            Tolerance::Years(2.0),
        );
        for (target, simulated, expected) in [
            (&stalls, 4_000.0, 2.0),
            (&stalls, 500.0, -1.0),
            (&stalls, 0.0, -FAR),
            (&stalls, 1e9, FAR),
            (&share, 10.0, 2.0),
            (&date, 1998.0, -0.5),
            (&date, 1999.0, 0.0),
            (&date, 2001.0, 0.0),
            (&date, 2005.0, 2.0),
        ] {
            let found = target.residual(Some(simulated));
            assert!(
                (found - expected).abs() < 1e-12,
                "{:?}: {found}",
                target.printed
            );
        }
        assert_eq!(stalls.residual(None), -FAR);
    }

    #[test]
    fn what_is_more_than_a_lower_bound_is_no_miss() {
        let above = printed(number(Relation::Above, 1_000.0), Tolerance::Factor(2.0));
        assert_eq!(above.residual(Some(9_999.0)), 0.0);
        assert!((above.residual(Some(500.0)) + 1.0).abs() < 1e-12);
        assert_eq!(above.residual(None), -FAR);
        let below = printed(number(Relation::Below, 1_000.0), Tolerance::Factor(2.0));
        assert_eq!(below.residual(Some(1.0)), 0.0);
        assert!((below.residual(Some(2_000.0)) - 1.0).abs() < 1e-12);
        assert_eq!(below.residual(None), FAR);
    }

    #[test]
    fn a_far_figure_counts_less_than_its_square_and_no_less_than_a_near_one() {
        let target = target("F115", Tolerance::Factor(2.0));
        let costs = [0.0, 1.0, -2.0, 10.0].map(|size| target.cost(size));
        assert_eq!(costs, [0.0, 1.0, 4.0, 36.0]);
        let double = Target {
            weight: 2.0,
            ..target
        };
        assert_eq!(double.cost(1.0), 2.0);
    }

    /// The figure is that of the scoreboard: the stalls of 1992, of the middle one of three seeds.
    #[test]
    fn a_figure_is_the_median_over_seeds() {
        let target = target("F115", Tolerance::Factor(2.0));
        assert_eq!(target.last(), Some(1992));
        let run = |seed: u64| {
            crate::run::record(&target.places[0].scenario, seed, target.last(), |_| ()).unwrap()
        };
        let recordings: Vec<Recording> = (1..=3).map(run).collect();
        let stalls =
            |recording: &Recording| f64::from(recording.years.last().unwrap().measures.stalls);
        let expected: Vec<f64> = recordings.iter().map(stalls).collect();
        let seeds: Vec<Option<Vec<&Recording>>> = recordings
            .iter()
            .map(|recording| Some(vec![recording]))
            .collect();
        assert_eq!(target.figure(&seeds), median(&expected));
        let half = [seeds[0].clone(), None];
        assert_eq!(target.figure(&half), Some(expected[0]));
        let third = [seeds[0].clone(), None, None];
        assert_eq!(target.figure(&third), None);
        assert_eq!(target.figure(&[]), None);
    }

    #[test]
    fn a_date_that_never_comes_is_after_all_years() {
        let target = target("F079", Tolerance::Years(2.0));
        assert_eq!(target.last(), None);
        let mut scenario = target.places[0].scenario.clone();
        // Nothing is exported in a world that does not trade with it.
        scenario.place.trade_access = 0.0;
        scenario.policies.clear();
        let recording = crate::run::record(&scenario, 1, None, |_| ()).unwrap();
        let end = f64::from(scenario.timing.end_year);
        assert_eq!(target.figure(&[Some(vec![&recording])]), Some(end + 1.0));
    }
}
