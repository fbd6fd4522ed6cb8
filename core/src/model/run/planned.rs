//! A planned event: what is to happen, and in which cluster. A mechanism plans for its own cluster and does not know which one that is.

use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source};
use crate::kernel::queue::{Handle, StaleHandle};
use crate::kernel::simulation::{Agenda, RescheduleError, ScheduleError};
use crate::kernel::time::Instant;
use crate::model::event::Event;

/// An event and the cluster in which it is to happen, counted from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Where.
    pub cluster: u16,
    /// What.
    pub event: Event,
}

impl Encode for Planned {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u16(self.cluster)?;
        self.event.encode(sink)
    }
}

impl Decode for Planned {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            cluster: source.take_u16()?,
            event: Event::decode(source)?,
        })
    }
}

/// The agenda of one cluster: a part of the run's.
pub(super) struct Own<'a, A> {
    pub(super) cluster: u16,
    pub(super) agenda: &'a mut A,
}

impl<A: Agenda<Planned>> Agenda<Event> for Own<'_, A> {
    fn now(&self) -> Instant {
        self.agenda.now()
    }

    fn schedule_at(&mut self, at: Instant, event: Event) -> Result<Handle, ScheduleError<Event>> {
        let cluster = self.cluster;
        self.agenda
            .schedule_at(at, Planned { cluster, event })
            .map_err(|error| error.map(|planned| planned.event))
    }

    fn cancel(&mut self, handle: Handle) -> Result<Event, StaleHandle> {
        self.agenda.cancel(handle).map(|planned| planned.event)
    }

    fn reschedule(&mut self, handle: Handle, at: Instant) -> Result<(), RescheduleError> {
        self.agenda.reschedule(handle, at)
    }
}
