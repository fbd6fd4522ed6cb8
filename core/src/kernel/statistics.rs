//! Summaries of a run that grow with nothing: no sample is stored.
//!
//! They count in `f64`, which is slow on a board without a double-precision unit (a few hundred instructions a sample)
//! and right after a billion samples; `f32` would stop moving after 2^24.

use super::time::{Instant, Span};

/// Count, mean, variance, minimum and maximum of a sequence of numbers.
///
/// B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", Technometrics 4 (1962) 419.
///
/// ```
/// use polanyi_core::kernel::statistics::Tally;
/// let mut tally = Tally::new();
/// for value in [2.0, 4.0, 9.0] {
///     tally.add(value);
/// }
/// assert_eq!(tally.mean(), Some(5.0));
/// assert_eq!(tally.variance(), Some(13.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    count: u64,
    mean: f64,
    squares: f64,
    min: f64,
    max: f64,
}

impl Tally {
    /// Of no numbers.
    pub const fn new() -> Self {
        Self {
            count: 0,
            mean: 0.0,
            squares: 0.0,
            min: 0.0,
            max: 0.0,
        }
    }

    /// Takes one more number into account. One that is not finite spoils the mean for good.
    pub fn add(&mut self, value: f64) {
        self.min = if self.count == 0 {
            value
        } else {
            self.min.min(value)
        };
        self.max = if self.count == 0 {
            value
        } else {
            self.max.max(value)
        };
        self.count = self.count.saturating_add(1);
        let before = value - self.mean;
        self.mean += before / float(self.count);
        self.squares += before * (value - self.mean);
    }

    /// How many numbers.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Their mean, if there is one number.
    pub const fn mean(&self) -> Option<f64> {
        if self.count == 0 {
            None
        } else {
            Some(self.mean)
        }
    }

    /// Their variance, unbiased (divided by n − 1), if there are two numbers.
    pub fn variance(&self) -> Option<f64> {
        match self.count {
            0 | 1 => None,
            count => Some(self.squares / float(count.wrapping_sub(1))),
        }
    }

    /// The smallest, if there is one number.
    pub const fn min(&self) -> Option<f64> {
        if self.count == 0 {
            None
        } else {
            Some(self.min)
        }
    }

    /// The largest, if there is one number.
    pub const fn max(&self) -> Option<f64> {
        if self.count == 0 {
            None
        } else {
            Some(self.max)
        }
    }
}

/// The mean over time of a value that stays until it changes, as the length of a line does.
///
/// ```
/// use polanyi_core::kernel::statistics::TimeWeighted;
/// use polanyi_core::kernel::time::Instant;
/// let mut line = TimeWeighted::new(Instant::ZERO, 0.0);
/// line.set(Instant::from_ticks(10), 4.0);
/// assert_eq!(line.mean(Instant::from_ticks(20)), Some(2.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TimeWeighted {
    start: Instant,
    since: Instant,
    value: f64,
    area: f64,
}

impl TimeWeighted {
    /// Starts to watch at `start`, when the value is `value`.
    pub const fn new(start: Instant, value: f64) -> Self {
        Self {
            start,
            since: start,
            value,
            area: 0.0,
        }
    }

    /// The value becomes `value` at `now`. A `now` before the last change counts as the last change.
    pub fn set(&mut self, now: Instant, value: f64) {
        self.area += self.pending(now);
        self.since = self.since.max(now);
        self.value = value;
    }

    /// The present value.
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// The mean from the start to `now`, if any time has passed.
    pub fn mean(&self, now: Instant) -> Option<f64> {
        match now.max(self.since).checked_since(self.start) {
            None | Some(Span::ZERO) => None,
            Some(span) => Some((self.area + self.pending(now)) / float(span.ticks())),
        }
    }

    fn pending(&self, now: Instant) -> f64 {
        let span = now.checked_since(self.since).unwrap_or(Span::ZERO);
        self.value * float(span.ticks())
    }
}

/// How many numbers fell into each of `N` equal bins between `low` and `high`, and how many beside them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Histogram<const N: usize> {
    low: f32,
    high: f32,
    below: u64,
    above: u64,
    bins: [u64; N],
}

impl<const N: usize> Histogram<N> {
    /// Empty bins from `low` (included) to `high` (excluded).
    pub const fn new(low: f32, high: f32) -> Self {
        Self {
            low,
            high,
            below: 0,
            above: 0,
            bins: [0; N],
        }
    }

    /// Counts one more number; NaN counts as above.
    pub fn add(&mut self, value: f32) {
        let count = if value < self.low {
            &mut self.below
        } else {
            self.bin_mut(value)
        };
        *count = count.saturating_add(1);
    }

    fn bin_mut(&mut self, value: f32) -> &mut u64 {
        let width = (self.high - self.low) / short(N);
        let Some(last) = N.checked_sub(1) else {
            return &mut self.above;
        };
        if value.is_nan() || value >= self.high {
            return &mut self.above;
        }
        // Rounding may carry a number just below `high` past the last bin.
        let index = whole((value - self.low) / width).min(last);
        match self.bins.get_mut(index) {
            Some(bin) => bin,
            None => &mut self.above,
        }
    }

    /// The counts of the bins, from low to high.
    pub const fn bins(&self) -> &[u64; N] {
        &self.bins
    }

    /// How many numbers were below the first bin.
    pub const fn below(&self) -> u64 {
        self.below
    }

    /// How many numbers were beyond the last bin.
    pub const fn above(&self) -> u64 {
        self.above
    }

    /// How many numbers were counted.
    pub fn count(&self) -> u64 {
        let sides = self.below.saturating_add(self.above);
        self.bins
            .iter()
            .fold(sides, |sum, bin| sum.saturating_add(*bin))
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "counts beyond 2^53 may be rounded"
)]
fn float(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "no histogram has 2^24 bins"
)]
fn short(bins: usize) -> f32 {
    bins as f32
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and the caller bounds the index"
)]
fn whole(value: f32) -> usize {
    value as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_tally_says_nothing() {
        let mut tally = Tally::new();
        assert_eq!(
            (tally.mean(), tally.variance(), tally.min(), tally.max()),
            (None, None, None, None)
        );
        tally.add(-3.0);
        assert_eq!((tally.mean(), tally.variance()), (Some(-3.0), None));
        assert_eq!((tally.min(), tally.max()), (Some(-3.0), Some(-3.0)));
    }

    #[test]
    fn a_large_offset_does_not_spoil_the_variance() {
        let mut tally = Tally::new();
        for value in [4.0, 7.0, 13.0, 16.0] {
            tally.add(1e9 + value);
        }
        assert_eq!(tally.variance(), Some(30.0));
        assert_eq!(
            (tally.min(), tally.max()),
            (Some(1e9 + 4.0), Some(1e9 + 16.0))
        );
    }

    #[test]
    fn a_mean_over_time_weighs_by_time_and_never_goes_back() {
        let at = Instant::from_ticks;
        let mut line = TimeWeighted::new(at(10), 1.0);
        assert_eq!(line.mean(at(10)), None);
        line.set(at(20), 3.0);
        line.set(at(15), 5.0);
        assert!((5.0..=5.0).contains(&line.value()));
        assert_eq!(line.mean(at(30)), Some(3.0));
    }

    #[test]
    fn a_histogram_loses_nothing() {
        let mut histogram: Histogram<4> = Histogram::new(0.0, 1.0);
        for value in [
            -0.1,
            0.0,
            0.24,
            0.25,
            0.99,
            1.0,
            9.0,
            f32::NAN,
            f32::NEG_INFINITY,
        ] {
            histogram.add(value);
        }
        assert_eq!(histogram.bins(), &[2, 1, 0, 1]);
        assert_eq!(
            (histogram.below(), histogram.above(), histogram.count()),
            (2, 3, 9)
        );
        let mut none: Histogram<0> = Histogram::new(0.0, 1.0);
        none.add(0.5);
        assert_eq!(none.above(), 1);
    }
}
