//! One pair of traits for everything that leaves memory: the digest hashes the same bytes that a checkpoint stores.
//!
//! All numbers are little endian and of fixed width; there is no `usize` and no padding, so host and board agree.

use core::convert::Infallible;
use core::fmt;

use super::index::from_len;
use super::time::{Instant, Span};

/// Where encoded bytes go: a digest, a buffer, a counter.
pub trait Sink {
    /// Why the sink refuses more bytes; [`Infallible`] for a digest.
    type Error;

    /// Takes all of `bytes` or refuses them.
    fn put(&mut self, bytes: &[u8]) -> Result<(), Self::Error>;

    /// One byte.
    fn put_u8(&mut self, value: u8) -> Result<(), Self::Error> {
        self.put(&[value])
    }
    /// Two bytes, little endian.
    fn put_u16(&mut self, value: u16) -> Result<(), Self::Error> {
        self.put(&value.to_le_bytes())
    }
    /// Four bytes, little endian.
    fn put_u32(&mut self, value: u32) -> Result<(), Self::Error> {
        self.put(&value.to_le_bytes())
    }
    /// Eight bytes, little endian.
    fn put_u64(&mut self, value: u64) -> Result<(), Self::Error> {
        self.put(&value.to_le_bytes())
    }
    /// Eight bytes, two's complement, little endian.
    fn put_i64(&mut self, value: i64) -> Result<(), Self::Error> {
        self.put(&value.to_le_bytes())
    }
    /// The four bytes of the bit pattern: −0 and 0 differ, as they do in a digest that must tell them apart.
    fn put_f32(&mut self, value: f32) -> Result<(), Self::Error> {
        self.put_u32(value.to_bits())
    }
    /// The eight bytes of the bit pattern.
    fn put_f64(&mut self, value: f64) -> Result<(), Self::Error> {
        self.put_u64(value.to_bits())
    }
    /// One byte, 0 or 1.
    fn put_bool(&mut self, value: bool) -> Result<(), Self::Error> {
        self.put_u8(u8::from(value))
    }
}

/// A value that can be written down byte by byte.
pub trait Encode {
    /// Writes the value; equal values write equal bytes on every machine.
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error>;
}

/// A small value that can be read back.
pub trait Decode: Sized {
    /// Reads what [`Encode::encode`] wrote, and refuses everything else with the place and the value.
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError>;
}

/// A large state that is restored where it lies, because a board cannot hold it twice.
pub trait State {
    /// Writes everything a checkpoint cannot restore across: capacities, and a version of the encoding.
    ///
    /// A checkpoint stores a hash of it and refuses to load where the hash differs.
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error>;

    /// Writes the state.
    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error>;

    /// Replaces the state by what [`State::save`] wrote.
    ///
    /// After an error the state may be half of each; the caller then calls [`State::reset`], as
    /// [`checkpoint::restore`](super::checkpoint::restore) does.
    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError>;

    /// Back to empty and usable, as after construction.
    fn reset(&mut self);
}

/// Why bytes were refused. Offsets count from the start of the bytes given to [`Source::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes end too early.
    Truncated {
        /// Where the missing value starts.
        offset: u32,
        /// How many bytes it needs.
        wanted: u32,
    },
    /// A value that nothing valid encodes to.
    Invalid {
        /// Where the value ends.
        offset: u32,
        /// What it should have been.
        what: &'static str,
        /// The value found, widened.
        value: u64,
    },
    /// More items than there is room for.
    TooMany {
        /// Where the count ends.
        offset: u32,
        /// What is counted.
        what: &'static str,
        /// The count found.
        count: u64,
        /// The room there is.
        capacity: u64,
    },
    /// Bytes are left over.
    Leftover {
        /// Where the rest starts.
        offset: u32,
        /// How long it is.
        left: u32,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { offset, wanted } => {
                write!(
                    f,
                    "the data ends at byte {offset}, where {wanted} more bytes belong; copy the file again"
                )
            }
            Self::Invalid {
                offset,
                what,
                value,
            } => {
                write!(
                    f,
                    "byte {offset}: {value} is not a valid {what}; the data was damaged or not written by this program"
                )
            }
            Self::TooMany {
                offset,
                what,
                count,
                capacity,
            } => {
                write!(
                    f,
                    "byte {offset}: {count} of {what}, but there is room for {capacity}; use a build with more room"
                )
            }
            Self::Leftover { offset, left } => {
                write!(
                    f,
                    "{left} bytes are left over at byte {offset}; the data was written by another version"
                )
            }
        }
    }
}

impl core::error::Error for DecodeError {}

/// A reader over bytes that remembers where it stands.
///
/// ```
/// use polanyi_core::kernel::codec::{DecodeError, Source};
/// let mut source = Source::new(&[7, 0, 1]);
/// assert_eq!(source.take_u16(), Ok(7));
/// assert_eq!(source.take_u16(), Err(DecodeError::Truncated { offset: 2, wanted: 2 }));
/// ```
#[derive(Clone, Debug)]
pub struct Source<'a> {
    rest: &'a [u8],
    offset: u32,
}

impl<'a> Source<'a> {
    /// A reader at the start of `bytes`.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            offset: 0,
        }
    }

    /// How many bytes were read.
    pub const fn offset(&self) -> u32 {
        self.offset
    }

    /// An [`DecodeError::Invalid`] at the present place, for the value just read.
    pub const fn invalid(&self, what: &'static str, value: u64) -> DecodeError {
        DecodeError::Invalid {
            offset: self.offset,
            what,
            value,
        }
    }

    /// An error unless everything was read.
    pub fn finish(&self) -> Result<(), DecodeError> {
        match from_len(self.rest.len()) {
            0 => Ok(()),
            left => Err(DecodeError::Leftover {
                offset: self.offset,
                left,
            }),
        }
    }

    /// The next `K` bytes.
    pub fn take<const K: usize>(&mut self) -> Result<[u8; K], DecodeError> {
        match self.rest.split_first_chunk::<K>() {
            Some((bytes, rest)) => {
                self.rest = rest;
                self.offset = self.offset.saturating_add(from_len(K));
                Ok(*bytes)
            }
            None => Err(DecodeError::Truncated {
                offset: self.offset,
                wanted: from_len(K),
            }),
        }
    }

    /// One byte.
    pub fn take_u8(&mut self) -> Result<u8, DecodeError> {
        self.take().map(u8::from_le_bytes)
    }
    /// Two bytes, little endian.
    pub fn take_u16(&mut self) -> Result<u16, DecodeError> {
        self.take().map(u16::from_le_bytes)
    }
    /// Four bytes, little endian.
    pub fn take_u32(&mut self) -> Result<u32, DecodeError> {
        self.take().map(u32::from_le_bytes)
    }
    /// Eight bytes, little endian.
    pub fn take_u64(&mut self) -> Result<u64, DecodeError> {
        self.take().map(u64::from_le_bytes)
    }
    /// Eight bytes, two's complement, little endian.
    pub fn take_i64(&mut self) -> Result<i64, DecodeError> {
        self.take().map(i64::from_le_bytes)
    }
    /// A number; infinities and NaN are refused, because no model state is one.
    pub fn take_f32(&mut self) -> Result<f32, DecodeError> {
        let bits = self.take_u32()?;
        let value = f32::from_bits(bits);
        if value.is_finite() {
            Ok(value)
        } else {
            Err(self.invalid("finite number", u64::from(bits)))
        }
    }
    /// A number; infinities and NaN are refused.
    pub fn take_f64(&mut self) -> Result<f64, DecodeError> {
        let bits = self.take_u64()?;
        let value = f64::from_bits(bits);
        if value.is_finite() {
            Ok(value)
        } else {
            Err(self.invalid("finite number", bits))
        }
    }
    /// One byte that is 0 or 1.
    pub fn take_bool(&mut self) -> Result<bool, DecodeError> {
        match self.take_u8()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(self.invalid("truth value", u64::from(other))),
        }
    }
    /// A count of `what`, at most `capacity`.
    pub fn take_count(&mut self, what: &'static str, capacity: u32) -> Result<u32, DecodeError> {
        let count = self.take_u32()?;
        if count <= capacity {
            return Ok(count);
        }
        Err(DecodeError::TooMany {
            offset: self.offset,
            what,
            count: u64::from(count),
            capacity: u64::from(capacity),
        })
    }
}

/// The buffer is too small for what is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom {
    /// How many bytes are needed at least.
    pub needed: u32,
    /// How many there are.
    pub capacity: u32,
}

impl fmt::Display for NoRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} bytes are needed and the buffer has {}; give it more",
            self.needed, self.capacity
        )
    }
}

impl core::error::Error for NoRoom {}

/// A sink that fills a buffer from its start.
#[derive(Debug)]
pub struct Writer<'a> {
    rest: &'a mut [u8],
    written: u32,
}

impl<'a> Writer<'a> {
    /// Writes into `buffer`.
    pub const fn new(buffer: &'a mut [u8]) -> Self {
        Self {
            rest: buffer,
            written: 0,
        }
    }

    /// How many bytes were written.
    pub const fn written(&self) -> u32 {
        self.written
    }
}

impl Sink for Writer<'_> {
    type Error = NoRoom;

    fn put(&mut self, bytes: &[u8]) -> Result<(), NoRoom> {
        let rest = core::mem::take(&mut self.rest);
        let capacity = self.written.saturating_add(from_len(rest.len()));
        let needed = self.written.saturating_add(from_len(bytes.len()));
        let Some((front, back)) = rest.split_at_mut_checked(bytes.len()) else {
            return Err(NoRoom { needed, capacity });
        };
        for (to, from) in front.iter_mut().zip(bytes) {
            *to = *from;
        }
        self.rest = back;
        self.written = needed;
        Ok(())
    }
}

/// A sink that only counts, to know a length before it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counter {
    bytes: u32,
}

impl Counter {
    /// Nothing counted yet.
    pub const fn new() -> Self {
        Self { bytes: 0 }
    }

    /// The bytes so far, at most `u32::MAX`.
    pub const fn bytes(self) -> u32 {
        self.bytes
    }
}

impl Sink for Counter {
    type Error = Infallible;

    fn put(&mut self, bytes: &[u8]) -> Result<(), Infallible> {
        self.bytes = self.bytes.saturating_add(from_len(bytes.len()));
        Ok(())
    }
}

macro_rules! plain {
    ($($type:ty, $put:ident, $take:ident;)*) => {$(
        impl Encode for $type {
            fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                sink.$put(*self)
            }
        }
        impl Decode for $type {
            fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
                source.$take()
            }
        }
    )*};
}

plain! {
    u8, put_u8, take_u8;
    u16, put_u16, take_u16;
    u32, put_u32, take_u32;
    u64, put_u64, take_u64;
    i64, put_i64, take_i64;
    f32, put_f32, take_f32;
    f64, put_f64, take_f64;
    bool, put_bool, take_bool;
}

impl Encode for Instant {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u64(self.ticks())
    }
}

impl Decode for Instant {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        source.take_u64().map(Self::from_ticks)
    }
}

impl Encode for Span {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u64(self.ticks())
    }
}

impl Decode for Span {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        source.take_u64().map(Self::from_ticks)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_bool(self.is_some())?;
        match self {
            Some(value) => value.encode(sink),
            None => Ok(()),
        }
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        if source.take_bool()? {
            T::decode(source).map(Some)
        } else {
            Ok(None)
        }
    }
}

impl<T: State + ?Sized> State for &mut T {
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        (**self).layout(sink)
    }
    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        (**self).save(sink)
    }
    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        (**self).load(source)
    }
    fn reset(&mut self) {
        (**self).reset();
    }
}

impl<A: State, B: State> State for (A, B) {
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.0.layout(sink)?;
        self.1.layout(sink)
    }
    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.0.save(sink)?;
        self.1.save(sink)
    }
    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.0.load(source)?;
        self.1.load(source)
    }
    fn reset(&mut self) {
        self.0.reset();
        self.1.reset();
    }
}
