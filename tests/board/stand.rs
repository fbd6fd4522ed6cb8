//! The stand on a board that needs no board: what it tells and keeps of visits, from one power-on to the next.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::mem::MaybeUninit;
use std::rc::Rc;

use embedded_hal::digital::{ErrorType as PinErrorType, InputPin};
use embedded_storage::nor_flash::{ErrorType, NorFlash, ReadNorFlash};
use polanyi_core::model::BoardRun;
use polanyi_exhibit::input::Key;
use polanyi_exhibit::input::log::{Entry, read};
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
            Report::Started { starts, .. } => self.starts = starts,
            Report::Resumed(_) => self.resumed += 1,
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
