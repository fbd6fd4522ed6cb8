//! The serial port (PL011) on the debug connector: 115 200 baud, eight bits, no parity.

use super::port::{Pin, Port};
use super::register::Register;

const RUN_GATE: Register = Register::new(0x400f_e104);
const DATA: Register = Register::new(0x4000_c000);
const FLAGS: Register = Register::new(0x4000_c018);
const DIVISOR: Register = Register::new(0x4000_c024);
const DIVISOR_64THS: Register = Register::new(0x4000_c028);
const LINE: Register = Register::new(0x4000_c02c);
const CONTROL: Register = Register::new(0x4000_c030);

const FULL: u32 = 1 << 5;
const BUSY: u32 = 1 << 3;
/// Eight bits and the queue on.
const EIGHT_BITS: u32 = (3 << 5) | (1 << 4);
/// Sender, receiver and the port itself.
const ENABLED: u32 = (1 << 9) | (1 << 8) | 1;

/// The serial port. Copies share the hardware, and whoever writes last is read last.
#[derive(Debug, Clone, Copy)]
pub struct Uart(());

impl Uart {
    pub(super) fn start() {
        RUN_GATE.set(1);
        Port::A.peripheral(Pin::P0);
        Port::A.peripheral(Pin::P1);
        CONTROL.write(0);
        // 50 MHz / (16 * 115 200) = 27 + 8/64.
        DIVISOR.write(27);
        DIVISOR_64THS.write(8);
        LINE.write(EIGHT_BITS);
        CONTROL.write(ENABLED);
    }

    /// The port, started or not: before the start its words go nowhere.
    pub const fn handle() -> Self {
        Self(())
    }

    /// Sends all bytes and waits for room.
    pub fn send(self, bytes: &[u8]) {
        for byte in bytes {
            while FLAGS.read() & FULL != 0 {}
            DATA.write(u32::from(*byte));
        }
    }

    /// Waits until the last bit has left.
    pub fn drain(self) {
        while FLAGS.read() & BUSY != 0 {}
    }
}
