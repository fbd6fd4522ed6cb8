//! The four causes of a place in plain words.

use polanyi_core::model::Scenario;

use super::number::percent;

/// The name of each cause, and what it is here.
pub(super) fn causes(scenario: &Scenario) -> [(&'static str, String); 4] {
    [
        ("stage", stage(scenario)),
        ("timing", timing(scenario)),
        ("market", market(scenario)),
        ("society", society(scenario)),
    ]
}

fn stage(scenario: &Scenario) -> String {
    let stage = &scenario.stage;
    let (wage, capability) = (
        percent(f64::from(stage.wage)),
        percent(f64::from(stage.capability)),
    );
    let word = match stage.wage {
        wage if wage < 0.15 => "backward",
        wage if wage < 0.5 => "developing",
        _ => "developed",
    };
    format!("{word}: wages {wage} of the frontier's at birth, capability {capability}")
}

fn timing(scenario: &Scenario) -> String {
    let (start, world) = (scenario.timing.start_year, &scenario.world);
    // Years of four digits are exact in f64.
    let year = f64::from(start);
    let age = if world.policy_held {
        "under a policy that never changes"
    } else if start < 1914 {
        "in the first wave of globalization"
    } else if year < f64::from(world.release_year) {
        "in the age of protection"
    } else if year < f64::from(world.return_year) {
        "after the release of market forces"
    } else {
        "after the swing back to protection"
    };
    format!("born in {start}, {age}")
}

fn market(scenario: &Scenario) -> String {
    let market = &scenario.market;
    if market.seed_year == 0 || !scenario.stalls.active {
        return "none".to_owned();
    }
    let distance = if market.distance > 0.0 {
        format!(", {} km away", market.distance)
    } else {
        ", at the door".to_owned()
    };
    format!(
        "opens in {} with {} stalls{distance}",
        market.seed_year, market.first_stalls
    )
}

fn society(scenario: &Scenario) -> String {
    let society = &scenario.society;
    let kin = match society.kin_density {
        density if density >= 0.6 => "close kin",
        density if density >= 0.3 => "some kin",
        _ => "few kin",
    };
    let association = match society.autonomy {
        autonomy if autonomy >= 0.6 => "autonomous associations",
        autonomy if autonomy >= 0.3 => "tolerated associations",
        _ => "associations with little autonomy",
    };
    let transplants = percent(f64::from(society.transplants));
    format!("{kin}, {transplants} of founders from elsewhere, {association}")
}
