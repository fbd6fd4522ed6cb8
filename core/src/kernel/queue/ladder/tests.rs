//! What can only be seen from inside: generations and stamps about to run out, blocks that come back, and what an event takes.

extern crate std;
use super::*;
use crate::kernel::codec::{Source, State as _, Writer};
use std::boxed::Box;

const NOON: Instant = Instant::from_ticks(12);
const EVENTS: usize = 1 << 16;

type Queue<const N: usize> = LadderQueue<u64, N, { blocks_for(1 << 10) }>;

#[test]
fn an_event_takes_28_bytes_with_8_of_its_own() {
    let cell = size_of::<Cell<u64>>() + size_of::<u16>();
    let blocks = blocks_for(1 << 20) * size_of::<Block>();
    assert_eq!(cell, 18);
    assert!(blocks <= (1 << 20) * 10, "{blocks} bytes of blocks");
    // Few events have blocks that are not full instead.
    for events in [16, 1000, 30_000, 1 << 20] {
        let blocks = blocks_for(events) * size_of::<Block>();
        assert!(blocks <= events * 10 + (353 << 10), "{blocks} for {events}");
    }
    assert!(size_of::<LadderQueue<u64, 0, 0>>() <= 18 << 10);
}

#[test]
fn a_cell_used_up_is_retired() {
    let mut queue = Box::new(Queue::<2>::EMPTY);
    let first = queue.schedule(NOON, 1).unwrap();
    queue.cancel(first).unwrap();
    queue.cells[0].uses = u32::MAX - 1;
    let last = queue.schedule(NOON, 2).unwrap();
    assert_eq!(last.generation(), 1 << 31);
    queue.schedule(NOON, 3).unwrap();
    assert_eq!(queue.cancel(last), Ok(2));
    assert_eq!(queue.capacity(), 1);
    assert_eq!(queue.schedule(NOON, 4), Err(Full(4)));
    for stale in [first, last] {
        assert_eq!(queue.cancel(stale), Err(StaleHandle(stale)));
        assert_eq!(queue.reschedule(stale, NOON), Err(StaleHandle(stale)));
    }
    assert_eq!((queue.pop(), queue.len()), (Some((NOON, 3)), 0));
    queue.clear();
    assert_eq!(queue.capacity(), 1, "clearing does not bring it back");
    queue.reset();
    assert_eq!(queue.capacity(), 2);
}

/// An entry left behind with a stamp of long ago must not be taken for the event that has the same stamp now.
#[test]
fn stamps_that_come_round_again_mislead_nobody() {
    let mut queue = Box::new(Queue::<4>::EMPTY);
    queue.schedule(Instant::ZERO, 0).unwrap();
    let far = Instant::from_ticks(1 << 20);
    let moved = queue.schedule(far, 1).unwrap();
    // Leaves an entry with stamp 0 behind.
    queue.reschedule(moved, NOON).unwrap();
    let number = to_index(moved.slot());
    let last = u16::MAX - 1;
    // As if it had been moved 65,533 times more, by an entry with the last stamp that is given to anybody.
    queue.stamps[number] = last;
    queue.left = 2;
    let tag = queue.tag_of(moved.slot());
    queue.run.retain(|next| high_of(next) == 0);
    for place in queue.digits.places() {
        let chain = queue.detach(place);
        let stale = queue.pool.entries(chain).next().unwrap();
        queue.append_to(place, stale);
    }
    queue.append(1 << 21, entry(1 << 21, tag));
    queue.cells[number].high_or_next = high_of(1 << 21);
    queue
        .reschedule(moved, Instant::from_ticks(1 << 22))
        .unwrap();
    assert_eq!(queue.stamps[number], 0);
    assert_eq!(queue.pop(), Some((Instant::ZERO, 0)));
    assert_eq!(queue.pop(), Some((Instant::from_ticks(1 << 22), 1)));
    assert_eq!(queue.pop(), None);
}

#[test]
fn entries_left_behind_stay_few() {
    let mut queue = Box::new(LadderQueue::<u64, 1024, { blocks_for(1024) }>::new());
    let handles: std::vec::Vec<_> = (0..1024)
        .map(|n| queue.schedule(Instant::from_ticks(n << 20), n).unwrap())
        .collect();
    for round in 0..100u64 {
        for (handle, n) in handles.iter().zip(0u64..) {
            let at = Instant::from_ticks(((round + n * 977) % 1024) << 20);
            queue.reschedule(*handle, at).unwrap();
            assert!(queue.left <= 128);
        }
    }
    assert!(queue.pool.capacity() >= 160);
    assert_eq!(core::iter::from_fn(|| queue.pop()).count(), 1024);
}

/// A slot keeps a block for its next entries, as long as nobody else needs it.
#[test]
fn blocks_of_slots_without_entries_come_back_when_there_are_no_others() {
    let mut queue = Box::new(LadderQueue::<u64, 2, { blocks_for(2) }>::new());
    let shifts = [0, 6, 12, 18, 24];
    let times = shifts.map(|shift| (1..64).map(move |slot| slot << shift));
    let mut before = 0;
    queue.schedule(Instant::ZERO, 0).unwrap();
    let mut ran_out = false;
    for at in times.into_iter().flatten() {
        queue.schedule(Instant::from_ticks(at), at).unwrap();
        ran_out |= !queue.pool.has_block();
        assert_eq!(queue.pop(), Some((Instant::from_ticks(before), before)));
        before = at;
    }
    assert!(ran_out, "there were enough for every slot");
}

/// Each block lies in one chain or is free, whatever was called.
#[test]
fn no_block_is_lost_and_none_is_used_twice() {
    let mut queue = Box::new(LadderQueue::<u64, 16, { blocks_for(16) }>::new());
    let mut handles = std::vec::Vec::new();
    let mut random = 1u64;
    for n in 0..100_000 {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let at = Instant::from_ticks(random >> 4 >> (random & 63).min(59));
        let handle = handles.get(to_index(from_len(handles.len()) / 2)).copied();
        match (random >> 60, handle) {
            (0..6, _) | (_, None) => handles.extend(queue.schedule(at, n)),
            (6..9, _) => _ = queue.pop(),
            (9..12, Some(handle)) => _ = queue.reschedule(handle, at),
            (_, Some(handle)) => {
                handles.retain(|other| *other != handle);
                _ = queue.cancel(handle);
            }
        }
        if handles.len() > 16 {
            handles.clear();
        }
        assert!(queue.pool.accounts_for(queue.chains.as_flattened()), "{n}");
    }
}

/// Of a slot whose events were all cancelled nothing comes down.
#[test]
fn a_slot_that_is_spread_may_have_no_events() {
    let mut queue = Box::new(Queue::<1024>::EMPTY);
    queue.schedule(Instant::ZERO, 0).unwrap();
    let end = Instant::from_ticks(1 << 24);
    queue.schedule(end, 1).unwrap();
    let far = |n| Instant::from_ticks((1 << 18) + n * 64);
    let handles: std::vec::Vec<_> = (0..100)
        .map(|n| queue.schedule(far(n), n).unwrap())
        .collect();
    for handle in handles {
        queue.cancel(handle).unwrap();
    }
    assert_eq!(queue.pop(), Some((Instant::ZERO, 0)));
    assert_eq!(queue.left, 0, "the slot was spread");
    assert_eq!((queue.pop(), queue.pop()), (Some((end, 1)), None));
}

#[test]
fn a_list_too_short_for_its_blocks_makes_the_capacity_smaller() {
    type Short<const BLOCKS: usize> =
        LadderQueueOf<Vec<Cell<u64>, EVENTS>, Vec<u16, EVENTS>, Vec<Block, BLOCKS>, 64, 11>;
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    let capacities = || {
        [
            Short::<{ blocks_for(1000) }>::EMPTY.capacity(),
            Short::<{ blocks_for(40_000) }>::EMPTY.capacity(),
        ]
    };
    let [few, many] = thread.spawn(capacities).unwrap().join().unwrap();
    assert!((1000..1100).contains(&few) && (40_000..40_100).contains(&many));
}

/// The first of these is in the last slot of level 0, the last ones in the last slot of level 4, and all are sorted together: between the
/// first and the last possible time lie exactly 2^26.
#[test]
fn what_is_gathered_at_the_end_of_time_is_in_order() {
    let mut queue = Box::new(Queue::<4>::EMPTY);
    let last = Instant::MAX.ticks();
    let times = [last - (1 << 26) - 1, last - (1 << 26), last - 1, last];
    for at in times {
        queue.schedule(Instant::from_ticks(at), at).unwrap();
    }
    for at in times {
        assert_eq!(queue.pop(), Some((Instant::from_ticks(at), at)));
    }
}

/// With room for millions a stamp has eight bits: one event uses all of them up, and an entry of the round before must not
/// come back to life.
#[cfg(feature = "alloc")]
#[test]
fn an_event_moved_a_thousand_times_happens_once() {
    let mut queue = ReservedLadderQueue::with_capacity(1 << CELL_BITS_MAX);
    queue.schedule(Instant::ZERO, 0).unwrap();
    let at = |n: u64| Instant::from_ticks((1001 - n) << 20);
    let moved = queue.schedule(at(0), 1).unwrap();
    for n in 1..=1000 {
        queue.reschedule(moved, at(n)).unwrap();
    }
    let mut timer = queue.schedule(at(0), 2).unwrap();
    for n in 1..=1000 {
        assert_eq!(queue.cancel(timer), Ok(2));
        timer = queue.schedule(at(n), 2).unwrap();
    }
    assert_eq!(queue.pop(), Some((Instant::ZERO, 0)));
    assert_eq!(queue.pop(), Some((at(1000), 1)));
    assert_eq!(queue.pop(), Some((at(1000), 2)));
    assert_eq!((queue.pop(), queue.len()), (None, 0));
}

#[test]
fn a_checkpoint_with_a_gap_behind_the_run_is_refused() {
    let saved = |queue: &Queue<4>| {
        let mut bytes = [0; 200];
        let mut writer = Writer::new(&mut bytes);
        queue.save(&mut writer).unwrap();
        let mut other = Box::new(Queue::<4>::EMPTY);
        other.load(&mut Source::new(&bytes)).is_ok()
    };
    let mut queue = Box::new(Queue::<4>::EMPTY);
    queue.schedule(NOON, 1).unwrap();
    assert!(saved(&queue));
    // Who schedules between the two would find no slot for it.
    queue.digits.base = queue.covered + 1;
    assert!(!saved(&queue));
}
