//! `orx-priority-queue`: a heap with four children that knows where each event is, so that it can cancel.

use orx_priority_queue::{DaryHeapOfIndices, PriorityQueue, PriorityQueueDecKey};

use super::Queue;
use crate::timers::CancelQueue;

/// The queue; the sequence number behind the time makes its ties stable.
#[derive(Debug)]
pub struct Indexed {
    heap: DaryHeapOfIndices<usize, (u64, u64), 4>,
    sequence: u64,
}

impl Queue for Indexed {
    const NAME: &'static str = "orx-priority-queue DaryHeapOfIndices";

    fn with_room(pending: usize) -> Self {
        Self {
            heap: DaryHeapOfIndices::with_index_bound(pending),
            sequence: 0,
        }
    }

    #[inline(always)]
    fn push(&mut self, at: u64, event: u64) {
        self.plan(at, event);
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        let (event, (at, _)) = self.heap.pop().expect("it is never empty");
        (at, event as u64)
    }
}

impl CancelQueue for Indexed {
    type Handle = ();

    #[inline(always)]
    fn plan(&mut self, at: u64, event: u64) {
        self.sequence += 1;
        self.heap.push(index(event), (at, self.sequence));
    }

    #[inline(always)]
    fn cancel(&mut self, event: u64, (): ()) {
        self.heap.remove(&index(event));
    }
}

fn index(event: u64) -> usize {
    usize::try_from(event).expect("events are numbered from 0")
}
