//! What can only be seen from inside: generations about to run out, and what a cell takes.

use super::*;
use crate::kernel::codec::{Source, State, Writer};

const NOON: Instant = Instant::from_ticks(12);

#[test]
fn an_event_of_8_bytes_takes_24_and_one_of_4_takes_20() {
    assert_eq!(size_of::<Seat<u64, u16>>(), 24);
    assert_eq!(size_of::<Cell<u64>>() + size_of::<Node<u16>>(), 24);
    assert_eq!(size_of::<Seat<u32, u16>>(), 20);
    let fixed = size_of::<SmallWheelQueue<u64, 1>>() - 24;
    assert!(fixed <= 600, "{fixed} bytes beside the cells");
    let fixed = size_of::<WheelQueue<u64, 1>>() - 24;
    assert!(fixed <= 1600, "{fixed} bytes beside the cells");
}

/// Of a wheel with room for two.
fn a_cell_is_retired<S, const SLOTS: usize, const LEVELS: usize, W>(
    mut queue: WheelQueueOf<S, u16, SLOTS, LEVELS, W>,
) where
    S: OwnedSeats<Event = u8, Link = u16>,
    W: Word,
{
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
fn a_cell_used_up_is_retired() {
    a_cell_is_retired(WheelQueue::<u8, 2>::EMPTY);
    a_cell_is_retired(SmallWheelQueue::<u8, 2>::EMPTY);
}

/// Links have 16 bits, and the slot of a handle 32.
#[test]
fn a_handle_beyond_all_links_names_no_event() {
    let mut queue: WheelQueue<u8, 2> = WheelQueue::EMPTY;
    let handle = queue.schedule(NOON, 1).unwrap();
    let beyond = Handle::new(handle.slot() | 1 << 16, NonZeroU32::MIN);
    assert_eq!(queue.cancel(beyond), Err(StaleHandle(beyond)));
    assert_eq!(queue.reschedule(beyond, NOON), Err(StaleHandle(beyond)));
    assert_eq!(queue.cancel(handle), Ok(1));
}

#[test]
fn of_two_lists_the_shorter_counts() {
    type Uneven<const CELLS: usize, const NODES: usize> =
        WheelQueueOf<Apart<Vec<Cell<u8>, CELLS>, Vec<Node<u16>, NODES>>, u16, 64, 11>;
    fn holds_two(mut queue: impl EventQueue<u8>) {
        assert_eq!(queue.capacity(), 2);
        queue.schedule(NOON, 1).unwrap();
        queue.schedule(NOON, 2).unwrap();
        assert_eq!(queue.schedule(NOON, 3), Err(Full(3)));
        assert_eq!((queue.pop(), queue.len()), (Some((NOON, 1)), 1));
    }
    holds_two(Uneven::<2, 3>::EMPTY);
    holds_two(Uneven::<3, 2>::EMPTY);
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

/// A queue with room for two, and another.
fn is_full_when_loaded<Q: EventQueue<u8> + State>([mut queue, mut loaded]: [Q; 2]) {
    queue.schedule(NOON, 1).unwrap();
    queue.schedule(NOON, 2).unwrap();
    let mut bytes = [0; 128];
    let mut writer = Writer::new(&mut bytes);
    queue.save(&mut writer).unwrap();
    loaded.load(&mut Source::new(&bytes)).unwrap();
    assert_eq!(loaded.schedule(NOON, 3), Err(Full(3)));
    assert_eq!(loaded.pop(), Some((NOON, 1)));
    loaded.schedule(NOON, 3).unwrap();
    assert_eq!(loaded.pop(), Some((NOON, 2)));
    assert_eq!((loaded.pop(), loaded.len()), (Some((NOON, 3)), 0));
}

#[test]
fn a_full_queue_is_full_when_it_was_loaded() {
    is_full_when_loaded([WheelQueue::<u8, 2>::EMPTY, WheelQueue::EMPTY]);
    is_full_when_loaded([SmallWheelQueue::<u8, 2>::EMPTY, SmallWheelQueue::EMPTY]);
}
