//! Every queue against the oracle: on random calls, and on all short sequences of calls.

use proptest::prelude::*;

use polanyi_core::kernel::codec::State;
use polanyi_core::kernel::queue::{
    EventQueue, HeapQueue, LadderQueue, SmallWheelQueue, WheelQueue,
};

use super::cases;
use super::oracle::{Call, Pair};

/// Few distinct instants, so that most events tie, and both ends of time.
fn instant() -> impl Strategy<Value = u64> {
    prop_oneof![
        6 => 0u64..4,
        1 => Just(u64::MAX - 1),
        1 => Just(u64::MAX),
        1 => after().prop_map(|before| u64::MAX - before),
        2 => 0u64..1000,
        1 => any::<u64>(),
    ]
}

/// Of every order of magnitude.
fn after() -> impl Strategy<Value = u64> {
    (0u32..64, any::<u64>()).prop_map(|(bits, ticks)| ticks & ((1 << bits) - 1))
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        8 => instant().prop_map(|at| Call::Schedule { at }),
        6 => after().prop_map(|after| Call::ScheduleIn { after }),
        5 => Just(Call::Pop),
        2 => instant().prop_map(|end| Call::PopUntil { end }),
        3 => any::<usize>().prop_map(|handle| Call::Cancel { handle }),
        3 => (any::<usize>(), instant()).prop_map(|(handle, at)| Call::Reschedule { handle, at }),
        1 => Just(Call::SaveAndRestore),
    ]
}

/// Long runs of scheduling fill the queue, and now and then it is cleared.
fn calls() -> impl Strategy<Value = Vec<Call>> {
    prop::collection::vec(prop_oneof![60 => call(), 1 => Just(Call::Clear)], 1..150)
}

fn agree<Q: EventQueue<u32> + State>(calls: &[Call]) {
    let mut pair: Pair<Q> = Pair::new();
    for call in calls {
        pair.call(*call);
    }
    pair.drain();
}

type Ladder<const N: usize, const BLOCKS: usize> = LadderQueue<u32, N, BLOCKS>;

macro_rules! agrees_with_the_oracle {
    ($($name:ident: $small:ty, $large:ty, $least:ty;)*) => {$(
        mod $name {
            use super::*;

            proptest! {
                #![proptest_config(cases(1000))]

                #[test]
                fn a_small_one_agrees(calls in calls()) {
                    agree::<$small>(&calls);
                }

                #[test]
                fn a_large_one_agrees(calls in calls()) {
                    agree::<$large>(&calls);
                }
            }

            /// All sequences of calls up to a depth (`EXHAUSTIVE_DEPTH`, or 7) on a queue of three: whatever bug needs no
            /// more than that is found. Handles are the oldest and the youngest, instants are two, so ties are everywhere.
            #[test]
            fn no_short_sequence_of_calls_breaks_it() {
                let depth = std::env::var("EXHAUSTIVE_DEPTH")
                    .ok()
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(7);
                let mut sequences = 0;
                explore(&Pair::<$least>::new(), depth, &mut sequences);
                assert!(sequences >= 7u64.pow(depth));
            }
        }
    )*};
}

agrees_with_the_oracle! {
    heap: HeapQueue<u32, 5>, HeapQueue<u32, 64>, HeapQueue<u32, 3>;
    wheel: WheelQueue<u32, 5>, WheelQueue<u32, 64>, WheelQueue<u32, 3>;
    ladder: Ladder<5, 150>, Ladder<64, 300>, Ladder<3, 150>;
    small_wheel: SmallWheelQueue<u32, 5>, SmallWheelQueue<u32, 64>, SmallWheelQueue<u32, 3>;
}

fn explore<Q: EventQueue<u32> + State + Clone>(pair: &Pair<Q>, depth: u32, sequences: &mut u64) {
    if depth == 0 {
        *sequences += 1;
        return;
    }
    let calls = [
        Call::Schedule { at: 0 },
        Call::Schedule { at: 1 },
        Call::Pop,
        Call::Cancel { handle: 0 },
        Call::Cancel { handle: usize::MAX },
        Call::Reschedule { handle: 0, at: 1 },
        Call::Reschedule {
            handle: usize::MAX,
            at: 0,
        },
    ];
    for call in calls {
        let mut next = pair.clone();
        next.call(call);
        explore(&next, depth - 1, sequences);
    }
}

#[test]
fn a_cancelled_event_frees_its_room_at_once() {
    use polanyi_core::kernel::time::Instant;
    let mut queue: HeapQueue<u32, 2> = HeapQueue::EMPTY;
    queue.schedule(Instant::ZERO, 0).unwrap();
    for n in 1..10_000 {
        let handle = queue.schedule(Instant::MAX, n).unwrap();
        assert!(queue.schedule(Instant::MAX, n).is_err());
        assert_eq!(queue.cancel(handle), Ok(n));
    }
    assert_eq!((queue.len(), queue.capacity()), (1, 2));
}
