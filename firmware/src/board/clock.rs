//! The clock: the processor at 50 MHz, and `SysTick` counting its cycles.

use core::sync::atomic::{AtomicU32, Ordering};

use cortex_m::peripheral::syst::SystClkSource;
use cortex_m::peripheral::{SCB, SYST};
use cortex_m_rt::exception;

use super::register::Register;
use crate::wide_clock;

/// Ticks of the clock in a second.
pub const TICKS_A_SECOND: u32 = 50_000_000;

const INTERRUPTS: Register = Register::new(0x400f_e050);
const CONFIGURATION: Register = Register::new(0x400f_e060);
const BYPASS: u32 = 1 << 11;
const POWER_DOWN: u32 = 1 << 13;
const PLL_LOCKED: u32 = 1 << 6;
/// PLL of 200 MHz divided by four, from the board's 8 MHz crystal.
const DIVIDED: u32 = (3 << 23) | (1 << 22) | (0xe << 6);

static WRAPS: AtomicU32 = AtomicU32::new(0);

/// The running clock.
#[derive(Debug)]
pub struct Clock(());

impl Clock {
    pub(super) fn start() -> Self {
        CONFIGURATION.write(DIVIDED | BYPASS | POWER_DOWN);
        CONFIGURATION.write(DIVIDED | BYPASS);
        // The PLL locks within half a millisecond. A board whose PLL never locks runs on, slower, rather than not at all.
        for _ in 0..100_000 {
            if INTERRUPTS.read() & PLL_LOCKED != 0 {
                break;
            }
        }
        CONFIGURATION.write(DIVIDED);
        let mut counter = system_timer();
        counter.set_clock_source(SystClkSource::Core);
        counter.set_reload(wide_clock::PERIOD - 1);
        counter.clear_current();
        counter.enable_interrupt();
        counter.enable_counter();
        Self(())
    }

    /// Ticks since the start.
    pub fn now(&self) -> u64 {
        loop {
            let wraps = WRAPS.load(Ordering::Relaxed);
            let value = SYST::get_current();
            let pending = SCB::is_pendst_pending();
            if WRAPS.load(Ordering::Relaxed) == wraps {
                return wide_clock::ticks(wraps, value, pending);
            }
        }
    }
}

#[expect(unsafe_code, reason = "SysTick belongs to this file")]
fn system_timer() -> SYST {
    // SAFETY: no other file touches SysTick, and this one only starts it.
    unsafe { cortex_m::Peripherals::steal() }.SYST
}

#[exception]
fn SysTick() {
    // Plain load and store: this is the only writer, and a Cortex-M0 has no better.
    WRAPS.store(
        WRAPS.load(Ordering::Relaxed).wrapping_add(1),
        Ordering::Relaxed,
    );
}
