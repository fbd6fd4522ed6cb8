//! What a [`Stream`] can draw besides bits.
//!
//! All in `f32` and through one pinned `libm`: the board has no double precision, and both machines get the same bits.
//! Each method says how many draws it takes; rejection is bounded, so that nothing runs for ever.

use super::halves::{high_of, low_of};
use super::stream::Stream;
use super::time::Span;

/// Rejections before a method settles for what it has. Every one here accepts with probability over 1/2, so 64 in a row
/// have a probability below 10^-19.
const TRIES_MAX: u32 = 64;

/// From here on `poisson` rejects instead of counting. W. Hörmann, "The transformed rejection method for generating
/// Poisson random variables", Insurance: Mathematics and Economics 12 (1993) 39-45: valid from a mean of 10.
const POISSON_SMALL: f32 = 10.0;

/// From here on the logarithms of the rejection would lose their digits in `f32` and `poisson` is a rounded normal.
const POISSON_LARGE: f32 = 4096.0;

impl Stream {
    /// A uniform number in the open interval (0, 1): an odd multiple of 2^-24. One draw.
    pub fn unit(&mut self) -> f32 {
        open_unit(self.draw())
    }

    /// A uniform integer below `n`, each exactly as likely; `None` if `n` is 0. One draw, seldom more.
    ///
    /// D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29 (2019), algorithm 5.
    pub fn below(&mut self, n: u32) -> Option<u32> {
        let bound = core::num::NonZeroU32::new(n)?;
        let mut product = self.times(n);
        if low_of(product) < n {
            let threshold = n.wrapping_neg() % bound;
            for _ in 0..TRIES_MAX {
                if low_of(product) >= threshold {
                    break;
                }
                product = self.times(n);
            }
        }
        Some(high_of(product))
    }

    fn times(&mut self, n: u32) -> u64 {
        // 32 by 32 bits fit into 64.
        u64::from(self.draw()).wrapping_mul(u64::from(n))
    }

    /// True with probability `p`; never for `p` <= 0 or NaN, always for `p` >= 1. One draw in every case.
    pub fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }

    /// An exponential number of mean 1, at most 16.7. One draw.
    pub fn exponential(&mut self) -> f32 {
        -libm::logf(self.unit())
    }

    /// An exponential span of the given mean; `None` beyond [`Span::MAX`]. One draw.
    pub fn exponential_span(&mut self, mean: Span) -> Option<Span> {
        mean.scale(self.exponential())
    }

    /// A uniform span from `low` to `high`, both included; `None` if `low` is longer. Two draws, seldom more than four.
    pub fn uniform_span(&mut self, low: Span, high: Span) -> Option<Span> {
        let width = high.checked_sub(low)?.ticks();
        let mask = u64::MAX.checked_shr(width.leading_zeros()).unwrap_or(0);
        let mut offset = self.draw_u64() & mask;
        for _ in 0..TRIES_MAX {
            if offset <= width {
                break;
            }
            offset = self.draw_u64() & mask;
        }
        low.checked_add(Span::from_ticks(offset.min(width)))
    }

    /// A standard normal number. Two draws, 2.5 on average.
    ///
    /// G. Marsaglia, T. A. Bray, "A Convenient Method for Generating Normal Variables", SIAM Review 6 (1964) 260-264.
    /// The second number of each pair is thrown away, so that a stream has no state but its count.
    pub fn normal(&mut self) -> f32 {
        for _ in 0..TRIES_MAX {
            let x = 2.0 * self.unit() - 1.0;
            let y = 2.0 * self.unit() - 1.0;
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * libm::sqrtf(-2.0 * libm::logf(square) / square);
            }
        }
        0.0
    }

    /// The exponential function of a normal number with mean `mu` and standard deviation `sigma`. Its median is
    /// exp(`mu`). Draws as [`Stream::normal`] does.
    pub fn log_normal(&mut self, mu: f32, sigma: f32) -> f32 {
        libm::expf(mu + sigma * self.normal())
    }

    /// A Poisson number of the given mean; 0 if the mean is not positive, at most `u32::MAX`.
    ///
    /// Below a mean of 10 it takes mean + 1 draws on average (Knuth, TAOCP 2, §3.4.1), above two or three. From 4096
    /// on it is a rounded normal number, whose skewness is wrong by at most 0.016.
    pub fn poisson(&mut self, mean: f32) -> u32 {
        if mean.is_nan() || mean <= 0.0 {
            return 0;
        }
        if mean < POISSON_SMALL {
            return self.poisson_by_counting(mean);
        }
        if mean < POISSON_LARGE {
            return self.poisson_by_rejection(mean);
        }
        if mean == f32::INFINITY {
            return u32::MAX;
        }
        whole(mean + libm::sqrtf(mean) * self.normal() + 0.5)
    }

    /// Arrivals of a unit process until `mean`, as a product of uniform numbers.
    fn poisson_by_counting(&mut self, mean: f32) -> u32 {
        let floor = libm::expf(-mean);
        let mut product = self.unit();
        let mut count = 0;
        // A mean below 10 exceeds 63 with a probability below 10^-28.
        while product > floor && count < TRIES_MAX {
            product *= self.unit();
            count = count.wrapping_add(1);
        }
        count
    }

    /// Hörmann's algorithm PTRS, in his letters.
    #[expect(clippy::many_single_char_names, reason = "the letters of the paper")]
    fn poisson_by_rejection(&mut self, mean: f32) -> u32 {
        let root = libm::sqrtf(mean);
        let b = 0.931 + 2.53 * root;
        let a = -0.059 + 0.02483 * b;
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        let right = 0.9277 - 3.6224 / (b - 2.0);
        let log_mean = libm::logf(mean);
        for _ in 0..TRIES_MAX {
            let u = self.unit() - 0.5;
            let v = self.unit();
            let us = 0.5 - libm::fabsf(u);
            let k = libm::floorf((2.0 * a / us + b) * u + mean + 0.43);
            if us >= 0.07 && v <= right {
                return whole(k);
            }
            if k < 0.0 || (us < 0.013 && v > us) {
                continue;
            }
            let accept = libm::logf(v * inverse_alpha / (a / (us * us) + b));
            if accept <= k * log_mean - mean - libm::lgammaf(k + 1.0) {
                return whole(k);
            }
        }
        whole(mean)
    }

    /// An index drawn in proportion to the weights. One draw, if it can choose at all.
    ///
    /// `None` if there are no weights, a weight is negative or not finite, or their sum is 0 or not finite. Rounding
    /// makes a probability wrong by at most 2^-24 for each weight.
    pub fn categorical(&mut self, weights: &[f32]) -> Option<u32> {
        let mut total = 0.0;
        for weight in weights {
            if weight.is_nan() || *weight < 0.0 {
                return None;
            }
            total += *weight;
        }
        if !(total > 0.0 && total < f32::INFINITY) {
            return None;
        }
        let target = self.unit() * total;
        let mut sum = 0.0;
        let mut choice = None;
        for (weight, index) in weights.iter().zip(0..) {
            sum += *weight;
            // Rounding may carry the target past the end: then it is the last weight that counts.
            if *weight > 0.0 {
                choice = Some(index);
            }
            if target < sum {
                break;
            }
        }
        choice
    }
}

/// The upper 23 bits k of `bits` as (2k + 1) 2^-24.
fn open_unit(bits: u32) -> f32 {
    // 1 + k 2^-23 minus 1 - 2^-24 is exact.
    const BELOW_ONE: f32 = 1.0 - 1.0 / 16_777_216.0;
    f32::from_bits(0x3f80_0000 | (bits >> 9)) - BELOW_ONE
}

/// The integer part, 0 for what is negative, `u32::MAX` for what is too large.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "core has no other conversion, and `as` saturates, which is what the contract says"
)]
fn whole(value: f32) -> u32 {
    value as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every 23-bit number: none touches an end, none is rounded, none is skipped.
    #[test]
    fn a_unit_is_an_odd_multiple_of_two_to_the_minus_24() {
        let mut expected = 1.0 / 16_777_216.0;
        for k in 0..1u32 << 23 {
            let unit = f64::from(open_unit(k << 9 | 0x1ff));
            assert!((expected..=expected).contains(&unit), "{k}: {unit}");
            expected += 2.0 / 16_777_216.0;
        }
    }

    #[test]
    fn an_endless_mean_has_an_endless_count_whatever_is_drawn() {
        let mut stream = Stream::EMPTY;
        assert!(
            (0..100).all(|_| stream.poisson(f32::INFINITY) == u32::MAX
                && stream.poisson(f32::MAX) == u32::MAX)
        );
    }
}
