//! Our queues.

use polanyi::room::Grown;
use polanyi_core::kernel::queue::heap::{Entry, HeapQueueOf, Slot};
use polanyi_core::kernel::queue::ladder::{self, Block, LadderQueueOf, blocks_for};
use polanyi_core::kernel::queue::wheel::{Apart, Cell, Node, WheelQueueOf};
use polanyi_core::kernel::queue::{EventQueue, Handle, LadderQueue, SmallWheelQueue, WheelQueue};
use polanyi_core::kernel::time::Instant;

use super::{Holding, Queue};
use crate::increments::Shape;
use crate::rounds::Contender;
use crate::timers::{CancelQueue, Timers};

/// The heap, over lists that grow: the same code as the board's, whose lists lie in place.
pub type HeapOf<E> = HeapQueueOf<Grown<Entry, 0x7fff_ffff>, Grown<Slot<E>, 0x7fff_ffff>>;

/// The wheel, over lists that grow.
pub type WheelOf<E> =
    WheelQueueOf<Apart<Grown<Cell<E>, 0x7fff_ffff>, Grown<Node<u32>, 0x7fff_ffff>>, u32, 64, 11>;

/// The heap, for events as the queues have here.
pub type Heap = HeapOf<u64>;

/// The wheel, in place, as on a board.
pub type Wheel = WheelQueue<u64, SMALL>;

/// The wheel over lists that grow.
pub type LargeWheel = WheelOf<u64>;

/// The wheel with digits of four bits, in place.
pub type SmallWheel = SmallWheelQueue<u64, SMALL>;

/// The ladder, in place.
pub type Ladder = LadderQueue<u64, SMALL, { blocks_for(SMALL) }>;

/// The ladder over lists that grow.
pub type LargeLadder = LadderQueueOf<
    Grown<ladder::Cell<u64>, LARGE>,
    Grown<u16, LARGE>,
    Grown<Block, 0x7fff_ffff>,
    64,
    11,
>;

/// The most events that a ladder over lists has here.
const LARGE: u32 = 1 << 21;

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

impl Ours for SmallWheel {
    const NAME: &'static str = "SmallWheelQueue";
}

impl Ours for Ladder {
    const NAME: &'static str = "LadderQueue";
}

impl Ours for LargeLadder {
    const NAME: &'static str = "LadderQueue";
}

/// One of our queues in a box.
#[derive(Debug)]
pub struct Boxed<Q>(Box<Q>);

impl<Q: Ours> Queue for Boxed<Q> {
    const NAME: &'static str = Q::NAME;

    fn with_room(_: usize) -> Self {
        Self(Box::new(Q::EMPTY))
    }

    #[inline(always)]
    fn push(&mut self, at: u64, event: u64) {
        self.plan(at, event);
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        let (at, event) = EventQueue::pop(&mut *self.0).expect("it is never empty");
        (at.ticks(), event)
    }
}

impl<Q: Ours> CancelQueue for Boxed<Q> {
    type Handle = Handle;

    #[inline(always)]
    fn plan(&mut self, at: u64, event: u64) -> Handle {
        self.0
            .schedule(Instant::from_ticks(at), event)
            .expect("there is room for every event")
    }

    #[inline(always)]
    fn cancel(&mut self, _: u64, handle: Handle) {
        self.0.cancel(handle).expect("it waits");
    }
}

/// The names of those that are measured at every size.
pub const NAMES: [&str; 3] = [
    <Heap as Ours>::NAME,
    <Wheel as Ours>::NAME,
    <Ladder as Ours>::NAME,
];

/// All of them, holding.
pub fn all(pending: usize, shape: Shape, mean: u64) -> Vec<Box<dyn Contender>> {
    let heap = hold::<Heap>(pending, shape, mean);
    if pending <= SMALL {
        let wheel = hold::<Wheel>(pending, shape, mean);
        vec![heap, wheel, hold::<Ladder>(pending, shape, mean)]
    } else {
        let wheel = hold::<LargeWheel>(pending, shape, mean);
        vec![heap, wheel, hold::<LargeLadder>(pending, shape, mean)]
    }
}

fn hold<Q: Ours + 'static>(pending: usize, shape: Shape, mean: u64) -> Box<dyn Contender> {
    Box::new(Holding::<Boxed<Q>>::new(pending, shape, mean))
}

/// All of them, with timers.
pub fn timers(agents: usize) -> Vec<Box<dyn Contender>> {
    let heap = time::<Heap>(agents);
    if 2 * agents <= SMALL {
        vec![heap, time::<Wheel>(agents), time::<Ladder>(agents)]
    } else {
        vec![
            heap,
            time::<LargeWheel>(agents),
            time::<LargeLadder>(agents),
        ]
    }
}

fn time<Q: Ours + 'static>(agents: usize) -> Box<dyn Contender> {
    Box::new(Timers::<Boxed<Q>>::new(agents))
}
