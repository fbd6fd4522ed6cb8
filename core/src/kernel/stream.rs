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
