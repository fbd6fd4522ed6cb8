//! Checkpoints: a run that goes on from one is the unbroken run, and a damaged one is refused.

use polanyi_core::kernel::simulation::Progress;
use polanyi_core::model::Scenario;
use proptest::prelude::*;

use super::{PLACES, SmallRun, scenario, small_scenario, started};

const SEED: u64 = 41;

/// A small run after some events, and its checkpoint.
fn checkpoint(scenario: &Scenario, events: u32) -> Vec<u8> {
    let mut run = SmallRun::EMPTY;
    run.start(scenario, SEED).expect("the scenario is sound");
    run.run_for(events).expect("the run goes well");
    let mut bytes = vec![0; run.checkpoint_len()];
    let written = run.save_checkpoint(&mut bytes).expect("there is room");
    assert_eq!(written, bytes.len());
    bytes
}

/// Puts the right checksum on changed bytes.
pub(super) fn seal(bytes: &mut [u8]) {
    let crc = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    let (content, checksum) = bytes
        .split_last_chunk_mut::<4>()
        .expect("a checkpoint has a checksum");
    *checksum = crc.checksum(content).to_le_bytes();
}

#[test]
fn every_truncation_and_every_flipped_bit_is_refused() {
    let scenario = small_scenario();
    let good = checkpoint(&scenario, 900);
    let mut run = SmallRun::EMPTY;
    for length in 0..good.len() {
        assert!(
            run.restore_checkpoint(&scenario, SEED, &good[..length])
                .is_err(),
            "cut to {length} bytes"
        );
    }
    let mut bytes = good.clone();
    for at in 0..good.len() {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            assert!(
                run.restore_checkpoint(&scenario, SEED, &bytes).is_err(),
                "bit {bit} of byte {at}"
            );
            bytes[at] ^= 1 << bit;
        }
    }
    run.restore_checkpoint(&scenario, SEED, &good)
        .expect("it is good again");
}

#[test]
fn another_scenario_seed_or_capacity_is_refused() {
    let scenario = small_scenario();
    let good = checkpoint(&scenario, 300);
    let mut run = SmallRun::EMPTY;
    assert!(run.restore_checkpoint(&scenario, SEED + 1, &good).is_err());
    let mut other = scenario.clone();
    other.stage.wage += 0.001;
    assert!(run.restore_checkpoint(&other, SEED, &good).is_err());
    let mut board = started(&scenario, SEED);
    assert!(board.restore_checkpoint(&scenario, SEED, &good).is_err());
}

#[test]
fn a_refused_checkpoint_leaves_a_run_that_can_start() {
    let scenario = small_scenario();
    let mut run = SmallRun::EMPTY;
    run.start(&scenario, SEED).expect("the scenario is sound");
    run.run_for(500).expect("the run goes well");
    assert!(run.restore_checkpoint(&scenario, SEED, &[]).is_err());
    assert_eq!((run.events(), run.clusters().len()), (0, 0));
    run.start(&scenario, SEED).expect("it starts anew");
    run.run_for(500).expect("the run goes well");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// Good checksum, evil content: refused, or a sound world that runs on without a panic.
    #[test]
    fn evil_content_is_refused_or_sound(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        events in 0_u32..1500,
    ) {
        let scenario = small_scenario();
        let mut bytes = checkpoint(&scenario, events);
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        seal(&mut bytes);
        let mut run = SmallRun::EMPTY;
        if run.restore_checkpoint(&scenario, SEED, &bytes).is_ok() {
            prop_assert_eq!(run.audit(), Ok(()));
            // A fault is a typed answer too.
            let _ = run.run_for(2000);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// A run that is saved at any event and goes on elsewhere is the unbroken run.
    #[test]
    fn a_checkpoint_at_any_event_changes_nothing(place in 0..PLACES.len(), seed: u64, events in 0_u32..6000) {
        let mut scenario = scenario(PLACES[place]);
        scenario.timing.end_year = scenario.timing.start_year + 12;
        let mut unbroken = started(&scenario, seed);
        while unbroken.next_year().expect("the run ends well").is_some() {}
        let mut broken = started(&scenario, seed);
        broken.run_for(events).expect("the run goes well");
        let mut bytes = vec![0; broken.checkpoint_len()];
        broken.save_checkpoint(&mut bytes).expect("there is room");
        let mut resumed = started(&scenario, !seed);
        resumed.restore_checkpoint(&scenario, seed, &bytes).expect("it is a good checkpoint");
        while resumed.run_for(1000).expect("the run ends well") == Progress::Paused {}
        prop_assert_eq!((resumed.digest(), resumed.events()), (unbroken.digest(), unbroken.events()));
    }
}
