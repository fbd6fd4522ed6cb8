//! Simulated time: integer ticks, so that no run drifts and no tie depends on rounding.

use core::fmt;

/// A point in simulated time, counted in ticks since the start of the run.
///
/// The kernel does not know how long a tick is; the model says so once. 2^64 microseconds are 584,000 years.
///
/// ```
/// use polanyi_core::kernel::time::{Instant, Span};
/// let noon = Instant::from_ticks(12);
/// assert_eq!(noon.checked_add(Span::from_ticks(3)), Some(Instant::from_ticks(15)));
/// assert_eq!(Instant::MAX.checked_add(Span::from_ticks(1)), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

/// A length of simulated time in ticks; never negative.
///
/// ```
/// use polanyi_core::kernel::time::Span;
/// assert_eq!(Span::from_ticks(10).scale(0.25), Some(Span::from_ticks(3)));
/// assert_eq!(Span::from_ticks(10).scale(-1.0), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(u64);

impl Instant {
    /// The start of every run.
    pub const ZERO: Self = Self(0);
    /// The last instant that can be named.
    pub const MAX: Self = Self(u64::MAX);

    /// The instant `ticks` after the start.
    pub const fn from_ticks(ticks: u64) -> Self {
        Self(ticks)
    }

    /// Ticks since the start.
    pub const fn ticks(self) -> u64 {
        self.0
    }

    /// The instant `span` later, or `None` beyond [`Instant::MAX`].
    pub const fn checked_add(self, span: Span) -> Option<Self> {
        match self.0.checked_add(span.0) {
            Some(ticks) => Some(Self(ticks)),
            None => None,
        }
    }

    /// The instant `span` earlier, or `None` before the start.
    pub const fn checked_sub(self, span: Span) -> Option<Self> {
        match self.0.checked_sub(span.0) {
            Some(ticks) => Some(Self(ticks)),
            None => None,
        }
    }

    /// The time from `earlier` to here, or `None` if `earlier` is later.
    pub const fn checked_since(self, earlier: Self) -> Option<Span> {
        match self.0.checked_sub(earlier.0) {
            Some(ticks) => Some(Span(ticks)),
            None => None,
        }
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The longest span.
    pub const MAX: Self = Self(u64::MAX);

    /// A span of so many ticks.
    pub const fn from_ticks(ticks: u64) -> Self {
        Self(ticks)
    }

    /// Its ticks.
    pub const fn ticks(self) -> u64 {
        self.0
    }

    /// Both together, or `None` beyond [`Span::MAX`].
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(ticks) => Some(Self(ticks)),
            None => None,
        }
    }

    /// What is left without `other`, or `None` if `other` is longer.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(ticks) => Some(Self(ticks)),
            None => None,
        }
    }

    /// `times` of it, or `None` beyond [`Span::MAX`].
    pub const fn checked_mul(self, times: u64) -> Option<Self> {
        match self.0.checked_mul(times) {
            Some(ticks) => Some(Self(ticks)),
            None => None,
        }
    }

    /// The span times `factor`, rounded once to the nearest tick, halves up.
    ///
    /// `None` if the factor is negative (−0 counts as 0), not finite, or if the product exceeds [`Span::MAX`].
    ///
    /// The product is exact before it is rounded: the 24-bit significand is multiplied in 128 bits, so a span beyond
    /// 2^24 ticks keeps all its digits and every machine gets the same one.
    pub const fn scale(self, factor: f32) -> Option<Self> {
        if !(factor >= 0.0 && factor < f32::INFINITY) {
            return None;
        }
        let (significand, exponent) = parts(factor);
        // 64 bits times 24 bits are 88 bits: this cannot wrap.
        let product = widen(self.0).wrapping_mul(widen(significand));
        if exponent >= 0 {
            shift_up(product, exponent.unsigned_abs())
        } else {
            shift_down(product, exponent.unsigned_abs())
        }
    }
}

/// `factor` = significand × 2^exponent, exactly. IEEE 754-2019 §3.4, binary32.
const fn parts(factor: f32) -> (u64, i32) {
    let [b0, b1, b2, b3] = factor.to_bits().to_le_bytes();
    let biased = i32::from_le_bytes([((b3 & 0x7f) << 1) | (b2 >> 7), 0, 0, 0]);
    let fraction = u64::from_le_bytes([b0, b1, b2 & 0x7f, 0, 0, 0, 0, 0]);
    if biased == 0 {
        (fraction, -149)
    } else {
        // `biased` is at most 254.
        (fraction | 0x80_0000, biased.wrapping_sub(150))
    }
}

#[expect(
    clippy::as_conversions,
    reason = "a const function cannot call `From`, and widening loses nothing"
)]
const fn widen(ticks: u64) -> u128 {
    ticks as u128
}

const fn narrow(product: u128) -> Option<Span> {
    match product.to_le_bytes().first_chunk::<8>() {
        Some(low) if product >> 64 == 0 => Some(Span(u64::from_le_bytes(*low))),
        _ => None,
    }
}

const fn shift_up(product: u128, by: u32) -> Option<Span> {
    // A non-zero product that loses a bit on the left is far beyond 64 bits.
    if product != 0 && by >= product.leading_zeros() {
        return None;
    }
    match product.checked_shl(by) {
        Some(shifted) => narrow(shifted),
        // Only zero comes here: an f32 cannot shift by 128.
        None => Some(Span::ZERO),
    }
}

const fn shift_down(product: u128, by: u32) -> Option<Span> {
    // `product` is below 2^88, so it is less than half a unit of 2^89 or more.
    if by > 88 {
        return Some(Span::ZERO);
    }
    // 1 <= by <= 88: no shift is out of range and the sum stays below 2^89.
    let half = 1u128.wrapping_shl(by.wrapping_sub(1));
    narrow(product.wrapping_add(half).wrapping_shr(by))
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tick {}", self.0)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ticks", self.0)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn time_ends_at_both_ends() {
        let tick = Span::from_ticks(1);
        assert_eq!(Instant::MAX.checked_add(tick), None);
        assert_eq!(Instant::ZERO.checked_sub(tick), None);
        assert_eq!(Instant::ZERO.checked_since(Instant::MAX), None);
        assert_eq!(Instant::MAX.checked_since(Instant::ZERO), Some(Span::MAX));
        assert_eq!(Span::MAX.checked_add(tick), None);
        assert_eq!(Span::MAX.checked_mul(2), None);
    }

    #[test]
    fn scaling_refuses_what_no_span_is() {
        let span = Span::from_ticks(10);
        for factor in [
            f32::NAN,
            f32::INFINITY,
            f32::NEG_INFINITY,
            -1.0,
            -f32::MIN_POSITIVE,
            f32::MAX,
        ] {
            assert_eq!(span.scale(factor), None, "{factor}");
        }
        assert_eq!(Span::MAX.scale(1.0), Some(Span::MAX));
        assert_eq!(Span::MAX.scale(2.0), None);
        assert_eq!(Span::MAX.scale(1.000_000_1), None);
        assert_eq!(Span::ZERO.scale(f32::MAX), Some(Span::ZERO));
        assert_eq!(span.scale(-0.0), Some(Span::ZERO));
        assert_eq!(Span::MAX.scale(f32::from_bits(1)), Some(Span::ZERO));
    }

    proptest! {
        #[test]
        fn small_spans_scale_as_double_precision_rounds(ticks in 0u32..1 << 29, factor in 0.0f32..1e6) {
            // 29 and 24 bits: the product is exact in 53.
            let expected = (f64::from(ticks) * f64::from(factor)).round();
            let scaled = Span::from_ticks(u64::from(ticks)).scale(factor).unwrap();
            prop_assert_eq!(std::format!("{expected:.0}"), std::format!("{}", scaled.ticks()));
        }

        #[test]
        fn long_spans_keep_all_digits(ticks: u64, halvings in 0i16..126) {
            let factor = 2f32.powi(-i32::from(halvings));
            let half = if halvings == 0 { 0 } else { 1u128 << (halvings - 1) };
            let expected = u64::try_from((u128::from(ticks) + half) >> halvings).ok().map(Span::from_ticks);
            prop_assert_eq!(Span::from_ticks(ticks).scale(factor), expected);
        }

        #[test]
        fn doubling_refuses_what_does_not_fit(ticks: u64, doublings in 0i16..127) {
            let expected = u128::from(ticks).checked_mul(1 << doublings).and_then(|n| u64::try_from(n).ok());
            let factor = 2f32.powi(i32::from(doublings));
            prop_assert_eq!(Span::from_ticks(ticks).scale(factor), expected.map(Span::from_ticks));
        }
    }
}
