//! The events that come next, sorted: they are popped in sequence, and new ones that belong among them are put between.

use crate::kernel::index::{from_len, to_index};

/// The longest slot that is sorted as a whole; a longer one is spread over the level below.
pub(super) const SORTED_MAX: u32 = 512;
const UNSORTED: usize = 512;

/// Room for [`SORTED_MAX`], and for what is put between before they are popped.
const LEN: usize = 640;

/// Up to here each is compared with each: it takes no branch that could be guessed wrong.
const COMPARED_MAX: usize = 24;

/// From this many events of a bucket on, buckets have failed to tell times apart.
const CROWD: u16 = 16;

/// A time, the tag of its event, and which it was of those that are sorted together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next {
    pub(super) at: u64,
    pub(super) tag: u32,
    order: u32,
}

impl Next {
    const NONE: Self = Self {
        at: 0,
        tag: 0,
        order: 0,
    };
}

/// Sorted by time, at the same time in the order of scheduling.
#[derive(Clone, Debug)]
pub(super) struct SortedRun {
    head: u32,
    end: u32,
    /// How many wait to be sorted.
    offered: u32,
    sorted: [Next; LEN],
    unsorted: [Next; UNSORTED],
}

impl SortedRun {
    pub(super) const EMPTY: Self = Self {
        head: 0,
        end: 0,
        offered: 0,
        sorted: [Next::NONE; LEN],
        unsorted: [Next::NONE; UNSORTED],
    };

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.head == self.end
    }

    /// All, in order.
    #[inline]
    pub(super) fn as_slice(&self) -> &[Next] {
        self.sorted
            .get(to_index(self.head)..to_index(self.end))
            .unwrap_or(&[])
    }

    #[inline]
    pub(super) fn first(&self) -> Option<Next> {
        self.as_slice().first().copied()
    }

    /// Takes the first away.
    #[inline]
    pub(super) fn advance(&mut self) {
        if self.head < self.end {
            self.head = self.head.wrapping_add(1);
        }
    }

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
        let waiting = self.as_slice();
        let before = from_len(waiting.partition_point(|next| next.at <= at));
        let place = self.head.wrapping_add(before);
        let (place, end) = (to_index(place), to_index(self.end));
        let Some(open) = self.sorted.get_mut(place..=end) else {
            return false;
        };
        if let Some(moved) = open.len().checked_sub(1) {
            open.copy_within(..moved, 1);
        }
        if let Some(first) = open.first_mut() {
            *first = Next { at, tag, order: 0 };
        }
        self.end = self.end.wrapping_add(1);
        true
    }

    /// Drops what `keep` does not want.
    pub(super) fn retain(&mut self, keep: impl Fn(&Next) -> bool) {
        let mut end = self.head;
        for index in self.head..self.end {
            match self.sorted.get(to_index(index)) {
                Some(&next) if keep(&next) => {
                    if let Some(place) = self.sorted.get_mut(to_index(end)) {
                        *place = next;
                    }
                    end = end.wrapping_add(1);
                }
                _ => {}
            }
        }
        self.end = end;
    }

    /// Moves everything to the front, if that gains room.
    #[cold]
    fn make_room(&mut self) -> bool {
        let waiting = to_index(self.head)..to_index(self.end);
        if self.head == 0 || self.sorted.get(waiting.clone()).is_none() {
            return false;
        }
        self.sorted.copy_within(waiting, 0);
        self.end = self.end.wrapping_sub(self.head);
        self.head = 0;
        true
    }

    /// Adds one to those that are to be sorted; at most [`SORTED_MAX`].
    #[inline]
    pub(super) fn offer(&mut self, at: u64, tag: u32) {
        let order = self.offered;
        if let Some(place) = self.unsorted.get_mut(to_index(order)) {
            *place = Next { at, tag, order };
            self.offered = order.wrapping_add(1);
        }
    }

    /// Sorts what was offered, all of it between `start` and `start + 2^bits`, into the empty run.
    pub(super) fn sort(&mut self, start: u64, bits: u32) {
        let len = to_index(self.offered);
        self.head = 0;
        self.end = self.offered;
        self.offered = 0;
        let (Some(from), Some(to)) = (self.unsorted.get_mut(..len), self.sorted.get_mut(..len))
        else {
            return;
        };
        if len <= COMPARED_MAX {
            sort_by_rank(from, to);
        } else if sort_by_bucket(from, to, start, bits) {
            finish(to);
        } else {
            from.sort_unstable_by_key(|next| (next.at, next.order));
            to.copy_from_slice(from);
        }
    }
}

/// Each to the place that is the number of those before it.
#[inline]
fn sort_by_rank(from: &[Next], to: &mut [Next]) {
    let mut ranks = [0u32; COMPARED_MAX];
    for (index, next) in from.iter().enumerate() {
        let mut rank = 0u32;
        for (earlier, other) in ranks.iter_mut().zip(from.iter().take(index)) {
            let is_later = u32::from(other.at > next.at);
            *earlier = earlier.wrapping_add(is_later);
            rank = rank.wrapping_add(1).wrapping_sub(is_later);
        }
        if let Some(own) = ranks.get_mut(index) {
            *own = rank;
        }
    }
    for (next, rank) in from.iter().zip(ranks) {
        if let Some(place) = to.get_mut(to_index(rank)) {
            *place = *next;
        }
    }
}

const BUCKETS: usize = 512;

/// Into about as many equal spans of time as there are events, in their order; false if the times are too unequal for it.
fn sort_by_bucket(from: &[Next], to: &mut [Next], start: u64, bits: u32) -> bool {
    let shift = bits.saturating_sub(BUCKETS.trailing_zeros());
    let bucket_of =
        |next: &Next| to_index(from_u64(next.at.wrapping_sub(start).wrapping_shr(shift)));
    let mut places = [0u16; BUCKETS];
    let mut crowd = 0u16;
    for next in from {
        if let Some(count) = places.get_mut(bucket_of(next)) {
            *count = count.wrapping_add(1);
            crowd = crowd.max(*count);
        }
    }
    if crowd >= CROWD {
        return false;
    }
    let mut before = 0u16;
    for place in &mut places {
        let count = core::mem::replace(place, before);
        before = before.wrapping_add(count);
    }
    for next in from {
        let Some(place) = places.get_mut(bucket_of(next)) else {
            continue;
        };
        if let Some(slot) = to.get_mut(usize::from(*place)) {
            *slot = *next;
        }
        *place = place.wrapping_add(1);
    }
    true
}

/// Sorts what is nearly sorted.
fn finish(sorted: &mut [Next]) {
    for end in 1..sorted.len() {
        let Some(part) = sorted.get_mut(..=end) else {
            continue;
        };
        let Some((&mut last, before)) = part.split_last_mut() else {
            continue;
        };
        let later = before.iter().rev().take_while(|next| next.at > last.at);
        let later = later.count();
        let Some(place) = end.checked_sub(later) else {
            continue;
        };
        if later > 0 {
            part.copy_within(place..end, place.wrapping_add(1));
            if let Some(slot) = part.get_mut(place) {
                *slot = last;
            }
        }
    }
}

/// A number that is known to be small.
#[inline]
fn from_u64(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
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
            expected.sort();
            let sorted: Vec<_> = run.as_slice().iter().map(|next| (next.at, next.tag)).collect();
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
            let sorted: Vec<_> = run.as_slice().iter().map(|next| (next.at, next.tag)).collect();
            prop_assert_eq!(sorted, expected);
        }
    }
}
