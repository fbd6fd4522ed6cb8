//! Counts the instructions of `WheelQueue` on the board: `cargo xtask instructions`.
#![no_std]
#![no_main]

mod calls;

use cortex_m_rt::entry;
use polanyi_core::kernel::queue::{EventQueue as _, WheelQueue};
use polanyi_firmware::board::Board;

polanyi_firmware::stop_on_faults!();

#[entry]
fn main() -> ! {
    static mut QUEUE: WheelQueue<u32, { calls::PENDING }> = WheelQueue::EMPTY;
    let board = Board::start();
    calls::count(QUEUE, &board.clock);
    defmt::info!("done");
    loop {
        cortex_m::asm::wfi();
    }
}
