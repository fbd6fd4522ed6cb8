//! What a stand keeps while its power is off: its settings, and the visit that was going on.

use polanyi_core::kernel::codec::{Decode, DecodeError, Encode, Sink, Source, Writer};
use polanyi_exhibit::place::SEEDS;
use polanyi_exhibit::{Language, Settings, Visit};

use crate::journal::{PAYLOAD_BYTES, Payload};

/// The version of the encoding; bytes of another one are not read.
const VERSION: u8 = 1;

const _: () = assert!(Visit::BYTES + 16 <= PAYLOAD_BYTES, "it fits a record");

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// How often the stand was started.
    pub starts: u32,
    /// The language that is spoken when nobody has chosen one.
    pub language: Language,
    /// The number of the next visitor's seed.
    pub seed: u8,
    /// The visit that was going on.
    pub visit: Option<Visit>,
}

impl Kept {
    /// What a stand that never ran keeps.
    pub const DEFAULT: Self = Self {
        starts: 0,
        language: Settings::DEFAULT.language,
        seed: Settings::DEFAULT.seed,
        visit: None,
    };

    /// How the exhibit starts.
    pub const fn settings(&self) -> Settings {
        Settings {
            language: self.language,
            seed: self.seed,
        }
    }

    /// As a record of the journal.
    pub fn payload(&self) -> Payload {
        let mut payload = [0; PAYLOAD_BYTES];
        // It fits, as was asserted above.
        let _ = self.encode(&mut Writer::new(&mut payload));
        payload
    }

    /// From a record of the journal; what follows in it is room for later versions.
    pub fn from_payload(payload: &Payload) -> Result<Self, DecodeError> {
        Self::decode(&mut Source::new(payload))
    }
}

impl Encode for Kept {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u8(VERSION)?;
        sink.put_u32(self.starts)?;
        sink.put_u8(self.language.code())?;
        sink.put_u8(self.seed)?;
        match &self.visit {
            None => sink.put_u8(0),
            Some(visit) => {
                sink.put_u8(1)?;
                visit.encode(sink)
            }
        }
    }
}

impl Decode for Kept {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        let version = source.take_u8()?;
        if version != VERSION {
            return Err(source.invalid("version of what is kept", u64::from(version)));
        }
        let starts = source.take_u32()?;
        let code = source.take_u8()?;
        let language =
            Language::from_code(code).ok_or(source.invalid("language", u64::from(code)))?;
        // A visit of another version is lost, and with it nothing else.
        let seed = source.take_u8()?;
        let seed = if usize::from(seed) < SEEDS.len() {
            seed
        } else {
            Settings::DEFAULT.seed
        };
        let visit = match source.take_u8()? {
            0 => None,
            _ => Visit::decode(source).ok(),
        };
        Ok(Self {
            starts,
            language,
            seed,
            visit,
        })
    }
}

#[cfg(test)]
mod tests {
    use polanyi_exhibit::{Language, Visit};

    use super::Kept;

    #[test]
    fn what_is_kept_comes_back_with_and_without_a_visit() {
        let without = Kept {
            starts: 70_000,
            language: Language::Italian,
            seed: 4,
            visit: None,
        };
        let with = Kept {
            visit: Some(Visit::new(Language::Chinese, 2)),
            ..without
        };
        for kept in [Kept::DEFAULT, without, with] {
            assert_eq!(Kept::from_payload(&kept.payload()), Ok(kept));
        }
    }

    #[test]
    fn a_visit_that_nobody_understands_takes_nothing_else_with_it() {
        let kept = Kept {
            starts: 70_000,
            language: Language::Italian,
            seed: 4,
            visit: Some(Visit::new(Language::Chinese, 2)),
        };
        let mut payload = kept.payload();
        // Behind version, starts, language, seed and the mark of a visit.
        payload[8..20].fill(0xff);
        assert_eq!(
            Kept::from_payload(&payload),
            Ok(Kept {
                visit: None,
                ..kept
            })
        );
    }

    #[test]
    fn another_version_is_refused() {
        let mut payload = Kept::DEFAULT.payload();
        payload[0] += 1;
        assert!(Kept::from_payload(&payload).is_err());
    }
}
