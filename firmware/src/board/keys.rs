//! The five keys: low while pressed.

use core::convert::Infallible;

use embedded_hal::digital::{ErrorType, InputPin};

use super::port::{Pin, Port};

/// A key.
#[derive(Debug, Clone, Copy)]
pub enum Key {
    /// PE0.
    Up,
    /// PE1.
    Down,
    /// PE2.
    Left,
    /// PE3.
    Right,
    /// PF1.
    Select,
}

impl Key {
    /// All keys.
    pub const ALL: [Self; 5] = [Self::Up, Self::Down, Self::Left, Self::Right, Self::Select];

    /// Makes the key's pin an input with its pull-up.
    pub fn start(self) {
        let (port, pin) = self.pin();
        port.input(pin);
    }

    const fn pin(self) -> (Port, Pin) {
        match self {
            Self::Up => (Port::E, Pin::P0),
            Self::Down => (Port::E, Pin::P1),
            Self::Left => (Port::E, Pin::P2),
            Self::Right => (Port::E, Pin::P3),
            Self::Select => (Port::F, Pin::P1),
        }
    }
}

impl ErrorType for Key {
    type Error = Infallible;
}

impl InputPin for Key {
    fn is_high(&mut self) -> Result<bool, Infallible> {
        let (port, pin) = self.pin();
        Ok(port.is_high(pin))
    }

    fn is_low(&mut self) -> Result<bool, Infallible> {
        self.is_high().map(|high| !high)
    }
}
