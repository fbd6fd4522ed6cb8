//! The keeper: brings back what was kept, and keeps what has changed, as often as the memory bears.

use embedded_storage::nor_flash::NorFlash;
use polanyi_exhibit::place::TRIES;
use polanyi_exhibit::{Exhibit, Language};

use super::kept::Kept;
use crate::journal::{Found, Journal, Pace};

/// The keeper of a memory, which may be missing or broken: the exhibit goes on without it.
#[derive(Debug)]
pub struct Keeper<F> {
    journal: Option<Journal<F>>,
    /// What is to be kept.
    kept: Kept,
    /// What the memory has.
    written: Option<Kept>,
    pace: Pace,
}

/// What was found in the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// What was kept last.
    Kept,
    /// Nothing yet.
    Blank,
    /// Something that is not what a stand writes; it starts with its defaults.
    Damaged,
    /// No memory.
    Missing,
}

impl Memory {
    /// What staff are to know of it.
    pub const fn notice(self) -> Option<&'static str> {
        match self {
            Self::Kept => None,
            Self::Blank => Some("new memory"),
            Self::Damaged => Some("memory damaged"),
            Self::Missing => Some("no memory"),
        }
    }
}

impl<F: NorFlash> Keeper<F> {
    /// Reads the memory, and counts the start. A visit of another gallery than that of this fingerprint is not gone on with.
    pub fn open(memory: Option<F>, gallery: u32) -> (Self, Memory) {
        let opened = memory.and_then(|memory| Journal::open(memory).ok());
        let (journal, found) = match opened {
            Some((journal, found)) => (Some(journal), Some(found)),
            None => (None, None),
        };
        let (written, memory) = match found {
            None => (None, Memory::Missing),
            Some(Found::Blank) => (None, Memory::Blank),
            Some(Found::Damaged) => (None, Memory::Damaged),
            Some(Found::Value(payload)) => match Kept::from_payload(&payload) {
                Ok(kept) => (Some(kept), Memory::Kept),
                Err(_) => (None, Memory::Damaged),
            },
        };
        let last = written.unwrap_or(Kept::DEFAULT);
        let keeper = Self {
            journal,
            kept: Kept {
                starts: last.starts.saturating_add(1),
                visit: last.visit.filter(|_| last.gallery == gallery),
                gallery,
                ..last
            },
            written,
            pace: Pace::NEW,
        };
        (keeper, memory)
    }

    /// What is to be kept.
    pub const fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Has another language spoken from the next start on when nobody has chosen one.
    pub const fn set_language(&mut self, language: Language) {
        self.kept.language = language;
    }

    /// Looks at the exhibit, and writes if something has changed and it is time. Tells what it wrote.
    pub fn tend(&mut self, now_ms: u64, exhibit: &Exhibit<'_>) -> Option<Wrote> {
        self.kept.visit = exhibit.checkpoint();
        if let Some(visit) = self.kept.visit {
            let tries = u8::try_from(TRIES).unwrap_or(1);
            self.kept.seed = (visit.seed + 1) % tries;
        }
        if self.written == Some(self.kept) || !self.pace.allows(now_ms, self.is_urgent()) {
            return None;
        }
        let journal = self.journal.as_mut()?;
        // Pages are erased one after another, with a picture between two of them. What fails fails again below.
        if matches!(journal.settle_in_part(), Ok(false)) {
            return None;
        }
        Some(match journal.put(&self.kept.payload()) {
            Ok(()) => {
                self.pace.wrote(now_ms);
                self.written = Some(self.kept);
                Wrote::Kept
            }
            Err(_) => {
                self.pace.failed(now_ms);
                Wrote::Failed
            }
        })
    }

    /// Whether something has changed that a visitor or staff have just done: the language, or the step of a visit.
    fn is_urgent(&self) -> bool {
        let step = |kept: &Kept| (kept.language, kept.visit.map(|visit| visit.step));
        self.written.as_ref().map(step) != Some(step(&self.kept))
    }
}

/// What came of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrote {
    /// It is kept.
    Kept,
    /// The memory did not take it.
    Failed,
}
