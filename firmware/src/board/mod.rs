//! The LM3S6965 evaluation board: the only room with registers and linker symbols.

pub mod clock;
pub mod fault;
pub mod guard;
pub mod keys;
pub mod led;
pub mod log;
mod port;
mod register;
pub mod spi;
pub mod uart;
pub mod watchdog;

use core::convert::Infallible;

use self::clock::Clock;
use self::keys::Key;
use self::led::Led;
use self::spi::{DisplayBus, Spi, SpiPin};
use self::uart::Uart;
use crate::card::{Card, CardError};
use crate::ssd0323::{DisplayError, Ssd0323};

/// The board's display.
pub type Display = Ssd0323<DisplayBus, SpiPin>;
/// The board's memory card.
pub type MemoryCard = Card<Spi, SpiPin>;

/// The board's parts, started once.
#[derive(Debug)]
pub struct Board {
    /// The 50 MHz clock.
    pub clock: Clock,
    /// The status lamp.
    pub led: Led,
    /// How often the board has stopped in a row before this start.
    pub stops: u32,
}

impl Board {
    /// Starts clock, log and stack guard, and logs why the board stopped last.
    ///
    /// A second call starts everything afresh, which is harmless.
    pub fn start() -> Self {
        let clock = Clock::start();
        Uart::start();
        guard::close();
        let stops = fault::with_last_words(|words| {
            if let Some(text) = words.text() {
                defmt::warn!("last stop: {=str}", text);
            }
            words.stops()
        });
        Self {
            clock,
            led: Led::start(),
            stops,
        }
    }

    /// Starts the display.
    pub fn display() -> Result<Display, DisplayError<Infallible, Infallible>> {
        Ssd0323::start(DisplayBus(Spi::start()), SpiPin::DisplayData)
    }

    /// Starts the memory card, if there is one.
    pub fn card() -> Result<MemoryCard, CardError> {
        Card::start(Spi::start(), SpiPin::CardSelect)
    }

    /// The keys, ready to be read.
    pub fn keys() -> [Key; 5] {
        for key in Key::ALL {
            key.start();
        }
        Key::ALL
    }

    /// Forgets earlier stops: the board has run well.
    pub fn settle(&mut self) {
        fault::with_last_words(|words| {
            words.clear();
        });
        self.stops = 0;
    }
}
