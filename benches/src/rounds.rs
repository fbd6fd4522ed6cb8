//! The measurement: contenders take turns, so that a neighbour's load meets all of them, and processor time is counted.
//!
//! The fastest round counts. Whatever disturbs, and on a shared machine something always does, only slows: J. Chen, J. Revels,
//! "Robust benchmarking in noisy environments", arXiv:1608.04295 (2016).

use std::time::Duration;

use cpu_time::ProcessTime;

/// Somebody who does a portion of work when asked.
pub trait Contender {
    /// The name in a table.
    fn name(&self) -> &'static str;

    /// Does about so many operations; returns how many were done and what came of them.
    fn work(&mut self, operations: u64) -> Done;
}

/// What a portion of work came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// How many operations.
    pub operations: u64,
    /// The sum of all instants: equal for all who did the same work, whatever they do with ties; 0 from who cannot tell, and
    /// then the number of operations may differ by a hundredth.
    pub checksum: u64,
}

/// How long an operation took.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Whose.
    pub name: &'static str,
    /// Of the fastest round.
    pub ns: f64,
}

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Operations that are not measured, to fill caches and to let what is cancelled come to the surface.
    pub warm_up: u64,
    /// How often everyone works.
    pub rounds: usize,
    /// Operations of a round.
    pub operations: u64,
}

/// Lets all of each group work in turn, group after group and round after round, so that the rounds of a group lie apart, and
/// returns the fastest round of each.
///
/// # Panics
///
/// If two contenders of a group did not do the same work: then nothing that was measured means anything.
pub fn measure(groups: &mut [Vec<Box<dyn Contender>>], effort: Effort) -> Vec<Vec<Cost>> {
    let mut costs: Vec<Vec<Cost>> = groups
        .iter_mut()
        .map(|group| warm_up(group, effort))
        .collect();
    for _ in 0..effort.rounds {
        for (group, costs) in groups.iter_mut().zip(&mut costs) {
            round(group, costs, effort.operations);
        }
    }
    costs
}

/// Lets everyone warm up: nobody has been measured yet.
fn warm_up(group: &mut [Box<dyn Contender>], effort: Effort) -> Vec<Cost> {
    let warmed_up = |contender: &mut Box<dyn Contender>| {
        contender.work(effort.warm_up);
        Cost {
            name: contender.name(),
            ns: f64::INFINITY,
        }
    };
    group.iter_mut().map(warmed_up).collect()
}

/// Lets all of a group work in turn.
fn round(group: &mut [Box<dyn Contender>], costs: &mut [Cost], operations: u64) {
    let mut work = Work::default();
    for (contender, cost) in group.iter_mut().zip(costs) {
        let start = ProcessTime::now();
        let done = contender.work(operations);
        cost.ns = cost.ns.min(each(start.elapsed(), done.operations));
        assert!(
            work.is_the_same(done),
            "{} did other work than those before it",
            contender.name()
        );
    }
}

/// What those who worked before did in this round.
#[derive(Debug, Default)]
struct Work {
    operations: Option<u64>,
    checksum: Option<u64>,
}

impl Work {
    /// Whether somebody did what the first of the round did, as far as he can tell.
    fn is_the_same(&mut self, done: Done) -> bool {
        let operations = *self.operations.get_or_insert(done.operations);
        if done.checksum == 0 {
            // Whoever stops before the last instant of a round leaves its events to the next.
            return done.operations.abs_diff(operations) <= operations / 100;
        }
        let checksum = *self.checksum.get_or_insert(done.checksum);
        (operations, checksum) == (done.operations, done.checksum)
    }
}

/// Nanoseconds an operation.
#[expect(
    clippy::cast_precision_loss,
    reason = "a figure of three digits is shown"
)]
pub fn each(elapsed: Duration, operations: u64) -> f64 {
    elapsed.as_secs_f64() * 1e9 / operations.max(1) as f64
}

/// The least of them; endless if there is none.
pub fn fastest(samples: &[f64]) -> f64 {
    samples.iter().copied().fold(f64::INFINITY, f64::min)
}

/// The mean of each contender over several measurements of the same contenders.
#[expect(clippy::cast_precision_loss, reason = "there are six octaves")]
pub fn average(measurements: &[Vec<Cost>]) -> Vec<Cost> {
    let mut costs = measurements[0].clone();
    for (index, cost) in costs.iter_mut().enumerate() {
        let sum: f64 = measurements.iter().map(|costs| costs[index].ns).sum();
        cost.ns = sum / measurements.len() as f64;
    }
    costs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::increments::Shape;
    use crate::{kernels, queues, timers};

    fn agree(all: &[(u64, u64)]) -> bool {
        let mut work = Work::default();
        all.iter().all(|(operations, checksum)| {
            work.is_the_same(Done {
                operations: *operations,
                checksum: *checksum,
            })
        })
    }

    #[test]
    fn whoever_does_other_work_is_noticed() {
        assert!(agree(&[(1000, 0), (1000, 7), (1000, 7)]));
        assert!(!agree(&[(1000, 7), (1000, 8)]), "another sum");
        assert!(!agree(&[(1000, 7), (999, 7)]), "fewer operations");
        assert!(agree(&[(1000, 7), (990, 0)]), "no sum, nearly as many");
        assert!(!agree(&[(1000, 7), (900, 0)]), "no sum, and far fewer");
    }

    /// `measure` would panic. With the feature `peers` the peers are among them.
    #[test]
    fn everyone_does_the_same_work() {
        let effort = Effort {
            warm_up: 1000,
            rounds: 3,
            operations: 2000,
        };
        for shape in Shape::ALL {
            measure(&mut [queues::all(64, shape, 1_000_000)], effort);
        }
        measure(&mut [timers::all(64)], effort);
        measure(&mut [kernels::all(100), kernels::all(10_000)], effort);
    }
}
