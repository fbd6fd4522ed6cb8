//! The exhibit on the LM3S6965 evaluation board.
#![no_std]
#![no_main]

use cortex_m_rt::entry;
use polanyi_core::model::BoardRun;
use polanyi_exhibit::Frame;
use polanyi_firmware::board::{Board, Museum};
use polanyi_firmware::gallery::{GALLERY, self_check};
use polanyi_firmware::stand::{self, Facts};

polanyi_firmware::stop_on_faults!();

#[entry]
fn main() -> ! {
    // In .bss, never on the stack.
    static mut RUN: BoardRun = BoardRun::EMPTY;
    static mut FRAME: Frame = Frame::new();
    let board = Board::start();
    let last_words = board.last_words.clone();
    let facts = Facts {
        self_check: self_check(RUN),
        last_stop: last_words.text(),
    };
    stand::run(
        &mut Museum::open(board),
        &GALLERY,
        RUN,
        FRAME,
        facts,
        |_| true,
    );
    // The loop above goes on for ever.
    loop {
        cortex_m::asm::wfi();
    }
}
