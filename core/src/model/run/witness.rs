//! The witness: a digest of every event, and at each year's end of the whole world.

use crate::kernel::codec::{DecodeError, Encode, Sink, Source, State};
use crate::kernel::digest::Digest;
use crate::kernel::observer::Observer;
use crate::kernel::time::Instant;
use crate::model::event::Event;
use crate::model::room::Room;

use super::{Country, Planned};

/// A digest of every event, and at each year's end of the whole world too.
#[derive(Debug, Clone, Copy)]
pub(super) struct Witness {
    pub(super) digest: Digest,
    /// The same at the end of the last measured year.
    pub(super) at_year_end: Digest,
}

impl Witness {
    /// Before the run, all zero bytes; `reset` makes it a digest of nothing.
    pub(super) const ZERO: Self = Self {
        digest: Digest::resume(0),
        at_year_end: Digest::resume(0),
    };
}

impl<R: Room> Observer<Country<R>> for Witness {
    fn observe(&mut self, now: Instant, planned: &Planned, country: &Country<R>) {
        let Ok(()) = now.encode(&mut self.digest);
        // A cluster alone needs no number.
        if country.clusters().len() > 1 {
            let Ok(()) = planned.cluster.encode(&mut self.digest);
        }
        let Ok(()) = planned.event.encode(&mut self.digest);
        if planned.event == Event::Sample {
            // Events tell when; the world tells how much: a difference in a till shows within the year.
            let Ok(()) = country.save(&mut self.digest);
            self.at_year_end = self.digest;
        }
    }
}

impl State for Witness {
    fn layout<S: Sink>(&self, _: &mut S) -> Result<(), S::Error> {
        Ok(())
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u64(self.digest.value())
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.digest = Digest::resume(source.take_u64()?);
        Ok(())
    }

    fn reset(&mut self) {
        self.digest = Digest::new();
        self.at_year_end = self.digest;
    }
}
