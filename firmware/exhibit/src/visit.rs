//! A visit: what a visitor has chosen and how far it went, small enough to be stored at any moment.

use polanyi_core::kernel::codec::{Decode, DecodeError, Encode, Sink, Source};

use crate::lever::{LEVERS, Lever};
use crate::place::{PLACES, TRIES};
use crate::words::Language;

/// Where in a visit a visitor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Choosing a place.
    Choosing,
    /// Answering the question of this number.
    Asking(u8),
    /// Watching the run.
    Running,
    /// Looking at the result.
    Result,
}

/// What a visitor has chosen, and how far it went: the whole of it, for the rest follows by running it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// The language.
    pub language: Language,
    /// The place, by its number in [`crate::place::KEYS`].
    pub place: u8,
    /// The answers, by the numbers of the levers.
    pub answers: [u8; LEVERS],
    /// Which of [`crate::place::SEEDS`] is the first try.
    pub seed: u8,
    /// Where the visitor is.
    pub step: Step,
    /// How far the run has come, in parts of [`Visit::WHOLE`].
    pub moment: u16,
}

impl Visit {
    /// A whole run.
    pub const WHOLE: u16 = 3600;
    /// Bytes of a visit.
    pub const BYTES: usize = 12;
    /// The version of the encoding; bytes of another one are refused.
    const VERSION: u8 = 1;

    /// A visit that begins.
    pub const fn new(language: Language, seed: u8) -> Self {
        Self {
            language,
            place: 0,
            answers: [0; LEVERS],
            seed,
            step: Step::Choosing,
            moment: 0,
        }
    }

    /// The answer to a lever's question.
    pub fn answer(&self, lever: Lever) -> u8 {
        self.answers.get(lever.number()).copied().unwrap_or(0)
    }
}

impl Step {
    const fn code(self) -> u8 {
        match self {
            Self::Choosing => 0,
            Self::Running => 1,
            Self::Result => 2,
            Self::Asking(number) => number.saturating_add(3),
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Choosing),
            1 => Some(Self::Running),
            2 => Some(Self::Result),
            _ => {
                let number = code.checked_sub(3)?;
                (usize::from(number) < LEVERS).then_some(Self::Asking(number))
            }
        }
    }
}

impl Encode for Visit {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u8(Self::VERSION)?;
        sink.put_u8(self.language.code())?;
        sink.put_u8(self.place)?;
        self.answers.encode(sink)?;
        sink.put_u8(self.seed)?;
        sink.put_u8(self.step.code())?;
        sink.put_u16(self.moment)?;
        // Room for what a later version may want, without new bytes on old boards.
        sink.put_u8(0)
    }
}

impl Decode for Visit {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        let version = below(source, "version of a visit", Self::VERSION)?;
        if version != Self::VERSION {
            return Err(source.invalid("version of a visit", u64::from(version)));
        }
        let language = source.take_u8()?;
        let language =
            Language::from_code(language).ok_or(source.invalid("language", u64::from(language)))?;
        let place = below(source, "place", last(PLACES))?;
        let mut answers = [0; LEVERS];
        for (lever, answer) in Lever::ALL.into_iter().zip(&mut answers) {
            *answer = below(source, "answer", lever.count().saturating_sub(1))?;
        }
        let seed = below(source, "seed", last(TRIES))?;
        let step = source.take_u8()?;
        let step = Step::from_code(step).ok_or(source.invalid("step", u64::from(step)))?;
        let moment = source.take_u16()?;
        if moment > Self::WHOLE {
            return Err(source.invalid("moment", u64::from(moment)));
        }
        below(source, "padding", 0)?;
        Ok(Self {
            language,
            place,
            answers,
            seed,
            step,
            moment,
        })
    }
}

/// A byte that is at most `most`.
fn below(source: &mut Source<'_>, what: &'static str, most: u8) -> Result<u8, DecodeError> {
    let byte = source.take_u8()?;
    if byte <= most {
        Ok(byte)
    } else {
        Err(source.invalid(what, u64::from(byte)))
    }
}

fn last(count: usize) -> u8 {
    u8::try_from(count.saturating_sub(1)).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use polanyi_core::kernel::codec::Writer;
    use proptest::prelude::*;

    use super::*;

    fn visits() -> impl Strategy<Value = Visit> {
        let language = prop::sample::select(Language::ALL.to_vec());
        let step = prop_oneof![
            Just(Step::Choosing),
            Just(Step::Running),
            Just(Step::Result),
            (0..4_u8).prop_map(Step::Asking)
        ];
        let answers = (0..2_u8, 0..3_u8, 0..3_u8, 0..3_u8).prop_map(|(a, b, c, d)| [a, b, c, d]);
        (language, 0..6_u8, answers, 0..5_u8, step, 0..=Visit::WHOLE).prop_map(
            |(language, place, answers, seed, step, moment)| Visit {
                language,
                place,
                answers,
                seed,
                step,
                moment,
            },
        )
    }

    proptest! {
        #[test]
        fn a_visit_is_read_back_and_a_part_of_one_refused(visit in visits()) {
            let mut bytes = [0; Visit::BYTES];
            visit.encode(&mut Writer::new(&mut bytes)).unwrap();
            let mut source = Source::new(&bytes);
            prop_assert_eq!(Visit::decode(&mut source), Ok(visit));
            prop_assert_eq!(source.finish(), Ok(()));
            for length in 0..Visit::BYTES {
                prop_assert!(Visit::decode(&mut Source::new(&bytes[..length])).is_err());
            }
        }

        #[test]
        fn any_bytes_are_a_visit_that_encodes_to_them_or_refused(bytes: [u8; Visit::BYTES]) {
            if let Ok(visit) = Visit::decode(&mut Source::new(&bytes)) {
                let mut again = [0; Visit::BYTES];
                visit.encode(&mut Writer::new(&mut again)).unwrap();
                prop_assert_eq!(again, bytes);
            }
        }
    }
}
