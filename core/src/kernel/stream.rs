//! Randomness with a name: one independent stream for each mechanism, so that a change in one moves no other.
//!
//! The generator is PCG XSH RR 64/32 (M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
//! Algorithms for Random Number Generation", HMC-CS-2014-0905, §6.3), the same bits on every machine.
//!
//! A stream is named by a seed, a name and an index. With `fnv` = 64-bit FNV-1a, `mix` = the finalizer of `SplitMix64`,
//! `g` = 0x9e3779b97f4a7c15 and all sums and products modulo 2^64:
//!
//! ```text
//! key       = mix(mix(mix(seed + g) ^ fnv(name)) ^ (index + 1) * g)
//! state     = mix(key + g)
//! increment = mix(key + 2g) << 1 | 1
//! ```

use core::convert::Infallible;

use rand_core::TryRng;
use rand_pcg::Lcg64Xsh32;

use super::codec::{DecodeError, Sink, Source, State};
use super::digest::Digest;

/// The golden ratio as a 64-bit fraction: the increment of `SplitMix64` (Steele, Lea, Flood, OOPSLA 2014, §5).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// An independent, portable sequence of random numbers that knows how many it has given.
///
/// A checkpoint stores only that count: a stream is restored by name and wound forward in at most 64 steps.
///
/// ```
/// use polanyi_core::kernel::stream::Stream;
///
/// let mut entry = Stream::new(2026, "entry", 0);
/// let first = entry.draw();
/// entry.draw();
/// assert_eq!(Stream::new(2026, "entry", 0).draw(), first);
/// assert_eq!(Stream::resume(2026, "entry", 0, entry.draws()).draw(), entry.draw());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    generator: Option<Lcg64Xsh32>,
    draws: u64,
}

impl Stream {
    /// A place for a stream, all zero bytes. Drawn from before it is set, it is the stream of seed 0, no name, index 0.
    pub const EMPTY: Self = Self {
        generator: None,
        draws: 0,
    };

    /// The stream of this name, at its start.
    pub fn new(seed: u64, name: &str, index: u32) -> Self {
        Self {
            generator: Some(generator(seed, name, index)),
            draws: 0,
        }
    }

    /// The stream of this name after `draws` draws. At most 64 steps.
    pub fn resume(seed: u64, name: &str, index: u32, draws: u64) -> Self {
        let mut stream = Self::new(seed, name, index);
        stream.wind_to(draws);
        stream
    }

    /// How many 32-bit numbers were drawn.
    pub const fn draws(&self) -> u64 {
        self.draws
    }

    /// The next 32 random bits.
    #[inline]
    pub fn draw(&mut self) -> u32 {
        let generator = self.generator.get_or_insert_with(|| generator(0, "", 0));
        // The period of the generator is 2^64 draws, and so is that of the count.
        self.draws = self.draws.wrapping_add(1);
        let Ok(bits) = generator.try_next_u32();
        bits
    }

    /// The next 64 random bits: two draws, the low half first.
    pub fn draw_u64(&mut self) -> u64 {
        let low = u64::from(self.draw());
        (u64::from(self.draw()) << 32) | low
    }

    /// Forward or back to the state after `draws` draws.
    fn wind_to(&mut self, draws: u64) {
        // Modulo the period, back is the long way forward.
        let distance = draws.wrapping_sub(self.draws);
        if let Some(generator) = &mut self.generator {
            generator.advance(distance);
        }
        self.draws = draws;
    }
}

fn generator(seed: u64, name: &str, index: u32) -> Lcg64Xsh32 {
    let number = u64::from(index).wrapping_add(1).wrapping_mul(GOLDEN);
    let key = mix(mix(mix(seed.wrapping_add(GOLDEN)) ^ Digest::of(name.as_bytes())) ^ number);
    let state = mix(key.wrapping_add(GOLDEN));
    let sequence = mix(key.wrapping_add(GOLDEN.wrapping_mul(2)));
    Lcg64Xsh32::new(state, sequence)
}

/// The finalizer of `SplitMix64`, variant 13 of D. Stafford's mixers: a bijection in which every bit depends on every bit.
const fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.draw())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.draw_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            for (to, from) in chunk.iter_mut().zip(self.draw().to_le_bytes()) {
                *to = from;
            }
        }
        Ok(())
    }
}

/// Loading winds the stream that is there, so it must bear the name that the saved one had.
impl State for Stream {
    fn layout<S: Sink>(&self, _: &mut S) -> Result<(), S::Error> {
        Ok(())
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u64(self.draws)
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        let draws = source.take_u64()?;
        if self.generator.is_none() && draws != 0 {
            return Err(source.invalid("number of draws of an unnamed stream", draws));
        }
        self.wind_to(draws);
        Ok(())
    }

    /// Back to the first draw of the same name.
    fn reset(&mut self) {
        self.wind_to(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::Rng;

    /// Computed from the description at the head of this file by a program in another language.
    #[test]
    fn known_answers() {
        let first = |mut stream: Stream| [(); 4].map(|()| stream.draw());
        assert_eq!(
            first(Stream::EMPTY),
            [0x19d8_93f3, 0xd65c_2e7e, 0x80de_cc59, 0x94ec_7935]
        );
        let entry = Stream::new(2026, "entry", 0);
        assert_eq!(
            first(entry),
            [0x5d14_60b7, 0x3c9c_bfbc, 0xd696_2976, 0x0cd1_3202]
        );
        let second = Stream::new(2026, "entry", 1);
        assert_eq!(
            first(second),
            [0xb2a1_3a3c, 0x01bd_5693, 0x6b6c_8d02, 0x673a_8222]
        );
        let exit = Stream::new(2026, "exit", 0);
        assert_eq!(
            first(exit),
            [0xbd85_88a0, 0xe72f_c8a8, 0x4927_878a, 0x5255_bfc6]
        );
        let last = Stream::new(u64::MAX, "market", u32::MAX);
        assert_eq!(
            first(last),
            [0x0afa_a006, 0xb683_6775, 0x4039_6243, 0x6e74_7b7e]
        );
    }

    #[test]
    fn winding_is_drawing() {
        let mut drawn = Stream::new(7, "orders", 3);
        for draws in 0..200 {
            let mut resumed = Stream::resume(7, "orders", 3, draws);
            assert_eq!(resumed, drawn);
            resumed.reset();
            assert_eq!(resumed, Stream::new(7, "orders", 3));
            drawn.draw();
        }
    }

    #[test]
    fn every_way_to_draw_counts() {
        let mut stream = Stream::new(7, "orders", 3);
        let mut other = stream.clone();
        let mut bytes = [0; 7];
        stream.fill_bytes(&mut bytes);
        let [a, b, c, d] = other.next_u32().to_le_bytes();
        assert_eq!(bytes[..4], [a, b, c, d]);
        assert_eq!((stream.draws(), other.draws()), (2, 1));
        let wide = stream.next_u64().to_le_bytes();
        other.next_u32();
        assert_eq!(wide[..4], other.next_u32().to_le_bytes());
        assert_eq!(stream.draws(), 4);
    }

    #[test]
    fn an_unnamed_stream_cannot_be_wound() {
        let mut stream = Stream::EMPTY;
        assert!(stream.load(&mut Source::new(&0u64.to_le_bytes())).is_ok());
        assert!(stream.load(&mut Source::new(&1u64.to_le_bytes())).is_err());
    }
}
