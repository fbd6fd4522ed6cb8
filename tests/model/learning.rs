//! What is known abroad: buyers and investors learn of a place's access to trade with a delay.

use polanyi_core::kernel::simulation::Progress;
use polanyi_core::model::BoardRun;

use super::{scenario, started};

/// Access as it is, and as it is known abroad.
fn access(run: &BoardRun) -> (f32, f32) {
    let region = run
        .clusters()
        .first()
        .expect("a run has a cluster")
        .world()
        .cluster
        .region;
    (region.trade_access(), region.known_access)
}

#[test]
fn buyers_abroad_learn_of_access_with_a_delay() {
    let mut run = started(&scenario("shenzhen"), 1);
    let (first, known) = access(&run);
    assert_eq!(
        first.to_bits(),
        known.to_bits(),
        "all is known at the start"
    );
    let mut halfway = false;
    while run.run_for(1).expect("the run ends well") == Progress::Paused {
        let (now, known) = access(&run);
        assert!((first..=now).contains(&known), "{known} of {now}");
        // Neither what was known before, nor yet what is so now.
        halfway |= known > 1.1 * first && known < 0.8 * now;
    }
    assert!(halfway, "it is learned little by little");
    let (last, known) = access(&run);
    assert!((known - last).abs() < 0.01, "all have heard of it: {known}");
}
