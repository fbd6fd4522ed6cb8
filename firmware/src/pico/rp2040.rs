//! The chip of the Raspberry Pi Pico.

pub(super) use rp2040_hal as hal;

/// The boot loader that the chip's ROM looks for: for the flash chip of the Pico.
#[unsafe(link_section = ".boot2")]
#[used]
#[expect(unsafe_code, reason = "its section is that of the boot loader")]
static BOOT_LOADER: [u8; 256] = rp2040_boot2::BOOT_LOADER_GENERIC_03H;

/// What makes the flash readable: the boot loader, where it lies in flash.
pub(super) const READABLE: usize = 0x1000_0000;

pub(super) const FLASH_BYTES: u32 = 2 << 20;

pub(super) type Timer = hal::Timer;

/// The timer of microseconds. The two chips name it differently, in a struct that only a macro can take apart.
macro_rules! timer {
    ($parts:ident, $clocks:ident) => {
        $crate::pico::chip::Timer::new($parts.TIMER, &mut $parts.RESETS, &$clocks)
    };
}
pub(super) use timer;
