//! `heapless::BinaryHeap`: a heap of fixed capacity, as a board would take it, with a sequence number for stable ties.

use heapless::binary_heap::{BinaryHeap, Min};

use super::{Holding, Queue};
use crate::increments::Shape;
use crate::rounds::Contender;

/// Of at most `N` events.
#[derive(Debug)]
pub struct Inline<const N: usize> {
    heap: Box<BinaryHeap<(u64, u64, u64), Min, N>>,
    sequence: u64,
}

impl<const N: usize> Queue for Inline<N> {
    const NAME: &'static str = "heapless BinaryHeap";

    fn with_room(_: usize) -> Self {
        Self {
            heap: Box::default(),
            sequence: 0,
        }
    }

    #[inline(always)]
    fn push(&mut self, at: u64, event: u64) {
        self.sequence += 1;
        self.heap
            .push((at, self.sequence, event))
            .expect("there is room for every event");
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        let (at, _, event) = self.heap.pop().expect("it is never empty");
        (at, event)
    }
}

/// One of a capacity that fits.
pub fn holding(pending: usize, shape: Shape, mean: u64) -> Box<dyn Contender> {
    match pending {
        0..=256 => Box::new(Holding::<Inline<256>>::new(pending, shape, mean)),
        257..=4096 => Box::new(Holding::<Inline<4096>>::new(pending, shape, mean)),
        4097..=65_536 => Box::new(Holding::<Inline<65_536>>::new(pending, shape, mean)),
        _ => Box::new(Holding::<Inline<1_048_576>>::new(pending, shape, mean)),
    }
}
