//! Waiting lines built on the public kernel wait as long as theory says.
//!
//! Method: one long run with a fixed seed, the first batch thrown away as warm-up, 40 batches of 20,000 customers, Student's
//! t interval of their means at 99 % (39 degrees of freedom: 2.708). The interval must hold the exact mean and be
//! narrower than ± 4 %, or the test would be blunt. Formulas: D. Gross, C. M. Harris, "Fundamentals of Queueing Theory", §2.

use std::collections::VecDeque;

use polanyi_core::kernel::queue::HeapQueue;
use polanyi_core::kernel::simulation::{Agenda, Model, ScheduleError, Simulation};
use polanyi_core::kernel::statistics::{Tally, TimeWeighted};
use polanyi_core::kernel::stream::Stream;
use polanyi_core::kernel::time::{Instant, Span};

const BATCHES: usize = 40;
const BATCH: u64 = 20_000;
const STUDENT: f64 = 2.708;

/// Mean service is so many ticks: fine enough that rounding to ticks does not show.
const SERVICE: u64 = 1_000_000;

#[derive(Clone, Copy, Debug)]
enum Event {
    Arrive,
    Depart,
}

#[derive(Clone, Copy)]
enum Service {
    Exponential,
    Fixed,
}

struct Line {
    arrivals: Stream,
    services: Stream,
    service: Service,
    pause: Span,
    servers_free: u32,
    waiting: VecDeque<Instant>,
    batches: Vec<Tally>,
    length: TimeWeighted,
}

impl Line {
    fn serve(
        &mut self,
        since: Instant,
        agenda: &mut dyn Agenda<Event>,
    ) -> Result<(), ScheduleError<Event>> {
        let waited = agenda.now().checked_since(since).unwrap().ticks();
        if self
            .batches
            .last()
            .is_none_or(|batch| batch.count() == BATCH)
        {
            self.batches.push(Tally::new());
        }
        self.batches
            .last_mut()
            .unwrap()
            .add(waited as f64 / SERVICE as f64);
        let mean = Span::from_ticks(SERVICE);
        let service = match self.service {
            Service::Exponential => self.services.exponential_span(mean).unwrap(),
            Service::Fixed => mean,
        };
        self.servers_free -= 1;
        agenda.schedule_in(service, Event::Depart).map(|_| ())
    }
}

impl Model for Line {
    type Event = Event;
    type Fault = ScheduleError<Event>;

    fn handle<A: Agenda<Event>>(
        &mut self,
        event: Event,
        agenda: &mut A,
    ) -> Result<(), Self::Fault> {
        match event {
            Event::Arrive => {
                agenda.schedule_in(
                    self.arrivals.exponential_span(self.pause).unwrap(),
                    Event::Arrive,
                )?;
                self.waiting.push_back(agenda.now());
            }
            Event::Depart => self.servers_free += 1,
        }
        if self.servers_free > 0
            && let Some(since) = self.waiting.pop_front()
        {
            self.serve(since, agenda)?;
        }
        self.length.set(agenda.now(), self.waiting.len() as f64);
        Ok(())
    }
}

/// Runs a line of `servers` at the given load and compares the mean wait, in mean services, with `expected`.
fn assert_wait(servers: u32, load: f64, service: Service, expected: f64) {
    let pause = Span::from_ticks((SERVICE as f64 / (load * f64::from(servers))).round() as u64);
    let line = Line {
        arrivals: Stream::new(1978, "arrivals", servers),
        services: Stream::new(1978, "services", servers),
        service,
        pause,
        servers_free: servers,
        waiting: VecDeque::new(),
        batches: Vec::new(),
        length: TimeWeighted::new(Instant::ZERO, 0.0),
    };
    let mut simulation: Simulation<Line, HeapQueue<Event, 8>> = Simulation::new(line);
    simulation
        .schedule_at(Instant::ZERO, Event::Arrive)
        .unwrap();
    while simulation.model().batches.len() < BATCHES + 2 {
        simulation.step(&mut ()).unwrap();
    }

    let mut means = Tally::new();
    for batch in &simulation.model().batches[1..=BATCHES] {
        means.add(batch.mean().unwrap());
    }
    let mean = means.mean().unwrap();
    let half_width = STUDENT * (means.variance().unwrap() / BATCHES as f64).sqrt();
    assert!(
        (mean - expected).abs() < half_width,
        "waited {mean:.4} ± {half_width:.4}, not {expected:.4}"
    );
    assert!(
        half_width < 0.04 * expected,
        "± {half_width:.4} of {expected:.4} is blunt"
    );

    // Little's law, L = λ W, holds for every run, but for those still waiting at its end.
    let length = simulation.model().length.mean(simulation.now()).unwrap();
    let mut all = Tally::new();
    for batch in &simulation.model().batches[..=BATCHES] {
        all.add(batch.mean().unwrap());
    }
    let by_law = load * f64::from(servers) * all.mean().unwrap();
    assert!(
        (length / by_law - 1.0).abs() < 0.02,
        "line {length:.4}, by Little's law {by_law:.4}"
    );
}

/// M/M/c: C / (c (1 - load)) with C of Erlang's formula.
fn erlang_wait(servers: u32, load: f64) -> f64 {
    let offered = load * f64::from(servers);
    let mut term = 1.0;
    let mut sum = 0.0;
    for k in 0..servers {
        sum += term;
        term *= offered / f64::from(k + 1);
    }
    let delayed = term / (1.0 - load);
    delayed / (sum + delayed) / (f64::from(servers) * (1.0 - load))
}

#[test]
fn one_server() {
    assert!((erlang_wait(1, 0.5) - 1.0).abs() < 1e-12);
    assert_wait(1, 0.5, Service::Exponential, 0.5 / (1.0 - 0.5));
}

#[test]
fn one_busy_server() {
    assert_wait(1, 0.7, Service::Exponential, 0.7 / (1.0 - 0.7));
}

#[test]
fn three_servers() {
    assert_wait(3, 0.7, Service::Exponential, erlang_wait(3, 0.7));
}

#[test]
fn fixed_service() {
    assert_wait(1, 0.7, Service::Fixed, 0.7 / (2.0 * (1.0 - 0.7)));
}
