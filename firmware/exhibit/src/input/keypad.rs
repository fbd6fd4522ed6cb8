//! The keypad: five pins that are low while their key is pressed.

use embedded_hal::digital::InputPin;

use super::debounce::{Debouncer, Edge};
use super::key::{Key, KeyEvent, KeySet};

/// Five pins in the order of [`Key::ALL`], low while pressed.
#[derive(Debug)]
pub struct Keypad<P> {
    pins: [P; 5],
    contacts: [Debouncer; 5],
}

impl<P: InputPin> Keypad<P> {
    /// A keypad on pins that are inputs already.
    pub const fn new(pins: [P; 5]) -> Self {
        Self {
            pins,
            contacts: [Debouncer::new(); 5],
        }
    }

    /// Samples all pins at `now`, milliseconds, and tells what was pressed or released. Best called every few milliseconds.
    ///
    /// A pin that cannot be read counts as open: a broken key is not a pressed one.
    pub fn scan(&mut self, now: u32) -> impl Iterator<Item = KeyEvent> {
        Key::ALL
            .into_iter()
            .zip(self.pins.iter_mut().zip(&mut self.contacts))
            .filter_map(move |(key, (pin, contact))| {
                let made = pin.is_low().unwrap_or(false);
                let edge = contact.sample(made, now)?;
                Some(KeyEvent {
                    key,
                    pressed: edge == Edge::Pressed,
                })
            })
    }

    /// Whether all keys have been open for long enough: nothing happens before one is touched.
    pub fn is_quiet(&self) -> bool {
        self.contacts.iter().all(Debouncer::is_released)
    }

    /// The keys that are down now.
    pub fn down(&self) -> KeySet {
        let mut down = KeySet::NONE;
        for (key, contact) in Key::ALL.into_iter().zip(&self.contacts) {
            down = down.with(key, contact.is_down());
        }
        down
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use core::cell::Cell;
    use std::vec::Vec;

    use embedded_hal::digital::{Error, ErrorKind, ErrorType};

    use super::*;

    /// A pin on a wire that a test pulls; it can break.
    struct Wire<'a>(&'a Cell<Option<bool>>);

    #[derive(Debug)]
    struct Broken;

    impl Error for Broken {
        fn kind(&self) -> ErrorKind {
            ErrorKind::Other
        }
    }

    impl ErrorType for Wire<'_> {
        type Error = Broken;
    }

    impl InputPin for Wire<'_> {
        fn is_high(&mut self) -> Result<bool, Broken> {
            self.0.get().ok_or(Broken)
        }
        fn is_low(&mut self) -> Result<bool, Broken> {
            self.is_high().map(|high| !high)
        }
    }

    #[test]
    fn keys_are_told_apart_and_a_broken_pin_is_an_open_one() {
        let wires = [const { Cell::new(Some(true)) }; 5];
        let mut keypad = Keypad::new(wires.each_ref().map(Wire));
        let mut events = Vec::new();
        for now in 0..300 {
            wires[3].set(Some(!(100..200).contains(&now)));
            wires[0].set((now < 150).then_some(now < 50));
            events.extend(keypad.scan(now));
            // Closed for all we know at first; then one is touched; in the end all have been open for long enough.
            match now {
                10 | 51 | 120 | 205 => assert!(!keypad.is_quiet(), "at {now}"),
                45 | 240 => assert!(keypad.is_quiet(), "at {now}"),
                _ => {}
            }
            if now == 120 {
                assert_eq!(
                    keypad.down(),
                    KeySet::NONE.with(Key::Right, true).with(Key::Up, true)
                );
            }
        }
        let told = |key, pressed| KeyEvent { key, pressed };
        assert_eq!(
            events,
            [
                told(Key::Up, true),
                told(Key::Right, true),
                told(Key::Up, false),
                told(Key::Right, false)
            ]
        );
    }
}
