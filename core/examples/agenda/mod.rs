//! The queue of the examples that plan many events: on the heap, so that nothing large passes over the stack.

use polanyi_core::kernel::list::{List, OwnedList};
use polanyi_core::kernel::queue::ladder::{Block, Cell, LadderQueueOf, blocks_for};

/// The most events that are planned at once: two for each of a million people.
const EVENTS: usize = 1 << 21;

/// A queue that grows with what is planned, up to two million events.
pub(crate) type Queue<E> = LadderQueueOf<
    Grown<Cell<E>, EVENTS>,
    Grown<u16, EVENTS>,
    Grown<Block, { blocks_for(EVENTS) }>,
    64,
    11,
>;

/// A list on the heap of at most so many items.
#[derive(Clone, Debug)]
pub(crate) struct Grown<T, const MOST: usize>(Vec<T>);

impl<T, const MOST: usize> List for Grown<T, MOST> {
    type Item = T;

    fn capacity(&self) -> u32 {
        u32::try_from(MOST).unwrap_or(u32::MAX)
    }

    fn as_slice(&self) -> &[T] {
        &self.0
    }

    fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.0
    }

    fn push(&mut self, item: T) -> Result<(), T> {
        if self.0.len() >= MOST {
            return Err(item);
        }
        self.0.push(item);
        Ok(())
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T, const MOST: usize> OwnedList for Grown<T, MOST> {
    const EMPTY: Self = Self(Vec::new());
}
