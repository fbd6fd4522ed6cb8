//! A timing wheel: an event waits in the slot of the first digit in which its time differs from the present, see
//! `digits.rs`; a slot is a ring of cells in the order of scheduling.
//!
//! When the clock enters a slot, its events share one digit more with the present: they go down a level, in their order,
//! before anything else can be put there. That is why ties stay in order: events of the same time are in the same slot at
//! every moment, the one scheduled first in front.

#![allow(
    clippy::inline_always,
    reason = "on a host what the loop does for every event lies in the loop; on a board, where flash is dear, the compiler decides"
)]

use core::hint::select_unpredictable;
use core::num::NonZeroU32;

use heapless::Vec;

use super::digits::{Digits, Place, Word, ascending};
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

/// A slot of so many events is searched for the earliest; a longer one is spread over the levels below.
const SEARCHED_MAX: u32 = 3;

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
/// Beyond 65,535 it holds no more, however large `N` is: [`EventQueue::capacity`] says so.
///
/// 24 bytes for each cell with an event of 8, and 1.5 KiB; [`SmallWheelQueue`] takes 0.6 KiB. A cancelled event leaves at
/// once. The empty queue is all zero bytes and lands in `.bss`. A cell that had 2^32 − 1 events is retired and lowers
/// [`EventQueue::capacity`] by one, so a stale handle never names a new event.
///
/// It is made for a clock that only advances. An event earlier than one that was popped is taken, in order, for the price
/// of moving the near events.
pub type WheelQueue<E, const N: usize> = WheelQueueOf<Vec<Cell<E, u16>, N>, u16, 64, 11>;

/// A [`WheelQueue`] with digits of 4 bits instead of 6, for a board: a kilobyte less of memory and half of one of code, and on a
/// Cortex-M fewer instructions; on a host more, where increments spread far.
pub type SmallWheelQueue<E, const N: usize> = WheelQueueOf<Vec<Cell<E, u16>, N>, u16, 16, 16, u16>;

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

/// A wheel over any list of cells: `SLOTS` is a power of two from 4 to 64, at most 32 `LEVELS` of digits make at least 64 bits, and
/// the number `W` has a bit for each slot.
#[derive(Clone, Debug)]
pub struct WheelQueueOf<C, L, const SLOTS: usize, const LEVELS: usize, W = u64> {
    digits: Digits<SLOTS, LEVELS, W>,
    /// The first event of each slot that has events.
    first: [[L; SLOTS]; LEVELS],
    /// How many free cells there are.
    spare: u32,
    /// The free cell to be used next, if there is one.
    free: L,
    retired: u32,
    cells: C,
}

impl<E, C, L, const SLOTS: usize, const LEVELS: usize, W> WheelQueueOf<C, L, SLOTS, LEVELS, W>
where
    E: Copy,
    L: Link,
    W: Word,
    C: List<Item = Cell<E, L>>,
{
    /// A queue with nothing in it over an empty list of cells, such as one on the heap that was made large enough.
    pub const fn over(cells: C) -> Self {
        Self {
            digits: Digits::EMPTY,
            first: [[L::ZERO; SLOTS]; LEVELS],
            spare: 0,
            free: L::ZERO,
            retired: 0,
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

    /// The first event of a slot that has events.
    #[inline]
    fn first_of(&self, place: Place) -> L {
        let slots = self.first.get(to_index(place.level));
        let first = slots.and_then(|slots| slots.get(to_index(place.slot)));
        first.copied().unwrap_or(L::NONE)
    }

    #[inline]
    fn set_first(&mut self, place: Place, link: L) {
        let slots = self.first.get_mut(to_index(place.level));
        if let Some(first) = slots.and_then(|slots| slots.get_mut(to_index(place.slot))) {
            *first = link;
        }
    }

    /// Puts the cell at the end of the ring of its slot.
    #[cfg_attr(target_os = "none", inline)]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    fn append(&mut self, link: L, at: u64) {
        let place = self.digits.place_of(at);
        if !self.digits.has(place) {
            self.digits.occupy(place);
            self.set_first(place, link);
            self.join(link, link);
            return;
        }
        let first = self.first_of(place);
        let cells = self.cells.as_mut_slice();
        let Some(head) = cells.get_mut(to_index(first.index())) else {
            return;
        };
        let last = head.previous;
        head.previous = link;
        if let Some(tail) = cells.get_mut(to_index(last.index())) {
            tail.next = link;
        }
        if let Some(cell) = cells.get_mut(to_index(link.index())) {
            cell.next = first;
            cell.previous = last;
        }
    }

    /// Makes two cells neighbours.
    #[inline]
    fn join(&mut self, link: L, next: L) {
        if let Some(cell) = self.cell_mut(link) {
            cell.next = next;
        }
        if let Some(cell) = self.cell_mut(next) {
            cell.previous = link;
        }
    }

    /// Takes the cell out of the ring of its slot.
    fn unlink(&mut self, link: L) {
        let Some(&Cell {
            at, next, previous, ..
        }) = self.cell(link)
        else {
            return;
        };
        let place = self.digits.place_of(at.ticks());
        if next == link {
            self.digits.vacate(place);
            return;
        }
        self.join(previous, next);
        if self.first_of(place) == link {
            self.set_first(place, next);
        }
    }

    /// Frees a cell that is in no ring, and returns its event.
    #[inline]
    fn release(&mut self, link: L) -> Option<E> {
        let free = self.free;
        let cell = self.cell_mut(link)?;
        let event = cell.event;
        cell.previous = L::NONE;
        cell.next = free;
        let used = cell.generation.map_or(0, NonZeroU32::get);
        cell.generation = NonZeroU32::new(used.wrapping_add(1));
        if cell.generation.is_some() {
            self.free = link;
            self.spare = self.spare.wrapping_add(1);
        } else {
            self.retired = self.retired.wrapping_add(1);
        }
        Some(event)
    }

    /// Plans the event in the free cell that is next, if there is one; its time must be within reach.
    #[cfg_attr(target_os = "none", inline)]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    fn plan(&mut self, at: Instant, event: E) -> Option<Handle> {
        let link = self.free;
        let cell = self.cell_mut(link)?;
        let generation = cell.generation?;
        cell.at = at;
        cell.event = event;
        self.free = cell.next;
        self.spare = self.spare.wrapping_sub(1);
        self.append(link, at.ticks());
        Some(Handle::new(link.index(), generation))
    }

    /// Plans the event, or hands it back if there is no room. What is seldom so is not in the way of the rest.
    #[cfg_attr(not(target_os = "none"), inline(always))]
    fn put(&mut self, at: Instant, event: E) -> Result<Handle, Full<E>> {
        if at.ticks() >= self.digits.base
            && let Some(handle) = self.plan(at, event)
        {
            return Ok(handle);
        }
        self.plan_anew(at, event)
    }

    /// The same where there is no free cell yet, or the time is before the base.
    #[cold]
    #[inline(never)]
    fn plan_anew(&mut self, at: Instant, event: E) -> Result<Handle, Full<E>> {
        if self.spare == 0 && !self.grow(at, event) {
            return Err(Full(event));
        }
        self.reach(at.ticks());
        // Both are met now, so that this ends.
        self.put(at, event)
    }

    /// Adds a free cell, or says that there is no room for one; what it holds does not matter.
    fn grow(&mut self, at: Instant, event: E) -> bool {
        let index = from_len(self.cells.as_slice().len());
        let cell = Cell {
            at,
            event,
            generation: Some(NonZeroU32::MIN),
            next: L::NONE,
            previous: L::NONE,
        };
        let has_room = index < L::MOST && self.cells.push(cell).is_ok();
        if has_room {
            self.free = L::to(index);
            self.spare = 1;
        }
        has_room
    }

    /// How many events wait.
    fn pending(&self) -> u32 {
        let used = from_len(self.cells.as_slice().len()).wrapping_sub(self.retired);
        used.wrapping_sub(self.spare)
    }

    /// The cell of the pending event that `handle` names.
    #[inline]
    fn find(&self, handle: Handle) -> Result<L, StaleHandle> {
        match self.cells.as_slice().get(to_index(handle.slot())) {
            Some(cell)
                if cell.generation.map(NonZeroU32::get) == Some(handle.generation())
                    && cell.previous != L::NONE =>
            {
                Ok(L::to(handle.slot()))
            }
            _ => Err(StaleHandle(handle)),
        }
    }

    /// The events of a slot that has some, in order.
    fn ring<'a>(&'a self, place: Place) -> impl Iterator<Item = (L, &'a Cell<E, L>)>
    where
        E: 'a,
    {
        let first = self.first_of(place);
        let mut link = first;
        core::iter::from_fn(move || {
            let cell = self.cell(link)?;
            let item = (link, cell);
            link = if cell.next == first {
                L::NONE
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
    fn earliest(&self, place: Place) -> Option<&Cell<E, L>> {
        let first = self.first_of(place);
        let mut earliest = self.cell(first)?;
        let mut link = earliest.next;
        while link != first && place.level != 0 {
            let cell = self.cell(link)?;
            if cell.at < earliest.at {
                earliest = cell;
            }
            link = cell.next;
        }
        Some(earliest)
    }

    /// The one or two events of a slot, the earlier in front; `None` if they are more.
    ///
    /// Which of two is earlier is as good as random, and so it is chosen without a branch.
    #[inline]
    fn pair(&self, place: Place) -> Option<(L, L, Instant)> {
        let first = self.first_of(place);
        let head = self.cell(first)?;
        let second = head.next;
        // The first again, if it is alone.
        let other = self.cell(second)?;
        if other.next != first {
            return None;
        }
        let is_later = other.at < head.at;
        Some((
            select_unpredictable(is_later, second, first),
            select_unpredictable(is_later, first, second),
            select_unpredictable(is_later, other.at, head.at),
        ))
    }

    /// The next event, unless it is later than `end`.
    #[cfg_attr(not(target_os = "none"), inline(always))]
    fn take_until(&mut self, end: Instant) -> Option<(Instant, E)> {
        let place = self.digits.next()?;
        let Some((link, rest, at)) = self.pair(place) else {
            return self.take_from_many(place, end);
        };
        if at > end {
            return None;
        }
        self.digits.vacate_if(rest == link, place);
        self.set_first(place, rest);
        self.join(rest, rest);
        Some((at, self.release(link)?))
    }

    /// The same where three events or more are in the next slot: unless they are few or tie, the clock enters it. It comes back here
    /// once a level at most, which is all that it takes of the stack.
    #[inline(never)]
    fn take_from_many(&mut self, place: Place, end: Instant) -> Option<(Instant, E)> {
        let start = Instant::from_ticks(self.digits.start_of(place));
        if start > end {
            return None;
        }
        if let Some((link, at)) = self.earliest_of_few(place) {
            if at > end {
                return None;
            }
            self.unlink(link);
            return Some((at, self.release(link)?));
        }
        let ring = self.first_of(place);
        self.digits.vacate(place);
        self.digits.base = start.ticks();
        self.append_ring(ring);
        self.take_until(end)
    }

    /// The earliest event of a slot that is searched, the first of them if there are several.
    #[inline]
    fn earliest_of_few(&self, place: Place) -> Option<(L, Instant)> {
        let first = self.first_of(place);
        let head = self.cell(first)?;
        let mut earliest = (first, head.at);
        let mut link = head.next;
        let others = if place.level == 0 { 0 } else { SEARCHED_MAX };
        for _ in 1..others {
            let cell = self.cell(link)?;
            let is_earlier = cell.at < earliest.1;
            earliest.0 = select_unpredictable(is_earlier, link, earliest.0);
            earliest.1 = select_unpredictable(is_earlier, cell.at, earliest.1);
            link = cell.next;
        }
        (link == first || place.level == 0).then_some(earliest)
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

    /// Makes `at` a time that can be scheduled, even if it is before the base.
    ///
    /// What waits in levels below that of the first digit in which the two differ, has the base's digit there, and so it
    /// comes into one slot.
    fn reach(&mut self, at: u64) {
        let before = self.digits.base;
        if at >= before {
            return;
        }
        let level = self.digits.rewind(at);
        let place = self.digits.place_of(before);
        while let Some(lower) = self.digits.next().filter(|lower| lower.level < level) {
            self.digits.vacate(lower);
            self.append_whole(place, self.first_of(lower));
        }
    }

    /// Puts a ring at the end of the ring of a slot.
    fn append_whole(&mut self, place: Place, ring: L) {
        if self.digits.has(place) {
            let first = self.first_of(place);
            let last = |ring| self.cell(ring).map(|cell| cell.previous);
            if let (Some(last), Some(end)) = (last(first), last(ring)) {
                self.join(last, ring);
                self.join(end, first);
            }
        } else {
            self.digits.occupy(place);
            self.set_first(place, ring);
        }
    }
}

impl<E, C, L, const SLOTS: usize, const LEVELS: usize, W> EventQueue<E>
    for WheelQueueOf<C, L, SLOTS, LEVELS, W>
where
    E: Copy,
    L: Link,
    W: Word,
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
        self.pending()
    }

    #[cfg_attr(target_os = "none", inline)]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    fn schedule(&mut self, at: Instant, event: E) -> Result<Handle, Full<E>> {
        self.put(at, event)
    }

    #[inline]
    fn cancel(&mut self, handle: Handle) -> Result<E, StaleHandle> {
        let link = self.find(handle)?;
        self.unlink(link);
        self.release(link).ok_or(StaleHandle(handle))
    }

    fn reschedule(&mut self, handle: Handle, at: Instant) -> Result<(), StaleHandle> {
        let link = self.find(handle)?;
        self.reach(at.ticks());
        self.unlink(link);
        if let Some(cell) = self.cell_mut(link) {
            cell.at = at;
        }
        // As a ring of one: another inlined copy of `append` would be more code.
        self.join(link, link);
        self.append_ring(link);
        Ok(())
    }

    /// O(1), or the length of one slot.
    fn peek(&self) -> Option<(Instant, &E)> {
        let cell = self.earliest(self.digits.next()?)?;
        Some((cell.at, &cell.event))
    }

    #[cfg_attr(target_os = "none", inline)]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    fn pop(&mut self) -> Option<(Instant, E)> {
        self.pop_until(Instant::MAX)
    }

    #[cfg_attr(target_os = "none", inline)]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    fn pop_until(&mut self, end: Instant) -> Option<(Instant, E)> {
        self.take_until(end)
    }

    /// O(n), but for the slots that are not near: each is searched again for each of its different instants, so that one far slot with
    /// all events at different instants is O(n²).
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
