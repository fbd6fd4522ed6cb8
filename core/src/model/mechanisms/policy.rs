//! Policy and the world's shocks: dated steps, and the month in which the pendulum moves (C05, C11, C12, C37, C59).

use crate::model::calendar;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::money::{Money, pay};
use crate::model::number::unit;
use crate::model::pendulum;
use crate::model::scenario::{PolicyKind, PolicyStep, Shock, ShockKind};
use crate::model::turn::Turn;

/// What a month leaves of a crisis: it halves in a year (`0.5^(1/12)`).
const CRISIS_MEMORY: f32 = 0.944;
/// What a month leaves of a relocation: it halves in two years (`0.5^(1/24)`).
const RELOCATION_MEMORY: f32 = 0.972;

/// How long it takes until a market is copied everywhere, scale of the logistic, years.
const RIVALS_SPREAD: f32 = 2.0;
/// The loss to rivals at which a government feels it, share of the catchment.
const FELT: f32 = 0.05;
const MONTHS: f32 = 12.0;

/// A month passes: the world's drivers move and shocks fade.
pub(crate) fn pass_month(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let year = turn.year();
    let region = &mut turn.cluster.region;
    region.policy = pendulum::policy(&turn.scenario.world, year);
    region.trade = pendulum::trade(&turn.scenario.world, year);
    region.capital_mobility = pendulum::capital_mobility(&turn.scenario.world, year);
    let learned = unit(turn.scenario.orders.learning / MONTHS);
    region.known_access += learned * (region.trade_access() - region.known_access);
    region.crisis *= CRISIS_MEMORY;
    region.relocation *= RELOCATION_MEMORY;
    turn.plan(calendar::MONTH, Event::Season)?;
    answer_rivals(turn, year);
    let_buildings(turn)
}

/// Villages and towns let the buildings in which their assets lie, the more of them the more of their workers have work (F028 to F030).
fn let_buildings(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let employed = turn.cluster.employed_share();
    let region = &mut turn.cluster.region;
    let rent = region
        .treasury
        .or_zero()
        .part(turn.scenario.government.returns * employed / MONTHS);
    pay(&mut turn.cluster.ledger.outside, &mut region.treasury, rent)?;
    Ok(())
}

/// What happened before the start is known abroad.
pub(crate) fn start_known(turn: &mut Turn<'_>) {
    let region = &mut turn.cluster.region;
    region.known_access = region.trade_access();
}

/// Endows the region with the assets of its collectives.
pub(crate) fn start(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let place = &turn.scenario.place;
    let assets = Money::of(1000.0 * place.residents * place.assets / place.scale);
    pay(
        &mut turn.cluster.ledger.outside,
        &mut turn.cluster.region.treasury,
        assets,
    )?;
    Ok(())
}

/// Other regions copy a market that prospers; its government answers with an industrial park (C37).
fn answer_rivals(turn: &mut Turn<'_>, year: f32) {
    let stalls = &turn.scenario.stalls;
    let government = &turn.scenario.government;
    let region = &mut turn.cluster.region;
    let copied = pendulum::logistic((year - stalls.rivals_year) / RIVALS_SPREAD);
    region.rivalry = if turn.cluster.market.open {
        stalls.rivals * copied
    } else {
        0.0
    };
    let decides = turn
        .streams
        .policy
        .chance(government.response * turn.scenario.market.government / MONTHS);
    if government.active && !region.answered && region.rivalry > FELT && decides {
        region.answered = true;
        let park = region
            .lever(PolicyKind::IndustrialPark)
            .max(government.park);
        if let Some(level) = region.levers.get_mut(PolicyKind::IndustrialPark.index()) {
            *level = park;
        }
    }
}

/// Takes a dated step of policy.
pub(crate) fn step(turn: &mut Turn<'_>, step: PolicyStep) {
    if !turn.scenario.government.active {
        return;
    }
    if let Some(level) = turn.cluster.region.levers.get_mut(step.kind.index()) {
        *level = step.level;
    }
}

/// A shock of the world breaks in.
pub(crate) fn shock(turn: &mut Turn<'_>, shock: Shock) {
    let firms = turn.firm_count();
    let now = turn.now;
    let region = &mut turn.cluster.region;
    match shock.kind {
        ShockKind::Crisis => {
            region.crisis = region.crisis.max(shock.size.min(1.0));
            region.crisis_at = Some(now);
            region.crisis_firms = firms;
            region.crisis_survivors = firms;
        }
        ShockKind::Relocation => region.relocation = region.relocation.max(shock.size),
    }
}
