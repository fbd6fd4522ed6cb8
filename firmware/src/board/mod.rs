//! The LM3S6965 evaluation board: the only room with registers and linker symbols.

pub mod clock;
pub mod fault;
pub mod guard;
pub mod keys;
pub mod led;
pub mod log;
mod port;
mod register;
pub mod uart;

use self::clock::Clock;
use self::led::Led;
use self::uart::Uart;

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

    /// Forgets earlier stops: the board has run well.
    pub fn settle(&mut self) {
        fault::with_last_words(|words| {
            words.clear();
        });
        self.stops = 0;
    }
}
