//! What can only be seen from inside: numbers about to run out.

extern crate std;
use super::*;
use crate::kernel::codec::State as _;
use std::vec::Vec as List;

const NOON: Instant = Instant::from_ticks(12);

fn drain<const N: usize>(queue: &mut HeapQueue<u8, N>) -> List<u8> {
    core::iter::from_fn(|| queue.pop())
        .map(|(_, event)| event)
        .collect()
}

#[test]
fn a_slot_takes_24_bytes_beside_its_optional_event() {
    type Event = Option<core::num::NonZeroU64>;
    let step = size_of::<HeapQueue<core::num::NonZeroU64, 101>>()
        - size_of::<HeapQueue<core::num::NonZeroU64, 1>>();
    assert_eq!(size_of::<Event>(), 8);
    assert_eq!(step, 3200);
    let step = size_of::<HeapQueue<u64, 101>>() - size_of::<HeapQueue<u64, 1>>();
    assert_eq!(step, 4000);
}

#[test]
fn ties_stay_in_order_when_the_sequence_numbers_run_out() {
    for left in 0..9 {
        let mut queue: HeapQueue<u8, 8> = HeapQueue {
            next_sequence: u32::MAX - left,
            ..HeapQueue::new()
        };
        let handles: List<_> = (0..8).map(|n| queue.schedule(NOON, n).unwrap()).collect();
        queue.reschedule(handles[2], NOON).unwrap();
        queue.cancel(handles[5]).unwrap();
        queue.schedule(NOON, 9).unwrap();
        assert!(queue.next_sequence < u32::MAX);
        assert_eq!(
            drain(&mut queue),
            [0, 1, 3, 4, 6, 7, 2, 9],
            "{left} numbers left"
        );
    }
}

#[test]
fn a_slot_used_up_is_retired() {
    let mut queue: HeapQueue<u8, 2> = HeapQueue::new();
    let first = queue.schedule(NOON, 1).unwrap();
    queue.cancel(first).unwrap();
    queue.slots[0].generation = Some(NonZeroU32::MAX);
    let last = queue.schedule(NOON, 2).unwrap();
    assert_eq!(last.generation(), u32::MAX);
    let other = queue.schedule(NOON, 3).unwrap();
    assert_eq!(queue.cancel(last), Ok(2));
    assert_eq!(queue.capacity(), 1);
    assert_eq!(queue.schedule(NOON, 4), Err(Full(4)));
    for stale in [first, last] {
        assert_eq!(queue.cancel(stale), Err(StaleHandle(stale)));
        assert_eq!(queue.reschedule(stale, NOON), Err(StaleHandle(stale)));
    }
    assert_eq!(queue.cancel(other), Ok(3));
    let again = queue.schedule(NOON, 5).unwrap();
    assert_eq!((again.slot(), again.generation()), (1, 2));
    assert_eq!(queue.len(), 1);
    queue.clear();
    assert_eq!(queue.capacity(), 1, "clearing does not bring it back");
    queue.reset();
    assert_eq!(queue.capacity(), 2);
}

#[test]
fn slots_are_given_out_alike_whatever_the_capacity() {
    fn slots<const N: usize>() -> [u32; 4] {
        let mut queue: HeapQueue<u8, N> = HeapQueue::new();
        let [a, b] = [1, 2].map(|n| queue.schedule(NOON, n).unwrap());
        queue.cancel(a).unwrap();
        let [c, d] = [3, 4].map(|n| queue.schedule(NOON, n).unwrap());
        [a, b, c, d].map(Handle::slot)
    }
    assert_eq!(slots::<3>(), [0, 1, 0, 2]);
    assert_eq!(slots::<3>(), slots::<300>());
}
