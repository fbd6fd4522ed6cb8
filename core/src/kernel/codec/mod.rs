//! One pair of traits for everything that leaves memory: the digest hashes the same bytes that a checkpoint stores.
//!
//! All numbers are little endian and of fixed width; there is no `usize` and no padding, so host and board agree.

use super::time::{Instant, Span};

mod source;
mod writer;

pub use source::{DecodeError, Source};
pub use writer::{Counter, NoRoom, Writer};

/// Where encoded bytes go: a digest, a buffer, a counter.
pub trait Sink {
    /// Why the sink refuses more bytes; [`Infallible`](core::convert::Infallible) for a digest.
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

impl<T: Encode, const N: usize> Encode for [T; N] {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.iter().try_for_each(|item| item.encode(sink))
    }
}

/// An array is its items; the default only fills the places that are decoded next.
impl<T: Decode + Default + Copy, const N: usize> Decode for [T; N] {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        let mut items = [T::default(); N];
        for item in &mut items {
            *item = T::decode(source)?;
        }
        Ok(items)
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

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use core::fmt::Debug;
    use proptest::prelude::*;

    /// The bytes of `value`, after checking that they are counted, read back and refused when cut.
    fn bytes_of<T: Encode + Decode + PartialEq + Debug>(value: &T) -> std::vec::Vec<u8> {
        let mut counter = Counter::new();
        let Ok(()) = value.encode(&mut counter);
        let mut bytes = std::vec![0; crate::kernel::index::to_index(counter.bytes())];
        value.encode(&mut Writer::new(&mut bytes)).unwrap();
        let mut source = Source::new(&bytes);
        assert_eq!(T::decode(&mut source).as_ref(), Ok(value));
        assert_eq!(source.finish(), Ok(()));
        for len in 0..bytes.len() {
            assert!(matches!(
                T::decode(&mut Source::new(&bytes[..len])),
                Err(DecodeError::Truncated { .. })
            ));
            let error = value
                .encode(&mut Writer::new(&mut bytes.clone()[..len]))
                .unwrap_err();
            assert!(error.capacity < error.needed && error.needed <= counter.bytes());
        }
        bytes
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(a: u8, b: u16, c: u32, d: u64, e: i64, f in -1e30f32..1e30, g: bool, h: Option<u64>) {
            bytes_of(&a);
            bytes_of(&b);
            bytes_of(&c);
            bytes_of(&d);
            bytes_of(&e);
            bytes_of(&f);
            bytes_of(&g);
            bytes_of(&h);
            bytes_of(&Instant::from_ticks(d));
            bytes_of(&Some(Span::from_ticks(d)));
        }
    }

    #[test]
    fn bytes_are_little_endian() {
        assert_eq!(bytes_of(&0x0102_0304u32), [4, 3, 2, 1]);
        assert_eq!(bytes_of(&-2i64), [254, 255, 255, 255, 255, 255, 255, 255]);
        assert_eq!(bytes_of(&1.0f32), [0, 0, 128, 63]);
        assert_eq!(bytes_of(&Some(true)), [1, 1]);
    }

    #[test]
    fn nonsense_is_refused_with_its_place_and_value() {
        let invalid = |offset, what, value| DecodeError::Invalid {
            offset,
            what,
            value,
        };
        assert_eq!(
            bool::decode(&mut Source::new(&[2])),
            Err(invalid(1, "truth value", 2))
        );
        let nan = f32::NAN.to_bits();
        assert_eq!(
            f32::decode(&mut Source::new(&nan.to_le_bytes())),
            Err(invalid(4, "finite number", u64::from(nan)))
        );
        let count = Source::new(&[9, 0, 0, 0]).take_count("stalls", 8);
        assert_eq!(
            count,
            Err(DecodeError::TooMany {
                offset: 4,
                what: "stalls",
                count: 9,
                capacity: 8
            })
        );
        assert_eq!(
            Source::new(&[0; 3]).finish(),
            Err(DecodeError::Leftover { offset: 0, left: 3 })
        );
    }
}
