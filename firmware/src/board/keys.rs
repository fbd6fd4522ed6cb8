//! The five keys' pins: low while pressed.

use core::convert::Infallible;

use embedded_hal::digital::{ErrorType, InputPin};
use polanyi_exhibit::input::Key;

use super::port::{Pin, Port};

/// The pin of a key: PE0 to PE3 are up, down, left and right, PF1 is select.
#[derive(Debug, Clone, Copy)]
pub struct KeyPin(Key);

impl KeyPin {
    /// Makes the key's pin an input with its pull-up.
    pub fn start(key: Key) -> Self {
        let (port, pin) = Self(key).pin();
        port.input(pin);
        Self(key)
    }

    const fn pin(self) -> (Port, Pin) {
        match self.0 {
            Key::Up => (Port::E, Pin::P0),
            Key::Down => (Port::E, Pin::P1),
            Key::Left => (Port::E, Pin::P2),
            Key::Right => (Port::E, Pin::P3),
            Key::Select => (Port::F, Pin::P1),
        }
    }
}

impl ErrorType for KeyPin {
    type Error = Infallible;
}

impl InputPin for KeyPin {
    fn is_high(&mut self) -> Result<bool, Infallible> {
        let (port, pin) = self.pin();
        Ok(port.is_high(pin))
    }

    fn is_low(&mut self) -> Result<bool, Infallible> {
        self.is_high().map(|high| !high)
    }
}
