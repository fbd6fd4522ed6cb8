//! The chip of the Raspberry Pi Pico 2, with its two Cortex-M33.

pub(super) use rp235x_hal as hal;

use hal::block::ImageDef;

/// What the chip's ROM looks for: a program that may do everything.
#[unsafe(link_section = ".start_block")]
#[used]
#[expect(unsafe_code, reason = "its section is where the ROM looks")]
static IMAGE: ImageDef = ImageDef::secure_exe();

/// What makes the flash readable: a function of the ROM's, which it has left in a RAM of its own.
pub(super) const READABLE: usize = 0x400e_0000;

pub(super) const FLASH_BYTES: u32 = 4 << 20;

pub(super) type Timer = hal::Timer<hal::timer::CopyableTimer0>;

/// The timer of microseconds. The two chips name it differently, in a struct that only a macro can take apart.
macro_rules! timer {
    ($parts:ident, $clocks:ident) => {
        $crate::pico::chip::Timer::new_timer0($parts.TIMER0, &mut $parts.RESETS, &$clocks)
    };
}
pub(super) use timer;
