//! A toy model that uses everything a model may use: streams, a table, cancelling, moving, faults.

use polanyi_core::kernel::codec::{Decode, DecodeError, Encode, Sink, Source, State};
use polanyi_core::kernel::digest::DigestObserver;
use polanyi_core::kernel::queue::ladder::blocks_for;
use polanyi_core::kernel::queue::{
    EventQueue, Handle, HeapQueue, LadderQueue, SmallWheelQueue, WheelQueue,
};
use polanyi_core::kernel::simulation::{Agenda, Model, RescheduleError, ScheduleError, Simulation};
use polanyi_core::kernel::stream::Stream;
use polanyi_core::kernel::table::{Id, Table};
use polanyi_core::kernel::time::{Instant, Span};

pub(crate) const PENDING_MAX: usize = 24;
pub(crate) const GUESTS_MAX: usize = 10;

/// The shop over a queue.
pub(crate) type ShopOver<Q> = Simulation<Guests, Q>;
pub(crate) type Shop = ShopOver<Heap>;

pub(crate) type Heap = HeapQueue<Event, PENDING_MAX>;
pub(crate) type Wheel = WheelQueue<Event, PENDING_MAX>;
pub(crate) type SmallWheel = SmallWheelQueue<Event, PENDING_MAX>;
pub(crate) type Ladder = LadderQueue<Event, PENDING_MAX, { blocks_for(PENDING_MAX) }>;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Guest {
    since: Instant,
    leaving: Option<Handle>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Event {
    Arrive,
    Leave(Id<Guest>),
    Trouble,
    /// Plans itself again at the same instant for ever.
    Spin,
    Fail(u8),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fault {
    Ordered(u8),
    Stranger(Id<Guest>),
    Schedule(ScheduleError<Event>),
    Reschedule(RescheduleError),
}

#[derive(Clone, Debug)]
pub(crate) struct Guests {
    arrivals: Stream,
    stays: Stream,
    troubles: Stream,
    present: Table<Guest, GUESTS_MAX>,
    served: u32,
    sent_away: u32,
    stayed: u64,
}

/// An empty shop whose streams are those of `seed`.
pub(crate) fn empty(seed: u64) -> Shop {
    empty_over(seed)
}

/// The same over any queue.
pub(crate) fn empty_over<Q: EventQueue<Event>>(seed: u64) -> ShopOver<Q> {
    Simulation::new(Guests {
        arrivals: Stream::new(seed, "arrivals", 0),
        stays: Stream::new(seed, "stays", 0),
        troubles: Stream::new(seed, "troubles", 0),
        present: Table::new(),
        served: 0,
        sent_away: 0,
        stayed: 0,
    })
}

/// The shop as it opens.
pub(crate) fn open(seed: u64) -> Shop {
    open_over(seed)
}

/// The same over any queue.
pub(crate) fn open_over<Q: EventQueue<Event>>(seed: u64) -> ShopOver<Q> {
    let mut shop = empty_over(seed);
    shop.schedule_at(Instant::ZERO, Event::Arrive).unwrap();
    shop.schedule_at(Instant::from_ticks(3), Event::Trouble)
        .unwrap();
    shop
}

pub(crate) fn digest_after(mut shop: Shop, end: u64) -> u64 {
    let mut digest = DigestObserver::new();
    shop.run_until(Instant::from_ticks(end), &mut digest)
        .unwrap();
    digest.value()
}

impl Guests {
    fn arrive(&mut self, agenda: &mut dyn Agenda<Event>) -> Result<(), Fault> {
        let pause = self
            .arrivals
            .exponential_span(Span::from_ticks(4))
            .unwrap_or(Span::MAX);
        agenda
            .schedule_in(pause, Event::Arrive)
            .map_err(Fault::Schedule)?;
        let stay = self
            .stays
            .uniform_span(Span::ZERO, Span::from_ticks(50))
            .unwrap_or(Span::ZERO);
        match self.present.insert(Guest {
            since: agenda.now(),
            leaving: None,
        }) {
            Ok(id) => {
                let handle = agenda
                    .schedule_in(stay, Event::Leave(id))
                    .map_err(Fault::Schedule)?;
                if let Some(guest) = self.present.get_mut(id) {
                    guest.leaving = Some(handle);
                }
            }
            Err(_) => self.sent_away = self.sent_away.saturating_add(1),
        }
        Ok(())
    }

    fn leave(&mut self, id: Id<Guest>, now: Instant) -> Result<(), Fault> {
        let guest = self.present.remove(id).ok_or(Fault::Stranger(id))?;
        let stayed = now.checked_since(guest.since).unwrap_or(Span::ZERO);
        self.stayed = self.stayed.saturating_add(stayed.ticks());
        self.served = self.served.saturating_add(1);
        Ok(())
    }

    /// One guest is thrown out or detained.
    fn trouble(&mut self, agenda: &mut dyn Agenda<Event>) -> Result<(), Fault> {
        let now = agenda.now();
        agenda
            .schedule_in(Span::from_ticks(7), Event::Trouble)
            .map_err(Fault::Schedule)?;
        let Some(n) = self.troubles.below(u32::from(self.present.len())) else {
            return Ok(());
        };
        let Some((id, guest)) = self.present.nth_occupied(n) else {
            return Ok(());
        };
        let Some(handle) = guest.leaving else {
            return Ok(());
        };
        if self.troubles.chance(0.5) {
            if agenda.cancel(handle).is_ok() {
                self.present.remove(id);
            }
            return Ok(());
        }
        let delay = self
            .troubles
            .uniform_span(Span::ZERO, Span::from_ticks(5))
            .unwrap_or(Span::ZERO);
        agenda
            .reschedule(handle, now.checked_add(delay).unwrap_or(now))
            .map_err(Fault::Reschedule)
    }
}

impl Model for Guests {
    type Event = Event;
    type Fault = Fault;

    fn handle<A: Agenda<Event>>(&mut self, event: Event, agenda: &mut A) -> Result<(), Fault> {
        match event {
            Event::Arrive => self.arrive(agenda),
            Event::Leave(id) => self.leave(id, agenda.now()),
            Event::Trouble => self.trouble(agenda),
            Event::Spin => agenda
                .schedule_in(Span::ZERO, event)
                .map(|_| ())
                .map_err(Fault::Schedule),
            Event::Fail(code) => Err(Fault::Ordered(code)),
        }
    }
}

impl Encode for Event {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        match self {
            Self::Arrive => sink.put_u8(0),
            Self::Leave(id) => {
                sink.put_u8(1)?;
                id.encode(sink)
            }
            Self::Trouble => sink.put_u8(2),
            Self::Spin => sink.put_u8(3),
            Self::Fail(code) => sink.put(&[4, *code]),
        }
    }
}

impl Decode for Event {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        match source.take_u8()? {
            0 => Ok(Self::Arrive),
            1 => Id::decode(source).map(Self::Leave),
            2 => Ok(Self::Trouble),
            3 => Ok(Self::Spin),
            4 => source.take_u8().map(Self::Fail),
            other => Err(source.invalid("event", u64::from(other))),
        }
    }
}

impl Encode for Guest {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.since.encode(sink)?;
        self.leaving.encode(sink)
    }
}

impl Decode for Guest {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            since: Instant::decode(source)?,
            leaving: Option::decode(source)?,
        })
    }
}

impl State for Guests {
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.present.layout(sink)
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        for stream in [&self.arrivals, &self.stays, &self.troubles] {
            stream.save(sink)?;
        }
        self.present.save(sink)?;
        sink.put_u32(self.served)?;
        sink.put_u32(self.sent_away)?;
        sink.put_u64(self.stayed)
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        for stream in [&mut self.arrivals, &mut self.stays, &mut self.troubles] {
            stream.load(source)?;
        }
        self.present.load(source)?;
        self.served = source.take_u32()?;
        self.sent_away = source.take_u32()?;
        self.stayed = source.take_u64()?;
        Ok(())
    }

    fn reset(&mut self) {
        for stream in [&mut self.arrivals, &mut self.stays, &mut self.troubles] {
            stream.reset();
        }
        self.present.reset();
        (self.served, self.sent_away, self.stayed) = (0, 0, 0);
    }
}
