//! The exhibit on the Raspberry Pi Pico and Pico 2.
#![no_std]
#![no_main]

use core::mem::MaybeUninit;

use cortex_m_rt::entry;
use defmt_rtt as _;
use polanyi_core::model::BoardRun;
use polanyi_exhibit::Frame;
use polanyi_firmware::gallery::{GALLERY, self_check};
use polanyi_firmware::last_words::LastWords;
use polanyi_firmware::pico::{Pico, Room};
use polanyi_firmware::stand::{Facts, Performance};

polanyi_firmware::stop_on_faults!();

#[entry]
fn main() -> ! {
    // Among the statics, never on the stack.
    static mut RUN: BoardRun = BoardRun::EMPTY;
    static mut FRAME: Frame = Frame::new();
    static mut SHOW: MaybeUninit<Performance<'static, Pico>> = MaybeUninit::uninit();
    static mut LAST_WORDS: LastWords = LastWords::NONE;
    static mut ROOM: Room = Room::EMPTY;
    let mut board = Pico::start(ROOM);
    LAST_WORDS.clone_from(&board.last_words);
    let facts = Facts {
        self_check: self_check(RUN),
        last_stop: LAST_WORDS.text(),
    };
    let show = Performance::begin(SHOW, &mut board, &GALLERY, RUN, FRAME, facts);
    loop {
        show.step(&mut board);
    }
}
