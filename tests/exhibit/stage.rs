//! A stage: an exhibit with the board's gallery and memory of its own.

use polanyi_core::model::BoardRun;
use polanyi_exhibit::exhibit::SECOND;
use polanyi_exhibit::input::{Key, KeyEvent};
use polanyi_exhibit::service::Service;
use polanyi_exhibit::{Exhibit, Frame, Language, Settings};
use polanyi_firmware::gallery::{GALLERY, self_check};

use super::script::Step;

/// An exhibit that a script is carried out on, which knows of itself what a board would after its second start.
pub(crate) struct Stage<'a> {
    pub(crate) exhibit: Exhibit<'a>,
    pub(crate) frame: Box<Frame>,
    service: Service<'a>,
}

/// A run that has not started.
pub(crate) fn memory() -> Box<BoardRun> {
    Box::new(BoardRun::EMPTY)
}

impl<'a> Stage<'a> {
    pub(crate) fn new(run: &'a mut BoardRun, language: Language) -> Self {
        let service = Service {
            self_check: Some(self_check(run)),
            starts: 2,
            ..Service::UNKNOWN
        };
        let mut exhibit = Exhibit::new(&GALLERY, run, Settings { language, seed: 0 });
        exhibit.tell(service);
        Self {
            exhibit,
            frame: Box::new(Frame::new()),
            service,
        }
    }

    /// Tells what the service screen shows from now on.
    pub(crate) fn tell(&mut self, service: Service<'a>) {
        self.service = service;
        self.exhibit.tell(service);
    }

    pub(crate) fn tick(&mut self) {
        self.exhibit.tick(&mut self.frame);
        self.service.up_seconds += u32::from(self.exhibit.ticks().is_multiple_of(SECOND));
        self.exhibit.tell(self.service);
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

    /// Carries a script out; `take` is given each picture and its name.
    pub(crate) fn carry_out(
        &mut self,
        script: &[Step],
        mut take: impl FnMut(&str, &Exhibit<'_>, &Frame),
    ) {
        for step in script {
            match *step {
                Step::Wait(ticks) => self.wait(ticks),
                Step::Press(key) => self.tap(key),
                Step::Hold(key, pressed) => self.exhibit.key(KeyEvent { key, pressed }),
                Step::Shot(name) => take(name, &self.exhibit, &self.frame),
            }
        }
    }
}
