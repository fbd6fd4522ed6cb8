//! The two sinks that are not hashes: a buffer and a counter.

use core::convert::Infallible;
use core::fmt;

use super::Sink;
use crate::kernel::index::from_len;

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
