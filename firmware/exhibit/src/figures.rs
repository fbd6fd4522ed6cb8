//! Figures: the four outcomes as whole percentages, and firms, in six bytes.

use polanyi_core::model::measures::Measures;

/// The four outcomes, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Position on the value chain: 0 processing, 100 design and brand.
    Design,
    /// Exports, of sales.
    Exports,
    /// Sales through the specialized market.
    Market,
    /// Outsourced work that is left to kin.
    Kin,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; OUTCOMES] = [Self::Design, Self::Exports, Self::Market, Self::Kin];
}

/// Number of outcomes.
pub const OUTCOMES: usize = 4;
/// Bytes of figures.
pub const FIGURE_BYTES: usize = 6;
/// Years at the end of a run whose mean is its result: a single year is moody.
pub const RIPE_YEARS: usize = 5;

/// What is nothing: a share of nothing is not zero.
const NOTHING: u8 = 255;

/// Figures of a year, or of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// The outcomes in the order of [`Outcome::ALL`], percent; nothing where nothing was sold.
    pub outcomes: [Option<u8>; OUTCOMES],
    /// Firms.
    pub firms: u16,
}

impl Figures {
    /// The figures of a year.
    pub fn of(measures: &Measures) -> Self {
        let [_, at_market, ..] = measures.channels;
        let [kin, ..] = measures.governance;
        Self {
            outcomes: [
                measures.value_chain,
                measures.openness.export_share,
                at_market,
                kin,
            ]
            .map(|share| share.map(percent)),
            firms: whole(measures.firms),
        }
    }

    /// The mean of several years; an outcome is that of the years that have it.
    pub fn mean<'a>(years: &(impl Iterator<Item = &'a Self> + Clone)) -> Self {
        let of = |figure: fn(&Self, usize) -> Option<u32>, at| {
            let (mut sum, mut count) = (0_u32, 0_u32);
            for figure in years.clone().filter_map(|year| figure(year, at)) {
                sum += figure;
                count += 1;
            }
            (sum + count / 2).checked_div(count)
        };
        let mut mean = Self::default();
        for (at, outcome) in mean.outcomes.iter_mut().enumerate() {
            *outcome = of(|year, at| year.get(at).map(u32::from), at)
                .and_then(|mean| u8::try_from(mean).ok());
        }
        let firms = of(|year, _| Some(u32::from(year.firms)), 0);
        mean.firms = firms.and_then(|mean| u16::try_from(mean).ok()).unwrap_or(0);
        mean
    }

    /// The median of several: of each outcome by itself, where most have it.
    pub fn median(several: &[Self]) -> Self {
        let mut median = Self::default();
        for (at, outcome) in median.outcomes.iter_mut().enumerate() {
            // Nothing is below zero.
            let known = |one: &Self| one.get(at).map_or(0, |it| u16::from(it) + 1);
            *outcome = middle(&several.iter().map(known))
                .checked_sub(1)
                .and_then(|middle| u8::try_from(middle).ok());
        }
        median.firms = middle(&several.iter().map(|one| one.firms));
        median
    }

    /// Six bytes.
    pub fn bytes(&self) -> [u8; FIGURE_BYTES] {
        let [design, exports, market, kin] =
            self.outcomes.map(|outcome| outcome.unwrap_or(NOTHING));
        let [low, high] = self.firms.to_le_bytes();
        [design, exports, market, kin, low, high]
    }

    /// The figures of six bytes.
    pub fn from_bytes(bytes: [u8; FIGURE_BYTES]) -> Self {
        let [outcomes @ .., low, high] = bytes;
        Self {
            outcomes: outcomes.map(|outcome| (outcome != NOTHING).then_some(outcome.min(100))),
            firms: u16::from_le_bytes([low, high]),
        }
    }

    /// An outcome by its place.
    pub fn get(&self, at: usize) -> Option<u8> {
        self.outcomes.get(at).copied().flatten()
    }
}

/// The one in the middle, by counting for each how many are smaller; 0 of none.
fn middle(several: &(impl Iterator<Item = u16> + Clone)) -> u16 {
    let count = several.clone().count();
    several
        .clone()
        .find(|one| {
            let below = several.clone().filter(|other| other < one).count();
            let above = several.clone().filter(|other| other > one).count();
            below <= count / 2 && above <= (count.max(1) - 1) / 2
        })
        .unwrap_or(0)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a float saturates, the same on every target"
)]
fn percent(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0 + 0.5) as u8
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a float saturates, the same on every target"
)]
fn whole(count: f32) -> u16 {
    (count + 0.5) as u16
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figures(design: Option<u8>, firms: u16) -> Figures {
        Figures {
            outcomes: [design, None, Some(7), Some(100)],
            firms,
        }
    }

    #[test]
    fn a_mean_is_of_the_years_that_have_the_figure() {
        let years = [
            figures(None, 10),
            figures(Some(20), 20),
            figures(Some(31), 31),
        ];
        assert_eq!(Figures::mean(&years.iter()), figures(Some(26), 20));
        assert_eq!(Figures::mean(&[].iter()), Figures::default());
    }

    #[test]
    fn a_median_is_one_of_them_and_nothing_where_most_are_nothing() {
        let several = [figures(None, 5), figures(Some(9), 1), figures(Some(3), 9)];
        assert_eq!(Figures::median(&several), figures(Some(3), 5));
        let nothing = [figures(None, 5), figures(None, 5), figures(Some(3), 5)];
        assert_eq!(Figures::median(&nothing), figures(None, 5));
        assert_eq!(Figures::median(&[]), Figures::default());
    }

    proptest! {
        #[test]
        fn bytes_are_read_back(design in prop::option::of(0..=100_u8), firms: u16) {
            let figures = figures(design, firms);
            prop_assert_eq!(Figures::from_bytes(figures.bytes()), figures);
        }
    }
}
