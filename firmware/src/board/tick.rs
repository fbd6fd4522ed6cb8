//! The tick: wakes the resting processor when it is time to look at the keys, or for the next picture.

use super::clock::TICKS_A_SECOND;
use super::interrupt::Interrupt;
use super::register::Register;

const RUN_GATE: Register = Register::new(0x400f_e104);
const TIMER0: u32 = 1 << 16;

const CONFIGURATION: Register = Register::new(0x4003_0000);
const MODE: Register = Register::new(0x4003_0004);
const CONTROL: Register = Register::new(0x4003_000c);
const MASK: Register = Register::new(0x4003_0018);
const CLEAR: Register = Register::new(0x4003_0024);
const INTERVAL: Register = Register::new(0x4003_0028);

/// Counts down from the interval once, in 32 bits.
const ONCE: u32 = 1;
const TIME_OUT: u32 = 1;

/// The tick's timer.
#[derive(Debug)]
pub(super) struct Tick(());

impl Tick {
    pub(super) fn start() -> Self {
        RUN_GATE.set(TIMER0);
        CONTROL.write(0);
        CONFIGURATION.write(0);
        MODE.write(ONCE);
        MASK.write(TIME_OUT);
        Interrupt::Tick.enable();
        Self(())
    }

    /// Wakes the processor after so many milliseconds, and not before.
    pub(super) fn after(&mut self, ms: u32) {
        CONTROL.write(0);
        INTERVAL.write((TICKS_A_SECOND / 1000).saturating_mul(ms.max(1)));
        CONTROL.write(1);
    }
}

/// It has been noticed.
pub(super) fn clear() {
    CLEAR.write(TIME_OUT);
}
