//! The events that come next, sorted: they are popped in sequence, and new ones that belong among them are put between.

use super::pool::{BLOCK_LEN, Entry};
use crate::kernel::halves::{high_of, joined, low_of};
use crate::kernel::index::{from_len, to_index};

/// The longest slot that is sorted as a whole; a longer one is spread over the level below.
pub(super) const SORTED_MAX: usize = 512;

/// Room for [`SORTED_MAX`], and for what is put between before they are popped.
const LEN: usize = 640;

const _: () = assert!(SORTED_MAX <= LEN, "a slot that is sorted finds room");

/// Up to here each is compared with each: it takes no branch that could be guessed wrong.
pub(super) const COMPARED_MAX: usize = 1 << NUMBER_BITS;
const NUMBER_BITS: u32 = 5;

/// Their times lie within two to the power of so many ticks.
const COMPARED_BITS_MAX: u32 = 31u32.wrapping_sub(NUMBER_BITS);

/// So many are moved one by one to put another between: the processor has them at hand, as they were written one by one.
const FEW: usize = 16;

/// So many of the others are moved at a time.
const WIDE: usize = 8;

/// From this many events of a bucket on, buckets have failed to tell times apart.
const CROWD: u16 = 16;

/// A whole block is offered at a time, with what lies behind its entries.
const UNSORTED: usize = SORTED_MAX.wrapping_add(BLOCK_LEN);

/// Sorted by time, at the same time in the order of scheduling.
#[derive(Clone, Debug)]
pub(super) struct SortedRun {
    head: u32,
    end: u32,
    /// The high half of all times: entries have the low one.
    high: u32,
    /// How many wait to be sorted.
    offered: u32,
    entries: [Entry; LEN],
    unsorted: [Entry; UNSORTED],
}

impl SortedRun {
    pub(super) const EMPTY: Self = Self {
        head: 0,
        end: 0,
        high: 0,
        offered: 0,
        entries: [0; LEN],
        unsorted: [0; UNSORTED],
    };

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.head == self.end
    }

    /// How many more there is room for behind the last.
    #[inline]
    pub(super) fn room(&self) -> usize {
        LEN.saturating_sub(to_index(self.end))
    }

    /// All, in order.
    pub(super) fn entries(&self) -> &[Entry] {
        let waiting = to_index(self.head)..to_index(self.end);
        self.entries.get(waiting).unwrap_or(&[])
    }

    #[inline]
    pub(super) fn first(&self) -> Option<Entry> {
        if self.is_empty() {
            return None;
        }
        self.entries.get(to_index(self.head)).copied()
    }

    #[inline]
    pub(super) const fn high(&self) -> u32 {
        self.high
    }

    #[inline]
    pub(super) fn time_of(&self, entry: Entry) -> u64 {
        joined(self.high, high_of(entry))
    }

    /// Takes the first away; there must be one.
    #[inline]
    pub(super) fn advance(&mut self) {
        self.head = self.head.wrapping_add(1);
    }

    /// Drops everything; what comes has times of this high half.
    #[inline]
    pub(super) fn begin(&mut self, high: u32) {
        self.head = 0;
        self.end = 0;
        self.high = high;
        self.offered = 0;
    }

    /// Puts one behind all that are not later, if it has the high half of the others and there is room.
    #[inline]
    pub(super) fn insert(&mut self, at: u64, tag: u32) -> bool {
        if high_of(at) != self.high || (to_index(self.end) == LEN && !self.make_room()) {
            return false;
        }
        let (head, end) = (to_index(self.head), to_index(self.end));
        self.end = self.end.wrapping_add(1);
        if let Some(waiting) = self.entries.get_mut(head..=end) {
            put_behind(
                waiting,
                joined(low_of(at), u32::MAX),
                joined(low_of(at), tag),
            );
        }
        true
    }

    /// Drops what `keep` does not want.
    pub(super) fn retain(&mut self, keep: impl Fn(Entry) -> bool) {
        let mut end = to_index(self.head);
        for index in to_index(self.head)..to_index(self.end) {
            let Some(&entry) = self.entries.get(index) else {
                continue;
            };
            if keep(entry) {
                set(&mut self.entries, end, entry);
                end = end.wrapping_add(1);
            }
        }
        self.end = from_len(end);
    }

    /// Moves everything to the front, if that gains room.
    #[cold]
    fn make_room(&mut self) -> bool {
        if self.head == 0 || to_index(self.end) > LEN {
            return false;
        }
        self.entries
            .copy_within(to_index(self.head)..to_index(self.end), 0);
        self.end = self.end.wrapping_sub(self.head);
        self.head = 0;
        true
    }

    /// Puts one that is not earlier behind all; there is room.
    #[inline]
    pub(super) fn push(&mut self, entry: Entry) {
        set(&mut self.entries, to_index(self.end), entry);
        self.end = self.end.wrapping_add(1);
    }

    /// Adds the first so many of a block to those that are to be sorted; at most [`SORTED_MAX`].
    #[inline]
    pub(super) fn offer(&mut self, some: &[Entry; BLOCK_LEN], len: usize) {
        let begin = self.offered();
        if let Some(to) = self.unsorted.get_mut(begin..begin.wrapping_add(BLOCK_LEN)) {
            // All of them: that is a few words more, but a fixed number.
            to.copy_from_slice(some);
            self.offered = self.offered.wrapping_add(from_len(len));
        }
    }

    /// The same for those of them that `keep` wants; returns how many it does not want.
    pub(super) fn offer_some(
        &mut self,
        some: &[Entry; BLOCK_LEN],
        len: usize,
        keep: impl Fn(&Entry) -> bool,
    ) -> u32 {
        let mut dropped = 0u32;
        for entry in some.iter().take(len) {
            if keep(entry) {
                set(&mut self.unsorted, to_index(self.offered), *entry);
                self.offered = self.offered.wrapping_add(1);
            } else {
                dropped = dropped.wrapping_add(1);
            }
        }
        dropped
    }

    /// How many wait to be sorted.
    #[inline]
    pub(super) fn offered(&self) -> usize {
        to_index(self.offered)
    }

    /// Sorts what was offered into the empty run: times from `start` on, and less than 2^`bits` after it.
    #[inline]
    pub(super) fn sort_offered(&mut self, start: u32, bits: u32) {
        let len = self.offered();
        self.offered = 0;
        self.end = from_len(len);
        if len <= COMPARED_MAX && bits <= COMPARED_BITS_MAX {
            self.sort_by_rank(len, start);
            return;
        }
        let unsorted = self.unsorted.get(..len).unwrap_or(&[]);
        let to = self.entries.get_mut(..len).unwrap_or(&mut []);
        if sort_by_bucket(unsorted, to, start, bits) {
            finish(to);
        } else {
            sort_by_comparison(unsorted, to);
        }
    }

    /// Each to the place that is the number of those before it.
    #[inline]
    fn sort_by_rank(&mut self, len: usize, start: u32) {
        match len {
            0 => {}
            1..=8 => self.sort_some_by_rank::<8>(len, start),
            9..=16 => self.sort_some_by_rank::<16>(len, start),
            17..=24 => self.sort_some_by_rank::<24>(len, start),
            _ => self.sort_some_by_rank::<COMPARED_MAX>(len, start),
        }
    }

    /// The same for at most `N`; a fixed number is compared at once, in the machine's vectors.
    #[inline]
    fn sort_some_by_rank<const N: usize>(&mut self, len: usize, start: u32) {
        let (Some(from), Some(to)) = (
            self.unsorted.first_chunk::<N>(),
            self.entries.first_chunk_mut::<N>(),
        ) else {
            return;
        };
        // A number behind the time tells ties apart.
        let mut keys = [0; N];
        for (number, (key, entry)) in (0..1 << NUMBER_BITS).zip(keys.iter_mut().zip(from)) {
            let time = high_of(*entry).wrapping_sub(start) << NUMBER_BITS & 0x7fff_ffff;
            *key = if to_index(number) < len {
                (time | number).cast_signed()
            } else {
                i32::MAX
            };
        }
        let mut ranks = [0u32; N];
        for key in &keys {
            for (rank, other) in ranks.iter_mut().zip(&keys) {
                *rank = rank.wrapping_add(u32::from(key < other));
            }
        }
        for (entry, rank) in from.iter().zip(&ranks) {
            set(to, to_index(*rank), *entry);
        }
    }
}

/// Into as many equal spans of time, in their order; false if the times are too unequal for it.
fn sort_by_bucket(from: &[Entry], to: &mut [Entry], start: u32, bits: u32) -> bool {
    // As many as events, or up to twice as many; where the bits are fewer, one for each time.
    let buckets = from.len().next_power_of_two().min(SORTED_MAX);
    let shift = bits.saturating_sub(buckets.trailing_zeros());
    let mask = buckets.wrapping_sub(1);
    let bucket_of = |entry: Entry| {
        to_index(high_of(entry).wrapping_sub(start).wrapping_shr(shift)) & mask & (SORTED_MAX - 1)
    };
    let mut places = [0u16; SORTED_MAX];
    let mut crowd = 0u16;
    for entry in from {
        if let Some(count) = places.get_mut(bucket_of(*entry)) {
            *count = count.wrapping_add(1);
            crowd = crowd.max(*count);
        }
    }
    if shift > 0 && crowd >= CROWD {
        return false;
    }
    let mut before = 0u16;
    for place in places.iter_mut().take(buckets) {
        let count = core::mem::replace(place, before);
        before = before.wrapping_add(count);
    }
    for entry in from {
        if let Some(place) = places.get_mut(bucket_of(*entry)) {
            set(to, usize::from(*place), *entry);
            *place = place.wrapping_add(1);
        }
    }
    true
}

/// Sorts what is nearly sorted.
fn finish(nearly: &mut [Entry]) {
    let mut latest = 0;
    for index in 0..nearly.len() {
        let Some(part) = nearly.get_mut(..=index) else {
            return;
        };
        let Some(&entry) = part.last() else {
            return;
        };
        let at = high_of(entry);
        if at >= latest {
            latest = at;
        } else {
            put_behind(part, joined(at, u32::MAX), entry);
        }
    }
}

#[cold]
fn sort_by_comparison(from: &[Entry], to: &mut [Entry]) {
    for (number, (place, entry)) in (0..u32::MAX).zip(to.iter_mut().zip(from)) {
        *place = joined(high_of(*entry), number);
    }
    to.sort_unstable();
    for place in to {
        if let Some(entry) = from.get(to_index(low_of(*place))) {
            *place = *entry;
        }
    }
}

#[inline]
fn set<T>(list: &mut [T], index: usize, value: T) {
    if let Some(place) = list.get_mut(index) {
        *place = value;
    }
}

/// Puts one behind all that are not later than `limit`; the others follow in order, and the last place is free.
#[inline]
fn put_behind(list: &mut [Entry], limit: Entry, value: Entry) {
    let gap = list.len().wrapping_sub(1);
    let gap = move_singly(list, gap, limit, FEW);
    let gap = move_widely(list, gap, limit);
    let gap = move_singly(list, gap, limit, WIDE);
    set(list, gap, value);
}

/// Moves up to `most` that are later than `limit` one further, into the gap, and returns where the gap is then.
#[inline]
fn move_singly(list: &mut [Entry], mut gap: usize, limit: Entry, most: usize) -> usize {
    for _ in 0..most {
        let before = gap.wrapping_sub(1);
        match list.get(before) {
            Some(&other) if other > limit => {
                set(list, gap, other);
                gap = before;
            }
            _ => break,
        }
    }
    gap
}

/// The same for as many as can be moved several at a time.
#[inline]
fn move_widely(list: &mut [Entry], mut gap: usize, limit: Entry) -> usize {
    while let Some(part) = list.get_mut(gap.wrapping_sub(WIDE)..)
        && let Some(part) = part.first_chunk_mut::<{ WIDE + 1 }>()
        && let [first, ..] = *part
        && first > limit
    {
        part.copy_within(..WIDE, 1);
        gap = gap.wrapping_sub(WIDE);
    }
    gap
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use proptest::prelude::*;
    use std::vec::Vec;

    fn times(most: usize) -> impl Strategy<Value = Vec<u32>> {
        let one = (any::<u32>(), 0..=31u32).prop_map(|(random, shift)| random & ((1 << shift) - 1));
        prop::collection::vec(one, 1..=most)
    }

    proptest! {
        #[test]
        fn a_run_is_sorted_and_ties_stay_in_order(
            bits in 0u32..=32,
            seeds in prop_oneof![times(40), times(SORTED_MAX)],
            start: u32,
            is_whole: bool,
        ) {
            let mask = 1u32.checked_shl(bits).map_or(u32::MAX, |end| end - 1);
            let start = start.min(u32::MAX - mask);
            let entries: Vec<u64> = seeds.iter().zip(0..).map(|(seed, tag)| {
                joined(start + (seed & mask), tag)
            }).collect();
            let mut run = SortedRun::EMPTY;
            run.begin(7);
            for block in entries.chunks(BLOCK_LEN) {
                let mut whole = [u64::MAX; BLOCK_LEN];
                whole[..block.len()].copy_from_slice(block);
                if is_whole {
                    run.offer(&whole, block.len());
                } else {
                    run.offer_some(&whole, block.len(), |_| true);
                }
            }
            run.sort_offered(start, bits);
            let mut expected = entries;
            expected.sort_unstable();
            prop_assert_eq!(run.entries(), expected);
        }

        #[test]
        fn what_is_put_between_goes_behind_what_is_not_later(times in prop::collection::vec(0u64..20, 1..900), popped in 0usize..300) {
            let mut run = SortedRun::EMPTY;
            let mut expected: Vec<u64> = Vec::new();
            for (index, (at, tag)) in times.iter().zip(0..).enumerate() {
                if index % 3 == 2 && index / 3 < popped {
                    run.advance();
                    expected.remove(0);
                }
                let is_in = run.insert(*at, tag);
                prop_assert_eq!(is_in, expected.len() < LEN);
                if is_in {
                    expected.insert(expected.partition_point(|other| other >> 32 <= *at), at << 32 | u64::from(tag));
                }
            }
            prop_assert_eq!(run.entries(), expected);
            prop_assert!(!run.insert(1 << 32, 0), "another high half");
        }
    }
}
