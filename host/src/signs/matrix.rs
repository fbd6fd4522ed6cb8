//! The matrix: the effects that were found, beside the signs that were expected.

use std::slice::from_ref;

use super::effect::{Effect, interaction, main_effect, undefined_pairs};
use super::factorial::{Factorial, Sign};
use crate::ensemble::Seeds;
use crate::experiment::{Plan, PlanError, Readings, Ticket};

/// The share of seeds in which an expected sign must show for the cell to hold.
pub const SHARE_NEEDED: f64 = 0.95;

/// A factorial with its planned runs.
#[derive(Debug)]
pub struct Survey<'f> {
    factorial: &'f Factorial,
    plan: Plan,
    /// By gateway, by outcome, by cell of the factorial.
    tickets: Vec<Vec<Vec<Ticket>>>,
}

/// Everything that the factorial shows.
#[derive(Debug)]
pub struct Matrix<'f> {
    /// What was carried out.
    pub factorial: &'f Factorial,
    /// Seeds of each world.
    pub seeds: Seeds,
    /// Effects of single causes: by gateway, by outcome, by cause.
    pub effects: Vec<Vec<Vec<Cell>>>,
    /// Interactions: in the order of the factorial's, by gateway.
    pub interactions: Vec<Vec<Cell>>,
    /// Contrasts, in the order of the factorial's.
    pub contrasts: Vec<Cell>,
    /// By gateway, by outcome: runs in which a year of the window had no number.
    pub gaps: Vec<Vec<u32>>,
}

/// An effect with its expectation.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The effect.
    pub effect: Effect,
    /// The sign that it should have.
    pub expected: Sign,
    /// Pairs of worlds, over all seeds, that were left out because one of the two had no number.
    pub undefined_pairs: u64,
}

impl Cell {
    /// The share of seeds with the expected sign; nothing if none is expected or no seed has the effect.
    pub fn share(&self) -> Option<f64> {
        let as_expected = match self.expected {
            Sign::Plus => self.effect.above,
            Sign::Minus => self.effect.below,
            Sign::Any => return None,
        };
        let seeds = self.effect.seeds;
        (seeds > 0).then(|| f64::from(as_expected) / f64::from(seeds))
    }

    /// Whether enough seeds show the expected sign; nothing if none is expected.
    pub fn holds(&self) -> Option<bool> {
        let any = self.expected == Sign::Any;
        (!any).then(|| self.share().is_some_and(|share| share >= SHARE_NEEDED))
    }
}

impl<'f> Survey<'f> {
    /// Plans the runs of a factorial.
    pub fn new(factorial: &'f Factorial) -> Self {
        let mut plan = Plan::default();
        let mut tickets = Vec::new();
        for gateway in &factorial.gateways {
            let by_outcome = factorial.outcomes.iter().map(|outcome| {
                let cells = gateway.cells.iter();
                cells
                    .map(|cell| plan.want(from_ref(cell), &outcome.metric, 0))
                    .collect()
            });
            tickets.push(by_outcome.collect());
        }
        Self {
            factorial,
            plan,
            tickets,
        }
    }

    /// How many runs it takes with `seeds`.
    pub fn runs(&self, seeds: Seeds) -> u32 {
        self.plan.runs(seeds)
    }

    /// Carries all runs out and works out the effects.
    pub fn carry_out(
        &self,
        seeds: Seeds,
        watch: impl Fn() + Sync,
    ) -> Result<(Matrix<'f>, Readings), PlanError> {
        let readings = self.plan.carry_out(seeds, watch)?;
        let tables: Vec<Vec<Vec<Table>>> = self
            .tickets
            .iter()
            .map(|gateway| {
                gateway
                    .iter()
                    .map(|cells| by_seed(cells, &readings))
                    .collect()
            })
            .collect();
        let gaps = self
            .tickets
            .iter()
            .map(|gateway| gateway.iter().map(|cells| gaps(cells, &readings)).collect());
        Ok((
            Matrix {
                factorial: self.factorial,
                seeds,
                effects: effects(self.factorial, &tables),
                interactions: interactions(self.factorial, &tables),
                contrasts: contrasts(self.factorial, &tables),
                gaps: gaps.collect(),
            },
            readings,
        ))
    }
}

/// The cells of one seed.
type Table = Vec<Option<f64>>;

/// Tables of an outcome, seed by seed.
fn by_seed(cells: &[Ticket], readings: &Readings) -> Vec<Table> {
    let mut seeds: Vec<Table> = Vec::new();
    for (cell, ticket) in cells.iter().enumerate() {
        for (seed, reading) in readings.of(*ticket).enumerate() {
            if cell == 0 {
                seeds.push(Vec::with_capacity(cells.len()));
            }
            seeds[seed].push(reading.value);
        }
    }
    seeds
}

fn gaps(cells: &[Ticket], readings: &Readings) -> u32 {
    let runs = cells.iter().flat_map(|ticket| readings.of(*ticket));
    u32::try_from(runs.filter(|run| run.empty > 0).count()).unwrap_or(u32::MAX)
}

fn effects(factorial: &Factorial, tables: &[Vec<Vec<Table>>]) -> Vec<Vec<Vec<Cell>>> {
    let of_outcome = |outcome: usize, seeds: &[Table]| -> Vec<Cell> {
        let expected = &factorial.outcomes[outcome].expected;
        (0..factorial.causes.len())
            .map(|cause| {
                cell(
                    seeds,
                    expected[cause],
                    |table| main_effect(table, cause),
                    Some(cause),
                )
            })
            .collect()
    };
    tables
        .iter()
        .map(|gateway| {
            gateway
                .iter()
                .enumerate()
                .map(|(outcome, seeds)| of_outcome(outcome, seeds))
                .collect()
        })
        .collect()
}

fn interactions(factorial: &Factorial, tables: &[Vec<Vec<Table>>]) -> Vec<Vec<Cell>> {
    factorial
        .interactions
        .iter()
        .map(|pair| {
            let [one, other] = pair.causes;
            tables
                .iter()
                .zip(&pair.expected)
                .map(|(gateway, expected)| {
                    cell(
                        &gateway[pair.outcome],
                        *expected,
                        |table| interaction(table, one, other),
                        None,
                    )
                })
                .collect()
        })
        .collect()
}

fn contrasts(factorial: &Factorial, tables: &[Vec<Vec<Table>>]) -> Vec<Cell> {
    factorial
        .contrasts
        .iter()
        .map(|contrast| {
            let at = |gateway: Option<&Vec<Vec<Table>>>| -> Vec<Option<f64>> {
                let seeds = gateway.map_or(&[][..], |gateway| &gateway[contrast.outcome][..]);
                seeds
                    .iter()
                    .map(|table| main_effect(table, contrast.cause))
                    .collect()
            };
            let (first, last) = (at(tables.first()), at(tables.last()));
            let differences: Vec<Option<f64>> = last
                .into_iter()
                .zip(first)
                .map(|(last, first)| Some(last? - first?))
                .collect();
            Cell {
                effect: Effect::of(&differences),
                expected: contrast.expected,
                undefined_pairs: 0,
            }
        })
        .collect()
}

/// A cell of the matrix; `cause` is given where it is the effect of a single one.
fn cell(
    seeds: &[Table],
    expected: Sign,
    effect: impl Fn(&[Option<f64>]) -> Option<f64>,
    cause: Option<usize>,
) -> Cell {
    let by_seed: Vec<Option<f64>> = seeds.iter().map(|table| effect(table)).collect();
    let left_out: usize = match cause {
        Some(cause) => seeds
            .iter()
            .map(|table| undefined_pairs(table, cause))
            .sum(),
        None => 0,
    };
    Cell {
        effect: Effect::of(&by_seed),
        expected,
        undefined_pairs: u64::try_from(left_out).unwrap_or(u64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell_of(expected: Sign, by_seed: &[Option<f64>]) -> Cell {
        Cell {
            effect: Effect::of(by_seed),
            expected,
            undefined_pairs: 0,
        }
    }

    #[test]
    fn a_cell_holds_if_nineteen_of_twenty_seeds_show_its_sign() {
        let mut seeds = vec![Some(0.1); 19];
        seeds.push(Some(-0.5));
        assert_eq!(cell_of(Sign::Plus, &seeds).holds(), Some(true));
        seeds[0] = Some(0.0);
        let cell = cell_of(Sign::Plus, &seeds);
        assert_eq!((cell.share(), cell.holds()), (Some(0.9), Some(false)));
        assert_eq!(cell_of(Sign::Minus, &seeds).share(), Some(0.05));
        assert_eq!(cell_of(Sign::Any, &seeds).holds(), None);
    }

    #[test]
    fn an_effect_that_no_seed_has_does_not_hold() {
        let cell = cell_of(Sign::Plus, &[None, None]);
        assert_eq!((cell.share(), cell.holds()), (None, Some(false)));
    }
}
