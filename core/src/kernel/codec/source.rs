//! The reader of encoded bytes, and everything it can refuse.

use core::fmt;

use crate::kernel::index::from_len;

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
