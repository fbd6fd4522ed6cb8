//! Last words: what a board that stopped leaves in RAM for its next boot.

use core::fmt::{self, Write as _};

/// The mark of words that no start has heard yet, and of those that one has.
const SAID: u32 = 0x4c57_0001;
const HEARD: u32 = 0x4c57_0002;
const TEXT_BYTES: usize = 160;

/// After so many stops in a row a board rests: resetting once more has not helped so far.
pub const STOPS_MAX: u32 = 20;

/// The reason of the last stop and the number of stops in a row.
///
/// It lies in RAM that a reset keeps. After power-on that RAM holds anything, so it counts only with its mark and checksum.
#[derive(Debug, Clone)]
#[repr(C)]
pub struct LastWords {
    mark: u32,
    stops: u32,
    length: u32,
    text: [u8; TEXT_BYTES],
    checksum: u32,
}

impl LastWords {
    /// Nothing was said and nothing stopped.
    pub const NONE: Self = Self {
        mark: 0,
        stops: 0,
        length: 0,
        text: [0; TEXT_BYTES],
        checksum: 0,
    };

    /// Begins the words of one more stop.
    pub fn begin(&mut self) {
        let stops = if self.is_sound() { self.stops } else { 0 };
        *self = Self {
            mark: SAID,
            stops: stops.saturating_add(1),
            ..Self::NONE
        };
    }

    /// Ends them: from here on they are believed.
    pub fn end(&mut self) {
        self.checksum = self.sum();
    }

    /// A start hears them. One that a watchdog has brought about follows a stop that nobody could put into words, if nobody has
    /// said any since the start before: these are its words.
    pub fn hear(&mut self, watchdog: Option<&str>) {
        if let Some(words) = watchdog
            && !(self.mark == SAID && self.is_sound())
        {
            self.begin();
            // Writing never fails: what does not fit is dropped.
            let _ = self.write_str(words);
            self.end();
        }
        self.mark = HEARD;
    }

    /// Forgets everything, as a board does that has run well.
    pub fn clear(&mut self) {
        *self = Self::NONE;
    }

    /// Stops in a row; none if the record is not sound.
    pub fn stops(&self) -> u32 {
        if self.is_sound() { self.stops } else { 0 }
    }

    /// The words, if there are any to be believed.
    pub fn text(&self) -> Option<&str> {
        let length = usize::try_from(self.length).ok()?;
        let bytes = self.text.get(..length).filter(|_| self.is_sound())?;
        // A text that was cut inside a character is still worth reading up to there.
        match core::str::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => core::str::from_utf8(bytes.get(..error.valid_up_to())?).ok(),
        }
    }

    fn is_sound(&self) -> bool {
        (self.mark == SAID || self.mark == HEARD) && self.checksum == self.sum()
    }

    /// FNV-1a: enough to tell a record from the noise of a cold start.
    fn sum(&self) -> u32 {
        let head = [self.stops, self.length];
        let bytes = head
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .chain(self.text);
        bytes.fold(0x811c_9dc5, |sum, byte| {
            (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
    }
}

impl fmt::Write for LastWords {
    /// Appends what fits and drops the rest: a panic message must never cause a panic.
    fn write_str(&mut self, words: &str) -> fmt::Result {
        let start = usize::try_from(self.length).unwrap_or(TEXT_BYTES);
        let room = self.text.get_mut(start..).unwrap_or_default();
        for (place, byte) in room.iter_mut().zip(words.bytes()) {
            *place = byte;
            self.length = self.length.saturating_add(1);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use core::fmt::Write as _;

    use super::{LastWords, TEXT_BYTES};

    fn said(words: &str) -> LastWords {
        let mut record = LastWords::NONE;
        record.begin();
        record.write_str(words).expect("writing never fails");
        record.end();
        record
    }

    #[test]
    fn nothing_is_believed_without_an_end() {
        let mut record = LastWords::NONE;
        assert_eq!(record.text(), None);
        record.begin();
        record.write_str("half").expect("writing never fails");
        assert_eq!(record.text(), None);
    }

    #[test]
    fn words_survive_and_stops_are_counted() {
        let mut record = said("panic at a.rs:1");
        assert_eq!(
            (record.text(), record.stops()),
            (Some("panic at a.rs:1"), 1)
        );
        record.begin();
        record.end();
        assert_eq!(record.stops(), 2);
        record.clear();
        assert_eq!((record.text(), record.stops()), (None, 0));
    }

    #[test]
    fn a_hang_is_a_stop_with_words_of_its_own() {
        let hung = Some("watchdog");
        let mut record = LastWords::NONE;
        for stops in 1..=3 {
            record.hear(hung);
            assert_eq!((record.text(), record.stops()), (hung, stops));
        }
        // The chip still tells of the watchdog after a reset by software, but the words that led to it were said since.
        record.begin();
        record.write_str("panic").expect("writing never fails");
        record.end();
        record.hear(hung);
        assert_eq!((record.text(), record.stops()), (Some("panic"), 4));
        record.hear(hung);
        assert_eq!((record.text(), record.stops()), (hung, 5));
        // A start that no watchdog has brought about changes nothing.
        record.hear(None);
        assert_eq!((record.text(), record.stops()), (hung, 5));
    }

    #[test]
    fn noise_is_heard_as_nothing() {
        let mut record = LastWords {
            stops: 7,
            length: 3,
            checksum: 1,
            ..LastWords::NONE
        };
        record.hear(None);
        assert_eq!((record.text(), record.stops()), (None, 0));
    }

    #[test]
    fn a_single_wrong_bit_is_noticed() {
        for byte in 0..TEXT_BYTES {
            let mut record = said("panic");
            record.text[byte] ^= 1;
            assert_eq!(record.text(), None, "bit in byte {byte}");
        }
    }

    #[test]
    fn long_words_are_cut_at_a_character() {
        let long = "\u{e9}".repeat(TEXT_BYTES);
        assert_eq!(said(&long).text().map(str::len), Some(TEXT_BYTES));
        let odd = "a".to_owned() + &long;
        assert_eq!(said(&odd).text().map(str::len), Some(TEXT_BYTES - 1));
    }

    extern crate std;
    use std::borrow::ToOwned as _;
}
