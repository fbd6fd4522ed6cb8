//! The LM3S6965 evaluation board: the only room with registers and linker symbols.

pub mod clock;
pub mod fault;
pub mod guard;
pub mod interrupt;
pub mod keys;
pub mod led;
pub mod log;
mod museum;
mod port;
mod register;
pub mod spi;
mod tick;
pub mod uart;
pub mod watchdog;

use self::clock::Clock;
use self::led::Led;
use self::uart::Uart;
use crate::last_words::LastWords;
use crate::uninit::with_last_words;

pub use self::museum::Museum;

/// The board's parts, started once.
#[derive(Debug)]
pub struct Board {
    /// The 50 MHz clock.
    pub clock: Clock,
    /// The status lamp.
    pub led: Led,
    /// Why the board stopped last, and how often in a row.
    pub last_words: LastWords,
}

impl Board {
    /// Starts clock, log and stack guard, and logs why the board stopped last.
    ///
    /// A second call starts everything afresh, which is harmless.
    pub fn start() -> Self {
        let clock = Clock::start();
        Uart::start();
        guard::close();
        let last_words = with_last_words(|words| words.clone());
        if let Some(words) = last_words.text() {
            defmt::warn!("last stop: {=str}", words);
        }
        Self {
            clock,
            led: Led::start(),
            last_words,
        }
    }

    /// The board has run well: a later stop is the first one again.
    pub fn settle(&mut self) {
        with_last_words(|words| {
            words.clear();
        });
        self.last_words.clear();
    }
}
