//! A list on the heap that never grows. Only with the feature `alloc`.

extern crate alloc;

use alloc::vec::Vec;

use super::{List, OwnedList};
use crate::kernel::index::{from_len, to_index};

/// A list for so many items as were asked for, in one block of the heap that is taken at once: afterwards nothing is allocated,
/// and however large it is, it never lies on the stack.
///
/// ```
/// use polanyi_core::kernel::list::{List, Reserved};
///
/// let mut pair = Reserved::with_capacity(2);
/// assert_eq!((pair.push(1), pair.push(2), pair.push(3)), (Ok(()), Ok(()), Err(3)));
/// ```
#[derive(Debug)]
pub struct Reserved<T> {
    items: Vec<T>,
    most: u32,
}

impl<T> Reserved<T> {
    /// Room for `most` items.
    ///
    /// # Panics
    ///
    /// Where the machine has no memory for them, as every collection of `alloc`.
    pub fn with_capacity(most: u32) -> Self {
        Self {
            items: Vec::with_capacity(to_index(most)),
            most,
        }
    }
}

impl<T> List for Reserved<T> {
    type Item = T;

    #[inline]
    fn capacity(&self) -> u32 {
        self.most
    }

    #[inline]
    fn as_slice(&self) -> &[T] {
        &self.items
    }

    #[inline]
    fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.items
    }

    #[inline]
    fn push(&mut self, item: T) -> Result<(), T> {
        if from_len(self.items.len()) >= self.most {
            return Err(item);
        }
        self.items.push(item);
        Ok(())
    }

    fn clear(&mut self) {
        self.items.clear();
    }
}

/// The empty one has room for nothing: give a queue its lists with `over`.
impl<T> OwnedList for Reserved<T> {
    const EMPTY: Self = Self {
        items: Vec::new(),
        most: 0,
    };
}

#[cfg(test)]
mod tests {
    use crate::kernel::queue::EventQueue;
    use crate::kernel::queue::ladder::{LadderQueueOf, ReservedLadderQueue};
    use crate::kernel::queue::wheel::{ReservedWheelQueue, WheelQueueOf};
    use crate::kernel::time::Instant;

    extern crate std;

    /// Fills the queue, holds, and sees that no list has moved.
    fn holds<Q: EventQueue<u64>>(queue: &mut Q, events: u32, address: impl Fn(&Q) -> usize) {
        assert_eq!(queue.capacity(), events);
        let before = address(queue);
        for n in 0..u64::from(events) {
            let at = Instant::from_ticks(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20);
            queue.schedule(at, n).unwrap();
        }
        assert!(queue.schedule(Instant::ZERO, 0).is_err(), "full");
        let mut last = Instant::ZERO;
        for _ in 0..events {
            let (at, event) = queue.pop().unwrap();
            assert!(last <= at);
            last = at;
            let later = at.ticks().saturating_add(event & 0xffff);
            queue.schedule(Instant::from_ticks(later), event).unwrap();
        }
        assert_eq!((queue.len(), address(queue)), (events, before));
    }

    /// A thread with a small stack: whatever lay there for a moment would be seen.
    #[test]
    fn a_million_events_pass_neither_over_the_stack_nor_allocate_again() {
        const MILLION: u32 = 1 << 20;
        let work = || {
            let mut ladder = ReservedLadderQueue::<u64>::with_capacity(MILLION);
            holds(&mut ladder, MILLION, LadderQueueOf::address);
            drop(ladder);
            let mut wheel = ReservedWheelQueue::<u64>::with_capacity(MILLION);
            holds(&mut wheel, MILLION, WheelQueueOf::address);
        };
        let thread = std::thread::Builder::new().stack_size(512 << 10);
        thread.spawn(work).unwrap().join().unwrap();
    }
}
