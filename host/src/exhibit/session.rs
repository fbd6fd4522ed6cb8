//! Sessions: keys recorded with their ticks, and played back bit for bit.

use std::fmt;
use std::ops::ControlFlow;

use polanyi_core::kernel::codec::{DecodeError, Encode as _};
use polanyi_exhibit::exhibit::fingerprint;
use polanyi_exhibit::input::KeyEvent;
use polanyi_exhibit::input::log::{self, Entry, Header};
use polanyi_exhibit::{Exhibit, Frame, Settings};

use super::house::House;
use crate::bytes::Bytes;

/// A session being recorded: the log of a visit, of any length.
#[derive(Debug)]
pub struct Session {
    bytes: Bytes,
    last: u32,
}

impl Session {
    /// Begins with an exhibit that has just been made.
    pub fn begin(house: &House, settings: Settings) -> Self {
        let header = Header {
            language: settings.language,
            seed: settings.seed,
            gallery: fingerprint(&house.gallery()),
        };
        let mut bytes = Bytes::default();
        let Ok(()) = header.encode(&mut bytes);
        Self { bytes, last: 0 }
    }

    /// Hands a key to the exhibit, and notes it with the tick in which it will be seen.
    pub fn key(&mut self, exhibit: &mut Exhibit<'_>, event: KeyEvent) {
        exhibit.key(event);
        let ticks = exhibit.ticks().wrapping_sub(self.last);
        self.last = exhibit.ticks();
        let Ok(()) = Entry::Key { ticks, event }.encode(&mut self.bytes);
    }

    /// Ends the session; the bytes are its log.
    pub fn end(mut self, exhibit: &Exhibit<'_>, frame: &Frame) -> Vec<u8> {
        let ticks = exhibit.ticks().wrapping_sub(self.last);
        let digest = frame.digest();
        let Ok(()) = Entry::End { ticks, digest }.encode(&mut self.bytes);
        self.bytes.0
    }
}

/// Why a log was not played back, or not to its end.
#[derive(Debug)]
pub enum ReplayError {
    /// It is no log.
    Unreadable(DecodeError),
    /// The places or their histories are others than those of the recording.
    OtherGallery,
    /// Whoever watched has seen enough.
    Stopped,
    /// It was full before the visit was over: what was played is all that is known.
    Full,
    /// The pictures differ from those of the recording.
    Differs {
        /// The digest in the log.
        recorded: u64,
        /// The digest of what was played.
        played: u64,
    },
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "{error}"),
            Self::OtherGallery => f.write_str(
                "the log was recorded with another model or other places: play it with the version that recorded it",
            ),
            Self::Stopped => f.write_str("it was stopped before its end"),
            Self::Full => f.write_str(
                "the board's log was full before the visit was over; all that it holds was played",
            ),
            Self::Differs { recorded, played } => write!(
                f,
                "the pictures differ from the recorded ones (digest {played:016x}, recorded {recorded:016x}): \
                 play the log with the version that recorded it, and report it if that is this one"
            ),
        }
    }
}

impl std::error::Error for ReplayError {}

/// Plays a log back, as bytes or as hexadecimal digits from a board's serial line; `watch` sees every picture, and can break off.
///
/// The answer is the last picture. With an error the pictures before it were seen.
pub fn replay(
    house: &mut House,
    log: &[u8],
    mut watch: impl FnMut(&Exhibit<'_>, &Frame) -> ControlFlow<()>,
) -> Result<Box<Frame>, ReplayError> {
    let bytes = unhexed(log).unwrap_or_else(|| log.to_vec());
    let (header, entries) = log::read(&bytes).map_err(ReplayError::Unreadable)?;
    if header.gallery != fingerprint(&house.gallery()) {
        return Err(ReplayError::OtherGallery);
    }
    let (mut exhibit, mut frame) = house.exhibit(Settings {
        language: header.language,
        seed: header.seed,
    });
    for entry in entries {
        match entry.map_err(ReplayError::Unreadable)? {
            Entry::Key { ticks, event } => {
                play(&mut exhibit, &mut frame, ticks, &mut watch)?;
                exhibit.key(event);
            }
            Entry::Resumed(visit) => exhibit.resume(visit, &mut frame),
            Entry::End { ticks, digest } => {
                play(&mut exhibit, &mut frame, ticks, &mut watch)?;
                return same(digest, frame);
            }
            Entry::Full => return Err(ReplayError::Full),
        }
    }
    Ok(frame)
}

fn same(recorded: u64, frame: Box<Frame>) -> Result<Box<Frame>, ReplayError> {
    let played = frame.digest();
    if played == recorded {
        Ok(frame)
    } else {
        Err(ReplayError::Differs { recorded, played })
    }
}

fn play(
    exhibit: &mut Exhibit<'_>,
    frame: &mut Frame,
    ticks: u32,
    watch: &mut impl FnMut(&Exhibit<'_>, &Frame) -> ControlFlow<()>,
) -> Result<(), ReplayError> {
    for _ in 0..ticks {
        exhibit.tick(frame);
        if watch(exhibit, frame).is_break() {
            return Err(ReplayError::Stopped);
        }
    }
    Ok(())
}

/// The bytes of a text that is nothing but hexadecimal digits and spaces.
fn unhexed(text: &[u8]) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| {
            let digit = char::from(*byte).to_digit(16)?;
            u8::try_from(digit).ok()
        })
        .collect();
    let digits = digits.filter(|digits| digits.len() >= 2 && digits.len() % 2 == 0)?;
    Some(
        digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::unhexed;

    #[test]
    fn only_pairs_of_hexadecimal_digits_are_bytes() {
        assert_eq!(unhexed(b"50 4c\n58"), Some(vec![0x50, 0x4c, 0x58]));
        assert_eq!(unhexed(b"504"), None);
        assert_eq!(unhexed(b"PLX1"), None);
        assert_eq!(unhexed(b""), None);
    }
}
