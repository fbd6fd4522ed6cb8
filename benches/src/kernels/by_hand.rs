//! No kernel: the loop that one writes by hand over a queue, with the same events and the same `match`. What ours costs more
//! than this is the price of the kernel.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use polanyi_core::kernel::queue::EventQueue;
use polanyi_core::kernel::time::Instant;

use super::ours::{Event, LadderOf, Named};
use super::{Agents, Kernel, Running};
use crate::queues::ours::{HeapOf, WheelOf};
use crate::rounds::{Contender, Done};

/// A loop over one of our queues.
#[derive(Debug)]
pub struct Loop<Q> {
    agents: Agents,
    queue: Q,
}

impl<Q: EventQueue<Event> + Named> Kernel for Loop<Q> {
    const NAME: &'static str = Q::BY_HAND;

    fn with_agents(count: u32) -> Self {
        let mut agents = Agents::new(count);
        let mut queue = Q::EMPTY;
        for (agent, pause) in agents.first_pauses() {
            queue
                .schedule(Instant::from_ticks(pause), Event::Wake(agent))
                .expect("there is room for every agent");
        }
        Self { agents, queue }
    }

    fn run_until(&mut self, end: u64) {
        let end = Instant::from_ticks(end);
        while let Some((now, event)) = self.queue.pop_until(end) {
            let (pause, next) = match event {
                Event::Wake(agent) => (self.agents.wake(now.ticks(), agent), event),
                Event::Call(agent) => (0, Event::Wake(agent)),
            };
            self.queue
                .schedule(Instant::from_ticks(now.ticks() + pause), next)
                .expect("there is room for every agent");
        }
    }

    fn done(&self) -> Done {
        self.agents.done()
    }
}

/// A loop over the standard library's heap.
#[derive(Debug)]
pub struct StdLoop {
    agents: Agents,
    heap: BinaryHeap<Reverse<(u64, u64, u32)>>,
    sequence: u64,
}

impl Kernel for StdLoop {
    const NAME: &'static str = "by hand over std BinaryHeap";

    fn with_agents(count: u32) -> Self {
        let mut agents = Agents::new(count);
        let mut heap = BinaryHeap::with_capacity(count as usize + 1);
        for (agent, pause) in agents.first_pauses() {
            heap.push(Reverse((pause, u64::from(agent), agent)));
        }
        Self {
            agents,
            heap,
            sequence: u64::from(count),
        }
    }

    fn run_until(&mut self, end: u64) {
        while self.heap.peek().is_some_and(|Reverse((at, ..))| *at <= end) {
            let Some(Reverse((now, _, agent))) = self.heap.pop() else {
                return;
            };
            let pause = self.agents.wake(now, agent);
            self.sequence += 1;
            self.heap.push(Reverse((now + pause, self.sequence, agent)));
        }
    }

    fn done(&self) -> Done {
        self.agents.done()
    }
}

/// All of them.
pub fn all(agents: u32) -> Vec<Box<dyn Contender>> {
    vec![
        Box::new(Running::<StdLoop>::new(agents)),
        Box::new(Running::<Loop<HeapOf<Event>>>::new(agents)),
        Box::new(Running::<Loop<WheelOf<Event>>>::new(agents)),
        Box::new(Running::<Loop<LadderOf<Event>>>::new(agents)),
    ]
}
