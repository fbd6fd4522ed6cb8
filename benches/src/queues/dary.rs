//! `dary_heap`: an implicit heap with four children, on keys of 128 bits: time and then sequence.

use std::cmp::Reverse;

use dary_heap::QuaternaryHeap;

use super::Queue;

/// The key, and the event.
type Item = (u128, u64);

/// The queue.
#[derive(Debug)]
pub struct Dary {
    heap: QuaternaryHeap<Reverse<Item>>,
    sequence: u64,
}

impl Queue for Dary {
    const NAME: &'static str = "dary_heap, 4-ary, u128 keys";

    fn with_room(pending: usize) -> Self {
        Self {
            heap: QuaternaryHeap::with_capacity(pending + 1),
            sequence: 0,
        }
    }

    #[inline(always)]
    fn push(&mut self, at: u64, event: u64) {
        self.sequence += 1;
        let key = u128::from(at) << 64 | u128::from(self.sequence);
        self.heap.push(Reverse((key, event)));
    }

    #[expect(clippy::cast_possible_truncation, reason = "the upper half is 64 bits")]
    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        let Reverse((key, event)) = self.heap.pop().expect("it is never empty");
        ((key >> 64) as u64, event)
    }
}
