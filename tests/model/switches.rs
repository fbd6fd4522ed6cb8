//! Ablation: every mechanism has a switch, and what it does is gone when it is off.

use polanyi_core::model::measures::Measures;
use polanyi_core::model::scenario::{Value, parameter, parameters};

use super::{PLACES, scenario, started};

/// The last year's measures of a place with one switch off.
fn without(place: &str, path: &str) -> Measures {
    let mut scenario = scenario(place);
    parameter(path)
        .expect("it is a parameter")
        .set(&mut scenario, Value::Switch(false))
        .expect("it is a switch");
    scenario.timing.end_year = scenario.timing.start_year + 25;
    let mut run = started(&scenario, 9);
    let mut last = None;
    while let Some(year) = run.next_year().expect("the run ends well") {
        last = Some(year.measures);
    }
    last.expect("there are years")
}

#[test]
fn every_switch_can_be_off_in_every_place() {
    let switches = parameters().filter(|parameter| parameter.path.ends_with(".active"));
    let mut count = 0;
    for parameter in switches {
        count += 1;
        for place in PLACES {
            without(place, parameter.path);
        }
    }
    assert_eq!(count, 12, "a switch for each mechanism of this model");
}

#[test]
#[expect(clippy::float_cmp, reason = "nothing at all is exactly zero")]
fn what_a_mechanism_does_is_gone_without_it() {
    assert_eq!(
        without("shenzhen", "foreign.active").firms_by_origin[2],
        0.0
    );
    assert_eq!(
        without("shenzhen", "orders.active").processing_share,
        Some(0.0)
    );
    assert_eq!(without("yiwu", "stalls.active").stalls, 0);
    assert_eq!(without("yiwu", "channels.active").channels[1], Some(0.0));
    assert_eq!(
        without("datang", "governance.active").governance[0],
        Some(0.0)
    );
    assert_eq!(
        without("emilia-romagna", "association.active").members,
        Some(0.0)
    );
    assert_eq!(
        without("yiwu", "labour.active").wage,
        scenario("yiwu").stage.wage
    );
    assert_eq!(without("yiwu", "exit.active").exits, 0.0);
    let untaught = without("yiwu", "upgrading.active").capability;
    assert!(
        untaught < without("yiwu", "imitation.active").capability,
        "{untaught:?}"
    );
}

#[test]
fn without_entry_only_orders_and_capital_from_abroad_found_firms() {
    let [alone, together] = ["entry.active", "exit.active"].map(|path| without("yiwu", path).firms);
    assert!(alone < 0.2 * together, "{alone} firms against {together}");
}
