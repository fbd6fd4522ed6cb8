//! A fixed table of things with ids that never name anything else.

use core::num::NonZeroU16;

use heapless::Vec;

use super::index::to_index;
use super::list::{List, OwnedList};

mod id;
mod state;

pub use id::Id;

/// One slot of a [`Table`]; opaque.
#[derive(Clone, Debug)]
pub struct Slot<T> {
    /// Of the present or else the next occupant; `None` once all generations are used up.
    generation: Option<NonZeroU16>,
    /// While free: the next free slot plus one, 0 at the end of the list.
    next_free: u16,
    item: Option<T>,
}

/// A table over any list: use it as [`Table`] or [`TableView`], or over a list that grows.
#[derive(Clone, Debug, Default)]
pub struct TableOf<V: ?Sized> {
    /// The most recently freed slot plus one, 0 for none.
    first_free: u16,
    len: u16,
    slots: V,
}

/// A table of at most `N` items, `N` at most 65,535, that lies where it is declared and takes no other memory.
///
/// Ids are given out in an order that does not depend on `N`: the slot freed last is used first, and a slot never used
/// before only when none is free. So a run on a board and a run on a host with a larger table have the same ids.
/// A slot that had 65,535 occupants is retired, so that an old id never names a new item; only a new table, or `State::reset`,
/// brings it back.
///
/// The empty table is all zero bytes and lands in `.bss`. Functions take `&mut TableView<T>`, whatever the capacity:
///
/// ```
/// use polanyi_core::kernel::table::{Table, TableView};
///
/// fn double(numbers: &mut TableView<u32>) {
///     for (_, number) in numbers.iter_mut() {
///         *number *= 2;
///     }
/// }
///
/// let mut numbers: Table<u32, 2> = Table::new();
/// let seven = numbers.insert(7).unwrap();
/// double(&mut numbers);
/// assert_eq!(numbers.get(seven), Some(&14));
/// assert_eq!(numbers.remove(seven), Some(14));
/// assert_eq!(numbers.get(seven), None);
///
/// numbers.insert(1).unwrap();
/// numbers.insert(2).unwrap();
/// assert_eq!(numbers.insert(3), Err(3), "a full table hands the item back");
/// ```
pub type Table<T, const N: usize> = TableOf<Vec<Slot<T>, N>>;

/// A [`Table`] whose list and capacity were erased, always behind a reference.
pub type TableView<T> = TableOf<dyn List<Item = Slot<T>>>;

impl<T, const N: usize> Table<T, N> {
    /// A table with no items.
    pub const fn new() -> Self {
        const { assert!(N <= 65_535, "slots are numbered with 16 bits") }
        Self::EMPTY
    }
}

impl<V: OwnedList> TableOf<V> {
    /// A table with no items. It never has more than 65,535, whatever the list could hold.
    pub const EMPTY: Self = Self {
        first_free: 0,
        len: 0,
        slots: V::EMPTY,
    };
}

impl<V: ?Sized> TableOf<V> {
    /// How many items there are.
    pub const fn len(&self) -> u16 {
        self.len
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl<T: 'static, V: List<Item = Slot<T>> + ?Sized> TableOf<V> {
    /// How many slots there are, retired ones included.
    pub fn capacity(&self) -> u16 {
        u16::try_from(self.slots.capacity()).unwrap_or(u16::MAX)
    }

    /// Puts `item` in and names it, or hands it back if no slot is left. O(1).
    pub fn insert(&mut self, item: T) -> Result<Id<T>, T> {
        match self.first_free.checked_sub(1) {
            Some(slot) => self.reuse(slot, item),
            None => self.extend(item),
        }
    }

    fn reuse(&mut self, slot: u16, item: T) -> Result<Id<T>, T> {
        let Some(cell) = self.slots.as_mut_slice().get_mut(usize::from(slot)) else {
            return Err(item);
        };
        let Some(generation) = cell.generation else {
            return Err(item);
        };
        self.first_free = cell.next_free;
        cell.next_free = 0;
        cell.item = Some(item);
        // At most one item for each of 65,535 slots.
        self.len = self.len.wrapping_add(1);
        Ok(Id::new(slot, generation))
    }

    fn extend(&mut self, item: T) -> Result<Id<T>, T> {
        let Ok(slot) = u16::try_from(self.slots.as_slice().len()) else {
            return Err(item);
        };
        let fresh = Slot {
            generation: Some(NonZeroU16::MIN),
            next_free: 0,
            item: Some(item),
        };
        match self.slots.push(fresh) {
            Ok(()) => {
                self.len = self.len.wrapping_add(1);
                Ok(Id::new(slot, NonZeroU16::MIN))
            }
            Err(Slot {
                item: Some(item), ..
            }) => Err(item),
            // `push` hands back what it was given; this arm keeps the function free of panics.
            Err(Slot { item: None, .. }) => Ok(Id::new(slot, NonZeroU16::MIN)),
        }
    }

    /// Takes the item out; `None` if it is gone already. O(1).
    pub fn remove(&mut self, id: Id<T>) -> Option<T> {
        let cell = self.slots.as_mut_slice().get_mut(usize::from(id.slot))?;
        if cell.generation != Some(id.generation) {
            return None;
        }
        let item = cell.item.take()?;
        cell.generation = id.generation.checked_add(1);
        if cell.generation.is_some() {
            cell.next_free = self.first_free;
            self.first_free = id.slot.wrapping_add(1);
        }
        self.len = self.len.wrapping_sub(1);
        Some(item)
    }

    /// The item, or `None` if it is gone. O(1).
    pub fn get(&self, id: Id<T>) -> Option<&T> {
        let cell = self.slots.as_slice().get(usize::from(id.slot))?;
        if cell.generation == Some(id.generation) {
            cell.item.as_ref()
        } else {
            None
        }
    }

    /// The item, or `None` if it is gone. O(1).
    pub fn get_mut(&mut self, id: Id<T>) -> Option<&mut T> {
        let cell = self.slots.as_mut_slice().get_mut(usize::from(id.slot))?;
        if cell.generation == Some(id.generation) {
            cell.item.as_mut()
        } else {
            None
        }
    }

    /// Whether the id still names an item. O(1).
    pub fn contains(&self, id: Id<T>) -> bool {
        self.get(id).is_some()
    }

    /// All items with their ids, by ascending slot.
    pub fn iter(&self) -> impl Iterator<Item = (Id<T>, &T)> {
        (0..=u16::MAX)
            .zip(self.slots.as_slice().iter())
            .filter_map(|(slot, cell)| {
                let item = cell.item.as_ref()?;
                Some((Id::new(slot, cell.generation?), item))
            })
    }

    /// All items with their ids, by ascending slot.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Id<T>, &mut T)> {
        (0..=u16::MAX)
            .zip(self.slots.as_mut_slice().iter_mut())
            .filter_map(|(slot, cell)| {
                let item = cell.item.as_mut()?;
                Some((Id::new(slot, cell.generation?), item))
            })
    }

    /// The ids of all items, by ascending slot.
    pub fn ids(&self) -> impl Iterator<Item = Id<T>> {
        self.iter().map(|(id, _)| id)
    }

    /// The item that has `n` items before it in slot order: how to draw one at random. O(capacity).
    pub fn nth_occupied(&self, n: u32) -> Option<(Id<T>, &T)> {
        self.iter().nth(to_index(n))
    }

    /// How many slots have ever been used: those below hold items or are free again, whatever the capacity. O(1).
    pub fn used(&self) -> u16 {
        u16::try_from(self.slots.as_slice().len()).unwrap_or(u16::MAX)
    }

    /// The id in this slot, if it is occupied. O(1).
    pub fn id_at(&self, slot: u16) -> Option<Id<T>> {
        let cell = self.slots.as_slice().get(usize::from(slot))?;
        cell.item.as_ref()?;
        Some(Id::new(slot, cell.generation?))
    }

    /// Removes every item. Old ids stay stale; the lowest slot is used first again. O(capacity).
    pub fn clear(&mut self) {
        self.first_free = 0;
        self.len = 0;
        // At most 65,535 slots, so the links fit.
        let mut link = u16::try_from(self.slots.as_slice().len()).unwrap_or(u16::MAX);
        for cell in self.slots.as_mut_slice().iter_mut().rev() {
            if cell.item.take().is_some() {
                cell.generation = cell
                    .generation
                    .and_then(|generation| generation.checked_add(1));
            }
            cell.next_free = 0;
            if cell.generation.is_some() {
                cell.next_free = self.first_free;
                self.first_free = link;
            }
            link = link.wrapping_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_four_bytes_even_when_optional() {
        assert_eq!(size_of::<Id<[u64; 9]>>(), 4);
        assert_eq!(size_of::<Option<Id<[u64; 9]>>>(), 4);
    }

    #[test]
    fn a_slot_used_up_is_retired() {
        let mut table: Table<u8, 1> = Table::new();
        let first = table.insert(1).unwrap();
        assert_eq!(table.remove(first), Some(1));
        table.slots[0].generation = Some(NonZeroU16::MAX);
        let last = table.insert(2).unwrap();
        assert_eq!(last.generation(), u16::MAX);
        assert_eq!(table.remove(last), Some(2));
        assert_eq!(table.insert(3), Err(3), "the only slot is retired");
        assert_eq!(
            (table.get(first), table.get(last), table.len()),
            (None, None, 0)
        );
        table.clear();
        assert_eq!(
            table.insert(3),
            Err(3),
            "and clearing does not bring it back"
        );
    }

    #[test]
    fn the_order_of_ids_is_last_freed_first_whatever_the_capacity() {
        fn ids<const N: usize>() -> [[u16; 3]; 2] {
            let mut table: Table<u8, N> = Table::new();
            let old = [0; 3].map(|n| table.insert(n).unwrap());
            table.remove(old[0]);
            table.remove(old[2]);
            let new = [0; 3].map(|n| table.insert(n).unwrap());
            [old, new].map(|ids| ids.map(Id::slot))
        }
        assert_eq!(ids::<4>(), [[0, 1, 2], [2, 0, 3]]);
        assert_eq!(ids::<4>(), ids::<4000>());
    }

    #[test]
    fn clearing_makes_every_id_stale_and_starts_from_the_lowest_slot() {
        let mut table: Table<u8, 3> = Table::new();
        let old = [1, 2, 3].map(|n| table.insert(n).unwrap());
        table.remove(old[1]);
        table.clear();
        assert!(table.is_empty());
        assert!(old.iter().all(|id| table.get(*id).is_none()));
        let new = [1, 2, 3].map(|n| table.insert(n).unwrap());
        assert_eq!(new.map(Id::slot), [0, 1, 2]);
        assert!(old.iter().all(|id| table.get(*id).is_none()));
    }
}
