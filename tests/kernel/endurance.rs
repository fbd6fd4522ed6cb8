//! Every queue against a sorted map over many operations, in regimes that a random sequence of calls would never reach: queues
//! that are full, thousands of ties, bursts at the present, times at both ends, cells used again and again.
//!
//! `OPERATIONS=10000000 cargo test --release -p polanyi-tests --test polanyi endurance` for as many in each regime.

use std::collections::BTreeMap;

use polanyi_core::kernel::queue::{
    EventQueue, Full, Handle, HeapQueue, LadderQueue, SmallWheelQueue, StaleHandle, WheelQueue,
    ladder::blocks_for,
};
use polanyi_core::kernel::stream::Stream;
use polanyi_core::kernel::time::Instant;

const CAPACITY: usize = 3000;
type Ladder = LadderQueue<u32, CAPACITY, { blocks_for(CAPACITY) }>;

/// What is done how often, and to which times.
#[derive(Clone, Copy, Debug)]
struct Regime {
    name: &'static str,
    /// Of 100 operations: schedule, pop, cancel; the rest reschedule.
    schedule: u32,
    pop: u32,
    cancel: u32,
    /// Increments have up to so many bits.
    bits: u32,
    /// One of so many times is anywhere at all; 0 for none.
    wild: u32,
    /// Only the youngest of so many handles are used, and with them the same few cells.
    young: usize,
}

const REGIMES: [Regime; 7] = [
    Regime {
        name: "hold",
        schedule: 50,
        pop: 50,
        cancel: 0,
        bits: 24,
        wild: 0,
        young: 1,
    },
    Regime {
        name: "full",
        schedule: 60,
        pop: 30,
        cancel: 5,
        bits: 40,
        wild: 0,
        young: 5000,
    },
    Regime {
        name: "ties",
        schedule: 48,
        pop: 40,
        cancel: 6,
        bits: 2,
        wild: 0,
        young: 5000,
    },
    Regime {
        name: "one instant",
        schedule: 50,
        pop: 45,
        cancel: 3,
        bits: 0,
        wild: 0,
        young: 5000,
    },
    Regime {
        name: "time-outs",
        schedule: 42,
        pop: 14,
        cancel: 40,
        bits: 30,
        wild: 0,
        young: 4000,
    },
    Regime {
        name: "few cells",
        schedule: 20,
        pop: 2,
        cancel: 18,
        bits: 20,
        wild: 0,
        young: 2,
    },
    Regime {
        name: "anywhere",
        schedule: 40,
        pop: 36,
        cancel: 12,
        bits: 12,
        wild: 8,
        young: 5000,
    },
];

/// A queue and the map that it must agree with.
struct Bench<'a, Q> {
    queue: &'a mut Q,
    waiting: BTreeMap<(Instant, u64), (u32, Handle)>,
    /// By handle, in the order in which they were given out; events that are over keep theirs.
    given_out: Vec<(Handle, Option<(Instant, u64)>)>,
    sequence: u64,
    now: Instant,
    stream: Stream,
}

impl<Q: EventQueue<u32>> Bench<'_, Q> {
    fn below(&mut self, end: u32) -> u32 {
        self.stream.below(end).unwrap_or(0)
    }

    fn time(&mut self, regime: Regime) -> Instant {
        let random = self.stream.draw_u64();
        if regime.wild > 0 && self.below(regime.wild) == 0 {
            return Instant::from_ticks(random >> self.below(64));
        }
        let after = random & ((1 << regime.bits) - 1);
        // The digits of the increments are of all orders of magnitude.
        let after = after >> self.below(regime.bits + 1);
        Instant::from_ticks(self.now.ticks().saturating_add(after))
    }

    fn step(&mut self, regime: Regime) {
        let choice = self.below(100);
        if choice < regime.schedule {
            self.schedule(regime);
        } else if choice < regime.schedule + regime.pop {
            self.pop();
        } else if choice < regime.schedule + regime.pop + regime.cancel {
            self.cancel(regime);
        } else {
            self.reschedule(regime);
        }
        assert_eq!(self.queue.len() as usize, self.waiting.len());
        let first = self.waiting.first_key_value();
        assert_eq!(
            self.queue.peek(),
            first.map(|((at, _), (event, _))| (*at, event))
        );
    }

    fn schedule(&mut self, regime: Regime) {
        let at = self.time(regime);
        let event = u32::try_from(self.sequence % 4_000_000_000).unwrap();
        match self.queue.schedule(at, event) {
            Ok(handle) => {
                self.sequence += 1;
                let key = (at, self.sequence);
                self.waiting.insert(key, (event, handle));
                self.given_out.push((handle, Some(key)));
            }
            Err(Full(back)) => {
                assert_eq!(back, event);
                assert_eq!(self.waiting.len(), self.queue.capacity() as usize);
            }
        }
        if self.given_out.len() > 20_000 {
            self.given_out.drain(..10_000);
        }
    }

    fn pop(&mut self) {
        let expected = self.waiting.pop_first();
        let popped = self.queue.pop();
        assert_eq!(popped, expected.map(|((at, _), (event, _))| (at, event)));
        self.now = popped.map_or(self.now, |(at, _)| at);
    }

    /// One of the youngest handles, whether its event still waits or not.
    fn pick(&mut self, regime: Regime) -> Option<usize> {
        let among = self.given_out.len().min(regime.young);
        let back = self.below(u32::try_from(among.max(1)).unwrap()) as usize;
        self.given_out.len().checked_sub(1 + back)
    }

    fn cancel(&mut self, regime: Regime) {
        let Some(index) = self.pick(regime) else {
            return;
        };
        let (handle, key) = self.given_out[index];
        let expected = match key.and_then(|key| self.waiting.remove(&key)) {
            Some((event, _)) => Ok(event),
            None => Err(StaleHandle(handle)),
        };
        assert_eq!(self.queue.cancel(handle), expected);
    }

    fn reschedule(&mut self, regime: Regime) {
        let Some(index) = self.pick(regime) else {
            return;
        };
        let at = self.time(regime);
        let (handle, key) = self.given_out[index];
        let moved = key.and_then(|key| self.waiting.remove(&key));
        let expected = match moved {
            Some(event) => {
                self.sequence += 1;
                let key = (at, self.sequence);
                self.waiting.insert(key, event);
                self.given_out[index].1 = Some(key);
                Ok(())
            }
            None => Err(StaleHandle(handle)),
        };
        assert_eq!(self.queue.reschedule(handle, at), expected);
    }
}

#[expect(
    clippy::boxed_local,
    reason = "a large queue must not pass over the stack"
)]
fn endures<Q: EventQueue<u32>>(mut queue: Box<Q>) {
    let operations = std::env::var("OPERATIONS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(60_000);
    for regime in REGIMES {
        let mut bench = Bench {
            queue: &mut *queue,
            waiting: BTreeMap::new(),
            given_out: Vec::new(),
            sequence: 0,
            now: Instant::ZERO,
            stream: Stream::new(1970, regime.name, 0),
        };
        for _ in 0..operations {
            bench.step(regime);
        }
        let mut expected = bench.waiting.iter();
        bench.queue.for_each_in_order(|handle, at, event| {
            let ((time, _), waiting) = expected.next().expect("no more than wait");
            assert_eq!((at, (*event, handle)), (*time, *waiting), "{}", regime.name);
        });
        assert!(expected.next().is_none(), "{}", regime.name);
        bench.queue.clear();
        assert!(bench.queue.is_empty() && bench.queue.peek().is_none());
    }
}

#[test]
fn the_heap_agrees_with_a_sorted_map_however_long() {
    endures(Box::new(HeapQueue::<u32, CAPACITY>::EMPTY));
}

#[test]
fn the_wheel_agrees_with_a_sorted_map_however_long() {
    endures(Box::new(WheelQueue::<u32, CAPACITY>::EMPTY));
}

#[test]
fn the_small_wheel_agrees_with_a_sorted_map_however_long() {
    endures(Box::new(SmallWheelQueue::<u32, CAPACITY>::EMPTY));
}

#[test]
fn the_ladder_agrees_with_a_sorted_map_however_long() {
    endures(Box::new(Ladder::EMPTY));
}

/// So few events have fewer blocks than there are slots, which take them back from each other.
#[test]
fn a_small_ladder_agrees_with_a_sorted_map_however_long() {
    endures(Box::new(LadderQueue::<u32, 16, { blocks_for(16) }>::EMPTY));
}
