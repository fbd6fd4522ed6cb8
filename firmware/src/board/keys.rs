//! The five keys' pins: low while pressed.

use core::convert::Infallible;
use core::sync::atomic::{AtomicBool, Ordering};

use embedded_hal::digital::{ErrorType, InputPin};
use polanyi_exhibit::input::Key;

use super::port::{Pin, Port};

/// Whether a key was touched since anybody asked.
static TOUCHED: AtomicBool = AtomicBool::new(false);

/// The pin of a key: PE0 to PE3 are up, down, left and right, PF1 is select.
#[derive(Debug, Clone, Copy)]
pub struct KeyPin(Key);

impl KeyPin {
    /// Makes the key's pin an input with its pull-up.
    pub fn start(key: Key) -> Self {
        let (port, pin) = Self(key).pin();
        port.input(pin);
        port.watch(pin);
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

/// A pin has fallen.
pub(super) fn touched() {
    for key in Key::ALL {
        let (port, pin) = KeyPin(key).pin();
        port.notice(pin);
    }
    TOUCHED.store(true, Ordering::Relaxed);
}

/// Whether a key was touched since the last question.
pub(super) fn were_touched() -> bool {
    // A touch between the two would be forgotten; a Cortex-M0 has no instruction for both.
    cortex_m::interrupt::free(|_| {
        let touched = TOUCHED.load(Ordering::Relaxed);
        TOUCHED.store(false, Ordering::Relaxed);
        touched
    })
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
