//! The watchdog: resets a board that has not fed it for a while, whatever the program does.

use super::clock::TICKS_A_SECOND;
use super::interrupt::Interrupt;
use super::register::Register;

const RUN_GATE: Register = Register::new(0x400f_e100);
const WATCHDOG: u32 = 1 << 3;

const LOAD: Register = Register::new(0x4000_0000);
const CONTROL: Register = Register::new(0x4000_0008);
const CLEAR: Register = Register::new(0x4000_000c);
const LOCK: Register = Register::new(0x4000_0c00);

/// Counting, and a reset when it has counted down twice without being fed.
const RESETS: u32 = 0b11;
const UNLOCKED: u32 = 0x1acc_e551;

/// Half of the patience: the counter runs down twice before the reset.
const HALF_PATIENCE: u32 = TICKS_A_SECOND;

/// The running watchdog, whose patience is two seconds.
#[derive(Debug)]
pub struct Watchdog(());

impl Watchdog {
    /// Starts it. Nothing but a reset stops it again.
    pub fn start() -> Self {
        RUN_GATE.set(WATCHDOG);
        LOCK.write(UNLOCKED);
        LOAD.write(HALF_PATIENCE);
        CONTROL.write(RESETS);
        LOCK.write(0);
        Interrupt::Watchdog.enable();
        Self(())
    }

    /// Feeds it: only where a frame has just been shown, so that being fed means that the exhibit works.
    pub fn feed(&mut self) {
        LOCK.write(UNLOCKED);
        CLEAR.write(1);
        LOAD.write(HALF_PATIENCE);
        LOCK.write(0);
    }
}
