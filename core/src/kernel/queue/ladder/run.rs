//! The events that come next, sorted: they are popped in sequence, and new ones that belong among them are put between.

use crate::kernel::index::{from_len, to_index};

/// The longest slot that is sorted as a whole; a longer one is spread over the level below.
pub(super) const SORTED_MAX: u32 = 512;
const UNSORTED: usize = 512;

/// Room for [`SORTED_MAX`], and for what is put between before they are popped.
const LEN: usize = 640;

/// Up to here each is compared with each: it takes no branch that could be guessed wrong.
const COMPARED_MAX: usize = 12;

/// From this many events of a bucket on, buckets have failed to tell times apart.
const CROWD: u16 = 16;

/// A time and the tag of its event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next {
    pub(super) at: u64,
    pub(super) tag: u32,
}

/// Sorted by time, at the same time in the order of scheduling. Times and tags lie apart, each a word that is read as it was
/// written.
#[derive(Clone, Debug)]
pub(super) struct SortedRun {
    head: u32,
    end: u32,
    /// How many wait to be sorted.
    offered: u32,
    at: [u64; LEN],
    tag: [u32; LEN],
    unsorted_at: [u64; UNSORTED],
    unsorted_tag: [u32; UNSORTED],
}

impl SortedRun {
    pub(super) const EMPTY: Self = Self {
        head: 0,
        end: 0,
        offered: 0,
        at: [0; LEN],
        tag: [0; LEN],
        unsorted_at: [0; UNSORTED],
        unsorted_tag: [0; UNSORTED],
    };

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.head == self.end
    }

    #[inline]
    fn waiting(&self) -> core::ops::Range<usize> {
        to_index(self.head)..to_index(self.end)
    }

    /// All, in order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = Next> + Clone {
        let at = self.at.get(self.waiting()).unwrap_or(&[]);
        let tag = self.tag.get(self.waiting()).unwrap_or(&[]);
        at.iter().zip(tag).map(|(&at, &tag)| Next { at, tag })
    }

    #[inline]
    pub(super) fn first(&self) -> Option<Next> {
        if self.is_empty() {
            return None;
        }
        let head = to_index(self.head);
        Some(Next {
            at: *self.at.get(head)?,
            tag: *self.tag.get(head)?,
        })
    }

    /// Takes the first away.
    #[inline]
    pub(super) fn advance(&mut self) {
        if self.head < self.end {
            self.head = self.head.wrapping_add(1);
        }
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        self.head = 0;
        self.end = 0;
        self.offered = 0;
    }

    /// Puts one behind all that are not later, if there is room.
    #[inline]
    pub(super) fn insert(&mut self, at: u64, tag: u32) -> bool {
        if to_index(self.end) == LEN && !self.make_room() {
            return false;
        }
        let waiting = self.at.get(self.waiting()).unwrap_or(&[]);
        let before = waiting.partition_point(|other| *other <= at);
        let place = to_index(self.head).wrapping_add(before);
        let end = to_index(self.end);
        put_between(&mut self.at, place, end, at);
        put_between(&mut self.tag, place, end, tag);
        self.end = self.end.wrapping_add(1);
        true
    }

    /// Drops what `keep` does not want.
    pub(super) fn retain(&mut self, keep: impl Fn(Next) -> bool) {
        let mut end = to_index(self.head);
        for index in self.waiting() {
            let (Some(&at), Some(&tag)) = (self.at.get(index), self.tag.get(index)) else {
                continue;
            };
            if keep(Next { at, tag }) {
                set(&mut self.at, end, at);
                set(&mut self.tag, end, tag);
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
        let waiting = self.waiting();
        self.at.copy_within(waiting.clone(), 0);
        self.tag.copy_within(waiting, 0);
        self.end = self.end.wrapping_sub(self.head);
        self.head = 0;
        true
    }

    /// Adds one to those that are to be sorted; at most [`SORTED_MAX`].
    #[inline]
    pub(super) fn offer(&mut self, at: u64, tag: u32) {
        let index = to_index(self.offered);
        if index < UNSORTED {
            set(&mut self.unsorted_at, index, at);
            set(&mut self.unsorted_tag, index, tag);
            self.offered = self.offered.wrapping_add(1);
        }
    }

    /// Sorts what was offered, all of it between `start` and `start + 2^bits`, into the empty run.
    #[inline]
    pub(super) fn sort(&mut self, start: u64, bits: u32) {
        let len = to_index(self.offered);
        self.head = 0;
        self.end = self.offered;
        self.offered = 0;
        if len <= COMPARED_MAX {
            self.sort_by_rank(len);
        } else if self.sort_by_bucket(len, start, bits) {
            self.finish(len);
        } else {
            self.sort_by_comparison(len);
        }
    }

    /// Each to the place that is the number of those before it.
    #[inline]
    fn sort_by_rank(&mut self, len: usize) {
        let mut ranks = [0u32; COMPARED_MAX];
        let times = self.unsorted_at.get(..len).unwrap_or(&[]);
        for (index, at) in times.iter().enumerate() {
            let mut rank = from_len(index);
            for (earlier, other) in ranks.iter_mut().zip(times).take(index) {
                let is_later = u32::from(other > at);
                *earlier = earlier.wrapping_add(is_later);
                rank = rank.wrapping_sub(is_later);
            }
            set(&mut ranks, index, rank);
        }
        for ((at, tag), rank) in times.iter().zip(&self.unsorted_tag).zip(ranks) {
            set(&mut self.at, to_index(rank), *at);
            set(&mut self.tag, to_index(rank), *tag);
        }
    }

    /// Into as many equal spans of time, in their order; false if the times are too unequal for it.
    fn sort_by_bucket(&mut self, len: usize, start: u64, bits: u32) -> bool {
        // One for each event, or two, or one for each time.
        let count = len.next_power_of_two();
        let shift = bits.saturating_sub(count.trailing_zeros());
        let bucket_of =
            |at: u64| usize::try_from(at.wrapping_sub(start).wrapping_shr(shift)).unwrap_or(0);
        let mut all = [0u16; UNSORTED];
        let Some(places) = all.get_mut(..count) else {
            return false;
        };
        let mut crowd = 0u16;
        let times = self.unsorted_at.get(..len).unwrap_or(&[]);
        for at in times {
            if let Some(count) = places.get_mut(bucket_of(*at)) {
                *count = count.wrapping_add(1);
                crowd = crowd.max(*count);
            }
        }
        if shift > 0 && crowd >= CROWD {
            return false;
        }
        let mut before = 0u16;
        for place in places.iter_mut() {
            let count = core::mem::replace(place, before);
            before = before.wrapping_add(count);
        }
        for (at, tag) in times.iter().zip(&self.unsorted_tag) {
            if let Some(place) = places.get_mut(bucket_of(*at)) {
                set(&mut self.at, usize::from(*place), *at);
                set(&mut self.tag, usize::from(*place), *tag);
                *place = place.wrapping_add(1);
            }
        }
        true
    }

    /// Sorts what is nearly sorted.
    fn finish(&mut self, len: usize) {
        let mut latest = 0;
        for index in 0..len {
            let (Some(&at), Some(&tag)) = (self.at.get(index), self.tag.get(index)) else {
                return;
            };
            if at >= latest {
                latest = at;
                continue;
            }
            let before = self.at.get(..index).unwrap_or(&[]);
            let later = before.iter().rev().take_while(|other| **other > at).count();
            let place = index.wrapping_sub(later);
            put_between(&mut self.at, place, index, at);
            put_between(&mut self.tag, place, index, tag);
        }
    }

    #[cold]
    fn sort_by_comparison(&mut self, len: usize) {
        let mut order: [u16; UNSORTED] = [0; UNSORTED];
        for (number, place) in (0..).zip(&mut order) {
            *place = number;
        }
        let Some(order) = order.get_mut(..len) else {
            return;
        };
        let times = &self.unsorted_at;
        order.sort_unstable_by_key(|number| (times.get(usize::from(*number)), *number));
        for (index, number) in order.iter().enumerate() {
            let from = usize::from(*number);
            if let (Some(at), Some(tag)) = (self.unsorted_at.get(from), self.unsorted_tag.get(from))
            {
                set(&mut self.at, index, *at);
                set(&mut self.tag, index, *tag);
            }
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
fn put_between<T: Copy>(list: &mut [T], place: usize, end: usize, value: T) {
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

    fn times(bits: u32) -> impl Strategy<Value = Vec<u64>> {
        let one = (any::<u64>(), 0..=bits)
            .prop_map(|(random, shift)| random & ((1u64 << shift) - 1).min(u64::MAX >> 1));
        prop::collection::vec(one, 1..=UNSORTED)
    }

    proptest! {
        #[test]
        fn a_run_is_sorted_and_ties_stay_in_order(bits in 0u32..62, seeds in times(62), start in 0u64..1 << 62) {
            let times: Vec<u64> = seeds.iter().map(|seed| start + (seed & ((1 << bits) - 1))).collect();
            let mut run = SortedRun::EMPTY;
            for (at, tag) in times.iter().zip(0..) {
                run.offer(*at, tag);
            }
            run.sort(start, bits);
            let mut expected: Vec<(u64, u32)> = times.into_iter().zip(0..).collect();
            expected.sort_unstable();
            let sorted: Vec<_> = run.iter().map(|next| (next.at, next.tag)).collect();
            prop_assert_eq!(sorted, expected);
        }

        #[test]
        fn what_is_put_between_goes_behind_what_is_not_later(times in prop::collection::vec(0u64..20, 1..900), popped in 0usize..300) {
            let mut run = SortedRun::EMPTY;
            let mut expected: Vec<(u64, u32)> = Vec::new();
            for (index, (at, tag)) in times.iter().zip(0..).enumerate() {
                if index % 3 == 2 && index / 3 < popped {
                    run.advance();
                    expected.remove(0);
                }
                let is_in = run.insert(*at, tag);
                prop_assert_eq!(is_in, expected.len() < LEN);
                if is_in {
                    expected.insert(expected.partition_point(|(other, _)| other <= at), (*at, tag));
                }
            }
            let sorted: Vec<_> = run.iter().map(|next| (next.at, next.tag)).collect();
            prop_assert_eq!(sorted, expected);
        }
    }
}
