//! Birth: a developed place has workshops from the first day, a backward one has none.

use super::{scenario, started};

#[test]
fn workshops_are_there_on_the_first_day() {
    for (place, share) in [("emilia-romagna", 0.05), ("yiwu", 0.0)] {
        let scenario = scenario(place);
        let mut all = 0_u32;
        for seed in 1..=20 {
            let run = started(&scenario, seed);
            run.audit().expect("the laws hold at birth");
            all += run.clusters()[0].world().cluster.census.firms();
        }
        let found = f64::from(all) / f64::from(20 * scenario.agents());
        assert!((found - share).abs() < 0.01, "{place}: {found}");
    }
}

#[test]
fn whoever_runs_a_workshop_owns_it_and_pays_for_its_first_months() {
    let run = started(&scenario("emilia-romagna"), 3);
    let world = run.clusters()[0].world();
    assert!(world.firms.iter().count() > 0);
    for (_, firm) in world.firms.iter() {
        assert!(firm.cash.worker_years() > 0.0 && firm.workers > 0);
        let owner = firm.family().expect("a family's");
        assert!(world.households[usize::from(owner)].occupied);
    }
}
