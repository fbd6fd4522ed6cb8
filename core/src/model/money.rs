//! Money: whole ten-thousandths of the yearly wage of a frontier worker, and the only way to move it.

use super::number::{float_wide, whole_wide};
use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source};

/// An amount of money, in ten-thousandths of the yearly wage of a frontier worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Money(i64);

/// Units in the yearly wage of a frontier worker.
const UNITS: f32 = 10_000.0;

/// A balance left the range of `i64`: the scenario's numbers are far outside any economy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overflow {
    /// The balance before.
    pub balance: i64,
    /// What was to be added.
    pub amount: i64,
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The amount of so many frontier worker-years, rounded towards zero.
    pub fn of(worker_years: f32) -> Self {
        Self(whole_wide(worker_years * UNITS))
    }

    /// The amount in units.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// The amount in frontier worker-years.
    pub fn worker_years(self) -> f32 {
        float_wide(self.0) / UNITS
    }

    /// A part of the amount, rounded towards zero; never more than all of it unless the share is above one.
    #[must_use]
    pub fn part(self, share: f32) -> Self {
        let part = whole_wide(float_wide(self.0) * share);
        // An `f32` of a large amount can be larger than the amount.
        let whole = if share <= 1.0 {
            part.min(self.0.max(0)).max(self.0.min(0))
        } else {
            part
        };
        Self(whole)
    }

    /// One of `shares` equal parts, rounded towards zero; nothing where there are no parts.
    #[must_use]
    pub fn split(self, shares: u32) -> Self {
        Self(self.0.checked_div(i64::from(shares)).unwrap_or(0))
    }

    /// The amount, or nothing where it is a debt.
    #[must_use]
    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// Adds to a running total.
    pub fn add(&mut self, amount: Self) -> Result<(), Overflow> {
        let overflow = Overflow {
            balance: self.0,
            amount: amount.0,
        };
        self.0 = self.0.checked_add(amount.0).ok_or(overflow)?;
        Ok(())
    }

    /// The amount less another.
    pub fn less(self, amount: Self) -> Result<Self, Overflow> {
        let overflow = Overflow {
            balance: self.0,
            amount: amount.0,
        };
        self.0.checked_sub(amount.0).map(Self).ok_or(overflow)
    }
}

/// Moves money: what one side loses the other gains, or neither changes.
pub fn pay(from: &mut Money, to: &mut Money, amount: Money) -> Result<(), Overflow> {
    let left = from.less(amount)?;
    to.add(amount)?;
    *from = left;
    Ok(())
}

impl Encode for Money {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.0.encode(sink)
    }
}

impl Decode for Money {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        i64::decode(source).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, pay};

    #[test]
    fn a_payment_keeps_the_sum() {
        let (mut from, mut to) = (Money(70), Money(-5));
        pay(&mut from, &mut to, Money(100)).unwrap();
        assert_eq!((from, to), (Money(-30), Money(95)));
    }

    #[test]
    fn a_payment_out_of_range_changes_nothing() {
        let (mut from, mut to) = (Money(0), Money(i64::MAX));
        assert!(pay(&mut from, &mut to, Money(1)).is_err());
        assert_eq!((from, to), (Money(0), Money(i64::MAX)));
    }

    #[test]
    fn worker_years_round_trip() {
        assert_eq!(Money::of(1.5).units(), 15_000);
        assert!((Money::of(0.25).worker_years() - 0.25).abs() < 1e-6);
    }
}
