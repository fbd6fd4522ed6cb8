//! The SPI port (PL022) that display and memory card share, and the pin that selects one of them.

use core::convert::Infallible;

use embedded_hal::digital::{self, OutputPin};
use embedded_hal::spi::{ErrorType, Operation, SpiBus, SpiDevice};

use super::port::{Pin, Port};
use super::register::Register;

const RUN_GATE: Register = Register::new(0x400f_e104);
const SSI0: u32 = 1 << 4;

const FORMAT: Register = Register::new(0x4000_8000);
const CONTROL: Register = Register::new(0x4000_8004);
const DATA: Register = Register::new(0x4000_8008);
const STATUS: Register = Register::new(0x4000_800c);
const PRESCALE: Register = Register::new(0x4000_8010);

/// Eight bits, clock low when idle, sampled at its first edge.
const EIGHT_BITS: u32 = 7;
const ENABLED: u32 = 1 << 1;
const ANSWERED: u32 = 1 << 2;
const BUSY: u32 = 1 << 4;
/// Bytes that wait in the port, at most.
const QUEUE: usize = 8;

/// The port. Copies share the hardware.
#[derive(Debug, Clone, Copy)]
pub struct Spi(());

impl Spi {
    pub(super) fn start() -> Self {
        RUN_GATE.set(SSI0);
        for pin in [Pin::P2, Pin::P3, Pin::P4, Pin::P5] {
            Port::A.peripheral(pin);
        }
        Port::D.output(Pin::P0);
        Port::D.drive(Pin::P0, true);
        Port::C.output(Pin::P7);
        CONTROL.write(0);
        // 50 MHz / 8: both the display and any card are fast enough.
        PRESCALE.write(8);
        FORMAT.write(EIGHT_BITS);
        CONTROL.write(ENABLED);
        Self(())
    }
}

/// Sends a byte and takes the one that comes back for it.
fn exchange(byte: u8) -> u8 {
    DATA.write(u32::from(byte));
    while STATUS.read() & ANSWERED == 0 {}
    DATA.read().to_le_bytes()[0]
}

impl ErrorType for Spi {
    type Error = Infallible;
}

impl SpiBus for Spi {
    fn read(&mut self, words: &mut [u8]) -> Result<(), Infallible> {
        words.fill(0xff);
        self.transfer_in_place(words)
    }

    fn write(&mut self, words: &[u8]) -> Result<(), Infallible> {
        // As many at once as the port has room for, on their way out and on their way back.
        for some in words.chunks(QUEUE) {
            for word in some {
                DATA.write(u32::from(*word));
            }
            while STATUS.read() & BUSY != 0 {}
            for _ in some {
                DATA.read();
            }
        }
        Ok(())
    }

    fn transfer(&mut self, read: &mut [u8], write: &[u8]) -> Result<(), Infallible> {
        for index in 0..read.len().max(write.len()) {
            let answer = exchange(write.get(index).copied().unwrap_or(0xff));
            if let Some(place) = read.get_mut(index) {
                *place = answer;
            }
        }
        Ok(())
    }

    fn transfer_in_place(&mut self, words: &mut [u8]) -> Result<(), Infallible> {
        for word in words {
            *word = exchange(*word);
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        // Every byte was waited for.
        Ok(())
    }
}

/// The display's side of the port: selected whenever the card is not.
#[derive(Debug)]
pub struct DisplayBus(pub(super) Spi);

impl ErrorType for DisplayBus {
    type Error = Infallible;
}

impl SpiDevice for DisplayBus {
    fn transaction(&mut self, operations: &mut [Operation<'_, u8>]) -> Result<(), Infallible> {
        for operation in operations {
            match operation {
                Operation::Read(words) => self.0.read(words)?,
                Operation::Write(words) => self.0.write(words)?,
                Operation::Transfer(read, write) => self.0.transfer(read, write)?,
                Operation::TransferInPlace(words) => self.0.transfer_in_place(words)?,
                // The display has no command that waits.
                Operation::DelayNs(_) => {}
            }
        }
        Ok(())
    }
}

/// A pin that goes with the port.
#[derive(Debug)]
pub enum SpiPin {
    /// PD0: low selects the card, high the display.
    CardSelect,
    /// PC7: low for the display's commands, high for pixels.
    DisplayData,
}

impl digital::ErrorType for SpiPin {
    type Error = Infallible;
}

impl OutputPin for SpiPin {
    fn set_low(&mut self) -> Result<(), Infallible> {
        self.drive(false);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        self.drive(true);
        Ok(())
    }
}

impl SpiPin {
    fn drive(&self, high: bool) {
        match self {
            Self::CardSelect => Port::D.drive(Pin::P0, high),
            Self::DisplayData => Port::C.drive(Pin::P7, high),
        }
    }
}
