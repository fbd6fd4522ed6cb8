//! A checkpoint is restored completely or refused, and a restored run is the unbroken run.

use proptest::prelude::*;

use polanyi_core::kernel::checkpoint::{self, RestoreError, VERSION, restore, save};
use polanyi_core::kernel::codec::{DecodeError, NoRoom, State};
use polanyi_core::kernel::digest::DigestObserver;
use polanyi_core::kernel::queue::{EventQueue, HeapQueue};
use polanyi_core::kernel::simulation::Simulation;
use polanyi_core::kernel::time::Instant;

use super::cases;
use super::oracle::saved;
use super::shop::{
    Event, Guests, Heap, Ladder, PENDING_MAX, Shop, ShopOver, SmallWheel, Wheel, empty, empty_over,
    open_over,
};

const IDENTITY: u64 = 0x1978_2026;
const HEADER_LEN: usize = 30;

type Run = (Shop, DigestObserver);

fn run_at(seed: u64, events: u32) -> Run {
    run_at_over(seed, events)
}

fn run_at_over<Q: EventQueue<Event>>(seed: u64, events: u32) -> (ShopOver<Q>, DigestObserver) {
    let mut run = (open_over(seed), DigestObserver::new());
    run.0.run_for(events, Instant::MAX, &mut run.1).unwrap();
    run
}

fn sealed<T: State>(state: &T) -> Vec<u8> {
    let mut bytes = vec![0xaa; checkpoint::len(state) as usize];
    assert_eq!(save(state, IDENTITY, &mut bytes), Ok(bytes.len()));
    bytes
}

/// Refused, and the target is as new.
fn refused(seed: u64, bytes: &[u8]) -> RestoreError {
    let mut run = run_at(seed, 50);
    let error = restore(&mut run, IDENTITY, bytes).unwrap_err();
    assert_eq!(saved(&run), saved(&(empty(seed), DigestObserver::new())));
    assert!(!error.to_string().is_empty());
    error
}

/// With the checksum that belongs to the rest, bit by bit as in ISO 3309.
fn with_checksum(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() - 4);
    let mut crc = u32::MAX;
    for byte in &bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    bytes.extend((!crc).to_le_bytes());
    bytes
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_run_restored_at_any_event_is_the_unbroken_run(seed: u64, before in 0u32..400, after in 0u32..400) {
        let mut unbroken = run_at(seed, before);
        let bytes = sealed(&unbroken);

        let mut restored = run_at(seed, 33);
        restore(&mut restored, IDENTITY, &bytes).unwrap();
        assert_eq!(sealed(&restored), bytes);
        for run in [&mut unbroken, &mut restored] {
            run.0.run_for(after, Instant::MAX, &mut run.1).unwrap();
        }
        assert_eq!(saved(&restored), saved(&unbroken));
        assert_eq!(restored.1.value(), run_at(seed, before + after).1.value());
    }

    #[test]
    fn evil_content_of_a_heap_is_refused_or_runs(seed: u64, before in 0u32..100, changes in changes()) {
        is_refused_or_runs::<Heap>(seed, before, changes);
    }

    #[test]
    fn evil_content_of_a_wheel_is_refused_or_runs(seed: u64, before in 0u32..100, changes in changes()) {
        is_refused_or_runs::<Wheel>(seed, before, changes);
    }

    #[test]
    fn evil_content_of_a_small_wheel_is_refused_or_runs(seed: u64, before in 0u32..100, changes in changes()) {
        is_refused_or_runs::<SmallWheel>(seed, before, changes);
    }

    #[test]
    fn evil_content_of_a_ladder_is_refused_or_runs(seed: u64, before in 0u32..100, changes in changes()) {
        is_refused_or_runs::<Ladder>(seed, before, changes);
    }
}

type Change = (prop::sample::Index, u8);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let value = prop_oneof![0u8..4, any::<u8>()];
    prop::collection::vec((any::<prop::sample::Index>(), value), 1..5)
}

/// The checksum is right and the content is not what anybody saved: it is refused or it runs.
fn is_refused_or_runs<Q: EventQueue<Event> + State>(seed: u64, before: u32, changes: Vec<Change>) {
    let mut bytes = sealed(&run_at_over::<Q>(seed, before));
    let content = HEADER_LEN..bytes.len() - 4;
    for (place, value) in changes {
        bytes[content.start + place.index(content.len())] = value;
    }
    let bytes = with_checksum(bytes);
    let mut run = (empty_over::<Q>(seed), DigestObserver::new());
    match restore(&mut run, IDENTITY, &bytes) {
        Ok(()) => {
            let _ = run.0.run_for(300, Instant::MAX, &mut run.1);
            assert!(run.0.pending() <= PENDING_MAX as u32);
        }
        Err(error) => {
            assert!(matches!(error, RestoreError::Content(_)), "{error}");
            let new = (empty_over::<Q>(seed), DigestObserver::new());
            assert_eq!(saved(&run), saved(&new));
        }
    }
}

#[test]
fn every_truncation_and_every_extension_is_refused() {
    let bytes = sealed(&run_at(5, 100));
    for len in 0..bytes.len() {
        refused(5, &bytes[..len]);
    }
    let mut longer = bytes.clone();
    longer.push(0);
    let found = longer.len() as u64;
    assert_eq!(
        refused(5, &longer),
        RestoreError::Length {
            expected: found - 1,
            found
        }
    );
}

#[test]
fn every_flipped_bit_is_refused() {
    let mut bytes = sealed(&run_at(5, 100));
    let mut run = run_at(5, 0);
    for place in 0..bytes.len() {
        for bit in 0..8 {
            bytes[place] ^= 1 << bit;
            assert!(
                restore(&mut run, IDENTITY, &bytes).is_err(),
                "byte {place}, bit {bit}"
            );
            bytes[place] ^= 1 << bit;
        }
    }
    assert_eq!(restore(&mut run, IDENTITY, &bytes), Ok(()));
}

#[test]
fn the_header_is_checked_field_by_field_and_named() {
    let bytes = sealed(&run_at(5, 100));
    let changed = |place: usize, value: &[u8]| {
        let mut bytes = bytes.clone();
        bytes[place..place + value.len()].copy_from_slice(value);
        refused(5, &with_checksum(bytes))
    };
    assert!(matches!(changed(0, b"X"), RestoreError::Magic { found } if found == *b"XOLANYI\0"));
    for found in [VERSION - 1, VERSION + 1] {
        assert_eq!(
            changed(8, &found.to_le_bytes()),
            RestoreError::Version {
                expected: VERSION,
                found
            }
        );
    }
    assert!(matches!(
        changed(10, &[0; 8]),
        RestoreError::Layout { found: 0, .. }
    ));
    assert_eq!(
        changed(18, &[9; 8]),
        RestoreError::Identity {
            expected: IDENTITY,
            found: 0x0909_0909_0909_0909
        }
    );
    assert!(matches!(
        changed(26, &[0; 4]),
        RestoreError::Length { expected: 34, .. }
    ));
}

#[test]
fn a_build_with_another_capacity_is_refused() {
    let bytes = sealed(&run_at(5, 100).0);
    let mut larger: Simulation<Guests, HeapQueue<Event, { PENDING_MAX + 1 }>> =
        Simulation::new(run_at(5, 0).0.model().clone());
    let error = restore(&mut larger, IDENTITY, &bytes).unwrap_err();
    assert!(matches!(error, RestoreError::Layout { .. }), "{error}");
}

fn saved_over<Q: EventQueue<Event> + State>() -> Vec<u8> {
    sealed(&run_at_over::<Q>(5, 100))
}

fn restored_over<Q: EventQueue<Event> + State>(bytes: &[u8]) -> Result<(), RestoreError> {
    let mut run = (empty_over::<Q>(5), DigestObserver::new());
    restore(&mut run, IDENTITY, bytes)
}

#[test]
fn each_kind_of_queue_is_refused_by_every_other() {
    let saved = [
        saved_over::<Heap>(),
        saved_over::<Wheel>(),
        saved_over::<SmallWheel>(),
        saved_over::<Ladder>(),
    ];
    let restored = [
        restored_over::<Heap>,
        restored_over::<Wheel>,
        restored_over::<SmallWheel>,
        restored_over::<Ladder>,
    ];
    for (from, bytes) in saved.iter().enumerate() {
        for (to, restored) in restored.iter().enumerate() {
            match restored(bytes) {
                Ok(()) => assert_eq!(from, to),
                Err(error) => {
                    assert_ne!(from, to);
                    assert!(matches!(error, RestoreError::Layout { .. }), "{error}");
                }
            }
        }
    }
}

#[test]
fn content_that_ends_early_or_late_is_refused_behind_a_right_checksum() {
    let bytes = sealed(&run_at(5, 100));
    let len = u32::from_le_bytes(bytes[26..30].try_into().unwrap());
    let mut shorter = bytes.clone();
    shorter.remove(bytes.len() - 5);
    shorter[26..30].copy_from_slice(&(len - 1).to_le_bytes());
    let error = refused(5, &with_checksum(shorter));
    assert!(
        matches!(error, RestoreError::Content(DecodeError::Truncated { .. })),
        "{error}"
    );

    let mut longer = bytes.clone();
    longer.insert(bytes.len() - 4, 0);
    longer[26..30].copy_from_slice(&(len + 1).to_le_bytes());
    let error = refused(5, &with_checksum(longer));
    assert_eq!(
        error,
        RestoreError::Content(DecodeError::Leftover {
            offset: len,
            left: 1
        })
    );
}

/// The content begins with the clock: move it behind the next event.
#[test]
fn an_event_pending_before_the_clock_is_refused() {
    let mut bytes = sealed(&run_at(5, 100));
    bytes[HEADER_LEN..HEADER_LEN + 8].copy_from_slice(&u64::MAX.to_le_bytes());
    let error = refused(5, &with_checksum(bytes));
    let RestoreError::Content(DecodeError::Invalid { what, .. }) = error else {
        panic!("{error}")
    };
    assert_eq!(what, "instant of the next event");
}

#[test]
fn a_buffer_too_small_is_told_how_much_is_needed() {
    let run = run_at(5, 100);
    let needed = checkpoint::len(&run);
    for capacity in [0, 1, HEADER_LEN as u32, needed - 1] {
        let mut buffer = vec![0; capacity as usize];
        assert_eq!(
            save(&run, IDENTITY, &mut buffer),
            Err(NoRoom { needed, capacity })
        );
    }
}

mod heap {
    //! What a saved heap can be wrong about.

    use super::*;
    use polanyi_core::kernel::codec::Source;
    use polanyi_core::kernel::queue::EventQueue;

    /// Two pending events and a free slot; as saved: slots, live, usable, next sequence; per slot generation, position,
    /// event; per pending event instant, sequence.
    fn load(change: impl Fn(&mut Vec<u8>)) -> Result<(), DecodeError> {
        let mut queue: HeapQueue<u8, 4> = HeapQueue::EMPTY;
        queue.schedule(Instant::from_ticks(5), 1).unwrap();
        let handle = queue.schedule(Instant::from_ticks(6), 2).unwrap();
        queue.schedule(Instant::from_ticks(7), 3).unwrap();
        queue.cancel(handle).unwrap();
        let mut bytes = saved(&queue);
        change(&mut bytes);
        queue.load(&mut Source::new(&bytes))
    }

    #[test]
    fn impossible_heaps_are_refused() {
        assert_eq!(load(|_| ()), Ok(()));
        let slot = |n: usize| 16 + [0, 10, 19][n];
        let entry = |n: usize| 16 + 29 + 12 * n;
        let changes: [(&str, usize, u8); 12] = [
            ("more slots than there is room for", 0, 5),
            ("more pending than usable", 4, 4),
            ("fewer pending than events", 4, 1),
            ("more usable than slots", 8, 4),
            ("fewer usable than generations", 8, 2),
            ("a sequence number not given out yet", 12, 0),
            ("a generation of nothing", slot(0), 0),
            ("a position taken twice", slot(0) + 4, 1),
            ("a position beyond the slots", slot(1) + 4, 9),
            ("a pending slot without event", slot(0) + 8, 0),
            ("a sequence number given out twice", entry(1) + 8, 0),
            ("a child before its parent", entry(1), 4),
        ];
        for (why, place, value) in changes {
            let outcome = load(|bytes| {
                assert_ne!(bytes[place], value, "{why}");
                bytes[place] = value;
            });
            assert!(outcome.is_err(), "{why}");
        }
    }
}
