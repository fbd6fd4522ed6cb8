//! A ladder: far events lie unsorted in the slots of digits (see `digits.rs`), in the order in which they came; the next
//! ones are sorted. Everything is read and written in sequence, which is what counts once the events do not fit a cache.
//!
//! The *run* holds every event before `covered`, sorted. When it is used up, the lowest slot is taken: a short one is sorted
//! into the run, together with those behind it if they are few, and a long one is spread over the level below, as often as it
//! takes. An event of time `at` is put into the
//! run if `at < covered`, and else at the end of its slot.
//!
//! A cancelled event leaves its entry behind, which is recognized by its stamp and dropped when it surfaces. The entry
//! takes the room of an entry, never that of an event, and entries left behind are swept out before they are an eighth of
//! all that there can be, or 64.
//!
//! The idea of a ladder of buckets with a sorted bottom: W. T. Tang, R. S. M. Goh, I. L.-J. Thng, "Ladder Queue: An O(1)
//! Priority Queue Structure for Large-Scale Discrete Event Simulation", ACM TOMACS 15 (2005) 175-204. Here the widths of
//! the buckets are the digits of the time, so that nothing is measured and no time is divided.

#![allow(
    clippy::inline_always,
    reason = "what the loop does for every event lies in the loop; what it does seldom is called"
)]

use core::num::NonZeroU32;

use heapless::Vec;

use self::pool::{BLOCK_LEN, Chain, Entry, Pool, entry};
use self::run::{COMPARED_MAX, SORTED_MAX, SortedRun};
use super::digits::{Digits, Place, Word, ascending};
use super::{EventQueue, Full, Handle, StaleHandle};
use crate::kernel::halves::{high_of, joined, low_of};
use crate::kernel::index::{from_len, to_index};
#[cfg(feature = "alloc")]
use crate::kernel::list::Reserved;
use crate::kernel::list::{List, OwnedList};
use crate::kernel::time::Instant;

mod pool;
mod run;
mod state;
#[cfg(test)]
mod tests;

pub use pool::Block;

/// A slot of up to so many events is sorted as a whole if they are not more than half of all: the more of all events are sorted, the
/// more of those that are scheduled meanwhile must be put between them, one by one.
const SHORT: u32 = 144;

/// Up to so many are sorted as a whole in any case, and from as many on if they are at most 3 of 16 events.
const SHORT_MIN: usize = 32;

/// So many sorted events are enough for once; to fewer, the slots behind are added while all are at most [`COMPARED_MAX`].
const ENOUGH: usize = 12;

const _: () = assert!(
    COMPARED_MAX <= SHORT_MIN && SHORT_MIN <= SORTED_MAX,
    "what is spread is not of level 0: there is no level below it"
);

/// So many cells are near enough not to be asked for.
const NEAR: usize = 1 << 13;

/// At least so many entries may be left behind by cancelled events.
const LEFT_MIN: usize = 64;

/// Tags have 32 bits, of which a cell takes at least 16 and at most 24, and its stamp the rest.
const CELL_BITS_MIN: u32 = 16;
const CELL_BITS_MAX: u32 = 24;

/// An event; opaque.
#[derive(Clone, Copy, Debug)]
pub struct Cell<E> {
    event: E,
    /// Odd while the event waits. The `n`-th event of a cell makes it `2 n − 1`.
    uses: u32,
    /// The high half of the event's time; of a free cell, the free cell to be used after it, numbered from 1.
    high_or_next: u32,
}

/// A queue of at most `N` events, fastest from some dozens to millions: every operation is O(1) on average.
///
/// `BLOCKS` must be at least [`blocks_for`]`(N)`: [`LadderQueue::new`] checks that, while with [`EventQueue::EMPTY`] and too few blocks
/// [`EventQueue::capacity`] is lower than `N`. With an event of 8 bytes it takes 28 bytes for each event, 18 KiB, and up to
/// 353 KiB of blocks that are not full. An event earlier than one that was popped is taken, in order. A cell that had 2^31
/// events is retired and lowers [`EventQueue::capacity`] by one, so a stale handle never names a new event.
///
/// The empty queue is all zero bytes: declare a large one as a `static`. On a host use
/// `ReservedLadderQueue` (feature `alloc`), or bring lists of your own to [`LadderQueueOf`].
pub type LadderQueue<E, const N: usize, const BLOCKS: usize> =
    LadderQueueOf<Vec<Cell<E>, N>, Vec<u16, N>, Vec<Block, BLOCKS>, 64, 11>;

/// A ladder for a host: room for all its events is taken from the heap once, when it is made with `with_capacity`.
#[cfg(feature = "alloc")]
pub type ReservedLadderQueue<E> =
    LadderQueueOf<Reserved<Cell<E>>, Reserved<u16>, Reserved<Block>, 64, 11>;

#[cfg(feature = "alloc")]
impl<E: Copy> ReservedLadderQueue<E> {
    /// Room for `events` events, or for 2^24 if they are more.
    ///
    /// ```
    /// use polanyi_core::kernel::queue::EventQueue;
    /// use polanyi_core::kernel::queue::ladder::ReservedLadderQueue;
    /// use polanyi_core::kernel::time::Instant;
    ///
    /// let mut queue = ReservedLadderQueue::with_capacity(1_000_000);
    /// queue.schedule(Instant::from_ticks(1968), "Jones")?;
    /// assert_eq!(queue.pop(), Some((Instant::from_ticks(1968), "Jones")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Where the machine has no memory for them, as every collection of `alloc`.
    pub fn with_capacity(events: u32) -> Self {
        let events = events.min(1 << CELL_BITS_MAX);
        Self::over(
            Reserved::with_capacity(events),
            Reserved::with_capacity(events),
            Reserved::with_capacity(from_len(blocks_for(to_index(events)))),
        )
    }

    #[cfg(test)]
    pub(crate) fn address(&self) -> usize {
        self.cells.as_slice().as_ptr().addr()
    }
}

/// A ladder over any lists: of cells and their stamps, as many of one as of the other, and [`blocks_for`] them.
#[derive(Clone, Debug)]
pub struct LadderQueueOf<C, S, B, const SLOTS: usize, const LEVELS: usize> {
    live: u32,
    retired: u32,
    /// Entries that cancelled events left behind.
    left: u32,
    /// How many of them there may be.
    left_max: u32,
    /// Whether an event ever left an entry behind.
    is_stamped: bool,
    /// The free cell to be used next, numbered from 1.
    free: u32,
    /// The bits of a tag that name a cell.
    cell_mask: u32,
    digits: Digits<SLOTS, LEVELS>,
    /// All events before this time are in the run, and of those at this time perhaps the first.
    covered: u64,
    run: SortedRun,
    chains: [[Chain; SLOTS]; LEVELS],
    pool: Pool<B>,
    cells: C,
    /// How often each cell left an entry behind, as far as a tag can tell.
    stamps: S,
}

/// How many blocks a queue of `events` needs, with digits of 6 bits.
pub const fn blocks_for(events: usize) -> usize {
    blocks_of(events, 64 * 11)
}

const fn blocks_of(events: usize, slots: usize) -> usize {
    let entries = events.saturating_add(left_max(events));
    // Each slot that has entries may have two blocks that are not full. Two more are in flight: of a chain that is drained, and of one
    // that is put behind another.
    let slots = if entries < slots { entries } else { slots };
    (entries / BLOCK_LEN)
        .saturating_add(slots.saturating_mul(2))
        .saturating_add(2)
}

/// How many entries cancelled events may leave behind.
const fn left_max(events: usize) -> usize {
    let share = events / 8;
    if share < LEFT_MIN { LEFT_MIN } else { share }
}

impl<E, const N: usize, const BLOCKS: usize> LadderQueue<E, N, BLOCKS>
where
    E: Copy,
{
    /// A queue with nothing in it.
    pub const fn new() -> Self {
        const {
            assert!(N <= 1 << CELL_BITS_MAX, "cells are numbered with 24 bits");
            assert!(
                BLOCKS >= blocks_for(N),
                "BLOCKS must be at least blocks_for(N)"
            );
        }
        Self::EMPTY
    }
}

impl<E, const N: usize, const BLOCKS: usize> Default for LadderQueue<E, N, BLOCKS>
where
    E: Copy,
{
    fn default() -> Self {
        Self::new()
    }
}

impl<E, C, S, B, const SLOTS: usize, const LEVELS: usize> LadderQueueOf<C, S, B, SLOTS, LEVELS>
where
    E: Copy,
    C: List<Item = Cell<E>>,
    S: List<Item = u16>,
    B: List<Item = Block>,
{
    /// A queue with nothing in it over empty lists, such as some on the heap that were made large enough.
    pub const fn over(cells: C, stamps: S, blocks: B) -> Self {
        Self {
            live: 0,
            retired: 0,
            left: 0,
            free: NONE,
            left_max: 0,
            is_stamped: false,
            cell_mask: 0,
            digits: Digits::EMPTY,
            covered: 0,
            run: SortedRun::EMPTY,
            chains: [[Chain::EMPTY; SLOTS]; LEVELS],
            pool: Pool::over(blocks),
            cells,
            stamps,
        }
    }

    /// How many cells there can be.
    fn cells_max(&self) -> u32 {
        let lists = self.cells.capacity().min(self.stamps.capacity());
        let mut most = lists.min(1 << CELL_BITS_MAX);
        let has_blocks = |cells: u32| {
            let blocks = blocks_of(to_index(cells), SLOTS.saturating_mul(LEVELS));
            blocks <= to_index(self.pool.capacity())
        };
        if has_blocks(most) {
            return most;
        }
        let mut least = 0;
        while least < most {
            let middle = most.midpoint(least.wrapping_add(1));
            if has_blocks(middle) {
                least = middle;
            } else {
                most = middle.wrapping_sub(1);
            }
        }
        least
    }

    #[inline]
    fn cell(&self, number: u32) -> Option<&Cell<E>> {
        self.cells.as_slice().get(to_index(number))
    }

    #[inline]
    fn cell_mut(&mut self, number: u32) -> Option<&mut Cell<E>> {
        self.cells.as_mut_slice().get_mut(to_index(number))
    }

    #[inline]
    fn cell_of(&self, tag: u32) -> u32 {
        tag & self.cell_mask
    }

    /// The tag of an entry for the cell's present event.
    #[inline]
    fn tag_of(&self, number: u32) -> u32 {
        if !self.is_stamped {
            // All stamps are zero: a run that never cancels does not load them.
            return number;
        }
        stamp_of(self.stamps.as_slice(), number).wrapping_shl(stamp_shift(self.cell_mask)) | number
    }

    /// Whether an entry is for an event that waits; counts it if it was left behind.
    #[inline]
    fn surfaces(&mut self, tag: u32) -> bool {
        if self.left == 0 || is_current(self.stamps.as_slice(), self.cell_mask, tag) {
            return true;
        }
        self.left = self.left.wrapping_sub(1);
        false
    }

    /// The time of an entry for an event that waits.
    #[inline]
    fn time_of(&self, entry: Entry) -> u64 {
        let high = self
            .cell(self.cell_of(low_of(entry)))
            .map_or(0, |cell| cell.high_or_next);
        joined(high, high_of(entry))
    }

    /// A cell that holds the event; or the event, if there is no room.
    #[inline(always)]
    fn claim(&mut self, at: u64, event: E) -> Result<(u32, u32), Full<E>> {
        let number = self.free.wrapping_sub(1);
        let Some(cell) = self.cell_mut(number) else {
            return self.add(at, event);
        };
        cell.event = event;
        // Even before: a cell is retired before this wraps.
        cell.uses = cell.uses.wrapping_add(1);
        let uses = cell.uses;
        self.free = core::mem::replace(&mut cell.high_or_next, high_of(at));
        Ok((number, uses))
    }

    /// Prepares for so many cells.
    fn measure(&mut self, most: u32) {
        let bits = 32u32.wrapping_sub(most.saturating_sub(1).leading_zeros());
        self.cell_mask = 1u32.wrapping_shl(bits.max(CELL_BITS_MIN)).wrapping_sub(1);
        self.left_max = from_len(left_max(to_index(most)));
    }

    #[cold]
    fn add(&mut self, at: u64, event: E) -> Result<(u32, u32), Full<E>> {
        let number = from_len(self.cells.as_slice().len());
        let most = self.cells_max();
        if number >= most {
            return Err(Full(event));
        }
        self.measure(most);
        let cell = Cell {
            event,
            uses: 1,
            high_or_next: high_of(at),
        };
        // Both have room for `most`.
        match (self.cells.push(cell), self.stamps.push(0)) {
            (Ok(()), Ok(())) => Ok((number, 1)),
            _ => Err(Full(event)),
        }
    }

    /// Takes the event of the cell and frees the cell.
    #[inline(always)]
    fn release(&mut self, number: u32) -> Option<E> {
        let free = self.free;
        let cell = self.cell_mut(number)?;
        let event = cell.event;
        cell.uses = cell.uses.wrapping_add(1);
        if cell.uses == 0 {
            self.retired = self.retired.wrapping_add(1);
        } else {
            cell.high_or_next = free;
            self.free = number.wrapping_add(1);
        }
        self.live = self.live.wrapping_sub(1);
        Some(event)
    }

    /// The cell of the pending event that `handle` names.
    #[inline]
    fn find(&self, handle: Handle) -> Result<u32, StaleHandle> {
        match self.cell(handle.slot()) {
            Some(cell) if cell.uses & 1 == 1 && generation(cell.uses) == handle.generation() => {
                Ok(handle.slot())
            }
            _ => Err(StaleHandle(handle)),
        }
    }

    /// Puts an entry where it belongs.
    #[inline(always)]
    fn place(&mut self, at: u64, tag: u32) {
        if at >= self.covered {
            self.append(at, entry(at, tag));
        } else {
            self.place_in_run(at, tag);
        }
    }

    /// Puts an entry that the run covers where it belongs.
    #[inline(never)]
    fn place_in_run(&mut self, at: u64, tag: u32) {
        if !self.run.insert(at, tag) {
            self.spill(at, tag);
        }
    }

    /// Puts an entry at the end of its slot. Its time is not before the base.
    #[inline(always)]
    fn append(&mut self, at: u64, entry: Entry) {
        self.append_to(self.digits.place_of(at), entry);
    }

    /// The same for a slot that is known.
    #[inline(always)]
    fn append_to(&mut self, place: Place, entry: Entry) {
        self.digits.occupy(place);
        self.put(place, entry);
    }

    /// Puts an entry at the end of a slot that is marked as one with entries, or will be before anybody looks.
    #[inline(always)]
    fn put(&mut self, place: Place, entry: Entry) {
        if !self.chain(place).has_room() {
            self.lengthen(place);
        }
        if let Some(chain) = chain_mut(&mut self.chains, place) {
            self.pool.append(chain, entry);
        }
    }

    /// Adds a block to a chain that has no room.
    #[inline(never)]
    fn lengthen(&mut self, place: Place) {
        if !self.pool.has_block() {
            self.reclaim();
        }
        if let Some(chain) = chain_mut(&mut self.chains, place) {
            self.pool.lengthen(chain);
        }
    }

    /// Frees the blocks of slots that have no entries. Only up to some hundred events there are no more than those that are kept.
    #[cold]
    fn reclaim(&mut self) {
        for chain in self.chains.as_flattened_mut() {
            if chain.is_empty() {
                self.pool.release(core::mem::replace(chain, Chain::EMPTY));
            }
        }
    }

    /// Takes the chain of a slot out of it.
    fn detach(&mut self, place: Place) -> Chain {
        self.digits.vacate(place);
        chain_mut(&mut self.chains, place).map_or(Chain::EMPTY, |chain| {
            core::mem::replace(chain, Chain::EMPTY)
        })
    }

    /// The first event of all: the run covers it and no more.
    #[cold]
    fn restart(&mut self, at: u64, tag: u32) {
        while let Some(place) = self.digits.next() {
            let mut chain = self.detach(place);
            while self.pool.take_block(&mut chain).is_some() {}
            self.pool.release(chain);
        }
        self.left = 0;
        self.digits.base = at;
        self.covered = at.saturating_add(1);
        self.run.begin(high_of(at));
        self.run.insert(at, tag);
    }

    /// Drops what was left behind at the head of the run, and fills the run if it is used up.
    #[inline(always)]
    fn settle(&mut self) {
        if self.left > 0 {
            while let Some(next) = self.run.first() {
                if self.surfaces(low_of(next)) {
                    return;
                }
                self.run.advance();
            }
        }
        if self.run.is_empty() {
            self.refill();
        }
    }

    /// Fills the empty run from the lowest slots, unless no event waits.
    #[inline(never)]
    fn refill(&mut self) {
        if self.live == 0 {
            return;
        }
        let short = self.short();
        while let Some(place) = self.digits.next() {
            let len = self.len_of(place);
            self.run.begin(high_of(self.digits.start_of(place)));
            if place.level == 0 && len > COMPARED_MAX {
                self.take_ties(place);
            } else if !is_narrow::<SLOTS, LEVELS>(place) {
                self.leap(place);
            } else if len > short {
                self.spread(place);
            } else {
                self.take(place);
            }
            if !self.run.is_empty() {
                return;
            }
        }
    }

    /// Up to how many events a slot is sorted as a whole; a longer one is spread.
    #[inline]
    fn short(&self) -> usize {
        let few = self.live.wrapping_mul(3) / 16;
        let short = (self.live / 2).min(SHORT).max(few);
        to_index(short).clamp(SHORT_MIN, SORTED_MAX)
    }

    /// How many entries a slot has.
    #[inline]
    fn len_of(&self, place: Place) -> usize {
        to_index(self.chain(place).len())
    }

    /// The entries of a slot.
    #[inline]
    fn chain(&self, place: Place) -> Chain {
        let slots = self.chains.get(to_index(place.level));
        let chain = slots.and_then(|slots| slots.get(to_index(place.slot)));
        chain.copied().unwrap_or(Chain::EMPTY)
    }

    /// Sorts a slot into the run, and those behind it if it is short.
    #[inline]
    fn take(&mut self, mut place: Place) {
        let start = self.digits.start_of(place);
        let mut last;
        loop {
            last = self.digits.last_of(place);
            self.offer(place);
            if self.run.offered() >= ENOUGH {
                break;
            }
            let Some(next) = self.digits.next() else {
                break;
            };
            place = next;
            let len = self.len_of(place);
            let fits = len.wrapping_add(self.run.offered()) <= COMPARED_MAX;
            if !fits
                || !is_narrow::<SLOTS, LEVELS>(place)
                || high_of(self.digits.start_of(place)) != self.run.high()
            {
                break;
            }
        }
        self.covered = last.saturating_add(1);
        let bits = u64::BITS.wrapping_sub(last.wrapping_sub(start).leading_zeros());
        self.run.sort_offered(low_of(start), bits);
    }

    /// Offers the entries of a slot to the run. A slot that has but one block keeps it for the next ones, which then find room, like
    /// those before them: no branch is guessed wrong.
    #[inline]
    fn offer(&mut self, place: Place) {
        self.digits.vacate(place);
        let mut chain = self.chain(place);
        let is_short = to_index(chain.len()) <= BLOCK_LEN;
        while let Some((entries, len)) = self.pool.take_block(&mut chain) {
            touch(self.cells.as_slice(), self.cell_mask, entries, len);
            if self.left == 0 {
                self.run.offer(entries, len);
            } else {
                let (stamps, mask) = (self.stamps.as_slice(), self.cell_mask);
                let waits = |entry: &Entry| is_current(stamps, mask, low_of(*entry));
                let dropped = self.run.offer_some(entries, len, waits);
                self.left = self.left.wrapping_sub(dropped);
            }
        }
        if !is_short {
            self.pool.release(chain);
            chain = Chain::EMPTY;
        }
        self.keep(place, chain);
    }

    /// Gives a slot back what is left of its chain.
    #[inline]
    fn keep(&mut self, place: Place, empty: Chain) {
        if let Some(chain) = chain_mut(&mut self.chains, place) {
            *chain = empty;
        }
    }

    /// Takes the first of the events of one time into the run, and all if they fit.
    fn take_ties(&mut self, place: Place) {
        let at = self.digits.start_of(place);
        self.covered = self.digits.end_of(place);
        let mut chain = self.detach(place);
        while self.run.room() > BLOCK_LEN.wrapping_mul(2) {
            let Some((&entries, len)) = self.pool.take_block(&mut chain) else {
                return self.pool.release(chain);
            };
            touch(self.cells.as_slice(), self.cell_mask, &entries, len);
            for entry in entries.into_iter().take(len) {
                if self.surfaces(low_of(entry)) {
                    self.run.push(entry);
                }
            }
        }
        if !chain.is_empty() {
            self.covered = at;
        }
        self.reattach(place, chain);
    }

    /// Puts a chain that was detached behind what its slot has by now.
    fn reattach(&mut self, place: Place, chain: Chain) {
        if chain.is_empty() {
            return self.pool.release(chain);
        }
        if let Some(front) = chain_mut(&mut self.chains, place) {
            self.pool.join(front, chain);
            self.digits.occupy(place);
        }
    }

    /// Lets the clock enter a slot: its events go down. They have one high half of the time.
    ///
    /// Those of the first slot there belong even lower, but that slot is next, and taken before anything else is scheduled.
    fn spread(&mut self, place: Place) {
        self.digits.base = self.digits.start_of(place);
        let level = place.level.wrapping_sub(1);
        let chain = self.detach(place);
        let mut slots = u64::NONE;
        self.drain(chain, |ladder, entry| {
            let slot = Digits::<SLOTS, LEVELS>::slot_of(level, u64::from(high_of(entry)));
            slots = slots.with(slot);
            ladder.put(Place { level, slot }, entry);
        });
        self.digits.occupy_all(level, slots);
    }

    /// The same for a slot so wide that its events have different high halves: the clock goes to the first of them, so that
    /// events far apart go down at once, and not level by level.
    #[cold]
    fn leap(&mut self, place: Place) {
        if let Some(first) = self.next_instant(place, Instant::ZERO) {
            self.digits.base = first.ticks();
        }
        let chain = self.detach(place);
        self.append_chain(chain);
    }

    /// Puts the entries of a chain that belongs to no slot where they belong, in their order.
    fn append_chain(&mut self, chain: Chain) {
        self.drain(chain, |ladder, entry| {
            ladder.append(ladder.time_of(entry), entry);
        });
    }

    /// Shows every entry of a chain for an event that waits, in order, and frees the blocks.
    fn drain(&mut self, mut chain: Chain, mut show: impl FnMut(&mut Self, Entry)) {
        while let Some((&entries, len)) = self.pool.take_block(&mut chain) {
            for entry in entries.into_iter().take(len) {
                if self.surfaces(low_of(entry)) {
                    show(self, entry);
                }
            }
        }
        self.pool.release(chain);
    }

    /// Puts the run, which cannot take this event, back into the slots and fills it anew.
    #[cold]
    fn spill(&mut self, at: u64, tag: u32) {
        let first = self
            .run
            .first()
            .map_or(at, |first| at.min(self.run.time_of(first)));
        if first < self.digits.base {
            self.rewind(first);
        }
        // What waits in the slot of the run's last event follows it: ties that had no room, or, as the base went back, later ones.
        let last = self
            .run
            .entries()
            .last()
            .map(|last| self.run.time_of(*last));
        let behind = last.map(|last| self.digits.place_of(last));
        let behind = behind.map(|place| (place, self.detach(place)));
        while let Some(next) = self.run.first() {
            let at = self.run.time_of(next);
            self.run.advance();
            if self.surfaces(low_of(next)) {
                self.append(at, next);
            }
        }
        if let Some((place, chain)) = behind {
            self.reattach(place, chain);
        }
        self.append(at, entry(at, tag));
        self.refill();
    }

    /// Lets the base go back so far that it does not follow `at`.
    #[cold]
    fn rewind(&mut self, at: u64) {
        let level = self.digits.rewind(at);
        let mut all = Chain::EMPTY;
        while let Some(place) = self.digits.next().filter(|place| place.level <= level) {
            let chain = self.detach(place);
            self.pool.join(&mut all, chain);
        }
        self.append_chain(all);
    }

    /// Leaves the entry of the cell's event behind.
    #[inline]
    fn leave(&mut self, number: u32) {
        let next = stamp_of(self.stamps.as_slice(), number).wrapping_add(1);
        self.set_stamp(number, next);
        self.is_stamped = true;
        self.left = self.left.wrapping_add(1);
        if next == u32::MAX.wrapping_shr(stamp_shift(self.cell_mask)) {
            // Before stamps come round again, entries of all those given out are swept out; the last is given to nobody.
            self.sweep();
            self.set_stamp(number, 0);
        } else if self.left > self.left_max {
            self.sweep();
        }
    }

    #[inline]
    fn set_stamp(&mut self, number: u32, new: u32) {
        if let Some(stamp) = self.stamps.as_mut_slice().get_mut(to_index(number)) {
            let [low, high, ..] = new.to_le_bytes();
            *stamp = u16::from_le_bytes([low, high]);
        }
    }

    /// Drops every entry that was left behind.
    #[cold]
    fn sweep(&mut self) {
        for place in self.digits.places() {
            let chain = self.detach(place);
            self.drain(chain, |ladder, entry| ladder.append_to(place, entry));
        }
        let (stamps, mask) = (self.stamps.as_slice(), self.cell_mask);
        self.run
            .retain(|next| is_current(stamps, mask, low_of(next)));
        self.left = 0;
    }

    /// Whether an entry is for an event that waits.
    fn waits(&self, tag: u32) -> bool {
        is_current(self.stamps.as_slice(), self.cell_mask, tag)
    }

    /// The entries of a slot that were not left behind, in the order of scheduling.
    fn waiting(&self, place: Place) -> impl Iterator<Item = Entry> {
        self.pool
            .entries(self.chain(place))
            .filter(|entry| self.waits(low_of(*entry)))
    }

    /// The earliest instant of a slot that is not before `from`.
    fn next_instant(&self, place: Place, from: Instant) -> Option<Instant> {
        let times = self.waiting(place).map(|entry| self.time_of(entry));
        times
            .filter(|at| *at >= from.ticks())
            .min()
            .map(Instant::from_ticks)
    }
}

impl<E, C, S, B, const SLOTS: usize, const LEVELS: usize> EventQueue<E>
    for LadderQueueOf<C, S, B, SLOTS, LEVELS>
where
    E: Copy,
    C: OwnedList<Item = Cell<E>>,
    S: OwnedList<Item = u16>,
    B: OwnedList<Item = Block>,
{
    const EMPTY: Self = Self::over(C::EMPTY, S::EMPTY, B::EMPTY);

    fn capacity(&self) -> u32 {
        self.cells_max().wrapping_sub(self.retired)
    }

    fn len(&self) -> u32 {
        self.live
    }

    #[inline(always)]
    fn schedule(&mut self, at: Instant, event: E) -> Result<Handle, Full<E>> {
        let at = at.ticks();
        let (number, uses) = self.claim(at, event)?;
        let tag = self.tag_of(number);
        if self.live == 0 {
            self.restart(at, tag);
        } else {
            self.place(at, tag);
        }
        self.live = self.live.wrapping_add(1);
        Ok(Handle::new(number, nonzero(generation(uses))))
    }

    /// The entry stays until it surfaces or is swept out; the room of the event is free at once.
    fn cancel(&mut self, handle: Handle) -> Result<E, StaleHandle> {
        let number = self.find(handle)?;
        self.leave(number);
        let event = self.release(number).ok_or(StaleHandle(handle))?;
        self.settle();
        Ok(event)
    }

    fn reschedule(&mut self, handle: Handle, at: Instant) -> Result<(), StaleHandle> {
        let number = self.find(handle)?;
        self.leave(number);
        let at = at.ticks();
        if let Some(cell) = self.cell_mut(number) {
            cell.high_or_next = high_of(at);
        }
        self.place(at, self.tag_of(number));
        self.settle();
        Ok(())
    }

    #[inline]
    fn peek(&self) -> Option<(Instant, &E)> {
        let next = self.run.first()?;
        let cell = self.cell(self.cell_of(low_of(next)))?;
        Some((Instant::from_ticks(self.run.time_of(next)), &cell.event))
    }

    #[inline(always)]
    fn pop(&mut self) -> Option<(Instant, E)> {
        self.pop_until(Instant::MAX)
    }

    #[inline(always)]
    fn pop_until(&mut self, end: Instant) -> Option<(Instant, E)> {
        let next = self.run.first()?;
        let at = self.run.time_of(next);
        if at > end.ticks() {
            return None;
        }
        self.run.advance();
        let event = self.release(self.cell_of(low_of(next)))?;
        self.settle();
        Some((Instant::from_ticks(at), event))
    }

    /// O(n), but for the slots that are not near: each is searched again for each of its different instants, so that one far slot with
    /// all events at different instants is O(n²).
    fn for_each_in_order<F: FnMut(Handle, Instant, &E)>(&self, mut visit: F) {
        let mut show = |at: u64, tag: u32| {
            let number = self.cell_of(tag);
            if let Some(cell) = self.cell(number) {
                let handle = Handle::new(number, nonzero(generation(cell.uses)));
                visit(handle, Instant::from_ticks(at), &cell.event);
            }
        };
        for next in self.run.entries() {
            if self.waits(low_of(*next)) {
                show(self.run.time_of(*next), low_of(*next));
            }
        }
        for place in self.digits.places() {
            for at in ascending(|from| self.next_instant(place, from)) {
                for entry in self.waiting(place) {
                    if self.time_of(entry) == at.ticks() {
                        show(at.ticks(), low_of(entry));
                    }
                }
            }
        }
    }
}

/// No cell: they are numbered from 1 where one may be missing.
const NONE: u32 = 0;

/// The generation of the event that a cell has, or had last.
#[inline]
fn generation(uses: u32) -> u32 {
    (uses >> 1).wrapping_add(1)
}

/// A generation is never zero.
#[inline]
fn nonzero(generation: u32) -> NonZeroU32 {
    NonZeroU32::new(generation).unwrap_or(NonZeroU32::MIN)
}

#[inline]
fn stamp_of(stamps: &[u16], cell: u32) -> u32 {
    stamps
        .get(to_index(cell))
        .map_or(0, |stamp| u32::from(*stamp))
}

/// Whether a tag has the present stamp of its cell.
#[inline]
fn is_current(stamps: &[u16], cell_mask: u32, tag: u32) -> bool {
    stamp_of(stamps, tag & cell_mask) == tag.wrapping_shr(stamp_shift(cell_mask))
}

/// Where the stamp begins in a tag.
#[inline]
fn stamp_shift(cell_mask: u32) -> u32 {
    cell_mask.trailing_ones()
}

/// Whether the events of a slot have one high half of the time.
#[inline]
fn is_narrow<const SLOTS: usize, const LEVELS: usize>(place: Place) -> bool {
    Digits::<SLOTS, LEVELS>::shift(place.level) <= 32
}

/// Asks the memory for the cells of all these before they are popped one by one: it is slow, but answers many at once.
#[inline]
fn touch<E>(cells: &[Cell<E>], cell_mask: u32, entries: &[Entry; BLOCK_LEN], len: usize) {
    if cells.len() <= NEAR {
        return;
    }
    let mut asked = 0;
    for entry in entries.iter().take(len) {
        if let Some(cell) = cells.get(to_index(low_of(*entry) & cell_mask)) {
            asked |= cell.uses;
        }
    }
    // Otherwise nobody would ask for what nobody wants to know.
    core::hint::black_box(asked);
}

#[inline]
fn chain_mut<const SLOTS: usize, const LEVELS: usize>(
    chains: &mut [[Chain; SLOTS]; LEVELS],
    place: Place,
) -> Option<&mut Chain> {
    chains
        .get_mut(to_index(place.level))?
        .get_mut(to_index(place.slot))
}
