//! The show: which scene, and what a key or a tick makes of it. Deterministic, and a picture depends on nothing else.

use polanyi_core::model::{BoardRun, Scenario};

use super::{Captions, Player, Scene, Town};
use crate::exhibit::SECOND;
use crate::figures::Figures;
use crate::input::{Key, KeyEvent, KeySet};
use crate::lever::{LEVERS, Lever, read_answered};
use crate::place::{Gallery, PLACES, SEEDS, TRIES};
use crate::visit::{Step, Visit};
use crate::words::Language;

/// Ticks without a press after which a question is nobody's.
const IDLE: u32 = 60 * SECOND;
/// The same of a run and its result, which can be watched without a press.
const IDLE_WATCHING: u32 = 85 * SECOND;
/// Ticks for which two keys are held together to see the service screen, and after which one that is still down is jammed.
const CHORD: core::ops::Range<u16> = 50..1200;
/// Ticks after which an untouched result turns its page.
const PAGE: u32 = 8 * SECOND;
/// Pages of a result: the sentence, the outcomes, the firms.
pub(super) const PAGES: u8 = 3;
/// Ticks after which an untouched run changes between the map and the outcomes.
const VIEWS: [u32; 2] = [15 * SECOND, 5 * SECOND];

/// Parts of a run that pass in a tick: a run takes a minute.
const PACE: u16 = 3;
/// The same when it is hurried.
const PACE_FAST: u16 = 9;
/// The same when nobody watches.
const PACE_ATTRACT: u16 = 4;
/// Events of a tick in further tries, in which 20 ticks a second are kept on a board of 50 MHz.
const EVENTS_TRYING: u32 = 64;
/// Events of a tick when a visit is taken up again.
const EVENTS_CATCHING_UP: u32 = 96;

/// Cards of the story that the exhibit tells by itself.
pub(crate) const CARDS: u32 = 4;
/// Ticks of a card.
pub(crate) const CARD_TICKS: u32 = 6 * SECOND;
/// Ticks of the run after them.
const PLAY_TICKS: u32 = 900;
/// Ticks of its outcomes.
const OUTCOME_TICKS: u32 = 7 * SECOND;
const CYCLE: u32 = CARDS * CARD_TICKS + PLAY_TICKS + OUTCOME_TICKS;

/// A part of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Card(u32),
    Play,
    Outcomes,
}

/// The part of the story at a tick of a cycle, and how many ticks it has lasted.
pub(crate) fn part_of(tick: u32) -> (Part, u32) {
    let (card, ticks) = (tick / CARD_TICKS, tick % CARD_TICKS);
    if card < CARDS {
        return (Part::Card(card), ticks);
    }
    let played = tick - CARDS * CARD_TICKS;
    match played.checked_sub(PLAY_TICKS) {
        None => (Part::Play, played),
        Some(ticks) => (Part::Outcomes, ticks),
    }
}

/// Everything on which a picture depends, but for the run.
#[derive(Debug, Clone)]
pub(crate) struct Show {
    pub(crate) scene: Scene,
    /// Ticks in the scene; of the story, in its cycle.
    pub(crate) since: u32,
    /// Ticks since the last press.
    quiet: u32,
    language_first: Language,
    pub(crate) visit: Visit,
    /// The answers of history at the visit's place.
    pub(crate) was: [u8; LEVERS],
    /// The year in which the place was born.
    pub(crate) born: u32,
    pub(crate) page: u8,
    /// Whether the visitor turns the pages.
    pub(crate) leafed: bool,
    pub(crate) fast: bool,
    /// Whether a run is being carried out anew up to where it was.
    pub(crate) catching_up: bool,
    /// The place whose story is told.
    pub(crate) told: u8,
    held: KeySet,
    held_for: [u16; Key::ALL.len()],
    pub(crate) player: Player,
    pub(crate) captions: Captions,
    pub(crate) town: Town,
    pub(crate) tries: [Option<Figures>; TRIES],
    /// The try that is carried out behind a result.
    trying: Option<usize>,
    /// Events that the present tick may still carry out.
    quota: u32,
}

impl Show {
    pub(crate) fn new(language: Language, seed: u8) -> Self {
        Self {
            scene: Scene::Attract,
            since: 0,
            quiet: 0,
            language_first: language,
            visit: Visit::new(language, seed),
            was: [0; LEVERS],
            born: 0,
            page: 0,
            leafed: false,
            fast: false,
            catching_up: false,
            told: 0,
            held: KeySet::NONE,
            held_for: [0; Key::ALL.len()],
            player: Player::EMPTY,
            captions: Captions::EMPTY,
            town: Town::EMPTY,
            tries: [None; TRIES],
            trying: None,
            quota: 0,
        }
    }

    pub(crate) fn language(&self) -> Language {
        self.visit.language
    }

    /// What a restart would go on from; nothing where there is no visitor.
    pub(crate) fn checkpoint(&self) -> Option<Visit> {
        let step = match self.scene {
            Scene::Attract | Scene::Service => return None,
            Scene::Choosing => Step::Choosing,
            Scene::Asking(number) => Step::Asking(number),
            Scene::Running => Step::Running,
            Scene::Result => Step::Result,
        };
        Some(Visit { step, ..self.visit })
    }

    /// Goes on from a stored visit: its run is carried out anew.
    pub(crate) fn resume(&mut self, visit: Visit, run: &mut BoardRun, gallery: &Gallery<'_>) {
        *self = Self::new(self.language_first, visit.seed);
        self.visit = visit;
        self.learn_history(gallery);
        match visit.step {
            Step::Choosing => self.enter(Scene::Choosing),
            Step::Asking(number) => self.enter(Scene::Asking(number)),
            Step::Running | Step::Result => {
                self.play(run, gallery);
                self.visit.moment = match visit.step {
                    Step::Result => Visit::WHOLE,
                    _ => visit.moment,
                };
                self.catching_up = true;
            }
        }
    }

    /// Carries out a portion of the tick's events; says whether none is left.
    pub(crate) fn work(&mut self, run: &mut BoardRun, events_max: u32) -> bool {
        let portion = events_max.min(self.quota);
        self.quota = match self.player.work(run, portion) {
            Some(_) => 0,
            None => self.quota - portion,
        };
        self.quota == 0
    }

    /// A key went down or up.
    pub(crate) fn key(&mut self, event: KeyEvent, run: &mut BoardRun, gallery: &Gallery<'_>) {
        self.held = self.held.with(event.key, event.pressed);
        if !event.pressed {
            return;
        }
        self.quiet = 0;
        match (self.scene, event.key) {
            (Scene::Service, _) => self.leave(),
            (_, Key::Up) => self.visit.language = self.visit.language.next(),
            (Scene::Attract, _) => self.begin(),
            (Scene::Choosing, key) => self.key_choosing(key, gallery),
            (Scene::Asking(number), key) => self.key_asking(key, number, run, gallery),
            (Scene::Running, key) => self.key_running(key),
            (Scene::Result, key) => self.key_result(key),
        }
    }

    /// Somebody has come.
    fn begin(&mut self) {
        // As after a start: the log of a visit tells nothing of what was before it.
        self.stop();
        self.town = Town::EMPTY;
        self.fast = false;
        // Which keys are down is known still: of two that are pressed together, the first may have ended a visit.
        self.visit = Visit::new(self.visit.language, self.visit.seed);
        self.enter(Scene::Choosing);
    }

    /// Everybody has gone.
    fn leave(&mut self) {
        let seeds = u8::try_from(TRIES).unwrap_or(1);
        self.visit = Visit::new(self.language_first, (self.visit.seed + 1) % seeds);
        self.told = 0;
        self.stop();
        self.enter(Scene::Attract);
    }

    /// No run is carried out.
    fn stop(&mut self) {
        self.player = Player::EMPTY;
        self.captions = Captions::EMPTY;
        self.tries = [None; TRIES];
        self.trying = None;
        self.catching_up = false;
        self.quota = 0;
    }

    fn enter(&mut self, scene: Scene) {
        self.scene = scene;
        self.since = 0;
        self.page = 0;
        self.leafed = false;
    }

    fn key_choosing(&mut self, key: Key, gallery: &Gallery<'_>) {
        let places = u8::try_from(PLACES).unwrap_or(1);
        match key {
            Key::Left => self.visit.place = (self.visit.place + places - 1) % places,
            Key::Right => self.visit.place = (self.visit.place + 1) % places,
            Key::Select => {
                self.learn_history(gallery);
                self.visit.answers = self.was;
                self.enter(Scene::Asking(0));
            }
            Key::Down => self.leave(),
            Key::Up => {}
        }
    }

    fn learn_history(&mut self, gallery: &Gallery<'_>) {
        let mut scenario = Scenario::ZERO;
        if gallery.place(self.visit.place).read(&mut scenario).is_ok() {
            self.was = Lever::ALL.map(|lever| lever.as_it_was(&scenario));
            self.born = scenario.timing.start_year;
        }
    }

    fn key_asking(&mut self, key: Key, number: u8, run: &mut BoardRun, gallery: &Gallery<'_>) {
        let count = Lever::from_number(number).count();
        let answer = self.visit.answers.get_mut(usize::from(number));
        match (key, answer) {
            (Key::Left, Some(answer)) => *answer = (*answer + count - 1) % count,
            (Key::Right, Some(answer)) => *answer = (*answer + 1) % count,
            (Key::Select, _) if usize::from(number) + 1 < LEVERS => {
                self.enter(Scene::Asking(number + 1));
            }
            (Key::Select, _) => self.play(run, gallery),
            (Key::Down, _) => self.enter(match number.checked_sub(1) {
                Some(number) => Scene::Asking(number),
                None => Scene::Choosing,
            }),
            _ => {}
        }
    }

    fn key_running(&mut self, key: Key) {
        match key {
            Key::Select => self.fast = !self.fast,
            Key::Left | Key::Right => {
                self.page = 1 - self.page.min(1);
                self.leafed = true;
            }
            Key::Down => {
                self.stop();
                self.enter(Scene::Asking(0));
            }
            Key::Up => {}
        }
    }

    fn key_result(&mut self, key: Key) {
        self.leafed |= matches!(key, Key::Left | Key::Right);
        match key {
            Key::Left => self.page = (self.page + PAGES - 1) % PAGES,
            Key::Right => self.page = (self.page + 1) % PAGES,
            Key::Select => {
                self.stop();
                self.enter(Scene::Asking(0));
            }
            Key::Down => {
                self.stop();
                self.enter(Scene::Choosing);
            }
            Key::Up => {}
        }
    }

    /// The visitor's run begins.
    fn play(&mut self, run: &mut BoardRun, gallery: &Gallery<'_>) {
        self.stop();
        self.start(run, gallery, self.visit.seed, true);
        self.visit.moment = 0;
        self.fast = false;
        self.enter(Scene::Running);
    }

    /// Starts a run of the visit's place with its answers; one whose years are not kept leaves those before it.
    fn start(&mut self, run: &mut BoardRun, gallery: &Gallery<'_>, seed: u8, keep: bool) {
        let [first, ..] = SEEDS;
        let seed = SEEDS.get(usize::from(seed)).copied().unwrap_or(first);
        // Places that another version of the core encoded are not run; a test of the board rules it out.
        let mut scenario = Scenario::ZERO;
        let Visit { place, answers, .. } = self.visit;
        if read_answered(&mut scenario, gallery, place, answers).is_ok() {
            self.player.start(run, &scenario, seed, keep);
        }
    }

    /// A tick has passed, and the events of it are carried out.
    pub(crate) fn tick(&mut self, run: &mut BoardRun, gallery: &Gallery<'_>) {
        self.since = self.since.wrapping_add(1);
        self.quiet = self.quiet.saturating_add(1);
        self.hold();
        match self.scene {
            Scene::Attract => self.tick_attract(run, gallery),
            Scene::Choosing | Scene::Asking(_) | Scene::Service => {}
            Scene::Running => self.tick_running(run),
            Scene::Result => self.tick_result(run, gallery),
        }
        self.tick_idle();
    }

    /// Counts how long keys are down; left and right together open the service screen, and so do down and select where one of
    /// those is jammed, or where both are one stick.
    fn hold(&mut self) {
        for (key, ticks) in Key::ALL.into_iter().zip(&mut self.held_for) {
            *ticks = if self.held.contains(key) {
                ticks.saturating_add(1)
            } else {
                0
            };
        }
        let [_, down, left, right, select] = self.held_for.map(|ticks| CHORD.contains(&ticks));
        if self.scene != Scene::Service && (left && right || down && select) {
            self.open_service();
        }
    }

    pub(crate) fn open_service(&mut self) {
        self.stop();
        self.quiet = 0;
        self.enter(Scene::Service);
    }

    fn tick_idle(&mut self) {
        let patience = match self.scene {
            Scene::Running | Scene::Result => IDLE_WATCHING,
            _ => IDLE,
        };
        if self.quiet < patience {
            return;
        }
        if self.scene == Scene::Attract {
            self.visit.language = self.language_first;
        } else {
            self.leave();
        }
    }

    fn tick_attract(&mut self, run: &mut BoardRun, gallery: &Gallery<'_>) {
        if self.since >= CYCLE {
            let places = u8::try_from(PLACES).unwrap_or(1);
            self.told = (self.told + 1) % places;
            self.stop();
            self.since = 0;
        }
        let (part, ticks) = part_of(self.since);
        if part != Part::Play {
            return;
        }
        if ticks == 0 {
            self.stop();
            self.visit.place = self.told;
            self.learn_history(gallery);
            self.visit.answers = self.was;
            self.start(run, gallery, 0, true);
        }
        let ticks = u16::try_from(ticks).unwrap_or(u16::MAX);
        self.advance(run, ticks.saturating_mul(PACE_ATTRACT));
    }

    /// Lets the run come up to a moment within the next tick, and looks at where it is.
    fn advance(&mut self, run: &BoardRun, moment: u16) {
        self.captions.tick(run);
        self.town.tick(run);
        self.player.aim(moment);
        self.quota = u32::MAX;
    }

    fn tick_running(&mut self, run: &BoardRun) {
        self.turn_views();
        if self.catching_up {
            self.captions.tick(run);
            self.town.tick(run);
            self.player.aim(self.visit.moment);
            self.quota = EVENTS_CATCHING_UP;
            self.catching_up = self.player.moment(run) < self.visit.moment;
            // Power came back: nobody has been idle in the meantime.
            self.quiet = if self.catching_up { 0 } else { self.quiet };
            return;
        }
        if self.visit.moment >= Visit::WHOLE && self.player.is_finished() {
            self.keep(usize::from(self.visit.seed));
            return self.enter(Scene::Result);
        }
        let pace = if self.fast { PACE_FAST } else { PACE };
        self.visit.moment = self.visit.moment.saturating_add(pace).min(Visit::WHOLE);
        self.advance(run, self.visit.moment);
    }

    fn turn_views(&mut self) {
        let [map, outcomes] = VIEWS;
        if !self.leafed {
            self.page = u8::from(self.since % (map + outcomes) >= map);
        }
    }

    /// Keeps the result of a try.
    fn keep(&mut self, number: usize) {
        if let Some(kept) = self.tries.get_mut(number) {
            *kept = Some(self.player.result());
        }
    }

    /// Behind the result, the other tries are carried out one after another.
    fn tick_result(&mut self, run: &mut BoardRun, gallery: &Gallery<'_>) {
        if !self.leafed {
            let page = self.since / PAGE % u32::from(PAGES);
            self.page = u8::try_from(page).unwrap_or(0);
        }
        if let Some(number) = self.trying
            && self.player.is_finished()
        {
            self.keep(number);
            self.trying = None;
        }
        if self.trying.is_none() {
            self.trying = self.tries.iter().position(Option::is_none);
            if let Some(number) = self.trying {
                let seed = u8::try_from(number).unwrap_or(0);
                self.start(run, gallery, seed, false);
                self.player.aim(Visit::WHOLE);
            }
        }
        self.quota = if self.trying.is_some() {
            EVENTS_TRYING
        } else {
            0
        };
    }
}
