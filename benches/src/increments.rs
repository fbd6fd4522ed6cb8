//! How far ahead events are planned: an endless sequence of increments from a table of quantiles.
//!
//! Every distribution costs the same to draw from, one multiplication and one look into 8 KiB, so that a row of a table
//! differs from the next by the queue's work and by nothing else.

/// The shape of the increments. R. Rönngren, R. Ayani, "A Comparative Study of Parallel and Sequential Priority Queue
/// Algorithms", ACM TOMACS 7 (1997) 157-209, scaled to the same mean; the last is the hardest for what breaks ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Most are short, a few long.
    Exponential,
    /// From nothing to twice the mean.
    Uniform,
    /// Nine of ten near, one of ten far.
    Bimodal,
    /// Mostly long: the density grows up to one and a half means.
    Triangular,
    /// Sixteen different increments, whatever the mean, so that events tie.
    Ties,
}

impl Shape {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Exponential,
        Self::Uniform,
        Self::Bimodal,
        Self::Triangular,
        Self::Ties,
    ];

    /// Its name in a table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exponential => "exponential",
            Self::Uniform => "uniform",
            Self::Bimodal => "bimodal",
            Self::Triangular => "triangular",
            Self::Ties => "ties",
        }
    }

    /// What a share of `u` of the increments is below, in means; in ticks for [`Shape::Ties`].
    fn quantile(self, u: f64) -> f64 {
        match self {
            Self::Exponential => -(1.0 - u).ln(),
            Self::Uniform => 2.0 * u,
            Self::Bimodal if u < 0.9 => u / 1.35,
            Self::Bimodal => (20.0 + 20.0 * (u - 0.9)) / 3.0,
            Self::Triangular => 1.5 * u.sqrt(),
            Self::Ties => 16.0 * u,
        }
    }
}

/// Means of a hold model, an octave apart: where the mean falls within a digit of a radix queue decides what it costs,
/// and six octaves are a digit of six bits.
pub const MEANS: [u64; 6] = [
    1_000_000, 2_000_000, 4_000_000, 8_000_000, 16_000_000, 32_000_000,
];

const CELLS: usize = 1024;

/// A distribution of increments as a table of its quantiles.
#[derive(Clone, Debug)]
pub struct Quantiles {
    /// Where each cell begins, and how wide it is.
    cells: Box<[(u32, u32); CELLS]>,
}

impl Quantiles {
    /// Of this shape and mean.
    ///
    /// # Panics
    ///
    /// If the mean is beyond 100 million ticks.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "quantiles are positive and below 2^32 for the means that are allowed"
    )]
    pub fn new(shape: Shape, mean: u64) -> Self {
        assert!(mean <= 100_000_000, "increments are kept in 32 bits");
        let scale = if shape == Shape::Ties {
            1.0
        } else {
            mean as f64
        };
        let edge = |cell: usize| {
            // The last quantile of the exponential distribution is endless: the tail ends at 1 in 4096.
            let u = (cell as f64 / CELLS as f64).min(1.0 - 0.25 / CELLS as f64);
            (shape.quantile(u) * scale) as u32
        };
        let mut cells = Box::new([(0, 0); CELLS]);
        for (index, cell) in cells.iter_mut().enumerate() {
            *cell = (edge(index), edge(index + 1) - edge(index));
        }
        if shape == Shape::Ties {
            // Cells are narrower than a tick: each is one of the sixteen increments.
            cells.iter_mut().for_each(|cell| cell.1 = 0);
        }
        if shape == Shape::Bimodal {
            // No increment lies between the modes, although a cell does.
            let gap = CELLS * 9 / 10;
            cells[gap] = cells[gap + 1];
        }
        Self { cells }
    }

    /// The increment that these random bits stand for.
    #[inline]
    pub fn at(&self, bits: u64) -> u64 {
        let (start, width) = self.cells[(bits >> 54) as usize % CELLS];
        let within = (bits >> 22) & 0xffff_ffff;
        u64::from(start) + ((u64::from(width) * within) >> 32)
    }
}

/// The next random bits after these; the high ones are good. A linear congruential generator with the multiplier of
/// M. E. O'Neill's 128-bit "cheap" one.
#[inline]
pub const fn advance(bits: u64) -> u64 {
    bits.wrapping_mul(0xda94_2042_e4dd_58b5)
        .wrapping_add(0x1405_7b7e_f767_814f)
}

/// The sequence.
#[derive(Clone, Debug)]
pub struct Increments {
    quantiles: Quantiles,
    bits: u64,
}

impl Increments {
    /// The sequence of this shape and mean, the same for everyone who asks.
    pub fn new(shape: Shape, mean: u64) -> Self {
        Self {
            quantiles: Quantiles::new(shape, mean),
            bits: 0x9e37_79b9_7f4a_7c15,
        }
    }

    /// The next increment in ticks.
    #[inline]
    pub fn draw(&mut self) -> u64 {
        self.bits = advance(self.bits);
        self.quantiles.at(self.bits)
    }

    /// When an event that has been planned again and again for long is due: the equilibrium of the hold model, from
    /// which a run need not be warmed up.
    pub fn equilibrium(&mut self, mean: u64) -> u64 {
        let long = 16 * mean;
        let mut at = self.draw();
        while at < long {
            at += self.draw();
        }
        at - long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_has_its_mean() {
        for shape in Shape::ALL {
            let mut increments = Increments::new(shape, 1_000_000);
            let draws = 1 << 20;
            let mean = (0..draws).map(|_| increments.draw()).sum::<u64>() / draws;
            let expected = if shape == Shape::Ties {
                7..=7
            } else {
                980_000..=1_020_000
            };
            assert!(expected.contains(&mean), "{}: {mean}", shape.name());
        }
    }
}
