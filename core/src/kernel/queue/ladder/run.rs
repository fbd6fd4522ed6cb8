//! The events that come next, sorted: they are popped in sequence, and new ones that belong among them are put between.

use super::pool::{Entry, high_of, joined, low};
use crate::kernel::index::{from_len, to_index};

/// The longest slot that is sorted as a whole; a longer one is spread over the level below.
pub(super) const SORTED_MAX: usize = 512;

/// Room for [`SORTED_MAX`], and for what is put between before they are popped.
pub(super) const LEN: usize = 640;

/// Up to here each is compared with each: it takes no branch that could be guessed wrong.
const COMPARED_MAX: usize = 1 << COMPARED_BITS;
const COMPARED_BITS: u32 = 5;

/// The bits of a number that is not negative.
const SIGNLESS: u32 = 0x7fff_ffff;

/// So many are moved one by one to put another between.
const MOVED_MAX: usize = 16;

/// From this many events of a bucket on, buckets have failed to tell times apart.
const CROWD: u16 = 16;

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
    unsorted: [Entry; SORTED_MAX],
}

impl SortedRun {
    pub(super) const EMPTY: Self = Self {
        head: 0,
        end: 0,
        high: 0,
        offered: 0,
        entries: [0; LEN],
        unsorted: [0; SORTED_MAX],
    };

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.head == self.end
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        to_index(self.end.wrapping_sub(self.head))
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
        let (head, mut gap) = (to_index(self.head), to_index(self.end));
        self.end = self.end.wrapping_add(1);
        let last_of_time = joined(low(at), u32::MAX);
        let new = joined(low(at), tag);
        // A few are moved one by one: the processor has them at hand, as they were written one by one.
        for _ in 0..MOVED_MAX {
            let before = gap.wrapping_sub(1);
            match self.entries.get(before) {
                Some(&other) if gap > head && other > last_of_time => {
                    set(&mut self.entries, gap, other);
                    gap = before;
                }
                _ => {
                    set(&mut self.entries, gap, new);
                    return true;
                }
            }
        }
        let rest = self.entries.get(head..gap).unwrap_or(&[]);
        let before = rest.partition_point(|other| *other <= last_of_time);
        put_between(&mut self.entries, head.wrapping_add(before), gap, new);
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

    /// Adds some to those that are to be sorted; at most [`SORTED_MAX`].
    #[inline]
    pub(super) fn offer(&mut self, some: impl Iterator<Item = Entry>) {
        for entry in some {
            let index = to_index(self.offered);
            if index < SORTED_MAX {
                set(&mut self.unsorted, index, entry);
                self.offered = self.offered.wrapping_add(1);
            }
        }
    }

    /// Sorts what was offered behind what is there: they are later, their times differ in the lowest `bits` bits, and there
    /// is room.
    pub(super) fn sort_offered(&mut self, bits: u32) {
        let len = to_index(self.offered);
        self.offered = 0;
        let unsorted = self.unsorted.get(..len).unwrap_or(&[]);
        let begin = to_index(self.end);
        let to = self.entries.get_mut(begin..begin.wrapping_add(len));
        sort(unsorted, to.unwrap_or(&mut []), bits);
        self.end = self.end.wrapping_add(from_len(len));
    }

    /// The same for these.
    #[inline]
    pub(super) fn sort(&mut self, some: &[Entry], bits: u32) {
        let begin = to_index(self.end);
        let to = self.entries.get_mut(begin..begin.wrapping_add(some.len()));
        sort(some, to.unwrap_or(&mut []), bits);
        self.end = self.end.wrapping_add(from_len(some.len()));
    }
}

/// Sorts into `to`, which is as long; their times differ in the lowest `bits` bits.
#[inline]
fn sort(from: &[Entry], to: &mut [Entry], bits: u32) {
    if from.len() <= COMPARED_MAX && bits.wrapping_add(COMPARED_BITS) <= SIGNLESS.trailing_ones() {
        sort_by_rank(from, to);
    } else if sort_by_bucket(from, to, bits) {
        finish(to);
    } else {
        sort_by_comparison(from, to);
    }
}

/// Each to the place that is the number of those before it.
#[inline]
fn sort_by_rank(from: &[Entry], to: &mut [Entry]) {
    match from.len() {
        0 => {}
        1 => sort_some_by_rank::<1>(from, to),
        2..=8 => sort_some_by_rank::<8>(from, to),
        9..=16 => sort_some_by_rank::<16>(from, to),
        _ => sort_some_by_rank::<COMPARED_MAX>(from, to),
    }
}

/// The same for at most `N`; a fixed number is compared at once, in the machine's vectors.
#[inline]
fn sort_some_by_rank<const N: usize>(from: &[Entry], to: &mut [Entry]) {
    // A number behind the time tells ties apart.
    let mut keys = [i32::MAX; N];
    for (number, (key, entry)) in (0..1 << COMPARED_BITS).zip(keys.iter_mut().zip(from)) {
        let time = high_of(*entry) << COMPARED_BITS & SIGNLESS;
        *key = (time | number).cast_signed();
    }
    for (entry, key) in from.iter().zip(&keys) {
        let mut rank = 0u32;
        for other in &keys {
            rank = rank.wrapping_add(u32::from(other < key));
        }
        set(to, to_index(rank), *entry);
    }
}

/// Into as many equal spans of time, in their order; false if the times are too unequal for it.
fn sort_by_bucket(from: &[Entry], to: &mut [Entry], bits: u32) -> bool {
    // As many as events, or up to twice as many; where the bits are fewer, one for each time.
    let buckets = from.len().next_power_of_two().min(SORTED_MAX);
    let shift = bits.saturating_sub(buckets.trailing_zeros());
    let mask = buckets.wrapping_sub(1);
    let bucket_of =
        |entry: Entry| to_index(high_of(entry).wrapping_shr(shift)) & mask & (SORTED_MAX - 1);
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
        let Some(&entry) = nearly.get(index) else {
            return;
        };
        let at = high_of(entry);
        if at >= latest {
            latest = at;
            continue;
        }
        let before = nearly.get(..index).unwrap_or(&[]);
        let later = before
            .iter()
            .rev()
            .take_while(|other| high_of(**other) > at)
            .count();
        put_between(nearly, index.wrapping_sub(later), index, entry);
    }
}

#[cold]
fn sort_by_comparison(from: &[Entry], to: &mut [Entry]) {
    for (number, (place, entry)) in (0..u32::MAX).zip(to.iter_mut().zip(from)) {
        *place = joined(high_of(*entry), number);
    }
    to.sort_unstable();
    for place in to {
        if let Some(entry) = from.get(to_index(low(*place))) {
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

/// Moves `place..end` one further and writes into the gap.
#[inline]
fn put_between(list: &mut [Entry], place: usize, end: usize, value: Entry) {
    if let Some(part) = list.get_mut(place..=end) {
        if let Some(moved) = part.len().checked_sub(1) {
            part.copy_within(..moved, 1);
        }
        set(part, 0, value);
    }
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
            is_offered: bool,
        ) {
            let mask = 1u32.checked_shl(bits).map_or(u32::MAX, |end| end - 1);
            let entries: Vec<u64> = seeds.iter().zip(0..).map(|(seed, tag)| {
                joined(start & !mask | seed & mask, tag)
            }).collect();
            let mut run = SortedRun::EMPTY;
            run.begin(7);
            if is_offered {
                run.offer(entries.iter().copied());
                run.sort_offered(bits);
            } else {
                run.sort(&entries, bits);
            }
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
