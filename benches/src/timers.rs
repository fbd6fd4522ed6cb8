//! Timers that are mostly cancelled: each agent has an event and a time-out that it takes back before it fires.

use crate::increments::{Increments, Shape};
use crate::queues::{Queue, ours, standard};
use crate::rounds::{Contender, Done};

/// A queue from which an event can be taken back.
pub trait CancelQueue: Queue {
    /// What names a planned event beside its number.
    type Handle: Copy;

    /// Adds an event that is not in the queue.
    fn plan(&mut self, at: u64, event: u64) -> Self::Handle;

    /// Takes an event back that is in the queue.
    fn cancel(&mut self, event: u64, handle: Self::Handle);
}

const MEAN: u64 = 1_000_000;

/// Twenty means: no increment is that long, so every time-out is cancelled.
const TIME_OUT: u64 = 20 * MEAN;

/// Agents with an event (their number) and a time-out (the number after all of theirs) each.
#[derive(Debug)]
pub struct Timers<Q: CancelQueue> {
    queue: Q,
    increments: Increments,
    time_outs: Vec<Q::Handle>,
}

impl<Q: CancelQueue> Timers<Q> {
    /// So many agents.
    pub fn new(agents: usize) -> Self {
        let mut increments = Increments::new(Shape::Exponential, MEAN);
        let mut queue = Q::with_room(2 * agents);
        let numbers = (0..).take(agents);
        for agent in numbers.clone() {
            queue.plan(increments.draw(), agent);
        }
        let count = agents as u64;
        let time_outs = numbers
            .map(|agent| queue.plan(TIME_OUT, count + agent))
            .collect();
        Self {
            queue,
            increments,
            time_outs,
        }
    }
}

impl<Q: CancelQueue> Contender for Timers<Q> {
    fn name(&self) -> &'static str {
        Q::NAME
    }

    /// An operation is one pop, one cancel and two schedules.
    fn work(&mut self, operations: u64) -> Done {
        let agents = self.time_outs.len() as u64;
        let mut checksum = 0u64;
        for _ in 0..operations {
            let (now, agent) = self.queue.pop();
            checksum = checksum.wrapping_add(now);
            let index = usize::try_from(agent).expect("agents are numbered from 0");
            let time_out = &mut self.time_outs[index];
            self.queue.cancel(agents + agent, *time_out);
            self.queue.plan(now + self.increments.draw(), agent);
            *time_out = self.queue.plan(now + TIME_OUT, agents + agent);
        }
        Done {
            operations,
            checksum,
        }
    }
}

/// Everyone who can cancel, ours first.
pub fn all(agents: usize) -> Vec<Box<dyn Contender>> {
    let mut all = ours::timers(agents);
    all.push(Box::new(Timers::<standard::Tombstones>::new(agents)));
    #[cfg(feature = "peers")]
    {
        use crate::queues::{indexed, keyed};
        all.push(Box::new(Timers::<indexed::Indexed>::new(agents)));
        all.push(Box::new(Timers::<keyed::Keyed>::new(agents)));
    }
    all
}
