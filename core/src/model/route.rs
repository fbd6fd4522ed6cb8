//! The route: which event wakes which mechanisms, in which order. The only file that knows.

use super::birth;
use super::calendar::instant_of;
use super::event::Event;
use super::fault::Fault;
use super::mechanisms::{
    association, channels, entry, exit, foreign_investment, governance, imitation, labour, market,
    orders, policy, upgrading,
};
use super::number::index;
use super::scenario::STEP_PLACES;
use super::turn::Turn;
use super::world::Firm;
use crate::kernel::table::Id;

/// Carries out one event.
pub(crate) fn route(turn: &mut Turn<'_>, event: Event) -> Result<(), Fault> {
    match event {
        Event::Season => season(turn),
        Event::WorldShock(at) => {
            if let Some(shock) = turn.scenario.shocks.get(index(u32::from(at))).copied() {
                policy::shock(turn, shock);
            }
            Ok(())
        }
        Event::PolicyStep(at) => {
            if let Some(step) = turn.scenario.policies.get(index(u32::from(at))).copied() {
                policy::step(turn, step);
            }
            Ok(())
        }
        Event::HouseholdDecision => entry::decide(turn),
        Event::OrderArrival(came) => orders::arrive(turn, came),
        Event::OrderDue(id) => orders::deliver(turn, id),
        Event::ForeignProject(came) => foreign_investment::arrive(turn, came),
        Event::FirmCycle(id) => firm_cycle(turn, id),
        Event::MarketOpening => looking(turn, market::open),
        Event::BuyerWave => looking(turn, market::wave),
        Event::StallReview => looking(turn, market::review),
        Event::HallReady => {
            market::enlarge(turn);
            Ok(())
        }
        Event::AssociationAttempt => association::attempt(turn),
        Event::VarietyReview => imitation::review(turn),
        Event::Upgrade => upgrading::review(turn),
        Event::Exit(id) => exit::close(turn, id),
        // The year is measured by whoever runs the world, after the event.
        Event::Sample => Ok(()),
    }
}

/// A change of the market, which its own firms see at once.
fn looking(
    turn: &mut Turn<'_>,
    change: impl FnOnce(&mut Turn<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    change(turn)?;
    market::look(turn);
    Ok(())
}

/// A month: the world first, then what follows from it in the region.
fn season(turn: &mut Turn<'_>) -> Result<(), Fault> {
    policy::pass_month(turn)?;
    labour::pass_month(turn);
    channels::pass_month(turn);
    imitation::pass_month(turn);
    market::emerge(turn)?;
    market::collect_rents(turn)?;
    market::look(turn);
    entry::look_around(turn);
    orders::receive(turn)?;
    turn.post_notice();
    Ok(())
}

/// A firm's quarter.
fn firm_cycle(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<(), Fault> {
    orders::advance(turn, id)?;
    let sales = channels::sell(turn, id)?;
    governance::outsource(turn, id, sales)?;
    labour::pay_wages(turn, id)?;
    association::belong(turn, id, sales)?;
    labour::hire(turn, id)?;
    exit::settle(turn, id)
}

/// Plans the first event of every mechanism, and the dated ones; what is dated before the start has happened.
pub(crate) fn start(turn: &mut Turn<'_>) -> Result<(), Fault> {
    for place in 0..turn.households.len() {
        birth::endow(turn, place)?;
    }
    policy::start(turn)?;
    start_dated(turn)?;
    policy::start_known(turn);
    season(turn)?;
    for place in 0..turn.households.len() {
        birth::inherit(turn, place)?;
    }
    entry::start(turn)?;
    orders::start(turn)?;
    foreign_investment::start(turn)?;
    association::start(turn)?;
    imitation::start(turn)?;
    upgrading::start(turn)
}

fn start_dated(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let scenario = turn.scenario;
    let start = scenario.timing.start_year;
    for (at, step) in STEP_PLACES.zip(&scenario.policies) {
        match instant_of(start, step.year) {
            Some(instant) => {
                turn.agenda.schedule_at(instant, Event::PolicyStep(at))?;
            }
            None => policy::step(turn, *step),
        }
    }
    for (at, shock) in STEP_PLACES.zip(&scenario.shocks) {
        if let Some(instant) = instant_of(start, shock.year) {
            turn.agenda.schedule_at(instant, Event::WorldShock(at))?;
        }
    }
    let opening = scenario.market.seed_year;
    if opening > 0 {
        let year = super::number::float(opening.max(start));
        let instant = instant_of(start, year).unwrap_or(crate::kernel::time::Instant::ZERO);
        turn.agenda.schedule_at(instant, Event::MarketOpening)?;
    }
    Ok(())
}
