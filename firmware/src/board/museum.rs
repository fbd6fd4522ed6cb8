//! The board as a stand: what the exhibit needs of it.

use polanyi_exhibit::Frame;
use polanyi_exhibit::input::Key;

use super::interrupt::Interrupt;
use super::keys::{self, KeyPin};
use super::spi::{DisplayBus, Spi, SpiPin};
use super::tick::Tick;
use super::watchdog::Watchdog;
use super::{Board, guard};
use crate::card::Card;
use crate::ssd0323::Ssd0323;
use crate::stand::{Report, Stand};

/// Ticks of the clock in a microsecond.
const TICKS_A_US: u64 = super::clock::TICKS_A_SECOND as u64 / 1_000_000;

/// Milliseconds between two looks at a key that is being pressed or released.
const LOOK_MS: u32 = 4;

/// The board with its display and its watchdog running.
#[derive(Debug)]
pub struct Museum {
    board: Board,
    spi: Spi,
    tick: Tick,
    display: Option<Ssd0323<DisplayBus, SpiPin>>,
    watchdog: Watchdog,
}

impl Museum {
    /// Starts display, watchdog and the tick that wakes the processor.
    pub fn open(board: Board) -> Self {
        let spi = Spi::start();
        Interrupt::PortE.enable();
        Interrupt::PortF.enable();
        Self {
            board,
            spi,
            tick: Tick::start(),
            display: Ssd0323::start(DisplayBus(spi), SpiPin::DisplayData).ok(),
            watchdog: Watchdog::start(),
        }
    }
}

impl Stand for Museum {
    type Pin = KeyPin;
    type Memory = Card<Spi, SpiPin>;

    fn keys(&mut self) -> [KeyPin; 5] {
        Key::ALL.map(KeyPin::start)
    }

    fn memory(&mut self) -> Option<Self::Memory> {
        Card::start(self.spi, SpiPin::CardSelect).ok()
    }

    fn now_us(&mut self) -> u64 {
        self.board.clock.now() / TICKS_A_US
    }

    fn show(&mut self, frame: &mut Frame) -> bool {
        let shown = self.display.as_mut().map(|display| display.show(frame));
        matches!(shown, Some(Ok(())))
    }

    fn feed(&mut self) {
        self.watchdog.feed();
    }

    fn rest(&mut self) {
        self.tick.after(LOOK_MS);
        cortex_m::asm::wfi();
    }

    fn rest_for(&mut self, ms: u32) {
        self.tick.after(ms);
        // A key that is touched after the last look is looked at now; one between these two instructions, before the next picture.
        // Not with interrupts off: a board that hangs while it sleeps could not tell of it.
        if !keys::were_touched() {
            cortex_m::asm::wfi();
        }
    }

    fn report(&mut self, report: Report<'_>) {
        report.log();
        if let Report::Visit { .. } = report {
            defmt::info!("stack {=u32}", guard::stack_high_water());
        }
    }

    fn settle(&mut self) {
        self.board.settle();
    }

    fn stops(&self) -> u32 {
        self.board.last_words.stops()
    }
}
