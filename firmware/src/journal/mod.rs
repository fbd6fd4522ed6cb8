//! The journal: one small value in flash that survives the mains being switched off at any moment.
//!
//! Records lie in a ring of pages. A record's number is its place in an endless log, whose slot is that number modulo
//! the ring: so the newest record is the one with the highest number, two records never claim the same, and a record in
//! a wrong slot is refused. A page is erased just before its first slot is written.
//!
//! A write that was cut off can leave bits that read differently each time. So every start writes the winner again, on a
//! fresh page, before anything else is written: what the board has once answered, it answers ever after, whatever
//! becomes of the half-written record. Pages ahead that hold anything but whole records are erased before that, because
//! what lies in them may have a higher number.

mod pace;
mod record;

use core::marker::PhantomData;

use embedded_storage::nor_flash::NorFlash;

pub use self::pace::Pace;
use self::record::{BLANK, RECORD_BYTES};
pub use self::record::{Crc32, PAYLOAD_BYTES, Payload, Seal};

/// Fewer pages could not keep the last whole record apart from two half-written ones.
const PAGES_MIN: u32 = 4;

/// More records than any board writes: one a second for sixty years.
const PLACES_MAX: u32 = 1 << 31;

/// Slots that may be unreadable when the journal is opened. A card takes a third of a second to say that a block is, and a board
/// that showed no picture for so long as sixteen of them take would be reset.
const UNREADABLE_MAX: u32 = 2;

/// A slot is no larger than a block of a memory card.
const SLOT_BYTES_MAX: usize = 512;

/// A journal in a flash memory of its own, sealed by `S`.
#[derive(Debug, Clone)]
pub struct Journal<F, S = Crc32> {
    flash: F,
    pages: u32,
    winner: Option<(u32, Payload)>,
    /// The place of the next record.
    next: u32,
    /// Pages that were looked at since the start, in case they have to be erased before anything is written.
    cleared: u32,
    /// Whether the winner was written again since the start.
    settled: bool,
    seal: PhantomData<S>,
}

/// What a start found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A memory that was never written.
    Blank,
    /// The newest whole record.
    Value(Payload),
    /// Something was written, and no record is whole: a visible notice is due.
    Damaged,
}

/// Why a journal cannot keep a value. A board without it goes on with what it has in RAM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalError<E> {
    /// The memory has fewer pages than four.
    TooSmall,
    /// The memory does not answer.
    Flash(E),
    /// No place ahead takes a record any more.
    WornOut,
}

/// What a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Blank,
    Whole(u32, Payload),
    Torn,
}

impl<F: NorFlash, S: Seal> Journal<F, S> {
    const SLOT_BYTES: usize = RECORD_BYTES.next_multiple_of(F::WRITE_SIZE);

    /// Slots of a page.
    const SLOTS: u32 = {
        assert!(
            Self::SLOT_BYTES <= SLOT_BYTES_MAX && Self::SLOT_BYTES.is_multiple_of(F::READ_SIZE)
        );
        assert!(F::ERASE_SIZE >= Self::SLOT_BYTES && F::ERASE_SIZE <= 1 << 16);
        offset(F::ERASE_SIZE / Self::SLOT_BYTES)
    };

    /// Reads the journal and writes nothing. A slot that cannot be read is a torn one; a memory of which hardly any can is none.
    pub fn open(flash: F) -> Result<(Self, Found), JournalError<F::Error>> {
        let pages = offset(flash.capacity() / F::ERASE_SIZE);
        if pages < PAGES_MIN {
            return Err(JournalError::TooSmall);
        }
        let mut journal = Self {
            flash,
            pages,
            winner: None,
            next: 0,
            cleared: 0,
            settled: false,
            seal: PhantomData,
        };
        let (mut blank, mut unreadable) = (true, 0);
        for slot in 0..journal.slots() {
            match journal.look(slot) {
                Ok(Slot::Blank) => continue,
                Ok(Slot::Whole(place, payload)) => journal.compete(place, payload),
                Ok(Slot::Torn) => {}
                Err(error) if unreadable == UNREADABLE_MAX => return Err(error),
                Err(_) => unreadable += 1,
            }
            blank = false;
        }
        let found = match journal.winner {
            Some((_, payload)) => Found::Value(payload),
            None if blank => Found::Blank,
            None => Found::Damaged,
        };
        Ok((journal, found))
    }

    /// The value that a start would find now.
    pub fn value(&self) -> Option<&Payload> {
        self.winner.as_ref().map(|(_, payload)| payload)
    }

    /// Makes this start's answer that of every later one; once is enough, and [`Journal::put`] does it if need be.
    pub fn settle(&mut self) -> Result<(), JournalError<F::Error>> {
        while !self.settle_in_part()? {}
        Ok(())
    }

    /// A part of that, which erases two pages at the most: a flash takes long for all of them. Says whether it was the last.
    pub fn settle_in_part(&mut self) -> Result<bool, JournalError<F::Error>> {
        if self.settled {
            return Ok(true);
        }
        // Ahead of the winner; of a memory without one, anywhere.
        let (first, count) = match self.winner {
            Some((place, _)) => (place / Self::SLOTS + 1, self.pages / 2),
            None => (0, self.pages),
        };
        if self.cleared < count {
            self.clear(first + self.cleared)?;
            self.cleared += 1;
            return Ok(false);
        }
        self.next = first * Self::SLOTS;
        if let Some((_, payload)) = self.winner {
            // What a failed attempt has left ahead is erased again.
            self.cleared = 0;
            self.append(&payload)?;
        }
        self.settled = true;
        Ok(true)
    }

    /// Writes a value. Once this has returned, every start finds it; if power fails before, a start finds it or the one before.
    pub fn put(&mut self, payload: &Payload) -> Result<(), JournalError<F::Error>> {
        self.settle()?;
        self.append(payload)
    }

    /// The memory, to look at its wear or to cut its power.
    pub fn flash_mut(&mut self) -> &mut F {
        &mut self.flash
    }

    /// Writes a record at the next place that takes it.
    fn append(&mut self, payload: &Payload) -> Result<(), JournalError<F::Error>> {
        let newest = self.winner.map_or(0, |(place, _)| place);
        let mut trouble = JournalError::WornOut;
        // The winner's own page is never entered: until the new record is whole, the winner is all there is.
        while self.next / Self::SLOTS < newest / Self::SLOTS + self.pages {
            let place = self.next;
            self.next += 1;
            match self.write(place, payload) {
                Ok(true) => {
                    self.winner = Some((place, *payload));
                    return Ok(());
                }
                Ok(false) => {}
                Err(error) => trouble = error,
            }
        }
        Err(trouble)
    }

    /// Writes a record at a place, and tells whether it can be read there.
    fn write(&mut self, place: u32, payload: &Payload) -> Result<bool, JournalError<F::Error>> {
        if place.is_multiple_of(Self::SLOTS) {
            self.erase(place / Self::SLOTS)?;
        }
        if self.look(place)? != Slot::Blank {
            return Ok(false);
        }
        let mut bytes = [BLANK; SLOT_BYTES_MAX];
        if let Some(record) = bytes.first_chunk_mut() {
            *record = record::encode::<S>(place, payload);
        }
        let bytes = bytes.get(..Self::SLOT_BYTES).unwrap_or_default();
        let start = self.start(place);
        self.flash
            .write(start, bytes)
            .map_err(JournalError::Flash)?;
        Ok(self.look(place)? == Slot::Whole(place, *payload))
    }

    fn compete(&mut self, place: u32, payload: Payload) {
        if self.winner.is_none_or(|(newest, _)| place > newest) {
            self.winner = Some((place, payload));
        }
    }

    /// Reads the slot of a place.
    fn look(&mut self, place: u32) -> Result<Slot, JournalError<F::Error>> {
        let mut bytes = [0; SLOT_BYTES_MAX];
        let bytes = bytes.get_mut(..Self::SLOT_BYTES).unwrap_or_default();
        let start = self.start(place);
        self.flash.read(start, bytes).map_err(JournalError::Flash)?;
        if bytes.iter().all(|byte| *byte == BLANK) {
            return Ok(Slot::Blank);
        }
        let slots = self.slots();
        Ok(match record::decode::<S>(bytes) {
            Some((found, payload)) if found % slots == place % slots && found < PLACES_MAX => {
                Slot::Whole(found, payload)
            }
            _ => Slot::Torn,
        })
    }

    /// Erases a page that may hold what later reads as a record: one with anything but whole ones, and any where there is no winner.
    fn clear(&mut self, page: u32) -> Result<(), JournalError<F::Error>> {
        match self.is_torn(page) {
            Ok(false) if self.winner.is_some() => Ok(()),
            Ok(_) => self.erase(page),
            // A page that is broken for good is passed over.
            Err(_) => {
                let _ = self.erase(page);
                Ok(())
            }
        }
    }

    /// Whether a page holds anything but whole records and blank slots.
    fn is_torn(&mut self, page: u32) -> Result<bool, JournalError<F::Error>> {
        let mut torn = false;
        for slot in 0..Self::SLOTS {
            torn |= self.look(page * Self::SLOTS + slot)? == Slot::Torn;
        }
        Ok(torn)
    }

    fn erase(&mut self, page: u32) -> Result<(), JournalError<F::Error>> {
        let size = offset(F::ERASE_SIZE);
        let start = page % self.pages * size;
        self.flash
            .erase(start, start + size)
            .map_err(JournalError::Flash)
    }

    fn slots(&self) -> u32 {
        self.pages * Self::SLOTS
    }

    /// Where the slot of a place lies in the memory.
    fn start(&self, place: u32) -> u32 {
        let page = place / Self::SLOTS % self.pages;
        page * offset(F::ERASE_SIZE) + place % Self::SLOTS * offset(Self::SLOT_BYTES)
    }
}

/// A size as flash memories address it; theirs have far fewer bytes than 32 bits can count.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
const fn offset(size: usize) -> u32 {
    size as u32
}
