//! The exhibit: time and keys in, pictures out.

use heapless::Vec;
use polanyi_core::kernel::codec::Sink as _;
use polanyi_core::kernel::digest::Digest;
use polanyi_core::model::BoardRun;

use crate::frame::Frame;
use crate::input::KeyEvent;
use crate::input::log::{Header, Log};
use crate::place::Gallery;
use crate::screens;
use crate::service::Service;
use crate::story::{Scene, Show};
use crate::view::Canvas;
use crate::visit::Visit;
use crate::words::Language;

/// Milliseconds of a tick: twenty pictures a second.
pub const TICK_MS: u32 = 50;
/// Ticks of a second.
pub const SECOND: u32 = 1000 / TICK_MS;
/// Events of a portion: a few milliseconds on a board of 50 MHz, between which it can look at its keys.
const PORTION: u32 = 8;
/// Keys that can go down or up within a tick; those beyond are lost, which no hand can bring about.
const KEYS_MAX: usize = 16;

/// How an exhibit starts.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The language that is spoken when nobody has chosen one.
    pub language: Language,
    /// Which of [`crate::place::SEEDS`] the first visitor's first try has; each visitor has the next one.
    pub seed: u8,
}

impl Settings {
    /// English, and the first seed.
    pub const DEFAULT: Self = Self {
        language: Language::English,
        seed: 0,
    };
}

/// What a poll came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poll {
    /// There is more to be carried out: poll again at once, after a look at the keys.
    Working,
    /// Nothing is to be done before this time.
    Waiting(u32),
    /// A picture was drawn: send its changes.
    Drawn,
}

/// The exhibit, around a run that lies elsewhere.
#[derive(Debug)]
pub struct Exhibit<'a> {
    gallery: Gallery<'a>,
    run: &'a mut BoardRun,
    service: Service<'a>,
    show: Show,
    /// Keys since the last tick.
    inbox: Vec<KeyEvent, KEYS_MAX>,
    /// Ticks since the start.
    ticks: u32,
    /// When the last tick was due; nothing before the first.
    last: Option<u32>,
    log: Log,
    /// Whether the log is of a visit that is not over.
    visited: bool,
    /// Visits that are over.
    visits: u32,
    clipped: u32,
}

impl<'a> Exhibit<'a> {
    /// An exhibit at the start of its story.
    pub fn new(gallery: &Gallery<'a>, run: &'a mut BoardRun, settings: Settings) -> Self {
        Self {
            gallery: *gallery,
            run,
            service: Service::UNKNOWN,
            show: Show::new(settings.language, settings.seed),
            inbox: Vec::new(),
            ticks: 0,
            last: None,
            log: Log::new(),
            visited: false,
            visits: 0,
            clipped: 0,
        }
    }

    /// A key went down or up. It is seen in the next picture.
    pub fn key(&mut self, event: KeyEvent) {
        // More keys than a hand can press in a tick are noise.
        let _ = self.inbox.push(event);
    }

    /// Does what is due at `now`, milliseconds of a clock that may wrap, in portions of a few milliseconds on a board.
    ///
    /// A tick that is late is not made up for: a slow board tells the same story, slower.
    pub fn poll(&mut self, now: u32, frame: &mut Frame) -> Poll {
        if !self.show.work(self.run, PORTION) {
            return Poll::Working;
        }
        let late = match self.last {
            None => TICK_MS,
            Some(last) => now.wrapping_sub(last),
        };
        let Some(over) = late.checked_sub(TICK_MS) else {
            let last = self.last.unwrap_or(now);
            return Poll::Waiting(last.wrapping_add(TICK_MS));
        };
        // Small delays are made up for, so that twenty ticks are a second.
        let due = now.wrapping_sub(over);
        self.last = Some(if over < TICK_MS { due } else { now });
        self.finish_tick(frame);
        Poll::Drawn
    }

    /// Carries out a whole tick at once, without a clock: how a host replays a visit.
    pub fn tick(&mut self, frame: &mut Frame) {
        while !self.show.work(self.run, u32::MAX) {}
        self.finish_tick(frame);
    }

    // By itself, so that a debugger can stop a board between two pictures.
    #[inline(never)]
    fn finish_tick(&mut self, frame: &mut Frame) {
        let inbox = core::mem::take(&mut self.inbox);
        for event in inbox {
            let before = self.show.scene;
            self.show.key(event, self.run, &self.gallery);
            if before == Scene::Attract && self.show.scene != Scene::Attract {
                frame.restart_digest();
                self.visited = true;
                self.log.begin(&self.header(), self.ticks);
            }
            self.log.key(event, self.ticks);
        }
        self.show.tick(self.run, &self.gallery);
        if self.visited && self.show.scene == Scene::Attract {
            self.visited = false;
            self.visits = self.visits.wrapping_add(1);
            self.log.end(self.ticks, frame.digest());
        }
        self.draw(frame);
        self.ticks = self.ticks.wrapping_add(1);
    }

    fn draw(&mut self, frame: &mut Frame) {
        frame.blank();
        let mut canvas = Canvas::new(frame, self.show.language());
        screens::draw(
            &mut canvas,
            &self.show,
            &self.gallery,
            self.run,
            &self.service,
        );
        self.clipped = self.clipped.saturating_add(canvas.clipped());
        frame.settle();
    }

    fn header(&self) -> Header {
        Header {
            language: self.show.language(),
            seed: self.show.visit.seed,
            gallery: fingerprint(&self.gallery),
        }
    }

    /// What is on the screen.
    pub const fn scene(&self) -> Scene {
        self.show.scene
    }

    /// The language that is spoken.
    pub const fn language(&self) -> Language {
        self.show.visit.language
    }

    /// Ticks since the start.
    pub const fn ticks(&self) -> u32 {
        self.ticks
    }

    /// What is to be stored, so that [`Exhibit::resume`] can go on from it after the power was cut; nothing without a visitor.
    pub fn checkpoint(&self) -> Option<Visit> {
        self.show.checkpoint()
    }

    /// Goes on from a stored visit. Its run is carried out anew up to where it was, some ten seconds on a board at most.
    pub fn resume(&mut self, visit: Visit, frame: &mut Frame) {
        frame.restart_digest();
        self.visited = true;
        self.log.begin_resumed(&self.header(), visit, self.ticks);
        self.show.resume(visit, self.run, &self.gallery);
    }

    /// How many visits are over since the start: after each, the log is of it.
    pub const fn visits(&self) -> u32 {
        self.visits
    }

    /// The log of the present or the last visit.
    pub fn log(&self) -> &[u8] {
        self.log.bytes()
    }

    /// Tells what the service screen shows.
    // By itself, as `finish_tick` is.
    #[inline(never)]
    pub const fn tell(&mut self, service: Service<'a>) {
        self.service = service;
    }

    /// Shows the service screen until a key is pressed or nobody presses one: after repeated resets.
    pub fn open_service(&mut self) {
        self.show.open_service();
    }

    /// How many texts did not fit their place since the start: none, as a test shows.
    pub const fn clipped(&self) -> u32 {
        self.clipped
    }
}

/// A fingerprint of a gallery: a log of another one is another visit.
pub fn fingerprint(gallery: &Gallery<'_>) -> u32 {
    let mut digest = Digest::new();
    for place in &gallery.places {
        let Ok(()) = digest.put(place.scenario);
        for year in place.history.years.iter().chain(place.history.results) {
            let Ok(()) = digest.put(year);
        }
    }
    let [a, b, c, d, ..] = digest.value().to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}
