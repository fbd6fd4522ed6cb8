//! A stage: an exhibit with the board's gallery and memory of its own.

use polanyi_core::model::BoardRun;
use polanyi_exhibit::input::{Key, KeyEvent};
use polanyi_exhibit::{Exhibit, Frame, Language, Settings};
use polanyi_firmware::gallery::GALLERY;

/// An exhibit that a script is carried out on.
pub(crate) struct Stage<'a> {
    pub(crate) exhibit: Exhibit<'a>,
    pub(crate) frame: Box<Frame>,
}

/// A run that has not started.
pub(crate) fn memory() -> Box<BoardRun> {
    Box::new(BoardRun::EMPTY)
}

impl<'a> Stage<'a> {
    pub(crate) fn new(run: &'a mut BoardRun, language: Language) -> Self {
        Self {
            exhibit: Exhibit::new(&GALLERY, run, Settings { language, seed: 0 }),
            frame: Box::new(Frame::new()),
        }
    }

    pub(crate) fn tick(&mut self) {
        self.exhibit.tick(&mut self.frame);
    }

    /// So many ticks pass.
    pub(crate) fn wait(&mut self, ticks: u32) {
        for _ in 0..ticks {
            self.tick();
        }
    }

    /// A key goes down and up within a tick.
    pub(crate) fn tap(&mut self, key: Key) {
        for pressed in [true, false] {
            self.exhibit.key(KeyEvent { key, pressed });
        }
    }
}
