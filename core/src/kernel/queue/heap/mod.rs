//! A binary heap with back-pointers: events leave it when they are cancelled, not when they surface.
//!
//! `order` is a permutation of the slots used so far. Its first `live` entries are the heap, the next ones up to
//! `usable` are free slots (the one freed last comes first), the rest are retired. So there is no free list to get wrong,
//! and the slots given out depend only on the calls, never on the capacity.

use core::num::NonZeroU32;

use heapless::Vec;

use super::{EventQueue, Full, Handle, StaleHandle};
use crate::kernel::index::{from_len, to_index};
use crate::kernel::list::{List, OwnedList};
use crate::kernel::time::Instant;

mod state;
#[cfg(test)]
mod tests;

/// A place in the order; opaque. What is compared lies together: a comparison touches one cache line.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    at: Instant,
    sequence: u32,
    slot: u32,
}

impl Entry {
    fn is_before(&self, other: &Self) -> bool {
        (self.at, self.sequence) < (other.at, other.sequence)
    }
}

/// An event and where it stands; opaque.
#[derive(Clone, Debug)]
pub struct Slot<E> {
    event: Option<E>,
    /// Where in `order` this slot stands.
    position: u32,
    /// Of the present or else the next event; `None` once all generations are used up.
    generation: Option<NonZeroU32>,
}

/// A queue of at most `N` events for a board: schedule, cancel, reschedule and pop are O(log n), peek is O(1).
///
/// A cancelled event leaves at once, so cancelling never makes the queue grow or fill. 24 bytes for each slot and those of
/// `Option<E>`: 32 if that has 8, 40 for an event of 8 bytes that needs 8 more to be optional, as a `u64`. The empty queue is all
/// zero bytes and lands in `.bss`. Unlike the other queues it takes events that are not `Copy`.
///
/// Ties are broken by a 32-bit sequence number. When it is used up, after 2^32 − 1 calls, the waiting events are numbered
/// afresh in their order, once, in O(n log n): the order never wraps and nothing is refused. A slot that had
/// 2^32 − 1 events is retired and lowers [`EventQueue::capacity`] by one, so a stale handle never names a new event.
///
/// Restoring one from a checkpoint is O(n²): it looks whether a sequence number was there before, without memory to remember them in.
pub type HeapQueue<E, const N: usize> = HeapQueueOf<Vec<Entry, N>, Vec<Slot<E>, N>>;

/// A heap queue over any two lists of the same capacity: use it as [`HeapQueue`], or over lists that grow.
#[derive(Clone, Debug)]
pub struct HeapQueueOf<O, S> {
    live: u32,
    usable: u32,
    next_sequence: u32,
    order: O,
    slots: S,
}

impl<E, const N: usize> Default for HeapQueue<E, N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E, const N: usize> HeapQueue<E, N> {
    /// A queue with nothing in it.
    pub const fn new() -> Self {
        const { assert!(N <= 0x7fff_ffff, "positions are numbered with 31 bits") }
        Self::EMPTY
    }
}

impl<E, O: List<Item = Entry>, S: List<Item = Slot<E>>> HeapQueueOf<O, S> {
    /// The position of the pending event that `handle` names.
    fn find(&self, handle: Handle) -> Result<u32, StaleHandle> {
        match self.slots.as_slice().get(to_index(handle.slot())) {
            Some(slot)
                if slot.generation.map(NonZeroU32::get) == Some(handle.generation())
                    && slot.position < self.live =>
            {
                Ok(slot.position)
            }
            _ => Err(StaleHandle(handle)),
        }
    }

    /// The next number in line.
    fn ticket(&mut self) -> u32 {
        if self.next_sequence == u32::MAX {
            self.renumber();
        }
        let sequence = self.next_sequence;
        // Below u32::MAX: `renumber` leaves at most 2^31.
        self.next_sequence = sequence.wrapping_add(1);
        sequence
    }

    /// Numbers the waiting events 0, 1, 2 ... in their order: a heap sort, and a sorted array is a heap.
    fn renumber(&mut self) {
        let live = self.live;
        while let Some(last) = self.live.checked_sub(1) {
            self.live = last;
            self.exchange(0, last);
            if let Some(&first) = self.order.as_slice().first() {
                self.sink(0, first);
            }
        }
        self.live = live;
        // The smallest now stands last: turn the array round.
        for position in 0..live / 2 {
            self.exchange(position, live.wrapping_sub(1).wrapping_sub(position));
        }
        for (entry, sequence) in self.order.as_mut_slice().iter_mut().zip(0..live) {
            entry.sequence = sequence;
        }
        self.next_sequence = live;
    }

    /// A free slot, moved to position `live`.
    fn claim(&mut self) -> Option<u32> {
        if self.live < self.usable {
            return self
                .order
                .as_slice()
                .get(to_index(self.live))
                .map(|entry| entry.slot);
        }
        let slot = from_len(self.slots.as_slice().len());
        let position = slot;
        let entry = Entry {
            at: Instant::ZERO,
            sequence: 0,
            slot,
        };
        self.slots
            .push(Slot {
                event: None,
                position,
                generation: Some(NonZeroU32::MIN),
            })
            .ok()?;
        self.order.push(entry).ok()?;
        self.exchange(self.usable, position);
        // At most N slots.
        self.usable = self.usable.wrapping_add(1);
        Some(slot)
    }

    /// Takes the event at `position` out of the heap and frees its slot.
    fn remove_at(&mut self, position: u32) -> Option<(Instant, E)> {
        let last = self.live.checked_sub(1)?;
        let removed = *self.order.as_slice().get(to_index(position))?;
        let moving = *self.order.as_slice().get(to_index(last))?;
        self.live = last;
        self.place(last, removed);
        if position < last {
            self.settle(position, moving);
        }
        let Entry { at, slot, .. } = removed;
        let slot = self.slots.as_mut_slice().get_mut(to_index(slot))?;
        let event = slot.event.take()?;
        slot.generation = slot
            .generation
            .and_then(|generation| generation.checked_add(1));
        if slot.generation.is_none() {
            self.usable = self.usable.wrapping_sub(1);
            self.exchange(last, self.usable);
        }
        Some((at, event))
    }

    /// Writes `entry` at `position` and tells its slot.
    fn place(&mut self, position: u32, entry: Entry) {
        if let Some(cell) = self.order.as_mut_slice().get_mut(to_index(position)) {
            *cell = entry;
        }
        if let Some(slot) = self.slots.as_mut_slice().get_mut(to_index(entry.slot)) {
            slot.position = position;
        }
    }

    fn exchange(&mut self, a: u32, b: u32) {
        let (Some(&first), Some(&second)) = (
            self.order.as_slice().get(to_index(a)),
            self.order.as_slice().get(to_index(b)),
        ) else {
            return;
        };
        self.place(a, second);
        self.place(b, first);
    }

    /// Puts `entry` where it belongs, with `hole` to begin at.
    fn settle(&mut self, hole: u32, entry: Entry) {
        let parent = hole
            .checked_sub(1)
            .and_then(|above| self.order.as_slice().get(to_index(above / 2)));
        if parent.is_some_and(|parent| entry.is_before(parent)) {
            self.rise(0, hole, entry);
        } else {
            self.sink(hole, entry);
        }
    }

    /// Moves later entries down until `entry` fits into the hole, which does not rise above `top`.
    fn rise(&mut self, top: u32, from: u32, entry: Entry) {
        let mut hole = from;
        while let Some(above) = hole.checked_sub(1) {
            let place = above / 2;
            match self.order.as_slice().get(to_index(place)) {
                Some(&parent) if hole > top && entry.is_before(&parent) => self.place(hole, parent),
                _ => break,
            }
            hole = place;
        }
        self.place(hole, entry);
    }

    /// Moves earlier entries up until the hole is a leaf, then lets `entry` rise from there.
    ///
    /// What sinks came from a leaf and mostly returns to one, so comparing it on the way down is wasted. I. Wegener,
    /// "Bottom-up-heapsort", Theoretical Computer Science 118 (1993) 81-98.
    fn sink(&mut self, top: u32, entry: Entry) {
        let mut hole = top;
        while let Some((place, child)) = self.smaller_child(hole) {
            self.place(hole, child);
            hole = place;
        }
        self.rise(top, hole, entry);
    }

    fn smaller_child(&self, parent: u32) -> Option<(u32, Entry)> {
        // Positions are below 2^31, so neither step wraps.
        let left = parent.wrapping_mul(2).wrapping_add(1);
        let right = left.wrapping_add(1);
        let heap = self.order.as_slice().get(..to_index(self.live))?;
        let first = *heap.get(to_index(left))?;
        match heap.get(to_index(right)) {
            Some(second) if second.is_before(&first) => Some((right, *second)),
            _ => Some((left, first)),
        }
    }

    fn event_of(&self, entry: &Entry) -> Option<(Handle, &E)> {
        let slot = self.slots.as_slice().get(to_index(entry.slot))?;
        Some((
            Handle::new(entry.slot, slot.generation?),
            slot.event.as_ref()?,
        ))
    }

    /// The first waiting entry behind `after` in the order. O(n).
    fn next_after(&self, after: Option<Entry>) -> Option<Entry> {
        let mut best: Option<Entry> = None;
        for entry in self.order.as_slice().get(..to_index(self.live))? {
            let is_behind = after.is_none_or(|after| after.is_before(entry));
            if is_behind && best.is_none_or(|best| entry.is_before(&best)) {
                best = Some(*entry);
            }
        }
        best
    }
}

impl<E, O, S> EventQueue<E> for HeapQueueOf<O, S>
where
    O: OwnedList<Item = Entry>,
    S: OwnedList<Item = Slot<E>>,
{
    const EMPTY: Self = Self {
        live: 0,
        usable: 0,
        next_sequence: 0,
        order: O::EMPTY,
        slots: S::EMPTY,
    };

    fn capacity(&self) -> u32 {
        let retired = from_len(self.slots.as_slice().len()).wrapping_sub(self.usable);
        self.order.capacity().wrapping_sub(retired)
    }

    fn len(&self) -> u32 {
        self.live
    }

    fn schedule(&mut self, at: Instant, event: E) -> Result<Handle, Full<E>> {
        let Some(slot) = self.claim() else {
            return Err(Full(event));
        };
        let sequence = self.ticket();
        let Some(cell) = self.slots.as_mut_slice().get_mut(to_index(slot)) else {
            return Err(Full(event));
        };
        let Some(generation) = cell.generation else {
            return Err(Full(event));
        };
        cell.event = Some(event);
        let position = self.live;
        self.live = position.wrapping_add(1);
        self.rise(0, position, Entry { at, sequence, slot });
        Ok(Handle::new(slot, generation))
    }

    fn cancel(&mut self, handle: Handle) -> Result<E, StaleHandle> {
        let position = self.find(handle)?;
        let (_, event) = self.remove_at(position).ok_or(StaleHandle(handle))?;
        Ok(event)
    }

    fn reschedule(&mut self, handle: Handle, at: Instant) -> Result<(), StaleHandle> {
        self.find(handle)?;
        let sequence = self.ticket();
        // Drawing a ticket may renumber and so move the event.
        let position = self.find(handle)?;
        let slot = handle.slot();
        self.settle(position, Entry { at, sequence, slot });
        Ok(())
    }

    fn peek(&self) -> Option<(Instant, &E)> {
        let first = self.order.as_slice().get(..to_index(self.live))?.first()?;
        let (_, event) = self.event_of(first)?;
        Some((first.at, event))
    }

    fn pop(&mut self) -> Option<(Instant, E)> {
        self.remove_at(0)
    }

    /// O(n²): it looks for the next event anew each time, because it has no memory to sort in.
    fn for_each_in_order<F: FnMut(Handle, Instant, &E)>(&self, mut visit: F) {
        let mut last = None;
        while let Some(entry) = self.next_after(last) {
            if let Some((handle, event)) = self.event_of(&entry) {
                visit(handle, entry.at, event);
            }
            last = Some(entry);
        }
    }
}
