//! A board that a debugger stops between two pictures, so that nothing depends on how fast it is or how busy this machine.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use polanyi_exhibit::Language;
use polanyi_exhibit::exhibit::SECOND;
use polanyi_exhibit::input::Key;

use super::card::Card;
use super::debugger::{Debugger, Socket};
use super::machine::{LIKE_THE_BOARD, Model, Setup};
use super::program::Program;
use super::session::Session;

const LIMIT: Duration = Duration::from_mins(4);

/// Pictures in which a key that goes down or up is noticed.
const NOTICED: u32 = 2;

/// How often a key is offered that QEMU does not take.
const TRIES: u32 = 10;

/// A board that stands still between two pictures.
pub(super) struct Stopped {
    pub(super) session: Session,
    debugger: Debugger,
    /// Where a picture is begun: the one before is on the screen.
    between: u32,
    /// Where the exhibit is told what the service screen shows: after each second's last picture.
    every_second: u32,
    /// Pictures so far.
    drawn: u32,
    _card: Card,
    _socket: Socket,
}

impl Stopped {
    /// A board that is about to draw its first picture.
    pub(super) fn start(model: Model, program: &Path, language: Language) -> Result<Self> {
        let card = Card::of_language(language)?;
        let socket = Socket::new(language.tag());
        let session = Session::start(&Setup {
            time: LIKE_THE_BOARD,
            card: Some(card.0.clone()),
            debugger: Some(socket.0.clone()),
            halted: true,
            ..Setup::new(model, program, LIMIT)
        })?;
        let code = Program::read(program)?;
        let mut board = Self {
            session,
            debugger: Debugger::attach(&socket)?,
            between: code.function("Exhibit::finish_tick")?,
            every_second: code.function("Exhibit::tell")?,
            drawn: 0,
            _card: card,
            _socket: socket,
        };
        board.debugger.run_to(&[board.between])?;
        // Until it was touched, a key of the emulator reads as pressed.
        for key in Key::ALL {
            board.hold(key, true)?;
            board.hold(key, false)?;
        }
        Ok(board)
    }

    /// Lets so many pictures be drawn.
    pub(super) fn wait(&mut self, pictures: u32) -> Result<()> {
        let end = self.drawn + pictures;
        // Each stop takes its time, so a board is stopped once a second as long as it can be.
        if end >= self.next_second() {
            while end >= self.next_second() {
                self.debugger.run_to(&[self.every_second])?;
                self.drawn = self.next_second();
            }
            self.debugger.run_to(&[self.between])?;
        }
        while self.drawn < end {
            self.debugger.run_to(&[self.between])?;
            self.drawn += 1;
        }
        self.session.drain()
    }

    /// Pictures that are drawn when the next second begins.
    const fn next_second(&self) -> u32 {
        (self.drawn / SECOND + 1) * SECOND
    }

    /// Presses a key and releases it, each for as long as it takes to be noticed.
    pub(super) fn press(&mut self, key: Key) -> Result<()> {
        for down in [true, false] {
            self.hold(key, down)?;
            self.wait(NOTICED)?;
        }
        Ok(())
    }

    /// Holds a key down, or lets it go, within a picture: QEMU takes keys only of a board that runs.
    pub(super) fn hold(&mut self, key: Key, down: bool) -> Result<()> {
        let between = [self.between];
        let mut tries = 0..TRIES;
        loop {
            self.debugger.go_on_to(&between)?;
            let taken = self.session.hold(key, down);
            self.debugger.stopped()?;
            self.drawn += 1;
            match taken {
                Ok(()) => return self.session.drain(),
                // The picture was drawn too soon, most likely.
                Err(_) if tries.next().is_some() => {}
                Err(error) => return Err(error.context("the board takes no keys")),
            }
        }
    }

    /// Ends the board, which must not have started again in the meantime.
    pub(super) fn end(self) -> Result<()> {
        self.debugger.detach()?;
        let starts = self.session.twin.starts;
        ensure!(starts == 1, "the board has started {starts} times");
        self.session.end()
    }
}
