//! The queue of the examples that plan many events: on the heap, so that nothing large passes over the stack.

use polanyi_core::kernel::list::{List, OwnedList};
use polanyi_core::kernel::queue::heap::{Entry, HeapQueueOf, Slot};

/// A queue that grows with what is planned.
pub(crate) type Queue<E> = HeapQueueOf<Grown<Entry>, Grown<Slot<E>>>;

/// A list on the heap.
#[derive(Clone, Debug)]
pub(crate) struct Grown<T>(Vec<T>);

impl<T> List for Grown<T> {
    type Item = T;

    fn capacity(&self) -> u32 {
        0x7fff_ffff
    }

    fn as_slice(&self) -> &[T] {
        &self.0
    }

    fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.0
    }

    fn push(&mut self, item: T) -> Result<(), T> {
        self.0.push(item);
        Ok(())
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T> OwnedList for Grown<T> {
    const EMPTY: Self = Self(Vec::new());
}
