//! An ensemble: many jobs on all cores, answered in the order in which they were asked for.

use rayon::prelude::*;

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
}
