//! The log of a visit: which keys, and when, in a few bytes each; played back, it is the same visit bit for bit.
//!
//! Times are ticks of the exhibit, not of a clock: a slow board and a fast host count the same ones.

use heapless::Vec;
use polanyi_core::kernel::codec::{Decode, DecodeError, Encode, Sink, Source};

use super::key::{Key, KeyEvent};
use crate::place::TRIES;
use crate::visit::Visit;
use crate::words::Language;

/// How a log begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The language at the start.
    pub language: Language,
    /// The first try's seed, by its number.
    pub seed: u8,
    /// The digest of the gallery: histories of another model would be others.
    pub gallery: u32,
}

/// Bytes at the start of every log.
const MAGIC: [u8; 4] = *b"PLX1";

impl Encode for Header {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put(&MAGIC)?;
        sink.put_u8(self.language.code())?;
        sink.put_u8(self.seed)?;
        sink.put_u32(self.gallery)
    }
}

impl Decode for Header {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        let magic = source.take::<4>()?;
        if magic != MAGIC {
            let found = u64::from(u32::from_le_bytes(magic));
            return Err(source.invalid("start of an exhibit's log", found));
        }
        let language = source.take_u8()?;
        let language =
            Language::from_code(language).ok_or(source.invalid("language", u64::from(language)))?;
        let seed = source.take_u8()?;
        if usize::from(seed) >= TRIES {
            return Err(source.invalid("seed", u64::from(seed)));
        }
        Ok(Self {
            language,
            seed,
            gallery: source.take_u32()?,
        })
    }
}

/// What a log tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// After so many ticks, a key.
    Key {
        /// Ticks since the entry before.
        ticks: u32,
        /// What happened.
        event: KeyEvent,
    },
    /// At the beginning: power had failed during the visit, and this is what of it was stored.
    Resumed(Visit),
    /// After so many ticks, the end.
    End {
        /// Ticks since the entry before.
        ticks: u32,
        /// The digest of all pictures.
        digest: u64,
    },
    /// The log was full here; what followed is not known.
    Full,
}

const END: u8 = 0x40;
const FULL: u8 = 0x41;
const RESUMED: u8 = 0x42;
const PRESSED: u8 = 0x08;

impl Encode for Entry {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        match *self {
            Self::Key { ticks, event } => {
                let pressed = if event.pressed { PRESSED } else { 0 };
                sink.put_u8(event.key.code() | pressed)?;
                put_ticks(ticks, sink)
            }
            Self::Resumed(visit) => {
                sink.put_u8(RESUMED)?;
                visit.encode(sink)
            }
            Self::End { ticks, digest } => {
                sink.put_u8(END)?;
                put_ticks(ticks, sink)?;
                sink.put_u64(digest)
            }
            Self::Full => sink.put_u8(FULL),
        }
    }
}

impl Decode for Entry {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        let code = source.take_u8()?;
        match code {
            END => Ok(Self::End {
                ticks: take_ticks(source)?,
                digest: source.take_u64()?,
            }),
            FULL => Ok(Self::Full),
            RESUMED => Visit::decode(source).map(Self::Resumed),
            code => {
                let key = Key::from_code(code & !PRESSED)
                    .ok_or(source.invalid("entry of a log", u64::from(code)))?;
                let event = KeyEvent {
                    key,
                    pressed: code & PRESSED != 0,
                };
                Ok(Self::Key {
                    ticks: take_ticks(source)?,
                    event,
                })
            }
        }
    }
}

/// Seven bits a byte, the low ones first, the highest bit set in all but the last.
fn put_ticks<S: Sink>(mut ticks: u32, sink: &mut S) -> Result<(), S::Error> {
    loop {
        let [low, ..] = (ticks & 0x7f).to_le_bytes();
        ticks >>= 7;
        if ticks == 0 {
            return sink.put_u8(low);
        }
        sink.put_u8(low | 0x80)?;
    }
}

fn take_ticks(source: &mut Source<'_>) -> Result<u32, DecodeError> {
    let mut ticks = 0_u64;
    for place in 0..5 {
        let byte = source.take_u8()?;
        ticks |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            let shortest = place == 0 || byte != 0;
            let fits = u32::try_from(ticks).ok().filter(|_| shortest);
            return fits.ok_or(source.invalid("number of ticks", ticks));
        }
    }
    Err(source.invalid("number of ticks", ticks))
}

/// Reads a log's entries one by one, after its header. Nothing follows an end, or a full log.
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    source: Source<'a>,
    begun: bool,
    over: bool,
}

/// Reads the header of a log, and hands its entries over.
pub fn read(bytes: &[u8]) -> Result<(Header, Entries<'_>), DecodeError> {
    let mut source = Source::new(bytes);
    let header = Header::decode(&mut source)?;
    let entries = Entries {
        source,
        begun: false,
        over: false,
    };
    Ok((header, entries))
}

impl Iterator for Entries<'_> {
    type Item = Result<Entry, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let entry = Entry::decode(&mut self.source);
        let is_first = !core::mem::replace(&mut self.begun, true);
        self.over = match entry {
            Ok(Entry::Key { .. }) => false,
            Ok(Entry::Resumed(_)) => !is_first,
            _ => true,
        };
        match entry {
            // A visit goes on once, before anything else.
            Ok(Entry::Resumed(_)) if !is_first => Some(Err(self
                .source
                .invalid("entry of a log", u64::from(RESUMED)))),
            Ok(Entry::End { .. } | Entry::Full) => Some(self.source.finish().and(entry)),
            entry => Some(entry),
        }
    }
}

/// Bytes that a visit's log may take: some eighty taps.
pub const ROOM: usize = 400;
/// Bytes kept for the end.
const END_ROOM: usize = 14;

/// A log that is being written, in memory of a fixed size.
#[derive(Debug, Clone, Default)]
pub struct Log {
    bytes: Vec<u8, ROOM>,
    /// The tick of the entry before.
    last: u32,
    full: bool,
}

/// A sink that adds to a log.
struct Tail<'a>(&'a mut Vec<u8, ROOM>);

impl Sink for Tail<'_> {
    type Error = ();

    fn put(&mut self, bytes: &[u8]) -> Result<(), ()> {
        self.0.extend_from_slice(bytes).map_err(|_| ())
    }
}

impl Log {
    /// No log yet.
    pub const fn new() -> Self {
        Self {
            bytes: Vec::new(),
            last: 0,
            full: false,
        }
    }

    /// Begins anew at a tick.
    pub fn begin(&mut self, header: &Header, tick: u32) {
        self.bytes.clear();
        self.last = tick;
        self.full = header.encode(&mut Tail(&mut self.bytes)).is_err();
    }

    /// Begins anew at a tick with what was stored of a visit.
    pub fn begin_resumed(&mut self, header: &Header, visit: Visit, tick: u32) {
        self.begin(header, tick);
        let _ = Entry::Resumed(visit).encode(&mut Tail(&mut self.bytes));
    }

    /// Adds a key at a tick, if there is room; if not, the log says so and ends.
    pub fn key(&mut self, event: KeyEvent, tick: u32) {
        if self.full || self.bytes.is_empty() {
            return;
        }
        let ticks = tick.wrapping_sub(self.last);
        if self.bytes.len() + END_ROOM + 6 > ROOM {
            self.full = true;
            let _ = Entry::Full.encode(&mut Tail(&mut self.bytes));
            return;
        }
        self.last = tick;
        let _ = Entry::Key { ticks, event }.encode(&mut Tail(&mut self.bytes));
    }

    /// Ends the log at a tick.
    pub fn end(&mut self, tick: u32, digest: u64) {
        if self.full || self.bytes.is_empty() {
            return;
        }
        let ticks = tick.wrapping_sub(self.last);
        self.full = true;
        let _ = Entry::End { ticks, digest }.encode(&mut Tail(&mut self.bytes));
    }

    /// The bytes so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

const _: () = assert!(Visit::BYTES < ROOM, "a log has room for more than a visit");

#[cfg(test)]
mod tests {
    extern crate std;
    use std::vec::Vec as Many;

    use proptest::prelude::*;

    use super::*;

    const HEADER: Header = Header {
        language: Language::Italian,
        seed: 3,
        gallery: 0x1234_5678,
    };

    fn told(bytes: &[u8]) -> Result<(Header, Many<Entry>), DecodeError> {
        let (header, entries) = read(bytes)?;
        Ok((header, entries.collect::<Result<_, _>>()?))
    }

    fn events() -> impl Strategy<Value = Many<(u32, KeyEvent)>> {
        let event = (0..5_u8, any::<bool>()).prop_map(|(code, pressed)| KeyEvent {
            key: Key::from_code(code).unwrap(),
            pressed,
        });
        prop::collection::vec((0..100_000_u32, event), 0..80)
    }

    proptest! {
        #[test]
        fn a_log_is_read_back(start: u32, events in events(), digest: u64, resumed: bool) {
            let mut log = Log::new();
            let visit = Visit::new(Language::Chinese, 2);
            if resumed {
                log.begin_resumed(&HEADER, visit, start);
            } else {
                log.begin(&HEADER, start);
            }
            let mut tick = start;
            for (ticks, event) in &events {
                tick = tick.wrapping_add(*ticks);
                log.key(*event, tick);
            }
            log.end(tick.wrapping_add(9), digest);
            let (header, entries) = told(log.bytes()).unwrap();
            prop_assert_eq!(header, HEADER);
            let mut expected: Many<_> = events
                .iter()
                .map(|(ticks, event)| Entry::Key { ticks: *ticks, event: *event })
                .collect();
            expected.push(Entry::End { ticks: 9, digest });
            if resumed {
                expected.insert(0, Entry::Resumed(visit));
            }
            prop_assert_eq!(entries, expected);
            for length in 0..log.bytes().len() {
                prop_assert!(told(&log.bytes()[..length]).is_err(), "{} bytes", length);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut log = MAGIC.to_vec();
            log.extend([0, 0, 0, 0, 0, 0]);
            log.extend(&bytes);
            for given in [&bytes, &log] {
                let _ = told(given);
            }
        }
    }

    #[test]
    fn a_full_log_says_so() {
        let mut log = Log::new();
        log.begin(&HEADER, 0);
        let event = KeyEvent {
            key: Key::Up,
            pressed: true,
        };
        for tick in 0..10_000 {
            log.key(event, tick);
        }
        log.end(10_000, 7);
        let (_, entries) = told(log.bytes()).unwrap();
        assert_eq!(entries.last(), Some(&Entry::Full));
        assert!(entries.len() > 150);
    }

    #[test]
    fn what_no_log_contains_is_refused_with_its_place() {
        let mut log = Log::new();
        log.begin(&HEADER, 0);
        log.end(0, 0);
        let mut extended = log.bytes().to_vec();
        extended.push(0);
        assert!(matches!(told(&extended), Err(DecodeError::Leftover { .. })));
        for (at, byte) in [(0, b'Q'), (4, 3), (5, 5), (10, 0x43)] {
            let mut wrong = log.bytes().to_vec();
            wrong[at] = byte;
            assert!(told(&wrong).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_visit_goes_on_at_the_beginning_or_never() {
        let mut log = Log::new();
        let visit = Visit::new(Language::English, 0);
        log.begin_resumed(&HEADER, visit, 0);
        let again = Entry::Resumed(visit).encode(&mut Tail(&mut log.bytes));
        log.end(1, 0);
        assert_eq!(again, Ok(()));
        assert!(matches!(
            told(log.bytes()),
            Err(DecodeError::Invalid { .. })
        ));
    }
}
