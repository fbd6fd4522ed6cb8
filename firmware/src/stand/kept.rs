//! What a stand keeps while its power is off: its settings, and the visit that was going on.

use polanyi_core::kernel::codec::{Decode, DecodeError, Encode, Sink, Source, Writer};
use polanyi_exhibit::place::SEEDS;
use polanyi_exhibit::{Language, Settings, Visit};

use crate::journal::{PAYLOAD_BYTES, Payload};

/// The version of the encoding; bytes of another one are not read.
const VERSION: u8 = 1;

const _: () = assert!(Visit::BYTES + 12 <= PAYLOAD_BYTES, "it fits a record");

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
    /// The fingerprint of its gallery: with other places it would be another visit.
    pub gallery: u32,
}

impl Kept {
    /// What a stand that never ran keeps.
    pub const DEFAULT: Self = Self {
        starts: 0,
        language: Settings::DEFAULT.language,
        seed: Settings::DEFAULT.seed,
        visit: None,
        gallery: 0,
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
        sink.put_u8(u8::from(self.visit.is_some()))?;
        match &self.visit {
            None => sink.put(&[0; Visit::BYTES])?,
            Some(visit) => visit.encode(sink)?,
        }
        // Records of earlier programs have zeroes here, which are no gallery's: their visits are lost, and nothing else.
        sink.put_u32(self.gallery)
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
        let visited = source.take_u8()? != 0;
        let bytes = source.take::<{ Visit::BYTES }>()?;
        let visit = Visit::decode(&mut Source::new(&bytes)).ok();
        Ok(Self {
            starts,
            language,
            seed,
            visit: visit.filter(|_| visited),
            gallery: source.take_u32()?,
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
            gallery: 0x1234_5678,
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
            gallery: 0x1234_5678,
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
    fn an_earlier_record_is_of_no_gallery() {
        let kept = Kept {
            visit: Some(Visit::new(Language::Italian, 1)),
            gallery: 0x1234_5678,
            ..Kept::DEFAULT
        };
        let mut payload = kept.payload();
        // Earlier programs ended with the visit, and left zeroes.
        payload[8 + Visit::BYTES..].fill(0);
        let read = Kept::from_payload(&payload);
        assert_eq!(read, Ok(Kept { gallery: 0, ..kept }));
    }

    #[test]
    fn another_version_is_refused() {
        let mut payload = Kept::DEFAULT.payload();
        payload[0] += 1;
        assert!(Kept::from_payload(&payload).is_err());
    }
}
