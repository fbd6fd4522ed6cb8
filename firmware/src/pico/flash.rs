//! The last 64 KB of the board's own flash, for the journal.
#![expect(
    unsafe_code,
    reason = "while flash is written, nothing may run from it"
)]

use core::convert::Infallible;

use embedded_storage::nor_flash::{ErrorType, NorFlash, ReadNorFlash};

use super::chip;
use super::chip::hal::{Watchdog, rom_data};

/// Where flash begins for the processor.
const WINDOW: usize = 0x1000_0000;
/// Where the journal's part begins, in flash. The linker script keeps the program out of it.
const START: u32 = chip::FLASH_BYTES - 64 * 1024;
const BYTES: usize = 64 * 1024;

/// That part of the flash, and the watchdog.
///
/// A page takes up to 0.4 s, and a record for which the next pages are worn out tries one after another, which may be more than the
/// watchdog's patience. Each change ends by itself; so it is fed before each.
#[expect(
    missing_debug_implementations,
    reason = "the watchdog's driver cannot be shown"
)]
pub struct OwnFlash(&'static Watchdog);

impl OwnFlash {
    pub(super) const fn at_the_end(watchdog: &'static Watchdog) -> Self {
        Self(watchdog)
    }
}

impl ErrorType for OwnFlash {
    type Error = Infallible;
}

impl ReadNorFlash for OwnFlash {
    const READ_SIZE: usize = 1;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), Infallible> {
        let start = WINDOW + (START + offset) as usize;
        for (place, byte) in (start..WINDOW + START as usize + BYTES).zip(bytes) {
            // SAFETY: it lies in flash, which is always readable, and no Rust object lies there.
            *byte = unsafe { core::ptr::with_exposed_provenance::<u8>(place).read_volatile() };
        }
        Ok(())
    }

    fn capacity(&self) -> usize {
        BYTES
    }
}

impl NorFlash for OwnFlash {
    const WRITE_SIZE: usize = 256;
    const ERASE_SIZE: usize = 4096;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), Infallible> {
        self.0.feed();
        change(&Change::Erase(START + from, (to - from) as usize));
        Ok(())
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Infallible> {
        self.0.feed();
        change(&Change::Program(START + offset, bytes));
        Ok(())
    }
}

/// What is done to the flash.
enum Change<'a> {
    Erase(u32, usize),
    Program(u32, &'a [u8]),
}

/// Has the chip's ROM change the flash, which cannot be read meanwhile.
fn change(change: &Change<'_>) {
    // SAFETY: so many words lie there, always readable, and no Rust object.
    let readable =
        unsafe { core::ptr::with_exposed_provenance::<[u32; 64]>(chip::READABLE).read_volatile() };
    let rom = Rom {
        connect: rom_data::connect_internal_flash::ptr(),
        leave: rom_data::flash_exit_xip::ptr(),
        erase: rom_data::flash_range_erase::ptr(),
        program: rom_data::flash_range_program::ptr(),
        flush: rom_data::flash_flush_cache::ptr(),
        readable,
    };
    cortex_m::interrupt::free(|_| {
        // SAFETY: interrupts are off and the second core sleeps, so nothing but the function below runs meanwhile;
        // the ranges are the journal's, and the bytes that are written lie in RAM.
        unsafe { carry_out(&rom, change) };
    });
}

/// The ROM's functions, looked up beforehand.
struct Rom {
    connect: unsafe extern "C" fn(),
    leave: unsafe extern "C" fn(),
    erase: unsafe extern "C" fn(u32, usize, u32, u8),
    program: unsafe extern "C" fn(u32, *const u8, usize),
    flush: unsafe extern "C" fn(),
    /// The code that makes the flash readable as it was since the start: 256 bytes that run anywhere.
    readable: [u32; 64],
}

/// The command with which the ROM erases 64 KB at once, where a range has so much.
const BLOCK_ERASE: u8 = 0xd8;

/// # Safety
///
/// Nothing else runs, and the ranges are whole pages that hold no program.
// It lies in RAM: while the flash does not answer, its own code must.
#[unsafe(link_section = ".data.carry_out")]
#[inline(never)]
unsafe fn carry_out(rom: &Rom, change: &Change<'_>) {
    // Thumb code, which an odd address says.
    let readable = rom.readable.as_ptr().expose_provenance() | 1;
    // SAFETY: the order is that of the chips' data sheets, 2.8.3.1.3 of the RP2040's and 5.5.7 of the RP2350's; the code is a
    // function without arguments, which ends in a return.
    unsafe {
        let readable: unsafe extern "C" fn() = core::mem::transmute(readable);
        (rom.connect)();
        (rom.leave)();
        match *change {
            Change::Erase(start, bytes) => (rom.erase)(start, bytes, 1 << 16, BLOCK_ERASE),
            Change::Program(start, bytes) => (rom.program)(start, bytes.as_ptr(), bytes.len()),
        }
        (rom.flush)();
        readable();
    }
}
