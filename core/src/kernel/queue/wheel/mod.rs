//! A timing wheel: an event waits in the slot of the first digit in which its time differs from the present, see
//! `digits.rs`; a slot is a ring of cells in the order of scheduling.
//!
//! When the clock enters a slot, its events share one digit more with the present: they go down a level, in their order,
//! before anything else can be put there. That is why ties stay in order: events of the same time are in the same slot at
//! every moment, the one scheduled first in front.

use core::num::NonZeroU32;

use heapless::Vec;

use super::digits::{Digits, Place, ascending};
use super::{EventQueue, Full, Handle, StaleHandle};
use crate::kernel::index::{from_len, to_index};
#[cfg(feature = "alloc")]
use crate::kernel::list::Reserved;
use crate::kernel::list::{List, OwnedList};
use crate::kernel::time::Instant;

mod link;
mod state;
#[cfg(test)]
mod tests;

pub use link::Link;

/// A slot of so many events is searched for the earliest; a longer one is spread over the level below.
const SEARCHED_MAX: u32 = 4;

/// An event and its neighbours in the ring of its slot; opaque. A free cell has no neighbours before it.
#[derive(Clone, Copy, Debug)]
pub struct Cell<E, L> {
    at: Instant,
    event: E,
    /// Of the present or else the next event; `None` once all generations are used up.
    generation: Option<NonZeroU32>,
    /// The next of the slot, or of the free cells.
    next: L,
    previous: L,
}

/// A queue of at most `N` events, fastest up to some thousand: schedule, cancel and reschedule are O(1), pop is O(1) on average.
///
/// 24 bytes for each cell with an event of 8, and 1.5 KiB; [`SmallWheelQueue`] takes 0.6 KiB. A cancelled event leaves at
/// once. The empty queue is all zero bytes and lands in `.bss`. A cell that had 2^32 − 1 events is retired and lowers
/// [`EventQueue::capacity`] by one, so a stale handle never names a new event.
///
/// It is made for a clock that only advances. An event earlier than one that was popped is taken, in order, for the price
/// of moving the near events.
pub type WheelQueue<E, const N: usize> = WheelQueueOf<Vec<Cell<E, u16>, N>, u16, 64, 11>;

/// A [`WheelQueue`] with digits of 4 bits instead of 6: a kilobyte less, a little slower where increments spread far.
pub type SmallWheelQueue<E, const N: usize> = WheelQueueOf<Vec<Cell<E, u16>, N>, u16, 16, 16>;

/// A wheel for a host: room for all its events is taken from the heap once, when it is made with `with_capacity`.
#[cfg(feature = "alloc")]
pub type ReservedWheelQueue<E> = WheelQueueOf<Reserved<Cell<E, u32>>, u32, 64, 11>;

#[cfg(feature = "alloc")]
impl<E: Copy> ReservedWheelQueue<E> {
    /// Room for `events` events.
    ///
    /// # Panics
    ///
    /// Where the machine has no memory for them, as every collection of `alloc`.
    pub fn with_capacity(events: u32) -> Self {
        Self::over(Reserved::with_capacity(events))
    }

    #[cfg(test)]
    pub(crate) fn address(&self) -> usize {
        self.cells.as_slice().as_ptr().addr()
    }
}

/// A wheel over any list of cells: `SLOTS` is a power of two up to 64, and `LEVELS` digits make at least 64 bits.
#[derive(Clone, Debug)]
pub struct WheelQueueOf<C, L, const SLOTS: usize, const LEVELS: usize> {
    live: u32,
    retired: u32,
    digits: Digits<SLOTS, LEVELS>,
    /// The first event of each slot.
    first: [[L; SLOTS]; LEVELS],
    /// The free cell to be used next.
    free: L,
    cells: C,
}

impl<E, C, L, const SLOTS: usize, const LEVELS: usize> WheelQueueOf<C, L, SLOTS, LEVELS>
where
    E: Copy,
    L: Link,
    C: List<Item = Cell<E, L>>,
{
    /// A queue with nothing in it over an empty list of cells, such as one on the heap that was made large enough.
    pub const fn over(cells: C) -> Self {
        Self {
            live: 0,
            retired: 0,
            digits: Digits::EMPTY,
            first: [[L::NIL; SLOTS]; LEVELS],
            free: L::NIL,
            cells,
        }
    }

    #[inline]
    fn cell(&self, link: L) -> Option<&Cell<E, L>> {
        self.cells.as_slice().get(to_index(link.index()))
    }

    #[inline]
    fn cell_mut(&mut self, link: L) -> Option<&mut Cell<E, L>> {
        self.cells.as_mut_slice().get_mut(to_index(link.index()))
    }

    #[inline]
    fn first_of(&self, place: Place) -> Option<L> {
        self.first
            .get(to_index(place.level))?
            .get(to_index(place.slot))
            .copied()
    }

    #[inline]
    fn set_first(&mut self, place: Place, link: L) {
        if let Some(first) = self
            .first
            .get_mut(to_index(place.level))
            .and_then(|slots| slots.get_mut(to_index(place.slot)))
        {
            *first = link;
        }
    }

    #[inline]
    fn vacate(&mut self, place: Place) {
        self.digits.vacate(place);
        self.set_first(place, L::NIL);
    }

    /// Puts the cell at the end of the ring of its slot.
    #[inline]
    fn append(&mut self, link: L, at: u64) {
        let place = self.digits.place_of(at);
        let first = self.first_of(place).unwrap_or(L::NIL);
        let (next, previous) = match self.cell_mut(first) {
            Some(head) => {
                let last = head.previous;
                head.previous = link;
                if let Some(tail) = self.cell_mut(last) {
                    tail.next = link;
                }
                (first, last)
            }
            None => {
                self.set_first(place, link);
                self.digits.occupy(place);
                (link, link)
            }
        };
        if let Some(cell) = self.cell_mut(link) {
            cell.next = next;
            cell.previous = previous;
        }
    }

    /// Takes the cell out of the ring of its slot.
    #[inline]
    fn unlink(&mut self, link: L, place: Place) {
        let Some(&Cell { next, previous, .. }) = self.cell(link) else {
            return;
        };
        if next == link {
            self.vacate(place);
            return;
        }
        if let Some(cell) = self.cell_mut(previous) {
            cell.next = next;
        }
        if let Some(cell) = self.cell_mut(next) {
            cell.previous = previous;
        }
        if self.first_of(place) == Some(link) {
            self.set_first(place, next);
        }
    }

    /// Takes the event of an unlinked cell and frees the cell.
    #[inline]
    fn release(&mut self, link: L) -> Option<(Instant, E)> {
        let free = self.free;
        let cell = self.cell_mut(link)?;
        let taken = (cell.at, cell.event);
        cell.previous = L::NIL;
        cell.generation = cell.generation.and_then(|g| g.checked_add(1));
        if cell.generation.is_some() {
            cell.next = free;
            self.free = link;
        } else {
            self.retired = self.retired.wrapping_add(1);
        }
        self.live = self.live.wrapping_sub(1);
        Some(taken)
    }

    /// A cell that holds the event, not yet in a ring; or the event, if there is no room.
    #[inline]
    fn claim(&mut self, at: Instant, event: E) -> Result<(L, NonZeroU32), Full<E>> {
        let free = self.free;
        if let Some(cell) = self.cell_mut(free) {
            let Some(generation) = cell.generation else {
                return Err(Full(event));
            };
            cell.at = at;
            cell.event = event;
            let next = cell.next;
            self.free = next;
            return Ok((free, generation));
        }
        let index = from_len(self.cells.as_slice().len());
        if index >= L::MOST {
            return Err(Full(event));
        }
        let cell = Cell {
            at,
            event,
            generation: Some(NonZeroU32::MIN),
            next: L::NIL,
            previous: L::NIL,
        };
        match self.cells.push(cell) {
            Ok(()) => Ok((L::to(index), NonZeroU32::MIN)),
            Err(cell) => Err(Full(cell.event)),
        }
    }

    /// The cell of the pending event that `handle` names.
    #[inline]
    fn find(&self, handle: Handle) -> Result<(L, u64), StaleHandle> {
        let link = match handle.slot() {
            slot if slot < L::MOST => L::to(slot),
            _ => return Err(StaleHandle(handle)),
        };
        match self.cell(link) {
            Some(cell)
                if cell.generation.map(NonZeroU32::get) == Some(handle.generation())
                    && cell.previous != L::NIL =>
            {
                Ok((link, cell.at.ticks()))
            }
            _ => Err(StaleHandle(handle)),
        }
    }

    /// The events of a slot, in order.
    fn ring<'a>(&'a self, place: Place) -> impl Iterator<Item = (L, &'a Cell<E, L>)>
    where
        E: 'a,
    {
        let first = self.first_of(place).unwrap_or(L::NIL);
        let mut link = first;
        core::iter::from_fn(move || {
            let cell = self.cell(link)?;
            let item = (link, cell);
            link = if cell.next == first {
                L::NIL
            } else {
                cell.next
            };
            Some(item)
        })
    }

    /// The earliest instant of a slot that is not before `from`.
    fn next_instant(&self, place: Place, from: Instant) -> Option<Instant> {
        let instants = self.ring(place).map(|(_, cell)| cell.at);
        instants.filter(|at| *at >= from).min()
    }

    /// The earliest event of a slot, the first of them if there are several.
    fn earliest(&self, place: Place) -> Option<(L, &Cell<E, L>)> {
        if place.level == 0 {
            return self.ring(place).next();
        }
        // The first of equals, as `min_by_key` promises.
        self.ring(place).min_by_key(|(_, cell)| cell.at)
    }

    /// The same if it can be seen at once: all events of a slot of level 0 have one time, and others may be few.
    #[inline]
    fn earliest_of_few(&self, place: Place) -> Option<(L, u64)> {
        let first = self.first_of(place)?;
        let head = self.cell(first)?;
        let mut best = (first, head.at.ticks());
        if place.level == 0 {
            return Some(best);
        }
        let mut link = head.next;
        for _ in 0..SEARCHED_MAX {
            if link == first {
                return Some(best);
            }
            let cell = self.cell(link)?;
            if cell.at.ticks() < best.1 {
                best = (link, cell.at.ticks());
            }
            link = cell.next;
        }
        None
    }

    /// Lets the clock enter the slot: its events go down.
    #[inline(never)]
    fn enter(&mut self, place: Place) {
        let start = self.digits.start_of(place);
        let Some(first) = self.first_of(place) else {
            return;
        };
        self.vacate(place);
        self.digits.base = start;
        self.append_ring(first);
    }

    /// Puts the events of a ring that belongs to no slot where they belong, in their order.
    fn append_ring(&mut self, first: L) {
        let mut link = first;
        while let Some(&Cell { at, next, .. }) = self.cell(link) {
            self.append(link, at.ticks());
            if next == first {
                break;
            }
            link = next;
        }
    }

    /// Makes `at`, which is before the base, a time that can be scheduled.
    #[cold]
    fn rewind(&mut self, at: u64) {
        let level = self.digits.rewind(at);
        let mut all = L::NIL;
        while let Some(place) = self.digits.next().filter(|place| place.level <= level) {
            let ring = self.first_of(place).unwrap_or(L::NIL);
            self.vacate(place);
            all = self.joined(all, ring);
        }
        self.append_ring(all);
    }

    /// Two rings as one, the second behind the first.
    fn joined(&mut self, front: L, back: L) -> L {
        let (Some(last), Some(end)) = (
            self.cell(front).map(|cell| cell.previous),
            self.cell(back).map(|cell| cell.previous),
        ) else {
            return if front == L::NIL { back } else { front };
        };
        for (link, next) in [(last, back), (end, front)] {
            if let Some(cell) = self.cell_mut(link) {
                cell.next = next;
            }
        }
        for (link, previous) in [(back, last), (front, end)] {
            if let Some(cell) = self.cell_mut(link) {
                cell.previous = previous;
            }
        }
        front
    }

    /// Puts a cell whose time is set into its slot.
    #[inline]
    fn admit(&mut self, link: L, at: u64) {
        if self.live == 0 {
            self.digits.base = at;
        } else if at < self.digits.base {
            self.rewind(at);
        }
        self.append(link, at);
    }
}

impl<E, C, L, const SLOTS: usize, const LEVELS: usize> EventQueue<E>
    for WheelQueueOf<C, L, SLOTS, LEVELS>
where
    E: Copy,
    L: Link,
    C: OwnedList<Item = Cell<E, L>>,
{
    const EMPTY: Self = Self::over(C::EMPTY);

    fn capacity(&self) -> u32 {
        self.cells
            .capacity()
            .min(L::MOST)
            .wrapping_sub(self.retired)
    }

    fn len(&self) -> u32 {
        self.live
    }

    #[inline]
    fn schedule(&mut self, at: Instant, event: E) -> Result<Handle, Full<E>> {
        let (link, generation) = self.claim(at, event)?;
        self.admit(link, at.ticks());
        self.live = self.live.wrapping_add(1);
        Ok(Handle::new(link.index(), generation))
    }

    #[inline]
    fn cancel(&mut self, handle: Handle) -> Result<E, StaleHandle> {
        let (link, at) = self.find(handle)?;
        self.unlink(link, self.digits.place_of(at));
        let (_, event) = self.release(link).ok_or(StaleHandle(handle))?;
        Ok(event)
    }

    fn reschedule(&mut self, handle: Handle, at: Instant) -> Result<(), StaleHandle> {
        let (link, before) = self.find(handle)?;
        self.unlink(link, self.digits.place_of(before));
        self.live = self.live.wrapping_sub(1);
        if let Some(cell) = self.cell_mut(link) {
            cell.at = at;
        }
        self.admit(link, at.ticks());
        self.live = self.live.wrapping_add(1);
        Ok(())
    }

    /// O(1), or the length of one slot.
    fn peek(&self) -> Option<(Instant, &E)> {
        let (_, cell) = self.earliest(self.digits.next()?)?;
        Some((cell.at, &cell.event))
    }

    #[inline]
    fn pop(&mut self) -> Option<(Instant, E)> {
        self.pop_until(Instant::MAX)
    }

    #[inline]
    fn pop_until(&mut self, end: Instant) -> Option<(Instant, E)> {
        loop {
            let place = self.digits.next()?;
            if self.digits.start_of(place) > end.ticks() {
                return None;
            }
            match self.earliest_of_few(place) {
                Some((_, at)) if at > end.ticks() => return None,
                Some((link, _)) => {
                    self.unlink(link, place);
                    return self.release(link);
                }
                None => self.enter(place),
            }
        }
    }

    /// O(n), but for the slots that are not near: each is searched again for each of its instants.
    fn for_each_in_order<F: FnMut(Handle, Instant, &E)>(&self, mut visit: F) {
        for place in self.digits.places() {
            for at in ascending(|from| self.next_instant(place, from)) {
                for (link, cell) in self.ring(place).filter(|(_, cell)| cell.at == at) {
                    if let Some(generation) = cell.generation {
                        visit(Handle::new(link.index(), generation), at, &cell.event);
                    }
                }
            }
        }
    }
}
