//! An ensemble: many jobs on all cores, answered in the order in which they were asked for.

use rayon::prelude::*;

/// The seeds of an ensemble: so many from a first one on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeds {
    first: u64,
    count: u32,
}

impl Seeds {
    /// `count` seeds from `first` on; nothing for none, and where they would run beyond the greatest.
    pub fn new(first: u64, count: u32) -> Option<Self> {
        let beyond_first = u64::from(count).checked_sub(1)?;
        first.checked_add(beyond_first)?;
        Some(Self { first, count })
    }

    /// The first seed.
    pub fn first(self) -> u64 {
        self.first
    }

    /// The last seed.
    pub fn last(self) -> u64 {
        self.first + u64::from(self.count - 1)
    }

    /// How many there are, at least one.
    pub fn count(self) -> u32 {
        self.count
    }

    /// Each in turn.
    pub fn iter(self) -> impl Iterator<Item = u64> {
        self.first..=self.last()
    }
}

/// Does every job on all cores; answers stand in the order of the jobs, whatever finishes first.
///
/// `watch` is called once for each finished job, from any thread.
pub fn ensemble<J: Sync, A: Send>(
    jobs: &[J],
    answer: impl Fn(&J) -> A + Sync,
    watch: impl Fn() + Sync,
) -> Vec<A> {
    let one = |job| {
        let answer = answer(job);
        watch();
        answer
    };
    jobs.par_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn answers_stand_in_the_order_of_the_jobs() {
        let jobs: Vec<u64> = (0..100).collect();
        let seen = AtomicUsize::new(0);
        let answers = ensemble(
            &jobs,
            |job| job * job,
            || {
                seen.fetch_add(1, Ordering::Relaxed);
            },
        );
        let expected: Vec<u64> = jobs.iter().map(|job| job * job).collect();
        assert_eq!((answers, seen.into_inner()), (expected, 100));
    }

    #[test]
    fn seeds_end_at_the_greatest() {
        let seeds = Seeds::new(u64::MAX - 2, 3).expect("three are left");
        assert_eq!(seeds.iter().last(), Some(u64::MAX));
        assert_eq!((seeds.last(), seeds.iter().count()), (u64::MAX, 3));
        assert_eq!(Seeds::new(u64::MAX, 2), None);
        assert_eq!(Seeds::new(7, 0), None);
    }
}
