//! A fault of the model: why an event could not be carried out.

use super::event::Event;
use super::money::Overflow;
use crate::kernel::queue::StaleHandle;
use crate::kernel::simulation::ScheduleError;

/// Why an event could not be carried out. The run cannot go on, but what was measured before stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// The agenda refused an event.
    Agenda(ScheduleError<Event>),
    /// An event that was to be cancelled is no longer planned: the world and the agenda disagree.
    Stale(StaleHandle),
    /// A balance left its range.
    Money(Overflow),
    /// A rate or a span of the scenario cannot be planned.
    Span {
        /// The span, in years.
        years: f32,
    },
}

impl From<ScheduleError<Event>> for Fault {
    fn from(error: ScheduleError<Event>) -> Self {
        Self::Agenda(error)
    }
}

impl From<StaleHandle> for Fault {
    fn from(error: StaleHandle) -> Self {
        Self::Stale(error)
    }
}

impl From<Overflow> for Fault {
    fn from(overflow: Overflow) -> Self {
        Self::Money(overflow)
    }
}

impl core::fmt::Display for Fault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Agenda(error) => write!(
                f,
                "an event could not be planned: {error:?}; report it, this is a defect"
            ),
            Self::Stale(handle) => write!(
                f,
                "a planned event was already gone: {handle:?}; report it, this is a defect"
            ),
            Self::Money(Overflow { balance, amount }) => {
                write!(
                    f,
                    "a balance of {balance} cannot take {amount} more; scale the scenario's wages and prices down"
                )
            }
            Self::Span { years } => write!(
                f,
                "a span of {years} years cannot be planned; lower the scenario's rates"
            ),
        }
    }
}

impl core::error::Error for Fault {}
