//! Faults on purpose: the stack overflows on the first boot, the second one panics, and the third has read the last words of both.
#![no_std]
#![no_main]

use core::hint::black_box;

use cortex_m_rt::entry;
use polanyi_firmware::board::Board;

polanyi_firmware::stop_on_faults!();

#[entry]
fn main() -> ! {
    let board = Board::start();
    match board.last_words.stops() {
        0 => {
            defmt::info!("digging");
            defmt::info!("dug {=u32}", dig(0));
        }
        1 => {
            defmt::info!("panicking");
            panic!("on purpose: {}", black_box(42));
        }
        _ => defmt::info!("done"),
    }
    loop {
        cortex_m::asm::wfi();
    }
}

/// Deeper than any stack.
fn dig(depth: u32) -> u32 {
    let pit = black_box([depth; 16]);
    let below = if black_box(depth) == u32::MAX {
        0
    } else {
        dig(depth.wrapping_add(1))
    };
    below.wrapping_add(black_box(pit)[15])
}
