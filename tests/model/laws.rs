//! Conservation: money, orders, firms, households, workers and stalls, after every single event.

use polanyi_core::kernel::simulation::{Progress, RunError};
use polanyi_core::model::Fault;
use polanyi_core::model::room::Room;
use polanyi_core::model::scenario::{Range, Scenario, Value, parameters};
use polanyi_core::model::{BoardRun, RunOf};
use proptest::prelude::*;

use super::{PLACES, SmallRun, scenario, small_scenario, started};

/// Runs to the end, one event at a time, and audits the world after each; the answer is how often a full table turned someone away.
fn audit_every_event<R: Room>(run: &mut RunOf<R>, name: &str) -> u32 {
    let mut refused = 0;
    loop {
        let progress = run.run_for(1).expect("the run ends well");
        if let Err(violation) = run.audit() {
            panic!(
                "{name}: event {} at {}: {violation:?}",
                run.events(),
                run.now()
            );
        }
        for cluster in run.clusters() {
            refused = refused.max(cluster.world().cluster.flows.refused);
        }
        if progress == Progress::Reached {
            return refused;
        }
    }
}

#[test]
fn the_laws_hold_after_every_event_of_every_place() {
    for place in PLACES {
        for seed in [7, 20, 33] {
            audit_every_event(&mut started(&scenario(place), seed), place);
        }
    }
}

#[test]
fn the_laws_hold_when_tables_are_full() {
    let mut run = SmallRun::EMPTY;
    let mut refused = 0;
    for seed in 0..20 {
        run.start(&small_scenario(), seed)
            .expect("the scenario is sound");
        refused += audit_every_event(&mut run, "small");
    }
    assert!(
        refused > 0,
        "the tables were never full, so this shows nothing"
    );
}

/// A scenario in which some parameters are drawn from their whole range.
fn any_scenario() -> impl Strategy<Value = Scenario> {
    let count = parameters().count();
    let choice = (0..count, 0.0_f32..=1.0);
    (prop::collection::vec(choice, 0..24), 0..4_usize).prop_map(|(choices, place)| {
        let mut scenario = scenario(PLACES[place]);
        for (index, part) in choices {
            let parameter = parameters().nth(index).expect("it is in range");
            if !parameter.path.starts_with("timing.") {
                let value = within(parameter.range, part);
                parameter.set(&mut scenario, value).expect("it is in range");
            }
        }
        // No more agents than the board has room for.
        let households = u16::try_from(scenario.place.households).unwrap_or(u16::MAX);
        scenario.place.scale = scenario.place.scale.max(f32::from(households) / 256.0);
        scenario.place.households = u32::from(households);
        scenario.timing.end_year = scenario.timing.start_year + 5;
        scenario
    })
}

/// A value a part of the way through a range; the squares make small values likelier.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a test's rough draw"
)]
fn within(range: Range, part: f32) -> Value {
    match range {
        Range::Number { least, greatest } => {
            Value::Number((least + (greatest - least) * part * part).clamp(least, greatest))
        }
        Range::Whole { least, greatest } => {
            let span = (greatest - least) as f32;
            Value::Whole((least + (span * part * part) as u32).min(greatest))
        }
        Range::Switch => Value::Switch(part > 0.5),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_admitted_scenario_breaks_a_law(scenario in any_scenario(), seed: u64) {
        let mut run = Box::new(BoardRun::EMPTY);
        run.start(&scenario, seed).expect("every admitted scenario starts");
        loop {
            match run.run_for(500) {
                // An overflow of money or of time is a typed refusal, and the world before it is sound.
                Err(RunError::Fault {
                    fault: Fault::Money(_) | Fault::Span { .. },
                    ..
                })
                | Ok(Progress::Reached) => break,
                Err(error) => prop_assert!(false, "{}", error),
                Ok(Progress::Paused) => prop_assert_eq!(run.audit(), Ok(())),
            }
        }
    }
}
