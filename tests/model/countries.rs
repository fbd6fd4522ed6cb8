//! Countries: several clusters in one run, which trade workers, orders and goods, and conserve what they trade.

use polanyi::room::Heap;
use polanyi_core::kernel::simulation::Progress;
use polanyi_core::model::measures::Measures;
use polanyi_core::model::room::Room;
use polanyi_core::model::run::StartError;
use polanyi_core::model::scenario::{PolicyKind, PolicyStep};
use polanyi_core::model::{RunOf, Scenario};
use proptest::prelude::*;

use super::checkpoints::seal;
use super::{PLACES, SmallCountry, SmallRun, scenario, small_scenario, started};

const SEED: u64 = 7;

/// The scenario at another point of the map, kilometres to the east.
fn at(scenario: &Scenario, x: f32) -> Scenario {
    let mut moved = scenario.clone();
    moved.place.x = x;
    moved
}

/// A started run in the room that grows.
fn started_country(scenarios: &[Scenario]) -> RunOf<Heap> {
    let mut run = RunOf::EMPTY;
    run.start_country(scenarios, SEED)
        .expect("the scenarios are sound");
    run
}

/// What is measured in every cluster, year by year.
fn years<R: Room>(run: &mut RunOf<R>) -> Vec<Vec<Measures>> {
    let mut years = Vec::new();
    while run.next_year().expect("the run ends well").is_some() {
        years.push(run.measures().copied().collect());
    }
    years
}

/// Three small places: a rich one, a poor one without orders of its own next to it, one without a market.
fn small_country() -> [Scenario; 3] {
    let mut rich = small_scenario();
    rich.stage.surplus = 2.0;
    let mut poor = at(&rich, 20.0);
    poor.orders.rate = 0.0;
    poor.stage.wage = 0.03;
    poor.stage.surplus = 20.0;
    let mut marketless = at(&rich, 50.0);
    marketless.market.seed_year = 0;
    marketless.market.agency = 0.0;
    [rich, poor, marketless]
}

#[test]
fn the_laws_hold_after_every_event_of_a_country() {
    let mut run = SmallCountry::EMPTY;
    let (mut workers, mut orders, mut rents) = (0, 0, 0);
    for seed in 0..10 {
        run.start_country(&small_country(), seed)
            .expect("the scenarios are sound");
        while run.run_for(1).expect("the run ends well") == Progress::Paused {
            assert_eq!(run.audit(), Ok(()), "event {} of seed {seed}", run.events());
            for gate in run.country().gates() {
                workers += u64::from(gate.arriving);
                orders += u64::from(gate.bundle.orders);
                rents += gate.rents.units();
            }
        }
    }
    assert!(
        workers > 0 && orders > 0 && rents > 0,
        "something was not traded, so this shows little: {workers} {orders} {rents}"
    );
}

#[test]
fn a_country_of_one_cluster_is_the_plain_run() {
    for place in PLACES {
        let mut scenario = scenario(place);
        scenario.timing.end_year = scenario.timing.start_year + 12;
        let (mut plain, mut country) = (started(&scenario, SEED), started_country(&[scenario]));
        while let Some(year) = plain.next_year().expect("the run ends well") {
            // With a full table the board turns somebody away who has room on a host.
            if year.measures.refused > 0 {
                break;
            }
            assert_eq!(country.next_year(), Ok(Some(year)), "{place}");
        }
    }
    let (mut one, mut of_three) = (SmallRun::EMPTY, SmallCountry::EMPTY);
    let scenario = small_scenario();
    one.start(&scenario, SEED).expect("it is sound");
    of_three.start(&scenario, SEED).expect("it is sound");
    while let Some(year) = one.next_year().expect("the run ends well") {
        assert_eq!(of_three.next_year(), Ok(Some(year)));
    }
}

/// At the other end of the map nobody sees, hires, supplies or is sent anywhere.
#[test]
fn a_cluster_beyond_reach_changes_nothing() {
    let mut yiwu = at(&scenario("yiwu"), -5000.0);
    yiwu.timing.end_year = 1995;
    let mut far = at(&scenario("datang"), 5000.0);
    far.timing.end_year = 1995;
    far.place.scale = yiwu.place.scale;
    let alone = years(&mut started_country(&[yiwu.clone()]));
    let both = years(&mut started_country(&[yiwu, far]));
    for (alone, both) in alone.iter().zip(&both) {
        assert_eq!(alone[0], both[0]);
    }
}

#[test]
fn twins_have_streams_of_their_own() {
    let mut twin = at(&scenario("datang"), -5000.0);
    twin.timing.end_year = 1990;
    let years = years(&mut started_country(&[twin.clone(), at(&twin, 5000.0)]));
    let last = years.last().expect("there are years");
    assert_ne!(last[0], last[1]);
}

#[test]
fn a_checkpoint_of_a_country_changes_nothing() {
    let country = small_country();
    let mut unbroken = SmallCountry::EMPTY;
    unbroken.start_country(&country, SEED).expect("it is sound");
    while unbroken.next_year().expect("the run ends well").is_some() {}
    for events in [0, 1, 700, 2900, 5000] {
        let mut broken = SmallCountry::EMPTY;
        broken.start_country(&country, SEED).expect("it is sound");
        broken.run_for(events).expect("the run goes well");
        let mut bytes = vec![0; broken.checkpoint_len()];
        broken.save_checkpoint(&mut bytes).expect("there is room");
        let mut resumed = SmallCountry::EMPTY;
        resumed
            .restore_country(&country, SEED, &bytes)
            .expect("it is a good checkpoint");
        while resumed.run_for(1000).expect("the run ends well") == Progress::Paused {}
        assert_eq!(
            (resumed.digest(), resumed.events()),
            (unbroken.digest(), unbroken.events())
        );
        let mut moved = country.clone();
        moved[2].place.x += 1.0;
        assert!(resumed.restore_country(&moved, SEED, &bytes).is_err());
        assert!(
            resumed
                .restore_country(&country[..2], SEED, &bytes)
                .is_err()
        );
        assert!(resumed.clusters().is_empty());
    }
}

/// Processing firms of both clusters at the end, when a zone turns away a share of its orders.
fn processing(filter: f32) -> [f32; 2] {
    let mut core = scenario("shenzhen");
    core.timing.end_year = 1992;
    core.policies
        .retain(|step| step.kind != PolicyKind::ValueFilter);
    let mut next_door = at(&core, 20.0);
    next_door.orders.rate = 0.0;
    next_door.foreign.rate = 0.0;
    let step = PolicyStep {
        year: 1980.0,
        kind: PolicyKind::ValueFilter,
        level: filter,
    };
    core.policies.push(step).expect("there is room");
    let years = years(&mut started_country(&[core, next_door]));
    let mean = |cluster: usize| {
        let processing = years.iter().map(|year| year[cluster].processing_firms);
        processing.sum::<f32>()
    };
    [mean(0), mean(1)]
}

/// C11: what the zone does not want settles outside its fence.
#[test]
fn a_filter_moves_simple_orders_next_door() {
    let [free, filtered] = [0.0, 0.8].map(processing);
    assert!(
        filtered[0] < 0.6 * free[0] && filtered[1] > 1.5 * free[1],
        "{free:?} without a filter, {filtered:?} with it"
    );
}

/// Two places: one grows and lacks workers, the other has them idle.
fn tight_and_idle(distance: f32) -> [Scenario; 2] {
    let mut tight = scenario("shenzhen");
    // Before as many outsiders have come as ever will.
    tight.timing.end_year = 1990;
    let mut idle = at(&tight, distance);
    idle.stage.wage = 0.03;
    idle.stage.surplus = 60.0;
    for mechanism in [
        &mut idle.entry.active,
        &mut idle.orders.active,
        &mut idle.foreign.active,
    ] {
        *mechanism = false;
    }
    [tight, idle]
}

#[test]
fn idle_workers_leave_for_where_they_are_wanted() {
    let pools = |distance| {
        let mut run = started_country(&tight_and_idle(distance));
        years(&mut run);
        run.audit().expect("workers are neither made nor lost");
        let pool = |cluster: usize| run.clusters()[cluster].world().cluster.region.pool;
        let migrants = run.clusters()[0].world().cluster.region.migrants;
        (pool(1), migrants)
    };
    let (near, far) = (pools(50.0), pools(4900.0));
    assert!(near.0 < far.0, "{} stayed, of {}", near.0, far.0);
    assert!(
        near.1 < far.1,
        "{} outsiders came, and {} without neighbours",
        near.1,
        far.1
    );
}

/// A cluster without a market sells in its neighbour's, shares the buyers with it, and pays rent there.
#[test]
fn a_neighbours_market_is_used() {
    let mut owner = scenario("yiwu");
    owner.timing.end_year = 1996;
    let mut guest = at(&owner, 60.0);
    guest.market.seed_year = 0;
    guest.market.agency = 0.0;
    // The last year, and the buyers' shares at the ends of all years.
    let sold = |country: &[Scenario]| {
        let mut run = started_country(country);
        let (mut last, mut shares) = (Vec::new(), Vec::new());
        while run.next_year().expect("the run goes well").is_some() {
            last = run.measures().copied().collect();
            let clusters = run.clusters().iter();
            shares.push(
                clusters
                    .map(|cluster| cluster.world().cluster.used_market.share)
                    .collect::<Vec<f32>>(),
            );
        }
        (last, shares)
    };
    let (alone, shares) = sold(&[guest.clone()]);
    assert_eq!(alone[0].channels[1], Some(0.0));
    assert!(shares.iter().all(|year| *year == [1.0]), "{shares:?}");
    let (both, shares) = sold(&[owner, guest]);
    assert!(both[1].channels[1] > Some(0.05), "{:?}", both[1].channels);
    assert_eq!(both[1].stalls, 0, "it has no market of its own");
    let shares = &shares[8..];
    assert!(shares.iter().any(|year| year[1] > 0.1), "{shares:?}");
    // What one knows of the other is a month old, so that the sum is right on average only.
    let years = shares.iter().map(|year| year.iter().sum::<f32>());
    let together = years.sum::<f32>() / f32::from(u8::try_from(shares.len()).expect("a few years"));
    assert!(
        (together - 1.0).abs() < 0.05,
        "the buyers are shared out once: {shares:?}"
    );
}

/// Test threads have two megabytes of stack, and this run takes more memory than that.
#[test]
fn a_large_country_needs_no_large_stack() {
    let mut scenario = scenario("yiwu");
    scenario.place.households = 4096;
    scenario.place.scale = 1.0;
    scenario.timing.end_year = 1978;
    let country: Vec<Scenario> = [0.0, 30.0, 60.0, 90.0, 120.0, 150.0, 180.0, 210.0]
        .map(|x| at(&scenario, x))
        .into();
    let mut run = started_country(&country);
    assert!(run.next_year().expect("the run goes well").is_some());
    assert_eq!(run.measures().count(), 8);
    run.audit().expect("the laws hold");
}

#[test]
fn clusters_that_cannot_be_run_together_are_refused() {
    let [first, mut second, third] = small_country();
    let mut run = SmallCountry::EMPTY;
    let mut refused = |country: &[Scenario]| {
        let error = run.start_country(country, SEED).expect_err("it is refused");
        assert!(run.clusters().is_empty());
        error
    };
    let crowd = [&first, &second, &third, &first].map(Clone::clone);
    let (wanted, capacity) = (4, 3);
    assert_eq!(refused(&crowd), StartError::Clusters { wanted, capacity });
    let wanted = 0;
    assert_eq!(refused(&[]), StartError::Clusters { wanted, capacity });
    second.timing.end_year += 1;
    let (cluster, path) = (1, "timing.end_year");
    let late = StartError::Disagreement { cluster, path };
    assert_eq!(refused(&[first.clone(), second.clone()]), late);
    second.timing.end_year -= 1;
    second.place.scale = 2.0;
    let path = "place.scale";
    let coarse = StartError::Disagreement { cluster, path };
    assert_eq!(refused(&[first.clone(), second.clone()]), coarse);
    second.place.scale = first.place.scale;
    second.place.households = 25;
    let crowded = refused(&[first, second]);
    assert_eq!(crowded.cluster(), Some(1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    /// Good checksum, evil content: refused, or a sound country that runs on without a panic.
    #[test]
    fn evil_content_of_a_country_is_refused_or_sound(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        events in 0_u32..3000,
    ) {
        let country = small_country();
        let mut run = SmallCountry::EMPTY;
        run.start_country(&country, SEED).expect("it is sound");
        run.run_for(events).expect("the run goes well");
        let mut bytes = vec![0; run.checkpoint_len()];
        run.save_checkpoint(&mut bytes).expect("there is room");
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        seal(&mut bytes);
        if run.restore_country(&country, SEED, &bytes).is_ok() {
            prop_assert_eq!(run.audit(), Ok(()));
            // A fault is a typed answer too.
            let _ = run.run_for(3000);
        }
    }
}
