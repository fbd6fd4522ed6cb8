//! Our queues.

use polanyi::room::Grown;
use polanyi_core::kernel::queue::heap::{Entry, HeapQueueOf, Slot};
use polanyi_core::kernel::queue::wheel::{Cell, WheelQueueOf};
use polanyi_core::kernel::queue::{EventQueue, Handle, WheelQueue};
use polanyi_core::kernel::time::Instant;

use super::{Holding, Queue};
use crate::increments::Shape;
use crate::rounds::Contender;
use crate::timers::{CancelQueue, Timers};

/// The heap, over lists that grow: the same code as the board's, whose lists lie in place.
pub type Heap = HeapQueueOf<Grown<Entry, 0x7fff_ffff>, Grown<Slot<u64>, 0x7fff_ffff>>;

/// The wheel, in place, as on a board.
pub type Wheel = WheelQueue<u64, SMALL>;

/// The wheel over a list that grows.
pub type LargeWheel = WheelQueueOf<Grown<Cell<u64, u32>, 0x7fff_ffff>, u32, 64, 11>;

/// From here on a queue lies on the heap: room for 4096 agents with a time-out each.
const SMALL: usize = 8192;

/// One of our queues, and its name.
pub trait Ours: EventQueue<u64> {
    /// The name.
    const NAME: &'static str;
}

impl Ours for Heap {
    const NAME: &'static str = "HeapQueue";
}

impl Ours for Wheel {
    const NAME: &'static str = "WheelQueue";
}

impl Ours for LargeWheel {
    const NAME: &'static str = "WheelQueue";
}

/// One of our queues in a box.
#[derive(Debug)]
pub struct Boxed<Q>(Box<Q>);

impl<Q: Ours> Queue for Boxed<Q> {
    const NAME: &'static str = Q::NAME;

    fn with_room(_: usize) -> Self {
        Self(Box::new(Q::EMPTY))
    }

    fn push(&mut self, at: u64, event: u64) {
        self.plan(at, event);
    }

    fn pop(&mut self) -> (u64, u64) {
        let (at, event) = EventQueue::pop(&mut *self.0).expect("it is never empty");
        (at.ticks(), event)
    }
}

impl<Q: Ours> CancelQueue for Boxed<Q> {
    type Handle = Handle;

    fn plan(&mut self, at: u64, event: u64) -> Handle {
        self.0
            .schedule(Instant::from_ticks(at), event)
            .expect("there is room for every event")
    }

    fn cancel(&mut self, _: u64, handle: Handle) {
        self.0.cancel(handle).expect("it waits");
    }
}

/// Their names.
pub const NAMES: [&str; 2] = [<Heap as Ours>::NAME, <Wheel as Ours>::NAME];

/// All of them, holding.
pub fn all(pending: usize, shape: Shape, mean: u64) -> Vec<Box<dyn Contender>> {
    vec![
        hold::<Heap>(pending, shape, mean),
        if pending <= SMALL {
            hold::<Wheel>(pending, shape, mean)
        } else {
            hold::<LargeWheel>(pending, shape, mean)
        },
    ]
}

fn hold<Q: Ours + 'static>(pending: usize, shape: Shape, mean: u64) -> Box<dyn Contender> {
    Box::new(Holding::<Boxed<Q>>::new(pending, shape, mean))
}

/// All of them, with timers.
pub fn timers(agents: usize) -> Vec<Box<dyn Contender>> {
    vec![
        Box::new(Timers::<Boxed<Heap>>::new(agents)),
        if 2 * agents <= SMALL {
            Box::new(Timers::<Boxed<Wheel>>::new(agents))
        } else {
            Box::new(Timers::<Boxed<LargeWheel>>::new(agents))
        },
    ]
}
