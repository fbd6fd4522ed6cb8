//! A list with a bound, wherever it lies: in place on a board, on the heap of a host.

use heapless::Vec;

#[cfg(feature = "alloc")]
mod reserved;

#[cfg(feature = "alloc")]
pub use reserved::Reserved;

use super::index::from_len;

/// A list that a table or a queue is kept in. The kernel brings one that lies where it is declared; a host can bring one that grows.
///
/// ```
/// use polanyi_core::kernel::list::List;
///
/// let mut pair: heapless::Vec<u8, 2> = heapless::Vec::new();
/// let list: &mut dyn List<Item = u8> = &mut pair;
/// assert_eq!((list.push(1), list.push(2), list.push(3)), (Ok(()), Ok(()), Err(3)));
/// assert_eq!(list.as_slice(), [1, 2]);
/// ```
pub trait List {
    /// What it lists.
    type Item;

    /// The most items that it can hold.
    fn capacity(&self) -> u32;

    /// The items in their order.
    fn as_slice(&self) -> &[Self::Item];

    /// The items in their order.
    fn as_mut_slice(&mut self) -> &mut [Self::Item];

    /// Adds an item at the end, or hands it back if there is no room.
    fn push(&mut self, item: Self::Item) -> Result<(), Self::Item>;

    /// Removes every item.
    fn clear(&mut self);
}

/// A list that can be made from nothing, at compile time.
pub trait OwnedList: List + Sized {
    /// A list of nothing.
    const EMPTY: Self;
}

impl<T, const N: usize> List for Vec<T, N> {
    type Item = T;

    fn capacity(&self) -> u32 {
        from_len(N)
    }

    fn as_slice(&self) -> &[T] {
        self
    }

    fn as_mut_slice(&mut self) -> &mut [T] {
        self
    }

    fn push(&mut self, item: T) -> Result<(), T> {
        self.push(item)
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl<T, const N: usize> OwnedList for Vec<T, N> {
    const EMPTY: Self = Self::new();
}
