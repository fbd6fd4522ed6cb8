//! The status lamp on PF0.

use core::convert::Infallible;

use embedded_hal::digital::{ErrorType, OutputPin};

use super::port::{Pin, Port};

/// The lamp.
#[derive(Debug)]
pub struct Led(());

impl Led {
    pub(super) fn start() -> Self {
        Port::F.output(Pin::P0);
        Self(())
    }
}

impl ErrorType for Led {
    type Error = Infallible;
}

impl OutputPin for Led {
    fn set_low(&mut self) -> Result<(), Infallible> {
        Port::F.drive(Pin::P0, false);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        Port::F.drive(Pin::P0, true);
        Ok(())
    }
}
