//! What can only be seen from inside: generations about to run out, and what a cell takes.

use super::*;
use crate::kernel::codec::{Source, State as _, Writer};

const NOON: Instant = Instant::from_ticks(12);

#[test]
fn a_cell_takes_24_bytes_with_an_event_of_8() {
    assert_eq!(size_of::<Seat<u64, u16>>(), 24);
    assert_eq!(size_of::<Cell<u64>>() + size_of::<Node<u16>>(), 24);
    assert_eq!(size_of::<Seat<u32, u16>>(), 20);
    let fixed = size_of::<SmallWheelQueue<u64, 1>>() - 24;
    assert!(fixed <= 600, "{fixed} bytes beside the cells");
    let fixed = size_of::<WheelQueue<u64, 1>>() - 24;
    assert!(fixed <= 1600, "{fixed} bytes beside the cells");
}

#[test]
fn a_cell_used_up_is_retired() {
    let mut queue: WheelQueue<u8, 2> = WheelQueue::EMPTY;
    let first = queue.schedule(NOON, 1).unwrap();
    queue.cancel(first).unwrap();
    queue.seats.node_mut(0).unwrap().generation = Some(NonZeroU32::MAX);
    let last = queue.schedule(NOON, 2).unwrap();
    assert_eq!(last.generation(), u32::MAX);
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

#[test]
fn a_falling_sequence_of_times_comes_out_in_order() {
    let mut queue: WheelQueue<u16, 1000> = WheelQueue::EMPTY;
    for n in 0..1000u16 {
        queue
            .schedule(Instant::from_ticks(1_000_000 - u64::from(n)), n)
            .unwrap();
    }
    for n in (0..1000).rev() {
        assert_eq!(queue.pop().map(|(_, event)| event), Some(n));
    }
}

#[test]
fn a_full_queue_is_full_when_it_was_loaded() {
    let mut queue: WheelQueue<u8, 2> = WheelQueue::EMPTY;
    queue.schedule(NOON, 1).unwrap();
    queue.schedule(NOON, 2).unwrap();
    let mut bytes = [0; 128];
    let mut writer = Writer::new(&mut bytes);
    queue.save(&mut writer).unwrap();
    let mut loaded: WheelQueue<u8, 2> = WheelQueue::EMPTY;
    loaded.load(&mut Source::new(&bytes)).unwrap();
    assert_eq!(loaded.schedule(NOON, 3), Err(Full(3)));
    assert_eq!(loaded.pop(), Some((NOON, 1)));
    loaded.schedule(NOON, 3).unwrap();
    assert_eq!(loaded.pop(), Some((NOON, 2)));
    assert_eq!((loaded.pop(), loaded.len()), (Some((NOON, 3)), 0));
}
