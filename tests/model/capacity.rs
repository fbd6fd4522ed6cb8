//! The same scenario is the same run at every capacity that it does not fill, and however it is driven.

use polanyi_core::kernel::simulation::Progress;
use polanyi_core::model::{Run, Year};

use super::{PLACES, SmallRun, scenario, small_scenario, started};

#[test]
fn a_draw_never_depends_on_capacity() {
    let mut scenario = scenario("yiwu");
    scenario.timing.end_year = 1984;
    let mut board = started(&scenario, 3);
    let mut roomy = Box::new(Run::<1, 1024, 300, 400, 1600>::EMPTY);
    roomy.start(&scenario, 3).expect("the scenario is sound");
    let mut refused = 0;
    while let Some(year) = board.next_year().expect("the run ends well") {
        refused += year.measures.refused;
        assert_eq!(roomy.next_year().expect("the run ends well"), Some(year));
    }
    assert_eq!(
        refused, 0,
        "the board's tables were full, so this shows nothing"
    );
}

#[test]
fn a_place_that_outgrows_the_tables_says_so() {
    let mut run = SmallRun::EMPTY;
    run.start(&small_scenario(), 1)
        .expect("the scenario is sound");
    let mut refused = 0;
    while let Some(year) = run.next_year().expect("the run ends well") {
        refused += year.measures.refused;
    }
    assert!(refused > 0);
}

/// However a run is cut into slices, every year is measured once and with the digest of its own end.
#[test]
fn slices_and_years_can_be_mixed() {
    let mut scenario = scenario("yiwu");
    scenario.timing.end_year = scenario.timing.start_year + 6;
    let mut whole = started(&scenario, 7);
    let years: Vec<_> =
        core::iter::from_fn(|| whole.next_year().expect("the run ends well")).collect();
    assert_eq!(years.len(), 7);
    let mut first = started(&scenario, 7);
    first.next_year().expect("the run ends well");
    let first = u32::try_from(first.events()).expect("a year has few events");
    for events in [1, first - 1, first, first + 1, first + 2, first + 20] {
        let mut cut = started(&scenario, 7);
        let mut seen = Vec::new();
        cut.run_for(events).expect("the run goes well");
        seen.extend(cut.latest());
        while let Some(year) = cut.next_year().expect("the run ends well") {
            seen.push(year);
            cut.run_for(3).expect("the run goes well");
        }
        assert_eq!(seen, years, "cut after {events} events");
    }
}

/// What is dated the first of January belongs to the year that begins.
#[test]
fn a_market_of_1982_has_no_stalls_in_1981() {
    let mut run = started(&scenario("yiwu"), 7);
    while let Some(Year { measures, .. }) = run.next_year().expect("the run ends well") {
        assert_eq!(
            measures.stalls > 0,
            measures.year >= 1982,
            "{}",
            measures.year
        );
    }
}

#[test]
fn portions_give_the_same_run_as_years() {
    for place in PLACES {
        let mut scenario = scenario(place);
        scenario.timing.end_year = scenario.timing.start_year + 8;
        let (mut years, mut portions) = (started(&scenario, 5), started(&scenario, 5));
        while years.next_year().expect("the run ends well").is_some() {}
        while portions.run_for(13).expect("the run ends well") == Progress::Paused {}
        assert_eq!(
            (years.digest(), years.events(), years.now()),
            (portions.digest(), portions.events(), portions.now())
        );
    }
}

#[test]
fn a_run_can_be_started_again() {
    let mut run = SmallRun::EMPTY;
    run.start(&small_scenario(), 1)
        .expect("the scenario is sound");
    while run.next_year().expect("the run ends well").is_some() {}
    let first = run.digest();
    run.start(&small_scenario(), 1)
        .expect("the scenario is sound");
    while run.next_year().expect("the run ends well").is_some() {}
    assert_eq!(run.digest(), first);
}

#[test]
fn too_many_households_are_refused_with_both_numbers() {
    let mut scenario = small_scenario();
    scenario.place.households = 25;
    let mut run = SmallRun::EMPTY;
    let error = run.start(&scenario, 1).expect_err("there is room for 24");
    let message = error.to_string();
    assert!(
        message.contains("25") && message.contains("24"),
        "{message}"
    );
}
