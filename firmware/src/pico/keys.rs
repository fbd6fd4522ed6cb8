//! The keys: the stick, and beside it four large keys, each of which means what a direction of the stick means.

use embedded_hal::digital::{ErrorType, InputPin};

use super::chip::hal::gpio::{
    DynPinId, Function, FunctionSio, Pin, PinId, PullType, PullUp, SioInput, ValidFunction,
};

/// A contact that connects its pin to ground.
pub(super) type Contact = Pin<DynPinId, FunctionSio<SioInput>, PullUp>;

/// The contact of a pin, which may be any.
pub(super) fn contact<I, F, P>(pin: Pin<I, F, P>) -> Contact
where
    I: PinId + ValidFunction<FunctionSio<SioInput>>,
    F: Function,
    P: PullType,
{
    pin.into_pull_up_input().into_dyn_pin()
}

/// A key: pressed on the stick or on the large key, or on both.
#[expect(
    missing_debug_implementations,
    reason = "a pin's driver cannot be shown"
)]
pub struct Key {
    stick: Contact,
    large: Option<Contact>,
}

impl Key {
    pub(super) const fn new(stick: Contact, large: Option<Contact>) -> Self {
        Self { stick, large }
    }
}

impl ErrorType for Key {
    type Error = <Contact as ErrorType>::Error;
}

impl InputPin for Key {
    fn is_low(&mut self) -> Result<bool, Self::Error> {
        let large = match &mut self.large {
            Some(large) => large.is_low()?,
            None => false,
        };
        Ok(large || self.stick.is_low()?)
    }

    fn is_high(&mut self) -> Result<bool, Self::Error> {
        self.is_low().map(|low| !low)
    }
}
