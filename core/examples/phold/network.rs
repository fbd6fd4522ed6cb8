//! A network in which every message is answered by another one to a random node: the benchmark of parallel simulation.
//!
//! R. M. Fujimoto, "Performance of Time Warp under Synthetic Workloads", SCS Multiconference on Distributed Simulation
//! (1990) 23-28. Here one processor runs it; it shows how a model with many messages is written, and what a digest is for.

use polanyi_core::kernel::codec::{Encode, Sink};
use polanyi_core::kernel::digest::DigestObserver;
use polanyi_core::kernel::queue::EventQueue;
use polanyi_core::kernel::queue::ladder::ReservedLadderQueue;
use polanyi_core::kernel::simulation::{Agenda, Model, ScheduleError, Simulation};
use polanyi_core::kernel::statistics::Tally;
use polanyi_core::kernel::stream::Stream;
use polanyi_core::kernel::time::{Instant, Span};

/// The mean delay of a message: a second of microseconds.
const DELAY: Span = Span::from_ticks(1_000_000);

/// A message reaches a node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Message {
    to: u32,
}

impl Encode for Message {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u32(self.to)
    }
}

/// The nodes.
#[derive(Debug)]
pub(crate) struct Network {
    received: Vec<u32>,
    routes: Stream,
    delays: Stream,
}

/// What a run found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Events.
    pub(crate) events: u64,
    /// How many are expected: with exponential delays their number is Poisson, messages times time over mean delay.
    pub(crate) expected: f64,
    /// The variance of what the nodes received over its mean, which is 1 for a Poisson number.
    pub(crate) dispersion: f64,
    /// The fingerprint of the run.
    pub(crate) digest: u64,
}

impl Found {
    /// How far events are from what is expected, in standard deviations.
    pub(crate) fn deviations(&self) -> f64 {
        (float(self.events) - self.expected) / self.expected.sqrt()
    }
}

impl Network {
    /// Runs for so many mean delays.
    pub(crate) fn run(seed: u64, nodes: u32, messages: u32, means: u64) -> Found {
        let queue = ReservedLadderQueue::with_capacity(messages);
        Self::run_over(queue, seed, nodes, messages, means)
    }

    /// The same over any queue that has room for the messages.
    pub(crate) fn run_over<Q: EventQueue<Message>>(
        queue: Q,
        seed: u64,
        nodes: u32,
        messages: u32,
        means: u64,
    ) -> Found {
        let mut simulation = Simulation::with_queue(Self::new(seed, nodes), queue);
        let (network, mut agenda) = simulation.parts();
        for _ in 0..messages {
            network
                .send(&mut agenda)
                .expect("there is room for every message");
        }
        let mut digest = DigestObserver::new();
        let end = Instant::from_ticks(DELAY.ticks() * means);
        simulation
            .run_until(end, &mut digest)
            .expect("a message makes room for the next");
        let mut received = Tally::new();
        for count in &simulation.model().received {
            received.add(f64::from(*count));
        }
        let variance = received.variance().unwrap_or(0.0);
        Found {
            events: simulation.processed(),
            expected: f64::from(messages) * float(means),
            dispersion: variance / received.mean().unwrap_or(1.0),
            digest: digest.value(),
        }
    }

    fn new(seed: u64, nodes: u32) -> Self {
        Self {
            received: (0..nodes).map(|_| 0).collect(),
            routes: Stream::new(seed, "routes", 0),
            delays: Stream::new(seed, "delays", 0),
        }
    }

    fn send<A: Agenda<Message>>(&mut self, agenda: &mut A) -> Result<(), ScheduleError<Message>> {
        let nodes = u32::try_from(self.received.len()).unwrap_or(u32::MAX);
        let to = self.routes.below(nodes).unwrap_or(0);
        let delay = self.delays.exponential_span(DELAY).unwrap_or(Span::MAX);
        agenda.schedule_in(delay, Message { to }).map(|_| ())
    }
}

impl Model for Network {
    type Event = Message;
    type Fault = ScheduleError<Message>;

    fn handle<A: Agenda<Message>>(
        &mut self,
        message: Message,
        agenda: &mut A,
    ) -> Result<(), Self::Fault> {
        let node = usize::try_from(message.to).expect("an address has at least 32 bits");
        self.received[node] += 1;
        self.send(agenda)
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "no run has 2^53 events"
)]
fn float(count: u64) -> f64 {
    count as f64
}
