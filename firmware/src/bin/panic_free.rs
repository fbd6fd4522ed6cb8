//! The panic-free proof: the event loop of a board, and the queues for boards, which link only if no panic can be reached.
#![no_std]
#![no_main]
#![expect(
    unsafe_code,
    reason = "the panic handler calls a symbol that nobody defines"
)]

use core::hint::black_box;
use core::panic::PanicInfo;

use cortex_m_rt::entry;
use polanyi_core::kernel::codec::{Source, State, Writer};
use polanyi_core::kernel::queue::{EventQueue, HeapQueue, SmallWheelQueue, WheelQueue};
use polanyi_core::kernel::simulation::Progress;
use polanyi_core::kernel::time::Instant;
use polanyi_core::model::BoardRun;
use polanyi_firmware::places::PLACES;
use polanyi_firmware::self_test::SEED;

unsafe extern "C" {
    fn panic_is_reachable() -> !;
}

#[panic_handler]
fn panic(_info: &PanicInfo<'_>) -> ! {
    // SAFETY: it cannot be called, because a program that refers to it does not link.
    unsafe { panic_is_reachable() }
}

#[entry]
fn main() -> ! {
    static mut RUN: BoardRun = BoardRun::EMPTY;
    static mut BYTES: [u8; 4096] = [0; 4096];
    for place in &PLACES {
        let Ok(scenario) = place.scenario() else {
            continue;
        };
        if RUN.start(black_box(&scenario), black_box(SEED)).is_err() {
            continue;
        }
        while let Ok(Some(year)) = RUN.next_year() {
            black_box(year);
        }
        // The other way to run: in slices, between which a board can draw.
        if RUN.start(black_box(&scenario), black_box(SEED)).is_ok() {
            while let Ok(Progress::Paused) = RUN.run_for(black_box(100)) {}
        }
        // And to be switched off at any moment, and to go on.
        if let Ok(written) = RUN.save_checkpoint(BYTES) {
            let bytes = BYTES.get(..black_box(written)).unwrap_or(&[]);
            let _ = black_box(RUN.restore_checkpoint(&scenario, SEED, bytes));
        }
        black_box((RUN.digest(), RUN.events()));
    }
    // The ladder is not among them: the sorting and copying of `core` that it calls have panics that are linked, reached or not.
    drive::<HeapQueue<u32, 16>>(BYTES);
    drive::<WheelQueue<u32, 16>>(BYTES);
    drive::<SmallWheelQueue<u32, 16>>(BYTES);
    planted();
    loop {
        cortex_m::asm::wfi();
    }
}

/// Every call on a queue, with times and handles that the compiler cannot know.
fn drive<Q: EventQueue<u32> + State>(bytes: &mut [u8]) {
    let mut queue = Q::EMPTY;
    let queue = black_box(&mut queue);
    let at = |ticks| Instant::from_ticks(black_box(ticks));
    while black_box(true) {
        if let Ok(handle) = queue.schedule(at(1), black_box(2)) {
            let _ = black_box(queue.reschedule(black_box(handle), at(3)));
            let _ = black_box(queue.cancel(black_box(handle)));
        }
        black_box(queue.peek());
        black_box(queue.pop_until(at(4)));
        black_box(queue.pop());
        black_box((queue.len(), queue.capacity()));
    }
    queue.for_each_in_order(|handle, at, event| {
        black_box((handle, at, event));
    });
    let _ = black_box(queue.save(&mut Writer::new(bytes)));
    let _ = black_box(queue.load(&mut Source::new(black_box(bytes))));
    queue.clear();
}

/// The negative control: with its feature the proof must fail here.
fn planted() {
    if cfg!(feature = "planted-index") {
        let words = black_box([1_u32, 2, 3]);
        black_box(words[black_box(1_usize)]);
    }
}
