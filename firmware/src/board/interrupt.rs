//! Interrupts: those that the board uses, and what becomes of them.
#![expect(
    unsafe_code,
    reason = "the interrupt controller takes numbers on trust"
)]

use cortex_m::interrupt::InterruptNumber;
use cortex_m::peripheral::NVIC;

use super::{fault, keys, tick};

/// Priorities, of which the lower number is the higher one: two bits are there on every Cortex-M.
const FIRST: u8 = 0;
const LATER: u8 = 1 << 6;

/// An interrupt of the LM3S6965.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interrupt {
    /// A key but select was touched.
    PortE = 4,
    /// The watchdog has counted down once.
    Watchdog = 18,
    /// The tick.
    Tick = 19,
    /// The key select was touched.
    PortF = 30,
}

// SAFETY: the numbers are those of the chip's data sheet, and never change.
unsafe impl InterruptNumber for Interrupt {
    fn number(self) -> u16 {
        self as u16
    }
}

impl Interrupt {
    /// Lets it through. The watchdog interrupts the others: a board may also hang while it answers one of them.
    pub(super) fn enable(self) {
        let priority = if self == Self::Watchdog { FIRST } else { LATER };
        // SAFETY: no critical section relies on this interrupt's being masked or coming after another, and no other file
        // touches the interrupt controller.
        unsafe {
            cortex_m::Peripherals::steal()
                .NVIC
                .set_priority(self, priority);
            NVIC::unmask(self);
        }
    }
}

/// Answers an interrupt by its number.
pub fn handle(number: i16) {
    if number == Interrupt::Tick as i16 {
        tick::clear();
    } else if number == Interrupt::PortE as i16 || number == Interrupt::PortF as i16 {
        keys::touched();
    } else if number == Interrupt::Watchdog as i16 {
        // The second countdown would reset the board too, but leave no words. It still does where nothing runs any more.
        fault::stop(format_args!("watchdog: no picture for a second"));
    }
}
