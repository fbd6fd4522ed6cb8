//! The arithmetic of a 2^k table: effects of single causes and of pairs.
//!
//! The cells of a table are counted in binary: bit `i` of a cell's place says whether cause `i` is at its second level.
//! G. E. P. Box, J. S. Hunter and W. G. Hunter, "Statistics for Experimenters" (2nd ed. 2005), chapter 5.

use crate::statistics::{Estimate, mean};

/// The effect over all seeds.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Its mean with the interval; nothing with fewer than two seeds.
    pub estimate: Option<Estimate>,
    /// Seeds that have it.
    pub seeds: u32,
    /// Seeds in which it is above zero.
    pub above: u32,
    /// Seeds in which it is below zero.
    pub below: u32,
}

impl Effect {
    /// Of the effects in single seeds; a seed without an effect is not counted.
    pub fn of(by_seed: &[Option<f64>]) -> Self {
        let effects: Vec<f64> = by_seed.iter().copied().flatten().collect();
        let count = |of: fn(&f64) -> bool| {
            u32::try_from(effects.iter().filter(|effect| of(effect)).count()).unwrap_or(u32::MAX)
        };
        Self {
            estimate: Estimate::of(&effects),
            seeds: count(|_| true),
            above: count(|effect| *effect > 0.0),
            below: count(|effect| *effect < 0.0),
        }
    }
}

/// By how much the second level of `cause` is above the first: the mean over all pairs of cells that differ in nothing else.
///
/// A pair of which one cell has no number is left out; nothing if all are.
pub fn main_effect(table: &[Option<f64>], cause: usize) -> Option<f64> {
    let differences = pairs(table, cause).filter_map(|(first, second)| Some(second? - first?));
    mean(&differences.collect::<Vec<_>>())
}

/// By how much the effect of `one` is larger where `other` is at its second level than where it is at its first.
///
/// The mean over all squares of cells that differ in nothing else; squares with a cell without a number are left out.
/// It is the same whichever of the two causes is named first.
pub fn interaction(table: &[Option<f64>], one: usize, other: usize) -> Option<f64> {
    let (first, second) = (1 << one, 1 << other);
    let squares = (0..table.len()).filter(|cell| cell & (first | second) == 0);
    let differences = squares.filter_map(|cell| {
        let at = |bits: usize| *table.get(cell | bits)?;
        Some((at(first | second)? - at(second)?) - (at(first)? - at(0)?))
    });
    mean(&differences.collect::<Vec<_>>())
}

/// Pairs of cells of which one or both have no number.
pub(super) fn undefined_pairs(table: &[Option<f64>], cause: usize) -> usize {
    pairs(table, cause)
        .filter(|(first, second)| first.is_none() || second.is_none())
        .count()
}

fn pairs(table: &[Option<f64>], cause: usize) -> impl Iterator<Item = (Option<f64>, Option<f64>)> {
    let bit = 1 << cause;
    (0..table.len())
        .filter(move |cell| cell & bit == 0)
        .filter_map(move |cell| Some((*table.get(cell)?, *table.get(cell | bit)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1 + 2a - 3b + 4ab + 5d + 0c, in every cell of a table of four causes.
    fn table() -> Vec<Option<f64>> {
        let bit = |cell: usize, cause: usize| f64::from(u8::from(cell & (1 << cause) != 0));
        (0..16)
            .map(|cell| {
                let [a, b, d] = [bit(cell, 0), bit(cell, 1), bit(cell, 3)];
                Some(1.0 + 2.0 * a - 3.0 * b + 4.0 * a * b + 5.0 * d)
            })
            .collect()
    }

    fn assert_is(left: Option<f64>, right: f64) {
        let left = left.expect("there is an effect");
        assert!((left - right).abs() < 1e-12, "{left} is not {right}");
    }

    /// By hand: half of the interaction is in each main effect.
    #[test]
    fn effects_of_a_table_made_by_hand() {
        let table = table();
        assert_is(main_effect(&table, 0), 4.0);
        assert_is(main_effect(&table, 1), -1.0);
        assert_is(main_effect(&table, 2), 0.0);
        assert_is(main_effect(&table, 3), 5.0);
        assert_is(interaction(&table, 0, 1), 4.0);
        assert_is(interaction(&table, 1, 0), 4.0);
        assert_is(interaction(&table, 0, 3), 0.0);
    }

    #[test]
    fn cells_without_a_number_are_left_out_with_their_partners() {
        let mut table = table();
        table[0] = None;
        // Of the eight pairs of the first cause, four have an effect of 2 and four of 6; one of the former is gone.
        assert_is(main_effect(&table, 0), (3.0 * 2.0 + 4.0 * 6.0) / 7.0);
        assert_eq!(undefined_pairs(&table, 0), 1);
        assert_is(interaction(&table, 0, 1), 4.0);
        assert_eq!(main_effect(&[None, Some(1.0)], 0), None);
        assert_eq!(interaction(&[None; 4], 0, 1), None);
    }

    #[test]
    fn seeds_are_counted_by_sign() {
        let effect = Effect::of(&[Some(1.0), Some(3.0), None, Some(-1.0), Some(0.0)]);
        assert_eq!((effect.seeds, effect.above, effect.below), (4, 2, 1));
        assert!((effect.estimate.expect("there are four").mean - 0.75).abs() < 1e-12);
        assert_eq!(Effect::of(&[Some(1.0)]).estimate, None);
    }
}
