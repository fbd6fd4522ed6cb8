//! The standard library's binary heap, with a sequence number that makes its ties stable.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Queue;
use crate::timers::CancelQueue;

/// Time, sequence, event.
type Item = (u64, u64, u64);

/// As every kernel on top of it does it.
#[derive(Debug)]
pub struct Std {
    heap: BinaryHeap<Reverse<Item>>,
    sequence: u64,
}

impl Queue for Std {
    const NAME: &'static str = "std BinaryHeap";

    fn with_room(pending: usize) -> Self {
        Self {
            heap: BinaryHeap::with_capacity(pending + 1),
            sequence: 0,
        }
    }

    #[inline(always)]
    fn push(&mut self, at: u64, event: u64) {
        self.sequence += 1;
        self.heap.push(Reverse((at, self.sequence, event)));
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        let Reverse((at, _, event)) = self.heap.pop().expect("it is never empty");
        (at, event)
    }
}

/// The same with lazy cancelling: what is cancelled stays until it surfaces. Whether it is cancelled is looked up in a
/// list by event, the cheapest way there is; most kernels ask a hash map.
#[derive(Debug)]
pub struct Tombstones {
    queue: Std,
    /// The sequence number under which each event waits.
    waits_as: Vec<u64>,
}

impl Queue for Tombstones {
    const NAME: &'static str = "std BinaryHeap with tombstones";

    fn with_room(pending: usize) -> Self {
        Self {
            queue: Std::with_room(pending),
            waits_as: vec![0; pending],
        }
    }

    #[inline(always)]
    fn push(&mut self, at: u64, event: u64) {
        self.plan(at, event);
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        loop {
            let Reverse((at, sequence, event)) = self.queue.heap.pop().expect("it is never empty");
            if self.waits_as[index(event)] == sequence {
                return (at, event);
            }
        }
    }
}

impl CancelQueue for Tombstones {
    type Handle = ();

    #[inline(always)]
    fn plan(&mut self, at: u64, event: u64) {
        self.queue.push(at, event);
        self.waits_as[index(event)] = self.queue.sequence;
    }

    #[inline(always)]
    fn cancel(&mut self, event: u64, (): ()) {
        self.waits_as[index(event)] = 0;
    }
}

fn index(event: u64) -> usize {
    usize::try_from(event).expect("events are numbered from 0")
}
