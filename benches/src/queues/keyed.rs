//! `priority-queue`: a binary heap beside a hash map, so that it can cancel.

use std::cmp::Reverse;

use priority_queue::PriorityQueue;

use super::Queue;
use crate::timers::CancelQueue;

/// The queue; the sequence number behind the time makes its ties stable.
#[derive(Debug)]
pub struct Keyed {
    queue: PriorityQueue<u64, Reverse<(u64, u64)>>,
    sequence: u64,
}

impl Queue for Keyed {
    const NAME: &'static str = "priority-queue";

    fn with_room(pending: usize) -> Self {
        Self {
            queue: PriorityQueue::with_capacity(pending),
            sequence: 0,
        }
    }

    #[inline(always)]
    fn push(&mut self, at: u64, event: u64) {
        self.plan(at, event);
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        let (event, Reverse((at, _))) = self.queue.pop().expect("it is never empty");
        (at, event)
    }
}

impl CancelQueue for Keyed {
    type Handle = ();

    #[inline(always)]
    fn plan(&mut self, at: u64, event: u64) {
        self.sequence += 1;
        self.queue.push(event, Reverse((at, self.sequence)));
    }

    #[inline(always)]
    fn cancel(&mut self, event: u64, (): ()) {
        self.queue.remove(&event);
    }
}
