//! A timing wheel: an event waits in the slot of the first digit in which its time differs from the present, see
//! `digits.rs`; a slot is a ring of cells in the order of scheduling.
//!
//! The next event is taken out of a slot that has one or two. The clock enters one that has more: its events share one digit more with
//! the present then and go down a level, in their order, before anything else can be put there. That is why ties stay in order: events of the same time are in the same slot at
//! every moment, the one scheduled first in front.

#![allow(
    clippy::inline_always,
    reason = "on a host what the loop does for every event lies in the loop; on a board, where flash is dear, the compiler decides"
)]

use core::hint::select_unpredictable;
use core::mem::replace;
use core::num::NonZeroU32;

use heapless::Vec;

use super::digits::{Digits, Place, Word, ascending};
use super::{EventQueue, Full, Handle, StaleHandle};
use crate::kernel::index::to_index;
#[cfg(feature = "alloc")]
use crate::kernel::list::Reserved;
use crate::kernel::time::Instant;

mod link;
mod seats;
mod state;
#[cfg(test)]
mod tests;

pub use link::Link;
pub use seats::{Apart, Cell, Node, OwnedSeats, Seat, Seats, Together};

/// A queue of at most `N` events, fastest up to some thousand: schedule, cancel and reschedule are O(1), pop is O(1) on average.
/// Beyond 65,535 it holds no more, however large `N` is: [`EventQueue::capacity`] says so.
///
/// 24 bytes for each event of 8, 20 for each of 4, and 1.5 KiB; [`SmallWheelQueue`] takes 0.6 KiB. A cancelled event leaves at
/// once. The empty queue is all zero bytes and lands in `.bss`. A cell that had 2^32 − 1 events is retired and lowers
/// [`EventQueue::capacity`] by one, so a stale handle never names a new event.
///
/// It is made for a clock that only advances. An event earlier than one that was popped is taken, in order, for the price
/// of moving the near events.
pub type WheelQueue<E, const N: usize> =
    WheelQueueOf<Apart<Vec<Cell<E>, N>, Vec<Node<u16>, N>>, u16, 64, 11>;

/// A [`WheelQueue`] for a board, with digits of 4 bits instead of 6, and each event beside its links: a kilobyte less of memory and
/// two thirds of one of code, and on a Cortex-M fewer instructions; on a host more, where increments spread far.
pub type SmallWheelQueue<E, const N: usize> =
    WheelQueueOf<Together<Vec<Seat<E, u16>, N>>, u16, 16, 16, u16>;

/// A wheel for a host: room for all its events is taken from the heap once, when it is made with `with_capacity`.
#[cfg(feature = "alloc")]
pub type ReservedWheelQueue<E> =
    WheelQueueOf<Apart<Reserved<Cell<E>>, Reserved<Node<u32>>>, u32, 64, 11>;

#[cfg(feature = "alloc")]
impl<E: Copy> ReservedWheelQueue<E> {
    /// Room for `events` events.
    ///
    /// # Panics
    ///
    /// Where the machine has no memory for them, as every collection of `alloc`.
    pub fn with_capacity(events: u32) -> Self {
        Self::over(Apart::over(
            Reserved::with_capacity(events),
            Reserved::with_capacity(events),
        ))
    }

    #[cfg(test)]
    pub(crate) fn address(&self) -> usize {
        self.seats.address()
    }
}

/// A wheel over its [`Seats`], [`Apart`] or [`Together`], whose links are `L`: `SLOTS` is a power of two from 4 to 64, at most 32 `LEVELS` of digits make at least 64 bits, and
/// the number `W` has a bit for each slot.
#[derive(Clone, Debug)]
pub struct WheelQueueOf<S, L, const SLOTS: usize, const LEVELS: usize, W = u64> {
    digits: Digits<SLOTS, LEVELS, W>,
    /// The first event of each slot that has events.
    first: [[L; SLOTS]; LEVELS],
    /// How many free cells there are.
    spare: u32,
    /// The free cell to be used next, if there is one.
    free: L,
    retired: u32,
    seats: S,
}

impl<S, E, L, const SLOTS: usize, const LEVELS: usize, W> WheelQueueOf<S, L, SLOTS, LEVELS, W>
where
    S: Seats<Event = E, Link = L>,
    E: Copy,
    L: Link,
    W: Word,
{
    /// A queue with nothing in it over empty lists, such as some on the heap that were made large enough.
    pub const fn over(seats: S) -> Self {
        Self {
            digits: Digits::EMPTY,
            first: [[L::ZERO; SLOTS]; LEVELS],
            spare: 0,
            free: L::ZERO,
            retired: 0,
            seats,
        }
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
        let Some(head) = self.seats.node_mut(first) else {
            return;
        };
        let last = replace(&mut head.previous, link);
        if let Some(tail) = self.seats.node_mut(last) {
            tail.next = link;
        }
        if let Some(node) = self.seats.node_mut(link) {
            node.next = first;
            node.previous = last;
        }
    }

    /// Makes two cells neighbours.
    #[inline]
    fn join(&mut self, link: L, next: L) {
        if let Some(node) = self.seats.node_mut(link) {
            node.next = next;
        }
        if let Some(node) = self.seats.node_mut(next) {
            node.previous = link;
        }
    }

    /// Takes the cell out of the ring of its slot.
    fn unlink(&mut self, link: L) {
        let (Some(cell), Some(&Node { next, previous, .. })) =
            (self.seats.cell(link), self.seats.node(link))
        else {
            return;
        };
        let place = self.digits.place_of(cell.at().ticks());
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
        let next = self.free;
        let node = self.seats.node_mut(link)?;
        node.next = next;
        node.previous = L::NONE;
        let used = node.generation.map_or(0, NonZeroU32::get);
        node.generation = NonZeroU32::new(used.wrapping_add(1));
        let is_worn_out = node.generation.is_none();
        let event = self.seats.cell(link)?.event;
        if is_worn_out {
            self.retired = self.retired.wrapping_add(1);
        } else {
            self.free = link;
            self.spare = self.spare.wrapping_add(1);
        }
        Some(event)
    }

    /// Plans the event in the free cell that is next, if there is one; its time must be within reach.
    #[cfg_attr(target_os = "none", inline)]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    fn plan(&mut self, at: Instant, event: E) -> Option<Handle> {
        let link = self.free;
        let node = self.seats.node(link)?;
        let generation = node.generation?;
        self.free = node.next;
        *self.seats.cell_mut(link)? = Cell::new(at, event);
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
        let index = self.seats.count();
        let node = Node {
            generation: Some(NonZeroU32::MIN),
            next: L::NONE,
            previous: L::NONE,
        };
        let has_room = self.seats.push(Cell::new(at, event), node);
        if has_room {
            self.free = L::to(index);
            self.spare = 1;
        }
        has_room
    }

    /// How many events wait.
    fn pending(&self) -> u32 {
        let used = self.seats.count().wrapping_sub(self.retired);
        used.wrapping_sub(self.spare)
    }

    /// The cell of the pending event that `handle` names.
    #[inline]
    fn find(&self, handle: Handle) -> Result<L, StaleHandle> {
        let link = L::to(handle.slot());
        match self.seats.node(link) {
            Some(node)
                if node.generation.map(NonZeroU32::get) == Some(handle.generation())
                    && node.previous != L::NONE
                    && link.index() == handle.slot() =>
            {
                Ok(link)
            }
            _ => Err(StaleHandle(handle)),
        }
    }

    /// The events of a slot that has some, in order.
    fn ring<'a>(&'a self, place: Place) -> impl Iterator<Item = (L, &'a Cell<E>)>
    where
        E: 'a,
    {
        let first = self.first_of(place);
        let mut link = first;
        core::iter::from_fn(move || {
            let cell = self.seats.cell(link)?;
            let item = (link, cell);
            let next = self.seats.node(link)?.next;
            link = if next == first { L::NONE } else { next };
            Some(item)
        })
    }

    /// The earliest instant of a slot that is not before `from`.
    fn next_instant(&self, place: Place, from: Instant) -> Option<Instant> {
        let instants = self.ring(place).map(|(_, cell)| cell.at());
        instants.filter(|at| *at >= from).min()
    }

    /// The earliest event of a slot, the first of them if there are several.
    fn earliest(&self, place: Place) -> Option<&Cell<E>> {
        let first = self.first_of(place);
        let mut earliest = self.seats.cell(first)?;
        let mut link = self.seats.node(first)?.next;
        while link != first && place.level != 0 {
            let cell = self.seats.cell(link)?;
            if cell.at() < earliest.at() {
                earliest = cell;
            }
            link = self.seats.node(link)?.next;
        }
        Some(earliest)
    }

    /// The one or two events of a slot, the earlier in front; `None` if they are more.
    ///
    /// Which of two is earlier is as good as random, and so it is chosen without a branch.
    #[inline]
    fn pair(&self, place: Place) -> Option<(L, L, Instant)> {
        let first = self.first_of(place);
        // The first again, if it is alone.
        let &Node {
            next: second,
            previous,
            ..
        } = self.seats.node(first)?;
        if second != previous {
            return None;
        }
        let (head, other) = (self.seats.cell(first)?, self.seats.cell(second)?);
        let is_later = other.at() < head.at();
        Some((
            select_unpredictable(is_later, second, first),
            select_unpredictable(is_later, first, second),
            select_unpredictable(is_later, other.at(), head.at()),
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

    /// The same where three events or more are in the next slot: unless they tie, the clock enters it. It comes back here once a level
    /// at most, which is all that it takes of the stack.
    #[inline(never)]
    fn take_from_many(&mut self, place: Place, end: Instant) -> Option<(Instant, E)> {
        let start = Instant::from_ticks(self.digits.start_of(place));
        if start > end {
            return None;
        }
        let first = self.first_of(place);
        if place.level == 0 {
            self.unlink(first);
            return Some((start, self.release(first)?));
        }
        self.digits.vacate(place);
        self.digits.base = start.ticks();
        self.append_ring(first);
        self.take_until(end)
    }

    /// Puts the events of a ring that belongs to no slot where they belong, in their order.
    fn append_ring(&mut self, first: L) {
        let mut link = first;
        while let (Some(cell), Some(&Node { next, .. })) =
            (self.seats.cell(link), self.seats.node(link))
        {
            let at = cell.at().ticks();
            self.append(link, at);
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
            let last = |ring| self.seats.node(ring).map(|node| node.previous);
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

impl<S, E, L, const SLOTS: usize, const LEVELS: usize, W> EventQueue<E>
    for WheelQueueOf<S, L, SLOTS, LEVELS, W>
where
    S: OwnedSeats<Event = E, Link = L>,
    E: Copy,
    L: Link,
    W: Word,
{
    const EMPTY: Self = Self::over(S::EMPTY);

    fn capacity(&self) -> u32 {
        self.seats.capacity().wrapping_sub(self.retired)
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
        if let Some(cell) = self.seats.cell_mut(link) {
            *cell = Cell::new(at, cell.event);
        }
        // As a ring of one: another inlined copy of `append` would be more code.
        self.join(link, link);
        self.append_ring(link);
        Ok(())
    }

    /// O(1), or the length of one slot.
    fn peek(&self) -> Option<(Instant, &E)> {
        let cell = self.earliest(self.digits.next()?)?;
        Some((cell.at(), &cell.event))
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
                for (link, cell) in self.ring(place).filter(|(_, cell)| cell.at() == at) {
                    if let Some(generation) = self.seats.node(link).and_then(|node| node.generation)
                    {
                        visit(Handle::new(link.index(), generation), at, &cell.event);
                    }
                }
            }
        }
    }
}
