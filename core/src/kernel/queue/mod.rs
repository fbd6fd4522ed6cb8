//! The agenda of a run: what is to happen, in the order in which it will.
//!
//! Every queue promises one order: by time, and at the same time in the order of scheduling. Which one is used is part
//! of the type of the simulation.

use core::fmt;
use core::num::{NonZeroU32, NonZeroU64};

use super::codec::{Decode, DecodeError, Encode, Sink, Source};
use super::time::Instant;

mod digits;
pub mod heap;
pub mod ladder;
pub mod wheel;

pub use heap::HeapQueue;
pub use ladder::LadderQueue;
#[cfg(feature = "alloc")]
pub use ladder::ReservedLadderQueue;
#[cfg(feature = "alloc")]
pub use wheel::ReservedWheelQueue;
pub use wheel::{SmallWheelQueue, WheelQueue};

/// Of which kind of queue a checkpoint is, so that another refuses it.
mod kind {
    pub(super) const HEAP: u8 = 0;
    pub(super) const WHEEL: u8 = 1;
    pub(super) const LADDER: u8 = 2;
}

/// The name of one scheduled event. It outlives the event safely: afterwards it is refused.
///
/// 64 bits, the place above the generation: one register on a host. `Option<Handle>` is no larger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(NonZeroU64);

impl Handle {
    /// For the makers of queues: a handle on the `generation`-th event in `slot`.
    #[inline]
    pub fn new(slot: u32, generation: NonZeroU32) -> Self {
        Self(NonZeroU64::from(generation) | u64::from(slot) << 32)
    }

    /// The place in the queue's storage.
    #[inline]
    pub const fn slot(self) -> u32 {
        let [_, _, _, _, a, b, c, d] = self.0.get().to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }

    /// Which event of that place is meant; the first is 1.
    #[inline]
    pub const fn generation(self) -> u32 {
        let [a, b, c, d, ..] = self.0.get().to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({}#{})", self.slot(), self.generation())
    }
}

impl Encode for Handle {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u32(self.slot())?;
        sink.put_u32(self.generation())
    }
}

impl Decode for Handle {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        let slot = source.take_u32()?;
        match NonZeroU32::new(source.take_u32()?) {
            Some(generation) => Ok(Self::new(slot, generation)),
            None => Err(source.invalid("generation", 0)),
        }
    }
}

/// The queue has no room; the event comes back. The run can go on without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full<E>(pub E);

impl<E: fmt::Debug> fmt::Display for Full<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the queue is full and cannot take {:?}; build it with more capacity",
            self.0
        )
    }
}

impl<E: fmt::Debug> core::error::Error for Full<E> {}

/// The handle names no pending event: it has happened or was cancelled. The run can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaleHandle(pub Handle);

impl fmt::Display for StaleHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (slot, generation) = (self.0.slot(), self.0.generation());
        write!(
            f,
            "handle {slot}#{generation} names no pending event; forget handles when their event happens or is cancelled"
        )
    }
}

impl core::error::Error for StaleHandle {}

/// A queue of future events with one order: by time, and at the same time first scheduled, first out.
///
/// ```
/// use polanyi_core::kernel::queue::{EventQueue, HeapQueue};
/// use polanyi_core::kernel::time::Instant;
///
/// let mut queue: HeapQueue<&str, 4> = HeapQueue::EMPTY;
/// let noon = Instant::from_ticks(12);
/// queue.schedule(noon, "first").unwrap();
/// let second = queue.schedule(noon, "second").unwrap();
/// queue.schedule(noon, "third").unwrap();
/// assert_eq!(queue.cancel(second), Ok("second"));
/// assert!(queue.cancel(second).is_err());
/// assert_eq!(queue.pop(), Some((noon, "first")));
/// assert_eq!(queue.pop(), Some((noon, "third")));
/// ```
pub trait EventQueue<E> {
    /// A queue with nothing in it. What `new` of a queue checks at compile time about its capacity, this does not.
    const EMPTY: Self;

    /// How many events it can hold: those that fit, without the places that are worn out.
    fn capacity(&self) -> u32;

    /// How many events wait.
    fn len(&self) -> u32;

    /// Whether none waits.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an event behind all that wait for the same instant, or hands it back if there is no room.
    fn schedule(&mut self, at: Instant, event: E) -> Result<Handle, Full<E>>;

    /// Takes the event out now, so that it no longer takes room, or refuses a handle whose event is gone.
    fn cancel(&mut self, handle: Handle) -> Result<E, StaleHandle>;

    /// Moves the event to `at`, behind all that wait there already, even if it waited there itself.
    ///
    /// The handle stays valid.
    fn reschedule(&mut self, handle: Handle, at: Instant) -> Result<(), StaleHandle>;

    /// The next event and its instant.
    fn peek(&self) -> Option<(Instant, &E)>;

    /// The next event and its instant, taken out.
    fn pop(&mut self) -> Option<(Instant, E)>;

    /// The next event and its instant, taken out, unless it is later than `end`.
    fn pop_until(&mut self, end: Instant) -> Option<(Instant, E)> {
        let (at, _) = self.peek()?;
        if at > end { None } else { self.pop() }
    }

    /// Takes everything out; handles on it become stale. Places that are worn out stay so.
    fn clear(&mut self) {
        while self.pop().is_some() {}
    }

    /// Shows every event in the order in which [`EventQueue::pop`] would return it. For tests and for a look: it may take O(n²), because
    /// there is no memory to sort in.
    fn for_each_in_order<F: FnMut(Handle, Instant, &E)>(&self, visit: F);
}
