//! A fingerprint of a run: two runs are the same if and, but for chance, only if their digests are.

use core::convert::Infallible;
use core::fmt;

use super::codec::{DecodeError, Encode, Sink, Source, State};
use super::observer::Observer;
use super::simulation::Model;
use super::time::Instant;

/// The 64-bit FNV-1a hash of the bytes put into it.
///
/// It detects differences, not malice. Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic
/// Hash Algorithm", RFC 9923, §2.
///
/// ```
/// use polanyi_core::kernel::digest::Digest;
/// assert_eq!(Digest::of(b"foobar"), 0x8594_4171_f739_67e8);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Digest {
    /// RFC 9923, §5: the offset basis for 64 bits.
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    /// RFC 9923, §5: the prime for 64 bits.
    const PRIME: u64 = 0x0000_0100_0000_01b3;

    /// The digest of no bytes.
    pub const fn new() -> Self {
        Self(Self::BASIS)
    }

    /// A digest that goes on where one with this value stopped.
    pub const fn resume(value: u64) -> Self {
        Self(value)
    }

    /// The hash of everything so far.
    pub const fn value(self) -> u64 {
        self.0
    }

    /// The hash of `bytes` alone.
    pub const fn of(mut bytes: &[u8]) -> u64 {
        let mut digest = Self::new();
        while let Some((byte, rest)) = bytes.split_first() {
            digest = digest.with(*byte);
            bytes = rest;
        }
        digest.0
    }

    const fn with(self, byte: u8) -> Self {
        let wide = u64::from_le_bytes([byte, 0, 0, 0, 0, 0, 0, 0]);
        // The algorithm multiplies modulo 2^64.
        Self((self.0 ^ wide).wrapping_mul(Self::PRIME))
    }
}

impl Default for Digest {
    fn default() -> Self {
        Self::new()
    }
}

impl Sink for Digest {
    type Error = Infallible;

    fn put(&mut self, bytes: &[u8]) -> Result<(), Infallible> {
        for byte in bytes {
            *self = self.with(*byte);
        }
        Ok(())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Hashes the time and the content of every event, in order.
///
/// Save it with the simulation, as in `(&mut simulation, &mut digest)`, and a continued run ends with the digest of the
/// unbroken one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DigestObserver {
    digest: Digest,
}

impl DigestObserver {
    /// Nothing seen yet.
    pub const fn new() -> Self {
        Self {
            digest: Digest::new(),
        }
    }

    /// The digest of everything seen.
    pub const fn value(&self) -> u64 {
        self.digest.value()
    }
}

impl<M: Model> Observer<M> for DigestObserver
where
    M::Event: Encode,
{
    fn observe(&mut self, now: Instant, event: &M::Event, _: &M) {
        let Ok(()) = now.encode(&mut self.digest);
        let Ok(()) = event.encode(&mut self.digest);
    }
}

impl State for DigestObserver {
    fn layout<S: Sink>(&self, _: &mut S) -> Result<(), S::Error> {
        Ok(())
    }
    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u64(self.value())
    }
    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.digest = Digest::resume(source.take_u64()?);
        Ok(())
    }
    fn reset(&mut self) {
        *self = Self::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the test vectors of RFC 9923, appendix C.
    #[test]
    fn known_vectors() {
        assert_eq!(Digest::of(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(Digest::of(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(Digest::of(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_resumed_digest_goes_on() {
        let mut first = Digest::new();
        let Ok(()) = first.put(b"foo");
        let mut second = Digest::resume(first.value());
        let Ok(()) = second.put(b"bar");
        assert_eq!(second.value(), Digest::of(b"foobar"));
    }
}
