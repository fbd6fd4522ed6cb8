//! A job shop: turning, milling with rework, and a press that breaks down.
//!
//! Jobs arrive at random, are turned on two lathes, milled on three mills, sent back to the lathes one time in five, and
//! pressed. The press breaks down at any moment, loses no work, and is repaired.

use std::collections::VecDeque;

use polanyi_core::kernel::queue::{Handle, HeapQueue};
use polanyi_core::kernel::simulation::{Agenda, Model, ScheduleError, Simulation};
use polanyi_core::kernel::statistics::{Tally, TimeWeighted};
use polanyi_core::kernel::stream::Stream;
use polanyi_core::kernel::time::{Instant, Span};

/// A tick is a millionth of an hour.
pub(crate) const HOUR: u64 = 1_000_000;

/// What a station is.
#[derive(Debug)]
pub(crate) struct Station {
    /// Its name.
    pub(crate) name: &'static str,
    /// How many jobs it can serve at once.
    pub(crate) servers: u32,
    /// How many hours a job takes on average.
    pub(crate) hours: f32,
}

/// The stations in the order in which a job sees them.
pub(crate) const STATIONS: [Station; 3] = [
    Station {
        name: "turning",
        servers: 2,
        hours: 1.2,
    },
    Station {
        name: "milling",
        servers: 3,
        hours: 1.6,
    },
    Station {
        name: "the press",
        servers: 1,
        hours: 0.6,
    },
];
const MILLING: usize = 1;
const PRESS: usize = 2;

/// The share of milled jobs that must be turned again.
pub(crate) const REWORK: f32 = 0.2;
/// Hours between two arrivals, on average.
pub(crate) const PAUSE: f32 = 1.0;
/// Hours until the press breaks down, on average.
pub(crate) const UP: f32 = 20.0;
/// Hours until it is repaired, on average.
pub(crate) const DOWN: f32 = 4.0;

/// A job is known by when it came.
type Job = Instant;

/// What happens.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    /// A job comes.
    Arrive,
    /// A job is finished at a station.
    Finish(usize, Job),
    /// The press breaks down.
    Break,
    /// The press is repaired.
    Repair,
}

/// The press's present work.
#[derive(Clone, Copy, Debug)]
enum Work {
    None,
    /// Running: the planned end, which a breakdown takes back.
    Running {
        job: Job,
        end: Instant,
        handle: Handle,
    },
    /// Interrupted, with so much left to do.
    Interrupted {
        job: Job,
        rest: Span,
    },
}

#[derive(Debug)]
struct Line {
    free: u32,
    waiting: VecDeque<Job>,
    present: TimeWeighted,
}

/// The state of the shop.
#[derive(Debug)]
pub(crate) struct Shop {
    arrivals: Stream,
    routes: Stream,
    failures: Stream,
    services: [Stream; 3],
    lines: [Line; 3],
    press_is_up: bool,
    work: Work,
    breakdowns: u64,
    hours: Tally,
}

/// What a run found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Jobs that left.
    pub(crate) jobs: u64,
    /// Events.
    pub(crate) events: u64,
    /// How often the press broke down.
    pub(crate) breakdowns: u64,
    /// Jobs at each station, on average over time.
    pub(crate) at_stations: [f64; 3],
    /// Hours that a job spent in the shop, on average.
    pub(crate) hours: f64,
}

type Outcome = Result<(), ScheduleError<Event>>;

impl Shop {
    /// Runs until so many jobs have left.
    pub(crate) fn run(seed: u64, jobs: u64) -> Found {
        let mut shop: Simulation<Self, HeapQueue<Event, 16>> = Simulation::new(Self::new(seed));
        let breakdown = shop
            .model_mut()
            .failures
            .exponential_span(hours(UP))
            .unwrap_or(Span::MAX);
        let first = [(Span::ZERO, Event::Arrive), (breakdown, Event::Break)];
        for (after, event) in first {
            shop.agenda()
                .schedule_in(after, event)
                .expect("an empty queue has room");
        }
        while shop.model().hours.count() < jobs {
            // At most an arrival, six jobs in service and the press's fate are planned: sixteen are enough.
            shop.step(&mut ())
                .expect("the queue has room for all that can be planned");
        }
        let now = shop.now();
        let model = shop.model();
        Found {
            jobs: model.hours.count(),
            events: shop.processed(),
            breakdowns: model.breakdowns,
            at_stations: [0, 1, 2].map(|station| {
                let line: &Line = &model.lines[station];
                line.present.mean(now).expect("time has passed")
            }),
            hours: model.hours.mean().expect("jobs have left"),
        }
    }

    fn new(seed: u64) -> Self {
        let line = |station: usize| Line {
            free: STATIONS[station].servers,
            waiting: VecDeque::new(),
            present: TimeWeighted::new(Instant::ZERO, 0.0),
        };
        Self {
            arrivals: Stream::new(seed, "arrivals", 0),
            routes: Stream::new(seed, "routes", 0),
            failures: Stream::new(seed, "failures", 0),
            services: [0, 1, 2].map(|station| Stream::new(seed, "services", station)),
            lines: [0, 1, 2].map(line),
            press_is_up: true,
            work: Work::None,
            breakdowns: 0,
            hours: Tally::new(),
        }
    }

    fn arrive<A: Agenda<Event>>(&mut self, agenda: &mut A) -> Outcome {
        let pause = self
            .arrivals
            .exponential_span(hours(PAUSE))
            .unwrap_or(Span::MAX);
        agenda.schedule_in(pause, Event::Arrive)?;
        self.enter(0, agenda.now(), agenda)
    }

    fn enter<A: Agenda<Event>>(&mut self, station: usize, job: Job, agenda: &mut A) -> Outcome {
        let line = &mut self.lines[station];
        line.present.set(agenda.now(), line.present.value() + 1.0);
        line.waiting.push_back(job);
        self.serve(station, agenda)
    }

    /// The next job in line, if a server is free.
    fn serve<A: Agenda<Event>>(&mut self, station: usize, agenda: &mut A) -> Outcome {
        let line = &mut self.lines[station];
        if line.free == 0 || (station == PRESS && !self.press_is_up) {
            return Ok(());
        }
        let Some(job) = line.waiting.pop_front() else {
            return Ok(());
        };
        line.free -= 1;
        let mean = hours(STATIONS[station].hours);
        let service = self.services[station]
            .exponential_span(mean)
            .unwrap_or(Span::MAX);
        if station == PRESS {
            return self.press(job, service, agenda);
        }
        agenda
            .schedule_in(service, Event::Finish(station, job))
            .map(|_| ())
    }

    fn press<A: Agenda<Event>>(&mut self, job: Job, service: Span, agenda: &mut A) -> Outcome {
        let handle = agenda.schedule_in(service, Event::Finish(PRESS, job))?;
        let end = agenda.now().checked_add(service).unwrap_or(Instant::MAX);
        self.work = Work::Running { job, end, handle };
        Ok(())
    }

    fn finish<A: Agenda<Event>>(&mut self, station: usize, job: Job, agenda: &mut A) -> Outcome {
        let line = &mut self.lines[station];
        line.free += 1;
        line.present.set(agenda.now(), line.present.value() - 1.0);
        if station == PRESS {
            self.work = Work::None;
            self.leave(job, agenda.now());
        } else {
            let back = station == MILLING && self.routes.chance(REWORK);
            let next = if back { 0 } else { station + 1 };
            self.enter(next, job, agenda)?;
        }
        self.serve(station, agenda)
    }

    fn leave(&mut self, job: Job, now: Instant) {
        let stayed = now.checked_since(job).unwrap_or(Span::ZERO);
        self.hours.add(in_hours(stayed));
    }

    /// The planned end of the present work is taken back, and what is left of it is kept.
    fn break_down<A: Agenda<Event>>(&mut self, agenda: &mut A) -> Outcome {
        self.press_is_up = false;
        self.breakdowns += 1;
        if let Work::Running { job, end, handle } = self.work {
            agenda
                .cancel(handle)
                .expect("work that has not ended is planned");
            let rest = end.checked_since(agenda.now()).unwrap_or(Span::ZERO);
            self.work = Work::Interrupted { job, rest };
        }
        let repair = self
            .failures
            .exponential_span(hours(DOWN))
            .unwrap_or(Span::MAX);
        agenda.schedule_in(repair, Event::Repair).map(|_| ())
    }

    fn repair<A: Agenda<Event>>(&mut self, agenda: &mut A) -> Outcome {
        self.press_is_up = true;
        let breakdown = self
            .failures
            .exponential_span(hours(UP))
            .unwrap_or(Span::MAX);
        agenda.schedule_in(breakdown, Event::Break)?;
        match self.work {
            Work::Interrupted { job, rest } => self.press(job, rest, agenda),
            _ => self.serve(PRESS, agenda),
        }
    }
}

impl Model for Shop {
    type Event = Event;
    type Fault = ScheduleError<Event>;

    fn handle<A: Agenda<Event>>(&mut self, event: Event, agenda: &mut A) -> Outcome {
        match event {
            Event::Arrive => self.arrive(agenda),
            Event::Finish(station, job) => self.finish(station, job, agenda),
            Event::Break => self.break_down(agenda),
            Event::Repair => self.repair(agenda),
        }
    }
}

fn hours(count: f32) -> Span {
    Span::from_ticks(HOUR).scale(count).unwrap_or(Span::MAX)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "no job stays for 2^53 ticks"
)]
fn in_hours(span: Span) -> f64 {
    span.ticks() as f64 / HOUR as f64
}
