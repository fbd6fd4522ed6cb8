//! The test pattern: a picture by which display, card, keys and watchdog are seen to work.
#![no_std]
#![no_main]

use cortex_m_rt::entry;
use embedded_hal::digital::InputPin as _;
use polanyi_firmware::board::Board;
use polanyi_firmware::board::watchdog::Watchdog;
use polanyi_firmware::journal::{Crc32, Found, Journal, PAYLOAD_BYTES};
use polanyi_firmware::tiles::{FRAME_BYTES, Frame, ROW_BYTES};

polanyi_firmware::stop_on_faults!();

#[entry]
fn main() -> ! {
    static mut FRAME: Frame = [0; FRAME_BYTES];
    let board = Board::start();
    let Ok(mut display) = Board::display();
    match Board::card() {
        Ok(card) => match Journal::<_, Crc32>::open(card) {
            Ok((mut journal, found)) => {
                let count = match found {
                    Found::Value(payload) => payload[0],
                    _ => 0,
                };
                let written = journal.put(&[count + 1; PAYLOAD_BYTES]);
                defmt::info!("starts {=u8} kept {=bool}", count, written.is_ok());
            }
            Err(_) => defmt::info!("no journal"),
        },
        Err(_) => defmt::info!("no card"),
    }
    let mut keys = Board::keys();
    let mut watchdog = Watchdog::start();
    // A wedge of greys.
    for (index, byte) in FRAME.iter_mut().enumerate() {
        *byte = u8::try_from(index % ROW_BYTES / 4).unwrap_or(0) * 0x11;
    }
    let mut last = u8::MAX;
    loop {
        let pressed = keys.iter_mut().enumerate().fold(0, |sum, (index, key)| {
            sum | u8::from(key.is_low().unwrap_or(false)) << index
        });
        if pressed != last {
            defmt::info!("keys {=u8:05b} at {=u64}", pressed, board.clock.now());
            last = pressed;
        }
        for (index, byte) in FRAME.iter_mut().take(8 * ROW_BYTES).enumerate() {
            let key = index % ROW_BYTES / 8;
            *byte = if pressed >> key & 1 == 1 { 0xff } else { 0 };
        }
        if display.show(FRAME).is_ok() && pressed != 0b11111 {
            watchdog.feed();
        }
    }
}
