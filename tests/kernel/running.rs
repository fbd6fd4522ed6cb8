//! The engine: however a run is cut into portions, it is the same run, and whatever goes wrong is a value.

use proptest::prelude::*;

use polanyi_core::kernel::digest::DigestObserver;
use polanyi_core::kernel::observer::Observer;
use polanyi_core::kernel::simulation::{
    Agenda, Progress, RescheduleError, RunError, ScheduleError,
};
use polanyi_core::kernel::time::{Instant, Span};

use super::cases;
use super::oracle::saved;
use super::shop::{Event, Fault, Guests, PENDING_MAX, digest_after, empty, open};

fn at(ticks: u64) -> Instant {
    Instant::from_ticks(ticks)
}

#[test]
fn steps_portions_and_one_run_are_the_same() {
    let end = at(5000);
    let mut whole = (open(1), DigestObserver::new());
    whole.0.run_until(end, &mut whole.1).unwrap();
    assert!(whole.0.processed() > 2000);

    let mut steps = (open(1), DigestObserver::new());
    while steps.0.next_at().is_some_and(|next| next <= end) {
        steps.0.step(&mut steps.1).unwrap();
    }
    steps.0.run_until(end, &mut steps.1).unwrap();
    assert_eq!(saved(&steps), saved(&whole));

    for portion in [1, 2, 7, 1000] {
        let mut portions = (open(1), DigestObserver::new());
        while portions.0.run_for(portion, end, &mut portions.1).unwrap() == Progress::Paused {
            assert!(portions.0.now() <= end);
        }
        assert_eq!(saved(&portions), saved(&whole));
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn stops_in_between_change_nothing(seed: u64, mut stops in prop::collection::vec(0u64..500, 0..20)) {
        let mut cut = (open(seed), DigestObserver::new());
        stops.push(500);
        stops.sort_unstable();
        for stop in stops {
            cut.0.run_until(at(stop), &mut cut.1).unwrap();
            assert_eq!(cut.0.now(), at(stop));
        }
        assert_eq!(cut.1.value(), digest_after(open(seed), 500));
    }
}

#[test]
fn another_seed_is_another_run_and_the_same_seed_the_same() {
    assert_eq!(digest_after(open(1), 300), digest_after(open(1), 300));
    assert_ne!(digest_after(open(1), 300), digest_after(open(2), 300));
}

/// The run of this seed, pinned: whoever changes it changes every run there is.
#[test]
fn the_digest_of_a_run_is_pinned() {
    assert_eq!(
        format!("{:016x}", digest_after(open(2026), 100_000)),
        "8ff21e27cb8fd345"
    );
}

#[test]
fn the_clock_stands_at_the_end_even_of_an_empty_run() {
    let mut shop = empty(1);
    assert_eq!(shop.step(&mut ()), Ok(None));
    assert_eq!(shop.now(), Instant::ZERO);
    shop.run_until(at(9), &mut ()).unwrap();
    assert_eq!(shop.now(), at(9));
    shop.run_until(at(4), &mut ()).unwrap();
    assert_eq!(shop.now(), at(9), "time does not go back");
    assert_eq!(shop.run_for(0, at(20), &mut ()), Ok(Progress::Reached));
    assert_eq!((shop.now(), shop.processed()), (at(20), 0));
}

#[test]
fn an_event_at_the_end_is_inside_and_one_after_it_is_not() {
    let mut shop = open(1);
    shop.run_until(at(3), &mut ()).unwrap();
    assert!(shop.next_at().unwrap() > at(3));
    let mut shop = open(1);
    shop.run_until(at(2), &mut ()).unwrap();
    assert!(shop.next_at().unwrap() >= at(3));
}

#[test]
fn the_past_is_refused_with_both_times_and_the_event() {
    let mut shop = empty(1);
    shop.run_until(at(10), &mut ()).unwrap();
    let refused = shop.schedule_at(at(9), Event::Spin).unwrap_err();
    assert_eq!(
        refused,
        ScheduleError::Past {
            now: at(10),
            at: at(9),
            event: Event::Spin
        }
    );
    let text = refused.to_string();
    assert!(
        text.contains("tick 9") && text.contains("tick 10") && text.contains("Spin"),
        "{text}"
    );
    assert_eq!(refused.into_event(), Event::Spin);
    assert_eq!(shop.pending(), 0);

    let handle = shop.schedule_at(at(10), Event::Arrive).unwrap();
    let moved = shop.agenda().reschedule(handle, at(9));
    assert_eq!(
        moved,
        Err(RescheduleError::Past {
            now: at(10),
            at: at(9)
        })
    );
    assert_eq!(shop.next_at(), Some(at(10)));
    let span = Span::MAX;
    let beyond = shop.agenda().schedule_in(span, Event::Spin);
    assert_eq!(
        beyond,
        Err(ScheduleError::Beyond {
            now: at(10),
            after: span,
            event: Event::Spin
        })
    );
}

#[test]
fn a_full_agenda_hands_the_event_back_and_the_run_goes_on() {
    let mut shop = empty(1);
    for _ in 0..PENDING_MAX {
        shop.schedule_at(at(5), Event::Leave(shop_stranger()))
            .unwrap();
    }
    let refused = shop.schedule_at(at(5), Event::Arrive);
    assert_eq!(
        refused,
        Err(ScheduleError::Full {
            at: at(5),
            event: Event::Arrive
        })
    );
    shop.run_until(at(4), &mut ()).unwrap();
}

/// The id of a guest who has left long ago.
fn shop_stranger() -> polanyi_core::kernel::table::Id<super::shop::Guest> {
    use polanyi_core::kernel::codec::{Decode, Source};
    Decode::decode(&mut Source::new(&[0, 0, 1, 0])).unwrap()
}

#[test]
fn a_loop_at_one_instant_is_bounded_by_run_for() {
    let mut shop = empty(1);
    shop.schedule_at(at(5), Event::Spin).unwrap();
    assert_eq!(shop.run_for(1000, at(9), &mut ()), Ok(Progress::Paused));
    assert_eq!(
        (shop.now(), shop.processed(), shop.pending()),
        (at(5), 1000, 1)
    );
}

/// What happens at one instant happens in the order of planning, also what is planned at that instant.
#[test]
fn ties_happen_in_the_order_of_planning() {
    struct Names(Vec<Event>);
    impl Observer<Guests> for Names {
        fn observe(&mut self, _: Instant, event: &Event, _: &Guests) {
            self.0.push(*event);
        }
    }
    let mut shop = empty(1);
    shop.schedule_at(at(5), Event::Spin).unwrap();
    let moved = shop.schedule_at(at(5), Event::Arrive).unwrap();
    shop.schedule_at(at(5), Event::Trouble).unwrap();
    shop.agenda().reschedule(moved, at(5)).unwrap();
    let mut names = (Names(Vec::new()), DigestObserver::new());
    shop.run_for(4, at(5), &mut names).unwrap();
    assert_eq!(
        names.0.0,
        [Event::Spin, Event::Trouble, Event::Arrive, Event::Spin]
    );
}

#[test]
fn a_fault_names_its_event_and_leaves_the_run_to_be_inspected() {
    let mut shop = open(1);
    shop.run_until(at(50), &mut ()).unwrap();
    shop.schedule_at(at(50), Event::Fail(7)).unwrap();
    let (pending, processed) = (shop.pending(), shop.processed());
    let mut digest = DigestObserver::new();
    let fault = shop.run_until(at(100), &mut digest).unwrap_err();
    assert_eq!(
        fault,
        RunError::Fault {
            at: at(50),
            event: Event::Fail(7),
            fault: Fault::Ordered(7)
        }
    );
    assert_eq!(
        (shop.now(), shop.pending(), shop.processed()),
        (at(50), pending - 1, processed)
    );
    assert_eq!(
        digest,
        DigestObserver::new(),
        "an event that failed is not observed"
    );
    shop.run_until(at(100), &mut digest).unwrap();
    assert_eq!(saved(&shop), {
        let mut other = open(1);
        other.run_until(at(50), &mut ()).unwrap();
        let handle = other.schedule_at(at(50), Event::Fail(7)).unwrap();
        other.agenda().cancel(handle).unwrap();
        other.run_until(at(100), &mut ()).unwrap();
        saved(&other)
    });
}
