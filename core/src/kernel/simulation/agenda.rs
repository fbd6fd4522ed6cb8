//! What a model may do to the future, and why it may be told no.

use core::fmt;

use crate::kernel::queue::{EventQueue, Handle, StaleHandle};
use crate::kernel::time::{Instant, Span};

/// The view of the future that a model has while it handles an event; also usable as `&mut dyn Agenda<E>`.
pub trait Agenda<E> {
    /// The present instant.
    fn now(&self) -> Instant;

    /// Plans `event` at an instant that is not past; at the present instant it comes after all that wait for it.
    fn schedule_at(&mut self, at: Instant, event: E) -> Result<Handle, ScheduleError<E>>;

    /// Plans `event` after a span.
    #[inline]
    fn schedule_in(&mut self, after: Span, event: E) -> Result<Handle, ScheduleError<E>> {
        let now = self.now();
        match now.checked_add(after) {
            Some(at) => self.schedule_at(at, event),
            None => Err(ScheduleError::Beyond { now, after, event }),
        }
    }

    /// Takes a planned event back.
    fn cancel(&mut self, handle: Handle) -> Result<E, StaleHandle>;

    /// Moves a planned event; it keeps its handle and goes behind those that wait for the same instant.
    fn reschedule(&mut self, handle: Handle, at: Instant) -> Result<(), RescheduleError>;
}

/// Why an event was not planned. It comes back, and the run can go on without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleError<E> {
    /// The instant is over.
    Past {
        /// The present.
        now: Instant,
        /// The instant asked for.
        at: Instant,
        /// The event.
        event: E,
    },
    /// The queue has no room.
    Full {
        /// The instant asked for.
        at: Instant,
        /// The event.
        event: E,
    },
    /// The instant is later than [`Instant::MAX`].
    Beyond {
        /// The present.
        now: Instant,
        /// The span asked for.
        after: Span,
        /// The event.
        event: E,
    },
}

impl<E> ScheduleError<E> {
    /// The event that was not planned.
    pub fn into_event(self) -> E {
        match self {
            Self::Past { event, .. } | Self::Full { event, .. } | Self::Beyond { event, .. } => {
                event
            }
        }
    }

    /// The same refusal of another form of the event.
    pub fn map<F>(self, change: impl FnOnce(E) -> F) -> ScheduleError<F> {
        match self {
            Self::Past { now, at, event } => ScheduleError::Past {
                now,
                at,
                event: change(event),
            },
            Self::Full { at, event } => ScheduleError::Full {
                at,
                event: change(event),
            },
            Self::Beyond { now, after, event } => ScheduleError::Beyond {
                now,
                after,
                event: change(event),
            },
        }
    }
}

impl<E: fmt::Debug> fmt::Display for ScheduleError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Past { now, at, event } => {
                write!(
                    f,
                    "{event:?} was planned for {at}, but it is {now} already; plan it for {now} or later"
                )
            }
            Self::Full { at, event } => {
                write!(
                    f,
                    "no room to plan {event:?} for {at}; build the queue with more capacity"
                )
            }
            Self::Beyond { now, after, event } => {
                write!(
                    f,
                    "{event:?} cannot be planned {after} after {now}: time ends before; use a shorter span"
                )
            }
        }
    }
}

impl<E: fmt::Debug> core::error::Error for ScheduleError<E> {}

/// Why a planned event was not moved. It stays where it was, and the run can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RescheduleError {
    /// The event has happened or was cancelled.
    Stale(StaleHandle),
    /// The new instant is over.
    Past {
        /// The present.
        now: Instant,
        /// The instant asked for.
        at: Instant,
    },
}

impl fmt::Display for RescheduleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stale(stale) => stale.fmt(f),
            Self::Past { now, at } => {
                write!(
                    f,
                    "an event was to move to {at}, but it is {now} already; move it to {now} or later"
                )
            }
        }
    }
}

impl core::error::Error for RescheduleError {}

/// The agenda of a running simulation.
#[derive(Debug)]
pub struct Desk<'a, Q> {
    now: Instant,
    queue: &'a mut Q,
}

impl<'a, Q> Desk<'a, Q> {
    pub(super) const fn new(now: Instant, queue: &'a mut Q) -> Self {
        Self { now, queue }
    }
}

impl<E, Q: EventQueue<E>> Agenda<E> for Desk<'_, Q> {
    fn now(&self) -> Instant {
        self.now
    }

    #[inline]
    fn schedule_at(&mut self, at: Instant, event: E) -> Result<Handle, ScheduleError<E>> {
        if at < self.now {
            return Err(ScheduleError::Past {
                now: self.now,
                at,
                event,
            });
        }
        self.queue
            .schedule(at, event)
            .map_err(|full| ScheduleError::Full { at, event: full.0 })
    }

    fn cancel(&mut self, handle: Handle) -> Result<E, StaleHandle> {
        self.queue.cancel(handle)
    }

    fn reschedule(&mut self, handle: Handle, at: Instant) -> Result<(), RescheduleError> {
        if at < self.now {
            return Err(RescheduleError::Past { now: self.now, at });
        }
        self.queue
            .reschedule(handle, at)
            .map_err(RescheduleError::Stale)
    }
}
