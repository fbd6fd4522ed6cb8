//! Calls from bytes: what a fuzzer turns into a run of every queue beside the oracle.
//!
//! A call is a byte, its operand one more or, where a time may be any, eight; one byte stands for a volley of calls. So small changes of the bytes are small changes
//! of the run, and every sequence of bytes means something.

use polanyi_core::kernel::codec::State;
use polanyi_core::kernel::queue::ladder::blocks_for;
use polanyi_core::kernel::queue::{
    EventQueue, HeapQueue, LadderQueue, SmallWheelQueue, WheelQueue,
};

use super::oracle::{Call, Pair};

/// So many events fit: enough for slots to be spread, few enough for the oracle, which is slow.
const ROOM: usize = 64;

type Ladder = LadderQueue<u32, ROOM, { blocks_for(ROOM) }>;

/// Every queue makes the same calls and must agree with a sorted list after each of them.
pub(crate) fn run(bytes: &[u8]) {
    let calls = calls(bytes);
    run_on(&calls, Pair::<HeapQueue<u32, ROOM>>::new());
    run_on(&calls, Pair::<WheelQueue<u32, ROOM>>::new());
    run_on(&calls, Pair::<SmallWheelQueue<u32, ROOM>>::new());
    run_on(&calls, Pair::<Ladder>::new());
}

fn run_on<Q>(calls: &[Call], mut pair: Pair<Q>)
where
    Q: EventQueue<u32> + State,
{
    for call in calls {
        pair.call(*call);
    }
    pair.drain();
}

/// The calls that the bytes stand for.
pub(crate) fn calls(mut bytes: &[u8]) -> Vec<Call> {
    let mut calls = Vec::new();
    while let Some(code) = byte(&mut bytes) {
        let more = match code % 16 {
            5 => volley(&mut bytes),
            other => call(other, &mut bytes).map(|call| vec![call]),
        };
        let Some(more) = more else { break };
        calls.extend(more);
    }
    calls
}

/// Up to 32 events at equal distances, which a short input could not schedule one by one.
fn volley(bytes: &mut &[u8]) -> Option<Vec<Call>> {
    let (count, first, step) = (byte(bytes)? % 32, power(bytes)?, power(bytes)?);
    let event = |number| Call::ScheduleIn {
        after: first.wrapping_add(step.wrapping_mul(number)),
    };
    Some((0..u64::from(count)).map(event).collect())
}

fn call(code: u8, bytes: &mut &[u8]) -> Option<Call> {
    Some(match code {
        0..=2 => Call::Schedule { at: small(bytes)? },
        3 => Call::Schedule { at: any(bytes)? },
        4 => Call::ScheduleIn {
            after: small(bytes)?,
        },
        6 => Call::ScheduleIn {
            after: power(bytes)?,
        },
        7..=9 => Call::Pop,
        10 => Call::PopUntil { end: small(bytes)? },
        11 | 12 => Call::Cancel {
            handle: usize::from(byte(bytes)?),
        },
        13 => Call::Reschedule {
            handle: usize::from(byte(bytes)?),
            at: small(bytes)?,
        },
        14 => Call::SaveAndRestore,
        _ => match byte(bytes)? {
            0 => Call::Clear,
            handle => Call::Reschedule {
                handle: usize::from(handle),
                at: any(bytes)?,
            },
        },
    })
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

/// Few instants, so that events tie, and both ends of time.
fn small(bytes: &mut &[u8]) -> Option<u64> {
    Some(match byte(bytes)? {
        255 => u64::MAX,
        254 => u64::MAX - 1,
        other => u64::from(other),
    })
}

/// A span of any order of magnitude.
fn power(bytes: &mut &[u8]) -> Option<u64> {
    let byte = byte(bytes)?;
    Some((1u64 << (byte % 64)) - u64::from(byte / 64 % 2))
}

fn any(bytes: &mut &[u8]) -> Option<u64> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u64::from_le_bytes(*first))
}
