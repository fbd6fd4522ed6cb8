//! A queue behind calls that are never inlined: what is counted and weighed is the queue, not the loop around it.

use core::hint::black_box;

use polanyi_core::kernel::queue::{EventQueue, Handle};
use polanyi_core::kernel::time::Instant;
use polanyi_firmware::board::clock::Clock;

/// As many events as a small exhibit plans.
pub(crate) const PENDING: usize = 256;

const OPERATIONS: u32 = 2_000;

#[inline(never)]
fn schedule<Q: EventQueue<u32>>(queue: &mut Q, at: u64, event: u32) -> Option<Handle> {
    queue.schedule(Instant::from_ticks(at), event).ok()
}

#[inline(never)]
fn cancel<Q: EventQueue<u32>>(queue: &mut Q, handle: Handle) -> bool {
    queue.cancel(handle).is_ok()
}

#[inline(never)]
fn reschedule<Q: EventQueue<u32>>(queue: &mut Q, handle: Handle, at: u64) -> bool {
    queue.reschedule(handle, Instant::from_ticks(at)).is_ok()
}

#[inline(never)]
fn peek<Q: EventQueue<u32>>(queue: &Q) -> Option<u64> {
    queue.peek().map(|(at, _)| at.ticks())
}

#[inline(never)]
fn pop_until<Q: EventQueue<u32>>(queue: &mut Q, end: u64) -> Option<(Instant, u32)> {
    queue.pop_until(Instant::from_ticks(end))
}

/// Counts the work of a queue and tells it; the host knows which queue is in this program.
pub(crate) fn count<Q: EventQueue<u32>>(queue: &mut Q, clock: &Clock) {
    let mut bits = 1;
    tell("generator", clock, || {
        black_box(increment(&mut bits));
    });
    for pending in [16, PENDING] {
        fill(queue, pending, &mut bits);
        let name = if pending == 16 { "hold-16" } else { "hold-256" };
        tell(name, clock, || hold(queue, &mut bits));
    }
    fill(queue, 128, &mut bits);
    let mut handle = schedule(queue, 0, 0);
    tell("schedule-pop-cancel", clock, || {
        handle = swap(queue, handle, &mut bits);
    });
    // Not counted, but weighed: a queue is not complete without them.
    if let Some(handle) = handle {
        black_box(reschedule(queue, handle, 1 << 40));
    }
    black_box(peek(queue));
}

fn tell(name: &str, clock: &Clock, mut work: impl FnMut()) {
    let start = clock.now();
    for _ in 0..OPERATIONS {
        work();
    }
    let ticks = clock.now().saturating_sub(start);
    defmt::info!(
        "count {=str} {=u64} ticks {=u32} operations",
        name,
        ticks,
        OPERATIONS
    );
}

fn fill<Q: EventQueue<u32>>(queue: &mut Q, pending: usize, bits: &mut u32) {
    queue.clear();
    for _ in 0..pending {
        black_box(schedule(queue, increment(bits), 0));
    }
}

/// The next event is planned again.
fn hold<Q: EventQueue<u32>>(queue: &mut Q, bits: &mut u32) {
    if let Some((at, event)) = pop_until(queue, black_box(u64::MAX)) {
        black_box(schedule(
            queue,
            at.ticks().wrapping_add(increment(bits)),
            event,
        ));
    }
}

/// An event happens, its time-out is taken back, and both are planned again.
fn swap<Q: EventQueue<u32>>(
    queue: &mut Q,
    time_out: Option<Handle>,
    bits: &mut u32,
) -> Option<Handle> {
    if let Some(handle) = time_out {
        black_box(cancel(queue, handle));
    }
    let (at, event) = pop_until(queue, black_box(u64::MAX))?;
    let now = at.ticks();
    black_box(schedule(queue, now.wrapping_add(increment(bits)), event));
    schedule(queue, now.wrapping_add(1 << 24), event)
}

/// Uniform below 2^20. G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (2003) 14.
fn increment(bits: &mut u32) -> u64 {
    *bits ^= *bits << 13;
    *bits ^= *bits >> 17;
    *bits ^= *bits << 5;
    u64::from(*bits >> 12)
}
