//! The stand on a board that needs no board: what it tells and keeps of visits, from one power-on to the next.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::mem::MaybeUninit;
use std::rc::Rc;

use embedded_hal::digital::{ErrorType as PinErrorType, InputPin};
use embedded_storage::nor_flash::{ErrorType, NorFlash, ReadNorFlash};
use polanyi_core::kernel::codec::{Decode as _, Source};
use polanyi_core::model::BoardRun;
use polanyi_exhibit::input::log::{Entry, read};
use polanyi_exhibit::input::{Key, KeySet};
use polanyi_exhibit::visit::{Step, Visit};
use polanyi_exhibit::{Frame, Gallery};
use polanyi_firmware::gallery::GALLERY;
use polanyi_firmware::stand::{Facts, Performance, Report, Stand};

use super::flash::{Flash, PowerOff};

type Memory = Rc<RefCell<Flash<4, 216>>>;

fn memory() -> Memory {
    Rc::new(RefCell::new(Flash::blank(4, 1)))
}

/// A memory that outlives the stand.
struct Shared(Memory);

impl ErrorType for Shared {
    type Error = PowerOff;
}

impl ReadNorFlash for Shared {
    const READ_SIZE: usize = Flash::<4, 216>::READ_SIZE;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), PowerOff> {
        self.0.borrow_mut().read(offset, bytes)
    }

    fn capacity(&self) -> usize {
        self.0.borrow().capacity()
    }
}

impl NorFlash for Shared {
    const WRITE_SIZE: usize = Flash::<4, 216>::WRITE_SIZE;
    const ERASE_SIZE: usize = Flash::<4, 216>::ERASE_SIZE;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), PowerOff> {
        self.0.borrow_mut().erase(from, to)
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), PowerOff> {
        self.0.borrow_mut().write(offset, bytes)
    }
}

/// Which keys are down.
type Keys = Rc<Cell<[bool; 5]>>;

struct Pin(Keys, usize);

impl PinErrorType for Pin {
    type Error = Infallible;
}

impl InputPin for Pin {
    fn is_high(&mut self) -> Result<bool, Infallible> {
        Ok(!self.0.get()[self.1])
    }

    fn is_low(&mut self) -> Result<bool, Infallible> {
        Ok(self.0.get()[self.1])
    }
}

/// A stand whose time passes while it rests.
struct Room {
    keys: Keys,
    memory: Memory,
    us: u64,
    starts: u32,
    resumed: u32,
    /// The code of the language that it started with.
    language: u8,
    records: u32,
    /// The keys that are jammed, as it told last.
    stuck: KeySet,
    /// The bytes of the visit that goes on.
    visit: Vec<u8>,
    /// The logs of the visits that were told of.
    visits: Vec<Vec<u8>>,
}

impl Stand for Room {
    type Pin = Pin;
    type Memory = Shared;

    fn keys(&mut self) -> [Pin; 5] {
        [0, 1, 2, 3, 4].map(|index| Pin(self.keys.clone(), index))
    }

    fn memory(&mut self) -> Option<Shared> {
        Some(Shared(self.memory.clone()))
    }

    fn now_us(&mut self) -> u64 {
        self.us
    }

    fn show(&mut self, frame: &mut Frame) -> bool {
        frame.changes().for_each(drop);
        true
    }

    fn feed(&mut self) {}

    fn rest(&mut self) {
        self.us += 1000;
    }

    fn report(&mut self, report: Report<'_>) {
        match report {
            Report::Started {
                starts, language, ..
            } => (self.starts, self.language) = (starts, language),
            Report::Resumed(visit) => {
                self.resumed += 1;
                self.visit = visit.to_vec();
            }
            Report::Picture { stuck, .. } => self.stuck = stuck,
            Report::Wrote(_) => self.records += 1,
            Report::Visit { log, .. } => self.visits.push(log.to_vec()),
            _ => {}
        }
    }

    fn settle(&mut self) {}

    fn stops(&self) -> u32 {
        0
    }
}

/// Which keys are down, and for how many milliseconds.
type Moment<'a> = (&'a [Key], u64);

/// A day from power-on until the plug is pulled.
fn day(memory: &Memory, gallery: &Gallery<'static>, moments: &[Moment<'_>]) -> Room {
    let mut room = Room {
        keys: Keys::default(),
        memory: memory.clone(),
        us: 0,
        starts: 0,
        resumed: 0,
        language: 0,
        records: 0,
        stuck: KeySet::NONE,
        visit: Vec::new(),
        visits: Vec::new(),
    };
    let (mut run, mut frame) = (Box::new(BoardRun::EMPTY), Box::new(Frame::new()));
    let facts = Facts {
        self_check: (0, true),
        last_stop: None,
    };
    let mut place = MaybeUninit::uninit();
    let show = Performance::begin(&mut place, &mut room, gallery, &mut run, &mut frame, facts);
    for (down, ms) in moments {
        room.keys.set(Key::ALL.map(|key| down.contains(&key)));
        let until = room.us + ms * 1000;
        while room.us < until {
            show.step(&mut room);
        }
    }
    room
}

/// The entries of a log.
fn entries(log: &[u8]) -> Vec<Entry> {
    let (_, entries) = read(log).expect("a log");
    entries.collect::<Result<_, _>>().expect("whole")
}

const SELECT: Moment<'_> = (&[Key::Select], 100);
const RIGHT: Moment<'_> = (&[Key::Right], 100);
const DOWN: Moment<'_> = (&[Key::Down], 100);
const fn nothing(ms: u64) -> Moment<'static> {
    (&[], ms)
}

#[test]
fn a_visit_that_ends_by_way_of_the_service_screen_is_told_of_once() {
    let sides: Moment<'_> = (&[Key::Left, Key::Right], 3_500);
    let room = day(
        &memory(),
        &GALLERY,
        &[
            nothing(200),
            SELECT,
            nothing(500),
            sides,
            nothing(200),
            DOWN,
            nothing(500),
        ],
    );
    let [log] = room.visits.as_slice() else {
        panic!("{} visits", room.visits.len());
    };
    assert!(matches!(
        entries(log).as_slice(),
        [Entry::Key { .. }, .., Entry::End { .. }]
    ));
}

/// A visitor who is at the second place when the plug is pulled, after the first record.
const CUT_OFF: &[Moment<'_>] = &[nothing(200), SELECT, nothing(200), RIGHT, nothing(3_000)];

#[test]
fn a_visit_that_was_cut_off_goes_on_and_has_a_log() {
    let memory = memory();
    assert_eq!(day(&memory, &GALLERY, CUT_OFF).resumed, 0);
    let room = day(&memory, &GALLERY, &[nothing(500), DOWN, nothing(500)]);
    assert_eq!((room.starts, room.resumed), (2, 1));
    let [log] = room.visits.as_slice() else {
        panic!("{} visits", room.visits.len());
    };
    let entries = entries(log);
    let [Entry::Resumed(visit), .., Entry::End { .. }] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    assert_eq!(visit.place, 1);
}

#[test]
fn a_visit_to_other_places_does_not_go_on() {
    let memory = memory();
    assert_eq!(day(&memory, &GALLERY, CUT_OFF).resumed, 0);
    let mut other = GALLERY;
    other.places.swap(0, 1);
    let room = day(&memory, &other, &[nothing(3_000)]);
    // But its count of starts does.
    assert_eq!((room.starts, room.resumed), (2, 0));
    // And it is forgotten: that the old places come back does not bring it back.
    assert_eq!(day(&memory, &GALLERY, &[nothing(500)]).resumed, 0);
}

/// The visit that a start after this day goes on with.
fn taken_up(moments: &[Moment<'_>]) -> Visit {
    let memory = memory();
    day(&memory, &GALLERY, moments);
    let room = day(&memory, &GALLERY, &[nothing(500)]);
    assert_eq!(room.resumed, 1);
    Visit::decode(&mut Source::new(&room.visit)).expect("a visit")
}

#[test]
fn a_step_of_a_visit_is_kept_within_a_second() {
    let begun = [nothing(4_000), SELECT, nothing(1_100)];
    assert_eq!(taken_up(&begun).step, Step::Choosing);
    let asking = [
        &begun[..],
        &[SELECT, nothing(1_000), SELECT, nothing(1_100)],
    ]
    .concat();
    assert_eq!(taken_up(&asking).step, Step::Asking(1));
}

#[test]
fn a_run_that_is_cut_off_goes_on_some_seconds_earlier_at_most() {
    let mut moments = vec![nothing(3_000)];
    moments.extend([SELECT, nothing(300)].repeat(6));
    for ms in (20_000..26_000).step_by(700) {
        let cut = [&moments[..], &[nothing(ms)]].concat();
        let visit = taken_up(&cut);
        // A whole run takes a minute.
        let shown = u64::from(visit.moment) * 60_000 / u64::from(Visit::WHOLE);
        assert_eq!(visit.step, Step::Running);
        assert!(
            shown <= ms + 300 && shown + 6_000 > ms,
            "{shown} of {ms} ms"
        );
    }
}

#[test]
fn a_visitor_who_hammers_the_keys_does_not_wear_the_memory_out() {
    let hammered = [SELECT, nothing(100), DOWN, nothing(100)].repeat(150);
    let room = day(&memory(), &GALLERY, &hammered);
    assert!(
        (20..=60).contains(&room.records),
        "{} records in a minute",
        room.records
    );
}

#[test]
fn the_language_that_staff_choose_is_kept_at_once() {
    let memory = memory();
    let sides: Moment<'_> = (&[Key::Left, Key::Right], 3_500);
    let chosen = [nothing(4_000), (&[Key::Up], 100), nothing(300), sides];
    day(&memory, &GALLERY, &chosen);
    assert_eq!(day(&memory, &GALLERY, &[nothing(500)]).language, 1);
}

#[test]
fn a_key_is_told_to_be_jammed_from_the_power_on_on_and_through_visits() {
    let left = KeySet::NONE.with(Key::Left, true);
    let jammed: Moment<'_> = (&[Key::Left], 29_000);
    let visited: Moment<'_> = (&[Key::Left, Key::Select], 100);
    let leaned = [jammed, visited, jammed];
    let room = day(&memory(), &GALLERY, &leaned);
    assert_eq!(room.stuck, KeySet::NONE);
    let room = day(
        &memory(),
        &GALLERY,
        &[&leaned[..], &[(&[Key::Left], 3_000)]].concat(),
    );
    assert_eq!(room.stuck, left);
    // It was pressed while somebody looked, and began a visit.
    let pressed = [nothing(500), (&[Key::Left], 63_000)];
    assert_eq!(day(&memory(), &GALLERY, &pressed).stuck, left);
    let free = [&pressed[..], &[nothing(2_000)]].concat();
    assert_eq!(day(&memory(), &GALLERY, &free).stuck, KeySet::NONE);
}
