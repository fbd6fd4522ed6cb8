//! The model: its laws, its goldens, its checkpoints, and the story that the paper tells.

mod birth;
mod capacity;
mod checkpoints;
mod counties;
mod countries;
mod goldens;
mod laws;
mod learning;
mod places;
mod queues;
mod scale;
mod story;
mod switches;

use polanyi_core::model::scenario::{PolicyKind, PolicyStep, Shock, ShockKind};
use polanyi_core::model::{BoardRun, Run, Scenario};

/// The four places, by key.
const PLACES: [&str; 4] = ["datang", "emilia-romagna", "shenzhen", "yiwu"];

/// A run that needs no more room than a test's stack has.
type SmallRun = Run<1, 12, 24, 6, 66>;

/// The same for three clusters.
type SmallCountry = Run<3, 12, 24, 6, 198>;

fn scenario(key: &str) -> Scenario {
    polanyi::places::place(key)
        .expect("the place is built in")
        .scenario
}

/// A started run at board capacity.
fn started(scenario: &Scenario, seed: u64) -> Box<BoardRun> {
    let mut run = Box::new(BoardRun::EMPTY);
    run.start(scenario, seed).expect("the scenario is sound");
    run
}

/// A small busy place: few households, cheap machines, all mechanisms at work.
fn small_scenario() -> Scenario {
    let mut scenario = scenario("yiwu");
    scenario.place.households = 24;
    scenario.place.scale = 1.0;
    scenario.timing.end_year = scenario.timing.start_year + 14;
    scenario.stage.wealth = 1.0;
    scenario.place.port_distance = 5.0;
    scenario.place.trade_access = 1.0;
    scenario.market.seed_year = scenario.timing.start_year;
    scenario.society.registration_cost = 0.0;
    scenario.association.firms_needed = 2;
    scenario.entry.exposure = 4.0 / 24.0;
    scenario.entry.division_output = 20.0;
    scenario.foreign.rate = 0.05;
    let crisis = Shock {
        year: 1984.0,
        kind: ShockKind::Crisis,
        size: 0.4,
    };
    let zone = PolicyStep {
        year: 1980.0,
        kind: PolicyKind::SpecialZone,
        level: 2.0,
    };
    scenario.shocks.push(crisis).expect("there is room");
    scenario.policies.push(zone).expect("there is room");
    scenario
}
