//! Pieces of work whose instructions are counted: small, without clock and chance, the same in every run.

use std::hint::black_box;

use crate::increments::{Increments, MEANS, Shape};
use crate::queues::{Holding, Queue, ours};
use crate::rounds::{Contender, Done};
use crate::timers::CancelQueue;

/// Pending events while something is scheduled and cancelled, and events filled in and drained.
const SOME: usize = 256;

/// A name, and how its work is set up.
pub type Step = (String, fn() -> Box<dyn Contender>);

/// The names of all.
pub fn names() -> Vec<String> {
    all().into_iter().map(|(name, _)| name).collect()
}

/// The work of this name.
pub fn find(name: &str) -> Option<Box<dyn Contender>> {
    let (_, set_up) = all().into_iter().find(|(other, _)| other == name)?;
    Some(set_up())
}

fn all() -> Vec<Step> {
    let mut all = Vec::new();
    all.extend(of::<ours::Boxed<ours::Heap>>());
    all.extend(of::<ours::Boxed<ours::Wheel>>());
    all.extend(of::<ours::Boxed<ours::SmallWheel>>());
    all.extend(of::<ours::Boxed<ours::Ladder>>());
    all
}

fn of<Q: CancelQueue + 'static>() -> [Step; 5] {
    let named = |step| format!("{step} {}", Q::NAME);
    [
        (named("fill-and-drain"), || {
            Box::new(FillAndDrain::<Q>::new())
        }),
        (named("schedule-and-cancel"), || {
            Box::new(ScheduleAndCancel::<Q>::new())
        }),
        (named("hold-16"), || hold::<Q>(16)),
        (named("hold-256"), || hold::<Q>(256)),
        (named("hold-4096"), || hold::<Q>(4096)),
    ]
}

fn hold<Q: Queue + 'static>(pending: usize) -> Box<dyn Contender> {
    Box::new(Holding::<Q>::new(pending, Shape::Exponential, MEANS[0]))
}

/// Events are scheduled until there are 256, and then all are taken out. An operation is one in and out.
struct FillAndDrain<Q> {
    queue: Q,
    increments: Increments,
    now: u64,
}

impl<Q: Queue> FillAndDrain<Q> {
    fn new() -> Self {
        Self {
            queue: Q::with_room(SOME),
            increments: Increments::new(Shape::Exponential, MEANS[0]),
            now: 0,
        }
    }
}

impl<Q: Queue> Contender for FillAndDrain<Q> {
    fn name(&self) -> &'static str {
        Q::NAME
    }

    fn work(&mut self, operations: u64) -> Done {
        let rounds = operations / SOME as u64;
        for _ in 0..rounds {
            for event in (0..).take(SOME) {
                self.queue.push(self.now + self.increments.draw(), event);
            }
            for _ in 0..SOME {
                self.now = black_box(self.queue.pop()).0;
            }
        }
        Done {
            operations: rounds * SOME as u64,
            checksum: self.now,
        }
    }
}

/// An event is scheduled among 256 and taken back.
struct ScheduleAndCancel<Q> {
    queue: Q,
    increments: Increments,
}

impl<Q: CancelQueue> ScheduleAndCancel<Q> {
    fn new() -> Self {
        let mut increments = Increments::new(Shape::Exponential, MEANS[0]);
        let mut queue = Q::with_room(SOME + 1);
        for event in (0..).take(SOME) {
            queue.push(increments.draw(), event);
        }
        Self { queue, increments }
    }
}

impl<Q: CancelQueue> Contender for ScheduleAndCancel<Q> {
    fn name(&self) -> &'static str {
        Q::NAME
    }

    fn work(&mut self, operations: u64) -> Done {
        let event = SOME as u64;
        for _ in 0..operations {
            let handle = self.queue.plan(self.increments.draw(), event);
            self.queue.cancel(event, black_box(handle));
        }
        Done {
            operations,
            checksum: 0,
        }
    }
}
