//! What a queue takes: bytes an event, bytes once, bytes of code.

use polanyi_core::kernel::queue::ladder::{self, Block, blocks_for};
use polanyi_core::kernel::queue::wheel::{Cell, Node};
use polanyi_core::kernel::queue::{HeapQueue, SmallWheelQueue, WheelQueue};

/// What cannot be measured in nanoseconds, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// The queue.
    pub queue: &'static str,
    /// Bytes.
    pub bytes: f64,
}

/// An event of eight bytes, which is what every figure here has.
type Event = u64;

/// The board's queues: what each takes for an event beside the event, and once. A board has no more events than this.
const PLACES: usize = 256;

/// Bytes an event on a board, without the event, of the queue that takes the fewest.
pub fn board_event() -> Weight {
    lightest(&board(|many, one| {
        (many - one) / (PLACES - 1) - size_of::<Event>()
    }))
}

/// Bytes once on a board, of the queue that takes the fewest for an event.
pub fn board_once() -> Weight {
    let queue = board_event().queue;
    let once = board(|many, one| one - (many - one) / (PLACES - 1));
    let of_queue = once.iter().filter(|weight| weight.queue == queue);
    lightest(&of_queue.copied().collect::<Vec<_>>())
}

/// Of each of the board's queues, from the sizes of one with many places and of one with one.
fn board(weigh: impl Fn(usize, usize) -> usize) -> [Weight; 3] {
    let sizes = [
        (
            "HeapQueue",
            size_of::<HeapQueue<Event, PLACES>>(),
            size_of::<HeapQueue<Event, 1>>(),
        ),
        (
            "WheelQueue",
            size_of::<WheelQueue<Event, PLACES>>(),
            size_of::<WheelQueue<Event, 1>>(),
        ),
        (
            "SmallWheelQueue",
            size_of::<SmallWheelQueue<Event, PLACES>>(),
            size_of::<SmallWheelQueue<Event, 1>>(),
        ),
    ];
    sizes.map(|(queue, many, one)| Weight {
        queue,
        bytes: float(weigh(many, one)),
    })
}

/// Bytes an event on a host, with the event, of the queue that takes the fewest: all of them can cancel.
pub fn host_event() -> Weight {
    const MANY: usize = 1 << 20;
    let blocks = blocks_for(MANY) * size_of::<Block>();
    let cell = size_of::<ladder::Cell<Event>>() + size_of::<u16>();
    lightest(&[
        Weight {
            queue: "LadderQueue",
            bytes: float(cell) + float(blocks) / float(MANY),
        },
        Weight {
            queue: "WheelQueue",
            bytes: float(size_of::<Cell<Event>>() + size_of::<Node<u32>>()),
        },
    ])
}

/// Bytes of code on a Cortex-M4, optimised for size, of the queue that has the fewest, as pinned in `benches/instructions.toml`.
pub fn code() -> Option<Weight> {
    lightest_code(include_str!("../instructions.toml"))
}

fn lightest_code(pins: &str) -> Option<Weight> {
    let (_, codes) = pins.rsplit_once("[code-bytes.")?;
    let codes = codes.split("\n[").next()?;
    let weights = ["HeapQueue", "WheelQueue", "SmallWheelQueue"].map(|queue| {
        let name = format!("\"{queue} thumbv7em-none-eabihf\" = ");
        let bytes = codes.lines().find_map(|line| line.strip_prefix(&name));
        Some(Weight {
            queue,
            bytes: bytes?.parse().ok()?,
        })
    });
    let weights: Vec<_> = weights.into_iter().flatten().collect();
    (!weights.is_empty()).then(|| lightest(&weights))
}

/// The one with the fewest bytes, the last of several: the board's small wheel rather than its large one.
fn lightest(weights: &[Weight]) -> Weight {
    let least = weights
        .iter()
        .rev()
        .min_by(|a, b| a.bytes.total_cmp(&b.bytes));
    *least.expect("there is a queue")
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a queue has less than 2^53 bytes"
)]
fn float(bytes: usize) -> f64 {
    bytes as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_what_the_page_on_queues_says() {
        let event = board_event();
        assert_eq!((event.queue, event.bytes), ("SmallWheelQueue", 16.0));
        let once = board_once();
        assert!(once.queue == event.queue && (500.0..620.0).contains(&once.bytes));
        let host = host_event();
        assert_eq!(host.queue, "LadderQueue");
        assert!((27.0..=28.0).contains(&host.bytes), "{}", host.bytes);
    }

    #[test]
    fn code_is_that_of_the_compiler_pinned_last() {
        let pins = "[code-bytes.\"rustc 1\"]\n\"HeapQueue thumbv7em-none-eabihf\" = 9.0\n\n\
            [code-bytes.\"rustc 2\"]\n\"HeapQueue thumbv7em-none-eabihf\" = 7.0\n\
            \"WheelQueue thumbv7em-none-eabihf\" = 8.0\n\"WheelQueue thumbv6m-none-eabi\" = 1.0\n\n\
            [ram-bytes.\"rustc 2\"]\n\"SmallWheelQueue thumbv7em-none-eabihf\" = 2.0\n";
        let found = lightest_code(pins).expect("it is pinned");
        assert_eq!((found.queue, found.bytes), ("HeapQueue", 7.0));
        assert_eq!(lightest_code("[board]\n"), None);
        assert!(code().is_some());
    }
}
