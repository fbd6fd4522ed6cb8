//! The sampler: populations of parameter vectors that come ever nearer to the facts.
//!
//! Approximate Bayesian computation by sequential Monte Carlo with moves that leave the approximate posterior as it is:
//! P. Del Moral, A. Doucet, A. Jasra, Statistics and Computing 22 (2012) 1009, with the schedule of C. C. Drovandi and
//! A. N. Pettitt, Biometrics 67 (2011) 225, algorithm 2: the farther half is dropped, replaced by copies of the nearer
//! half, and the copies are moved. All particles weigh the same.
//!
//! Population Monte Carlo (Toni et al. 2009; Lenormand, Jabot, Deffuant 2013) would weigh them by importance. Its usual
//! kernel of twice the population's variance leaves, where the facts say nothing of a parameter, three quarters of the
//! effective particles for each such parameter (sqrt(5)/3 for a normal prior): one in a hundred of 16 parameters. Moves have no such price.
//!
//! Moves are steps of differential evolution, C. J. F. ter Braak, Statistics and Computing 16 (2006) 239: along the
//! difference of two survivors, so that they follow the population's shape without a covariance matrix.

use polanyi_core::kernel::digest::Digest;
use polanyi_core::kernel::stream::Stream;
use serde::{Deserialize, Serialize};

use crate::ensemble::ensemble;
use crate::statistics::float;

/// Moves of a copy in a generation, at most.
pub const MOVES_MAX: u32 = 6;
/// The chance that a copy is left where it was, which decides the number of moves.
const UNMOVED: f64 = 0.2;
/// Below this rate of acceptance another generation would cost more than it brings.
pub const ACCEPTANCE_MIN: f64 = 0.02;
/// The least population: survivors must have differences.
pub const PARTICLES_MIN: u32 = 10;
/// The step for two normal posteriors' difference, ter Braak 2006, §2; to be divided by the root of twice the dimension.
const STEP: f64 = 2.38;
/// The jitter that keeps moves from staying among the survivors' differences, in logits.
const JITTER: f64 = 0.01;

/// How far a parameter vector is from the facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The distance, finite.
    pub distance: f64,
    /// What was simulated for each target.
    pub answers: Vec<Option<f64>>,
}

/// A parameter vector that was judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Particle {
    /// The logits of its [units](Particle::units).
    pub position: Vec<f64>,
    /// Its distance from the facts.
    pub distance: f64,
    /// What was simulated for each target.
    pub answers: Vec<Option<f64>>,
}

impl Particle {
    /// For each parameter the share of the prior below its value.
    pub fn units(&self) -> Vec<f64> {
        self.position.iter().map(|logit| unit(*logit)).collect()
    }
}

/// A generation of particles, the nearest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Population {
    /// Its number, from 1.
    pub generation: u32,
    /// The part of all moves that were accepted; 1 in the first generation.
    pub acceptance: f64,
    /// Vectors judged so far.
    pub trials: u64,
    /// Its particles.
    pub particles: Vec<Particle>,
}

impl Population {
    /// The greatest distance in it; zero if it is empty.
    pub fn tolerance(&self) -> f64 {
        self.particles.last().map_or(0.0, |last| last.distance)
    }

    /// Whether hardly any move is accepted any more.
    pub fn is_stuck(&self) -> bool {
        self.acceptance < ACCEPTANCE_MIN
    }

    /// Moves for each copy of the next generation: so many that at most one in five stays where it is, at this rate of acceptance.
    fn moves(&self) -> u32 {
        let fewest = (1..MOVES_MAX)
            .find(|moves| libm::pow(1.0 - self.acceptance, f64::from(*moves)) <= UNMOVED);
        fewest.unwrap_or(MOVES_MAX)
    }

    fn sorted(mut self) -> Self {
        // A stable sort: equal distances stay in the order of their slots.
        self.particles
            .sort_by(|one, other| one.distance.total_cmp(&other.distance));
        self
    }
}

/// What makes populations. The same fields give the same populations, on any number of threads.
#[derive(Debug, Clone, Copy)]
pub struct Sampler<J> {
    /// Parameters of a vector.
    pub dimension: usize,
    /// Particles of a population, at least [`PARTICLES_MIN`].
    pub particles: u32,
    /// Seed of all draws.
    pub seed: u64,
    /// Judges a vector of units; nothing if it is farther than the limit, which it may find out early.
    pub judge: J,
}

impl<J: Fn(&[f64], f64) -> Option<Judged> + Sync> Sampler<J> {
    /// The first generation: draws from the prior. `watch` is called for each particle, from any thread.
    #[expect(clippy::missing_panics_doc, reason = "no distance is beyond infinity")]
    pub fn first(&self, watch: impl Fn() + Sync) -> Population {
        let slots: Vec<u32> = (0..self.particles).collect();
        let particle = |slot: &u32| {
            let mut stream = self.stream(1, *slot);
            let draw = || logit(f64::from(stream.unit()));
            let position: Vec<f64> = std::iter::repeat_with(draw).take(self.dimension).collect();
            self.judged(position, f64::INFINITY)
                .expect("no distance is beyond infinity")
        };
        Population {
            generation: 1,
            acceptance: 1.0,
            trials: slots.len() as u64,
            particles: ensemble(&slots, particle, watch),
        }
        .sorted()
    }

    /// What tells these populations from any other, given what tells the judge from any other.
    pub fn identity(&self, of_judge: u64) -> u64 {
        let words = (of_judge, self.dimension, self.particles, self.seed);
        Digest::of(format!("{words:?}").as_bytes())
    }

    /// How many particles of a population are replaced in the next.
    pub fn replaced(&self) -> u32 {
        self.particles / 2
    }

    /// The generation after `population`, none of which is farther than the median before.
    pub fn next(&self, population: &Population, watch: impl Fn() + Sync) -> Population {
        let generation = population.generation + 1;
        let kept = population.particles.len() - population.particles.len() / 2;
        let survivors = &population.particles[..kept];
        let moves = population.moves();
        let slots: Vec<u32> = (0..self.replaced()).collect();
        let walk = |slot: &u32| self.walk(survivors, moves, self.stream(generation, *slot));
        let walks = ensemble(&slots, walk, watch);
        let total = |of: fn(&Walk) -> u32| walks.iter().map(of).sum::<u32>();
        let made = moves * self.replaced();
        Population {
            generation,
            acceptance: f64::from(total(|walk| walk.accepted)) / f64::from(made.max(1)),
            trials: population.trials + u64::from(total(|walk| walk.trials)),
            particles: survivors
                .iter()
                .cloned()
                .chain(walks.into_iter().map(|walk| walk.end))
                .collect(),
        }
        .sorted()
    }

    /// Moves a copy of one of the `survivors`; no move leads farther away than the farthest of them.
    fn walk(&self, survivors: &[Particle], moves: u32, mut stream: Stream) -> Walk {
        let tolerance = survivors.last().map_or(0.0, |last| last.distance);
        let mut walk = Walk {
            end: any(survivors, &mut stream).clone(),
            accepted: 0,
            trials: 0,
        };
        for _ in 0..moves {
            let position = proposal(&walk.end.position, survivors, &mut stream);
            let odds = log_density(&position) - log_density(&walk.end.position);
            // What the prior refuses is not worth a simulation.
            if libm::log(f64::from(stream.unit())) >= odds {
                continue;
            }
            walk.trials += 1;
            if let Some(particle) = self.judged(position, tolerance) {
                walk.end = particle;
                walk.accepted += 1;
            }
        }
        walk
    }

    fn judged(&self, position: Vec<f64>, limit: f64) -> Option<Particle> {
        let units: Vec<f64> = position.iter().map(|logit| unit(*logit)).collect();
        let judged = (self.judge)(&units, limit)?;
        Some(Particle {
            position,
            distance: judged.distance,
            answers: judged.answers,
        })
    }

    /// A stream for each particle of each generation, so that no thread waits for another's draws.
    fn stream(&self, generation: u32, slot: u32) -> Stream {
        let index = generation.wrapping_mul(self.particles).wrapping_add(slot);
        Stream::new(self.seed, "calibration", index)
    }
}

/// Where a copy was moved.
struct Walk {
    end: Particle,
    accepted: u32,
    trials: u32,
}

/// A step along the difference of two survivors. As likely as the step back.
fn proposal(from: &[f64], survivors: &[Particle], stream: &mut Stream) -> Vec<f64> {
    let one = any(survivors, stream);
    let other = any(survivors, stream);
    let step = STEP / libm::sqrt(2.0 * float(from.len().max(1)));
    let ends = one.position.iter().zip(&other.position);
    from.iter()
        .zip(ends)
        .map(|(from, (one, other))| {
            from + step * (one - other) + JITTER * f64::from(stream.normal())
        })
        .collect()
}

fn any<'p>(survivors: &'p [Particle], stream: &mut Stream) -> &'p Particle {
    let count = u32::try_from(survivors.len()).expect("a population is counted in 32 bits");
    let index = stream.below(count).expect("there are survivors");
    &survivors[index as usize]
}

/// The logarithm of the prior's density: the logits of uniform numbers are logistic.
fn log_density(position: &[f64]) -> f64 {
    let one = |logit: &f64| -logit.abs() - 2.0 * libm::log1p(libm::exp(-logit.abs()));
    position.iter().map(one).sum()
}

fn unit(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}

fn logit(unit: f64) -> f64 {
    libm::log(unit / (1.0 - unit))
}

#[cfg(test)]
mod tests;
