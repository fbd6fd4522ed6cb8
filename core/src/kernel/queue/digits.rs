//! Where an event waits, seen from the present: shared by the queues that read times digit by digit.
//!
//! Times are numbers in digits of `log2(SLOTS)` bits. `base` is a time that no event in a slot precedes. An event's *level* is
//! the highest digit in which its time differs from `base`, its *slot* that digit. So every event of a level precedes
//! every one of a higher level, in a level the slots are in order, and the next event is in the lowest slot of the lowest
//! level. Events of the same time are in the same slot, whatever the base.
//!
//! Sources: R. K. Ahuja, K. Mehlhorn, J. Orlin, R. E. Tarjan, "Faster Algorithms for the Shortest Path Problem", JACM 37
//! (1990) 213-223, the radix heap; G. Varghese, T. Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987, scheme 7.

use crate::kernel::index::to_index;
use crate::kernel::time::{Instant, Span};

/// A slot of a level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) level: u32,
    pub(super) slot: u32,
}

/// A bit for each slot of a level.
pub trait Word: Copy + core::fmt::Debug + sealed::Sealed {
    /// No slot at all.
    const NONE: Self;
    /// How many slots it has bits for.
    const SLOTS: u32;

    /// Whether there is none.
    fn is_empty(self) -> bool;

    /// The lowest one; [`Word::SLOTS`] if there is none.
    fn first(self) -> u32;

    /// Whether this slot is among them.
    fn has(self, slot: u32) -> bool;

    /// Together with this slot.
    #[must_use]
    fn with(self, slot: u32) -> Self;

    /// Together with those slots.
    #[must_use]
    fn with_all(self, others: Self) -> Self;

    /// Without this slot if `gone`, and no branch on that.
    #[must_use]
    fn without_if(self, gone: bool, slot: u32) -> Self;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! words {
    ($($word:ident)*) => {$(
        impl sealed::Sealed for $word {}

        impl Word for $word {
            const NONE: Self = 0;
            const SLOTS: u32 = Self::BITS;

            #[inline]
            fn is_empty(self) -> bool {
                self == 0
            }

            #[inline]
            fn first(self) -> u32 {
                self.trailing_zeros()
            }

            #[inline]
            fn has(self, slot: u32) -> bool {
                self.wrapping_shr(slot) & 1 != 0
            }

            #[inline]
            fn with(self, slot: u32) -> Self {
                self | Self::from(true).wrapping_shl(slot)
            }

            #[inline]
            fn with_all(self, others: Self) -> Self {
                self | others
            }

            #[inline]
            fn without_if(self, gone: bool, slot: u32) -> Self {
                self & !Self::from(gone).wrapping_shl(slot)
            }
        }
    )*};
}

words! { u16 u64 }

/// The base, and which slots have events.
#[derive(Clone, Debug)]
pub(super) struct Digits<const SLOTS: usize, const LEVELS: usize, W = u64> {
    pub(super) base: u64,
    /// A bit for each level that has events.
    levels: u32,
    /// A bit for each slot that has events.
    occupied: [W; LEVELS],
}

impl<const SLOTS: usize, const LEVELS: usize, W: Word> Digits<SLOTS, LEVELS, W> {
    /// At the start of time, nothing waits.
    pub(super) const EMPTY: Self = Self {
        base: 0,
        levels: 0,
        occupied: [W::NONE; LEVELS],
    };

    /// The bits of a digit.
    pub(super) const BITS: u32 = {
        assert!(
            SLOTS.is_power_of_two() && SLOTS >= 4 && small(SLOTS) <= W::SLOTS,
            "a level has 4, 8, 16, 32 or 64 slots, and a word a bit for each"
        );
        let bits = SLOTS.trailing_zeros();
        assert!(
            LEVELS <= 32 && small(LEVELS).saturating_mul(bits) >= 64,
            "the digits of all levels make at least 64 bits"
        );
        bits
    };

    /// The bits of a slot's number.
    const MASK: u32 = small(SLOTS).wrapping_sub(1);

    #[inline]
    pub(super) fn place_of(&self, at: u64) -> Place {
        let differing = (at ^ self.base) | 1;
        // At least one of the 64 bits is set, so this does not wrap.
        let bit = 63u32.wrapping_sub(differing.leading_zeros());
        // Divided by the bits of a digit, but not in a byte, as the compiler would.
        let level = bit.wrapping_mul(const { 256u32.div_ceil(Self::BITS) }) >> 8;
        let slot = Self::slot_of(level, at);
        Place { level, slot }
    }

    /// The digit of `at` that a level reads. Those below 2^32 need only the low half of it.
    #[inline]
    pub(super) fn slot_of(level: u32, at: u64) -> u32 {
        let [low, ..] = at.wrapping_shr(Self::shift(level)).to_le_bytes();
        u32::from(low) & Self::MASK
    }

    /// Where the digit of `level` begins: below 64 for every level.
    #[inline]
    pub(super) fn shift(level: u32) -> u32 {
        level.wrapping_mul(Self::BITS)
    }

    /// The digits up to that of `level`, all of them the highest there is.
    #[inline]
    fn up_to(level: u32) -> u64 {
        match 1u64.checked_shl(Self::shift(level.wrapping_add(1))) {
            Some(end) => end.wrapping_sub(1),
            None => u64::MAX,
        }
    }

    /// The first time of a slot.
    #[inline]
    pub(super) fn start_of(&self, place: Place) -> u64 {
        let digit = u64::from(place.slot).wrapping_shl(Self::shift(place.level));
        (self.base & !Self::up_to(place.level)) | digit
    }

    /// The first time after a slot, or the last of all times if the slot reaches to it.
    #[inline]
    pub(super) fn end_of(&self, place: Place) -> u64 {
        self.last_of(place).saturating_add(1)
    }

    /// The last time of a slot.
    #[inline]
    pub(super) fn last_of(&self, place: Place) -> u64 {
        let width = 1u64.wrapping_shl(Self::shift(place.level));
        self.start_of(place) | width.wrapping_sub(1)
    }

    /// Lets the base go back so far that it does not follow `at`, and returns the highest level that this touches: what
    /// waits there and higher stays, what waits lower belongs into one slot of that level.
    ///
    /// The new base has zeroes from the digit in which the two differ, so that a falling sequence of times comes here once
    /// a digit.
    pub(super) fn rewind(&mut self, at: u64) -> u32 {
        let level = self.place_of(at).level;
        self.base &= !Self::up_to(level);
        level
    }

    /// The lowest slot of the lowest level that has events: the next event is in it.
    #[inline]
    pub(super) fn next(&self) -> Option<Place> {
        let level = self.levels.trailing_zeros();
        let slots = self.occupied.get(to_index(level))?;
        // Some bit is set, so that the mask changes nothing; but it spares checks.
        let slot = slots.first() & Self::MASK;
        Some(Place { level, slot })
    }

    /// Whether a slot has events.
    #[inline]
    pub(super) fn has(&self, place: Place) -> bool {
        let slots = self.occupied.get(to_index(place.level));
        slots.is_some_and(|slots| slots.has(place.slot))
    }

    #[inline]
    pub(super) fn occupy(&mut self, place: Place) {
        if let Some(slots) = self.occupied.get_mut(to_index(place.level)) {
            *slots = slots.with(place.slot);
            self.levels |= 1u32.wrapping_shl(place.level);
        }
    }

    /// The same for several slots of a level.
    #[inline]
    pub(super) fn occupy_all(&mut self, level: u32, others: W) {
        if let Some(slots) = self.occupied.get_mut(to_index(level)) {
            *slots = slots.with_all(others);
            self.levels |= u32::from(!slots.is_empty()).wrapping_shl(level);
        }
    }

    #[inline]
    pub(super) fn vacate(&mut self, place: Place) {
        self.vacate_if(true, place);
    }

    /// The same if `gone`, which is too often guessed wrong to be a branch.
    #[inline]
    pub(super) fn vacate_if(&mut self, gone: bool, place: Place) {
        if let Some(slots) = self.occupied.get_mut(to_index(place.level)) {
            *slots = slots.without_if(gone, place.slot);
            let emptied = u32::from(slots.is_empty());
            self.levels &= !emptied.wrapping_shl(place.level);
        }
    }

    /// The slots that have events, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> + use<SLOTS, LEVELS, W> {
        let mut waiting = self.clone();
        core::iter::from_fn(move || {
            let place = waiting.next()?;
            waiting.vacate(place);
            Some(place)
        })
    }
}

/// Instant after instant: `next` gives the first that is not before the one that it is asked for.
pub(super) fn ascending(
    next: impl Fn(Instant) -> Option<Instant>,
) -> impl Iterator<Item = Instant> {
    let mut from = Some(Instant::ZERO);
    core::iter::from_fn(move || {
        let at = next(from?)?;
        from = at.checked_add(Span::from_ticks(1));
        Some(at)
    })
}

/// A count that is known to be small, where constants are computed.
#[allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "checked, and a constant can convert in no other way"
)]
const fn small(count: usize) -> u32 {
    assert!(count <= 64, "a small count");
    count as u32
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use proptest::prelude::*;

    fn agrees<const SLOTS: usize, const LEVELS: usize, W: Word>(base: u64, times: &[u64]) {
        let digits = Digits::<SLOTS, LEVELS, W> {
            base,
            ..Digits::EMPTY
        };
        let place = |at: &u64| {
            let place = digits.place_of(*at);
            (place.level, place.slot)
        };
        let mut later: std::vec::Vec<u64> = times.iter().map(|at| base.max(*at)).collect();
        later.sort_unstable();
        assert!(
            later.is_sorted_by_key(place),
            "places are in the order of times"
        );
        for at in later {
            let place = digits.place_of(at);
            assert!(digits.start_of(place) <= at);
            assert!(at < digits.end_of(place) || digits.end_of(place) == u64::MAX);
        }
        for at in times {
            let mut back = digits.clone();
            let level = back.rewind(*at);
            assert!(back.base <= *at && back.base <= base);
            assert!(back.place_of(base).level <= level);
        }
    }

    proptest! {
        #[test]
        fn places_are_in_the_order_of_times(base: u64, times: [u64; 8], shifts: [u32; 8]) {
            // Near the base and far from it.
            let mut near = times;
            for (at, shift) in near.iter_mut().zip(shifts) {
                *at = base ^ at.wrapping_shr(shift);
            }
            for times in [near, times] {
                agrees::<64, 11, u64>(base, &times);
                agrees::<16, 16, u16>(base, &times);
                agrees::<4, 32, u16>(base, &times);
            }
        }
    }
}
