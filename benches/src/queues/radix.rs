//! `radix-heap`: buckets by the highest bit in which a time differs from the last one. Its ties are last in, first out.

use std::cmp::Reverse;

use radix_heap::RadixHeapMap;

use super::Queue;

/// The queue.
#[derive(Debug)]
pub struct Radix(RadixHeapMap<Reverse<u64>, u64>);

impl Queue for Radix {
    const NAME: &'static str = "radix-heap (ties not stable)";

    fn with_room(_: usize) -> Self {
        Self(RadixHeapMap::new_at(Reverse(0)))
    }

    #[inline(always)]
    fn push(&mut self, at: u64, event: u64) {
        self.0.push(Reverse(at), event);
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        let (Reverse(at), event) = self.0.pop().expect("it is never empty");
        (at, event)
    }
}
