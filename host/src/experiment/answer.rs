//! An answer: what came of a study, arm by arm and comparison by comparison.

use super::metric::Reading;
use super::order::{Comparison, Side, Verdict};
use super::plan::{Plan, PlanError, Readings, Ticket};
use super::study::{Expectation, Study};
use crate::ensemble::Seeds;
use crate::statistics::{Estimate, mean, pearson};

/// Studies that are carried out together, so that none of their runs is done twice.
#[derive(Debug)]
pub struct Inquiry<'s> {
    studies: Vec<&'s Study>,
    plan: Plan,
    /// By study, by expectation, by arm that it speaks of.
    tickets: Vec<Vec<Vec<Sought>>>,
}

/// Where the number of an arm comes from.
#[derive(Debug)]
enum Sought {
    /// From one reading.
    Reading(Ticket),
    /// From the readings of many places, with the parameter's value in each.
    Correlation(Vec<(f64, Ticket)>),
}

/// What came of a study.
#[derive(Debug, Clone)]
pub struct Answer<'s> {
    /// The study.
    pub study: &'s Study,
    /// What was observed, expectation by expectation.
    pub observed: Vec<Observed<'s>>,
    /// All expectations together; nothing where none was stated.
    pub verdict: Option<Verdict>,
}

/// What was observed of a metric.
#[derive(Debug, Clone)]
pub struct Observed<'s> {
    /// What was expected.
    pub expectation: &'s Expectation,
    /// The arms that the expectation speaks of.
    pub levels: Vec<Level>,
    /// The comparisons, in the order of the expectation's.
    pub judged: Vec<Judged>,
}

/// The number of an arm over all seeds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// The arm.
    pub arm: usize,
    /// The mean over the runs that had a number.
    pub mean: Option<f64>,
    /// Runs without a number; their seeds are left out of comparisons.
    pub undefined: u32,
    /// Runs in which a year of the window had no number.
    pub gaps: u32,
}

/// A comparison of two sides over all seeds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// What was compared.
    pub comparison: Comparison,
    /// The mean of left less right over the seeds, with its interval; nothing with fewer than two seeds.
    pub difference: Option<Estimate>,
    /// Seeds in which both sides had a number.
    pub pairs: u32,
    /// Seeds in which left is above right.
    pub above: u32,
    /// The verdict; nothing if nothing was expected.
    pub verdict: Option<Verdict>,
}

impl<'s> Inquiry<'s> {
    /// Plans the runs of `studies`.
    pub fn new(studies: impl IntoIterator<Item = &'s Study>) -> Self {
        let studies: Vec<&Study> = studies.into_iter().collect();
        let mut plan = Plan::default();
        let mut tickets = Vec::new();
        for study in &studies {
            let expectations = study.expectations.iter().map(|expectation| {
                let arms = expectation.arms();
                arms.iter()
                    .map(|arm| seek(&mut plan, study, expectation, *arm))
                    .collect()
            });
            tickets.push(expectations.collect());
        }
        Self {
            studies,
            plan,
            tickets,
        }
    }

    /// How many runs it takes with `seeds`.
    pub fn runs(&self, seeds: Seeds) -> u32 {
        self.plan.runs(seeds)
    }

    /// Carries all runs out and answers the studies in their order.
    pub fn carry_out(
        &self,
        seeds: Seeds,
        watch: impl Fn() + Sync,
    ) -> Result<(Vec<Answer<'s>>, Readings), PlanError> {
        let readings = self.plan.carry_out(seeds, watch)?;
        let mut answers = Vec::new();
        for (study, sought) in self.studies.iter().zip(&self.tickets) {
            let observed: Vec<Observed<'_>> = study
                .expectations
                .iter()
                .zip(sought)
                .map(|(expectation, sought)| observe(expectation, sought, &readings))
                .collect();
            let judged = observed.iter().flat_map(|one| &one.judged);
            let verdict = Verdict::together(judged.filter_map(|one| one.verdict));
            answers.push(Answer {
                study,
                observed,
                verdict,
            });
        }
        Ok((answers, readings))
    }
}

fn seek(plan: &mut Plan, study: &Study, expectation: &Expectation, arm: usize) -> Sought {
    let clusters = &study.arms[arm].clusters;
    match expectation.across {
        None => Sought::Reading(plan.want(clusters, &expectation.metric, 0)),
        Some(across) => Sought::Correlation(
            (1..)
                .zip(across.values())
                .map(|(lot, value)| {
                    let ticket = plan.want(&across.at(clusters, value), &expectation.metric, lot);
                    (f64::from(value), ticket)
                })
                .collect(),
        ),
    }
}

fn observe<'s>(
    expectation: &'s Expectation,
    sought: &[Sought],
    readings: &Readings,
) -> Observed<'s> {
    let arms = expectation.arms();
    let by_arm: Vec<Vec<Reading>> = sought.iter().map(|one| numbers(one, readings)).collect();
    let levels = arms
        .iter()
        .zip(&by_arm)
        .map(|(arm, runs)| level(*arm, runs));
    let values = |arm: usize| -> Vec<Option<f64>> {
        let place = arms.iter().position(|known| *known == arm);
        let runs = place.map_or(&[][..], |place| &by_arm[place][..]);
        runs.iter().map(|run| run.value).collect()
    };
    Observed {
        expectation,
        levels: levels.collect(),
        judged: expectation
            .order
            .iter()
            .map(|comparison| judge(*comparison, &values))
            .collect(),
    }
}

/// The number of an arm, by seed.
fn numbers(sought: &Sought, readings: &Readings) -> Vec<Reading> {
    match sought {
        Sought::Reading(ticket) => readings.of(*ticket).collect(),
        Sought::Correlation(points) => {
            let mut runs: Vec<_> = points
                .iter()
                .map(|(value, ticket)| (*value, readings.of(*ticket)))
                .collect();
            let mut correlations = Vec::new();
            loop {
                let seed: Vec<(f64, Reading)> = runs
                    .iter_mut()
                    .filter_map(|(value, runs)| Some((*value, runs.next()?)))
                    .collect();
                if seed.is_empty() {
                    return correlations;
                }
                let points: Vec<(f64, f64)> = seed
                    .iter()
                    .filter_map(|(value, reading)| Some((*value, reading.value?)))
                    .collect();
                correlations.push(Reading {
                    value: pearson(&points),
                    empty: seed.iter().map(|(_, reading)| reading.empty).sum(),
                });
            }
        }
    }
}

fn level(arm: usize, runs: &[Reading]) -> Level {
    let values: Vec<f64> = runs.iter().filter_map(|run| run.value).collect();
    let count = |of: &dyn Fn(&Reading) -> bool| {
        u32::try_from(runs.iter().filter(|run| of(run)).count()).unwrap_or(u32::MAX)
    };
    Level {
        arm,
        mean: mean(&values),
        undefined: count(&|run| run.value.is_none()),
        gaps: count(&|run| run.empty > 0),
    }
}

/// Compares two sides seed by seed.
fn judge(comparison: Comparison, values: &dyn Fn(usize) -> Vec<Option<f64>>) -> Judged {
    let side = |side: Side| -> Vec<Option<f64>> {
        let arm = values(side.arm);
        match side.less {
            None => arm,
            Some(less) => {
                let less = values(less);
                arm.into_iter()
                    .zip(less)
                    .map(|(arm, less)| Some(arm? - less?))
                    .collect()
            }
        }
    };
    let pairs: Vec<(f64, f64)> = side(comparison.right)
        .into_iter()
        .zip(side(comparison.left))
        .filter_map(|(right, left)| Some((right?, left?)))
        .collect();
    let difference = Estimate::of_difference(&pairs);
    let above = pairs.iter().filter(|(right, left)| left > right).count();
    Judged {
        comparison,
        difference,
        pairs: u32::try_from(pairs.len()).unwrap_or(u32::MAX),
        above: u32::try_from(above).unwrap_or(u32::MAX),
        verdict: comparison.expected.then(|| Verdict::of(difference)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: Side = Side { arm: 0, less: None };

    fn judged(left: Side, right: Side, expected: bool) -> Judged {
        let arms = [
            vec![Some(3.0), Some(5.0), None, Some(4.0)],
            vec![Some(1.0), Some(2.0), Some(9.0), Some(4.0)],
            vec![Some(1.0), Some(1.0), Some(1.0), Some(1.0)],
        ];
        let comparison = Comparison {
            left,
            right,
            expected,
        };
        judge(comparison, &|arm| arms[arm].clone())
    }

    /// By hand: the differences are 2, 3 and 0; the third seed has no number on the left.
    #[test]
    fn seeds_are_compared_in_pairs() {
        let one = judged(LEFT, Side { arm: 1, less: None }, true);
        assert_eq!((one.pairs, one.above), (3, 2));
        let difference = one.difference.expect("there are three pairs");
        assert!((difference.mean - 5.0 / 3.0).abs() < 1e-12);
        assert_eq!(one.verdict, Some(Verdict::NotToldApart));
    }

    /// By hand: 3 - 1, 5 - 2, 4 - 4, each less 1: 1, 2, -1.
    #[test]
    fn a_difference_of_arms_can_be_a_side() {
        let left = Side {
            arm: 0,
            less: Some(1),
        };
        let one = judged(left, Side { arm: 2, less: None }, false);
        assert!((one.difference.expect("there are three").mean - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!((one.above, one.verdict), (2, None));
    }

    #[test]
    fn runs_without_a_number_are_counted() {
        let runs = [
            Reading {
                value: Some(2.0),
                empty: 0,
            },
            Reading {
                value: None,
                empty: 3,
            },
            Reading {
                value: Some(4.0),
                empty: 1,
            },
        ];
        let level = level(1, &runs);
        assert_eq!((level.mean, level.undefined, level.gaps), (Some(3.0), 1, 2));
    }
}
