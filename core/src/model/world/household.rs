//! A household: wealth, kin, and whether it runs a firm.

use super::record::record;
use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source};
use crate::kernel::time::Instant;
use crate::model::money::Money;

/// A household. It never leaves; its index is its name, and its kin are its neighbours in the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Household {
    /// What it could put into a firm.
    pub wealth: Money,
    /// Whether it runs a firm.
    pub occupied: bool,
    /// When its savings were last added to its wealth.
    pub saved_at: Minute,
}

record!(Household {
    wealth,
    occupied,
    saved_at
});

/// An instant in half of the memory, for what a board has hundreds of: eight thousand years of a run fit into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minute(u32);

impl Minute {
    /// The start of a run.
    pub const ZERO: Self = Self(0);

    /// The minute of an instant; the last one for what comes after eight thousand years.
    pub fn of(instant: Instant) -> Self {
        Self(u32::try_from(instant.ticks()).unwrap_or(u32::MAX))
    }

    /// The instant.
    pub fn instant(self) -> Instant {
        Instant::from_ticks(u64::from(self.0))
    }
}

impl Encode for Minute {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.instant().encode(sink)
    }
}

impl Decode for Minute {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        let ticks = source.take_u64()?;
        match u32::try_from(ticks) {
            Ok(minute) => Ok(Self(minute)),
            Err(_) => Err(source.invalid("minute of a run", ticks)),
        }
    }
}
