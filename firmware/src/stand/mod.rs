//! The stand: what the exhibit needs of a board, and what runs it on any.
//!
//! A new board is a file that implements [`Stand`], and a binary of a few lines.

mod jammed;
mod keeper;
mod kept;
mod report;

use core::mem::MaybeUninit;

use embedded_hal::digital::InputPin;
use embedded_storage::nor_flash::NorFlash;
use polanyi_core::kernel::codec::{Encode as _, Writer};
use polanyi_core::model::BoardRun;
use polanyi_exhibit::exhibit::{SECOND, fingerprint};
use polanyi_exhibit::input::Keypad;
use polanyi_exhibit::service::Service;
use polanyi_exhibit::{Exhibit, Frame, Gallery, Poll, Scene, Visit};

use self::jammed::Jammed;
pub use self::keeper::{Keeper, Memory, Wrote};
pub use self::kept::Kept;
pub use self::report::Report;

/// The exhibit's clock wraps ten seconds after every start, so that what does not bear it is seen every day, and not for the
/// first time after seven weeks.
const CLOCK_START_MS: u32 = u32::MAX - 10_000;

/// After so many stops in a row, the service screen is shown first, and no stored visit goes on.
pub const STOPS_SUSPECT: u32 = 3;

/// A stand that has run for so long has forgotten its earlier stops.
const SETTLED_MS: u64 = 60_000;

/// Pictures after which all of the picture is sent again, changed or not.
const REFRESH: u32 = 60 * SECOND;

/// A board with a display of 128 by 64 pixels or more, five keys, and perhaps a memory.
pub trait Stand {
    /// A key's pin, low while pressed.
    type Pin: InputPin;
    /// A memory for the journal alone.
    type Memory: NorFlash;

    /// The keys, in the order of [`polanyi_exhibit::input::Key::ALL`]; asked for once.
    fn keys(&mut self) -> [Self::Pin; 5];

    /// The memory, if there is one; asked for once.
    fn memory(&mut self) -> Option<Self::Memory>;

    /// Microseconds since the start.
    fn now_us(&mut self) -> u64;

    /// Shows what has changed in a picture, and says whether all of it has arrived at the display.
    fn show(&mut self, frame: &mut Frame) -> bool;

    /// Keeps the watchdog from resetting the board for two seconds more.
    fn feed(&mut self);

    /// Nothing is to be done for a millisecond or more, but a key is being pressed or released, or is down.
    fn rest(&mut self);

    /// Nothing is to be done for so many milliseconds, unless a key is touched. A board that cannot tell looks at its keys meanwhile.
    fn rest_for(&mut self, _ms: u32) {
        self.rest();
    }

    /// Tells what happened.
    fn report(&mut self, report: Report<'_>);

    /// The exhibit has run well for a minute: earlier stops are forgotten.
    fn settle(&mut self);

    /// How often the board has stopped in a row before this start.
    fn stops(&self) -> u32;
}

/// What a stand shows besides the exhibit itself.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The digest of the self-check, and whether it is the one that it must be.
    pub self_check: (u64, bool),
    /// Why the board stopped last.
    pub last_stop: Option<&'a str>,
}

/// A running exhibit and what is around it.
///
/// It is a few kilobytes: a board puts it where its statics lie, not on the stack.
#[derive(Debug)]
pub struct Performance<'a, S: Stand> {
    exhibit: Exhibit<'a>,
    keypad: Keypad<S::Pin>,
    jammed: Jammed,
    keeper: Keeper<S::Memory>,
    frame: &'a mut Frame,
    service: Service<'a>,
    scene: Scene,
    /// A stored visit that is to go on.
    stored: Option<Visit>,
    settled: bool,
    /// Visits that were reported.
    visits: u32,
    slowest_us: u32,
}

impl<'a, S: Stand> Performance<'a, S> {
    /// Reads the memory, and makes the exhibit ready, in a place of its own.
    // By itself, so that what it needs of the stack is free again when the exhibit runs.
    #[inline(never)]
    pub fn begin<'p>(
        place: &'p mut MaybeUninit<Self>,
        stand: &mut S,
        gallery: &Gallery<'a>,
        run: &'a mut BoardRun,
        frame: &'a mut Frame,
        facts: Facts<'a>,
    ) -> &'p mut Self {
        let (keeper, memory) = Keeper::open(stand.memory(), fingerprint(gallery));
        let kept = *keeper.kept();
        let ms = stand.now_us() / 1000;
        stand.report(Report::Started {
            starts: kept.starts,
            seed: kept.seed,
            language: kept.language.code(),
            memory,
            stops: stand.stops(),
            ms,
        });
        let mut exhibit = Exhibit::new(gallery, run, kept.settings());
        let service = Service {
            self_check: Some(facts.self_check),
            starts: kept.starts,
            last_stop: facts.last_stop.or(memory.notice()),
            ..Service::UNKNOWN
        };
        exhibit.tell(service);
        let trouble = stand.stops() >= STOPS_SUSPECT || memory == Memory::Damaged;
        if trouble {
            exhibit.open_service();
        }
        place.write(Self {
            exhibit,
            keypad: Keypad::new(stand.keys()),
            jammed: Jammed::NONE,
            keeper,
            frame,
            service,
            scene: Scene::Attract,
            stored: kept.visit.filter(|_| !trouble),
            settled: false,
            visits: 0,
            slowest_us: 0,
        })
    }

    /// Reads the keys, does what is due, and shows it.
    pub fn step(&mut self, stand: &mut S) {
        if let Some(visit) = self.stored.take() {
            self.resume(stand, visit);
        }
        let now_us = stand.now_us();
        let now = CLOCK_START_MS.wrapping_add(low_bits(now_us / 1000));
        for event in self.keypad.scan(now) {
            let tick = self.exhibit.ticks();
            self.jammed.moved(event.key);
            stand.report(Report::Key { tick, event });
            self.exhibit.key(event);
        }
        match self.exhibit.poll(now, self.frame) {
            Poll::Working => {}
            Poll::Waiting(until) if self.keypad.is_quiet() => {
                stand.rest_for(until.wrapping_sub(now));
            }
            Poll::Waiting(_) => stand.rest(),
            Poll::Drawn => self.drawn(stand, now_us),
        }
    }

    // By itself, as above.
    #[inline(never)]
    fn resume(&mut self, stand: &mut S, visit: Visit) {
        let mut bytes = [0; Visit::BYTES];
        // It fits, by its constant.
        let _ = visit.encode(&mut Writer::new(&mut bytes));
        stand.report(Report::Resumed(&bytes));
        self.exhibit.resume(visit, self.frame);
    }

    fn drawn(&mut self, stand: &mut S, now_us: u64) {
        if stand.show(self.frame) {
            // Only here: a board that is fed has shown a picture.
            stand.feed();
        } else {
            self.frame.invalidate();
            stand.report(Report::Blind);
        }
        let took_us = stand.now_us().saturating_sub(now_us);
        self.slowest_us = self.slowest_us.max(low_bits(took_us));
        let milliseconds = now_us / 1000;
        let scene = self.exhibit.scene();
        if scene != self.scene {
            self.changed(scene);
        }
        // However it ended: by a key, for want of one, or by way of the service screen.
        if self.visits != self.exhibit.visits() {
            self.visits = self.exhibit.visits();
            stand.report(Report::Visit {
                tick: self.exhibit.ticks(),
                log: self.exhibit.log(),
            });
        }
        let tick = self.exhibit.ticks();
        if tick.is_multiple_of(SECOND) {
            self.service.up_seconds = low_bits(milliseconds / 1000);
            self.service.stuck = self.jammed.second(self.keypad.down());
            stand.report(Report::Picture {
                tick,
                digest: self.frame.digest(),
                seconds: self.service.up_seconds,
                stuck: self.service.stuck,
                slowest_us: core::mem::take(&mut self.slowest_us),
            });
            self.exhibit.tell(self.service);
        }
        if tick.is_multiple_of(REFRESH) {
            // A display that a spark has disturbed shows the right picture again.
            self.frame.invalidate();
        }
        if let Some(wrote) = self.keeper.tend(milliseconds, &self.exhibit) {
            stand.report(Report::Wrote(wrote));
        }
        if !self.settled && milliseconds >= SETTLED_MS {
            self.settled = true;
            stand.settle();
        }
    }

    fn changed(&mut self, scene: Scene) {
        if scene == Scene::Service {
            // Staff who open it in another language choose it for those who do not choose.
            self.keeper.set_language(self.exhibit.language());
        }
        self.scene = scene;
    }
}

/// The lower half: milliseconds wrap, and that is what the exhibit expects of a clock.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
const fn low_bits(wide: u64) -> u32 {
    wide as u32
}
