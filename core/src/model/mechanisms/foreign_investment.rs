//! Foreign investment: factories come for cheap labour, policy and company; high wages get laboratories instead
//! (C03, C06, C21, C24, C26 to C28, C32).

use crate::model::calendar;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::founding::{self, Founder};
use crate::model::money::{Money, pay};
use crate::model::nouns::{Origin, Segment};
use crate::model::number::{count, float, unit};
use crate::model::prices;
use crate::model::scenario::PolicyKind;
use crate::model::turn::{Turn, any_variety, next_arrival};

/// Years of wages that a project brings beside its machines.
const WORKING_CAPITAL: f32 = 0.5;
/// How far what projects bring scatters.
const CAPABILITY_SPREAD: f32 = 0.2;

/// A foreign investor looks for a site; or nobody came, and only the rates are reviewed.
pub(crate) fn arrive(turn: &mut Turn<'_>, came: bool) -> Result<(), Fault> {
    let (factories, laboratories) = rates(turn);
    let (wait, next_comes) = next_arrival(&mut turn.streams.foreign, factories + laboratories);
    turn.plan(wait, Event::ForeignProject(next_comes))?;
    let laboratory = turn
        .streams
        .foreign
        .chance(laboratories / (factories + laboratories).max(f32::MIN_POSITIVE));
    if came {
        settle(turn, laboratory)
    } else {
        Ok(())
    }
}

/// Factories and laboratories a year.
fn rates(turn: &Turn<'_>) -> (f32, f32) {
    let parameters = &turn.scenario.foreign;
    if !parameters.active {
        return (0.0, 0.0);
    }
    let region = &turn.cluster.region;
    let households = float(count(turn.households.len()));
    let open = region.global_production()
        * region.capital_mobility
        * region.known_access
        * (1.0 - region.lever(PolicyKind::ForeignScreening).min(1.0));
    let near = libm::expf(-turn.scenario.place.port_distance / turn.scenario.orders.distance_scale);
    let cheap = libm::powf((1.0 - region.wage).max(0.0), parameters.wage_exponent);
    let firms = turn.scenario.place.scale * float(turn.cluster.census.firms());
    let company = libm::powf(1.0 + firms / parameters.agglomeration, parameters.company);
    let policy =
        (1.0 + region.lever(PolicyKind::SpecialZone) + region.lever(PolicyKind::ForeignPreference))
            * (1.0 + region.relocation);
    let factories = parameters.rate * households * open * near * cheap * company * policy;
    let laboratories = parameters.laboratory_rate * households * open * region.wage;
    (factories, laboratories)
}

/// A project settles: a factory in processing or parts, a laboratory in design.
fn settle(turn: &mut Turn<'_>, laboratory: bool) -> Result<(), Fault> {
    let parameters = &turn.scenario.foreign;
    let scatter = 1.0 + CAPABILITY_SPREAD * turn.streams.foreign.normal();
    let simple = turn.streams.foreign.chance(1.0 - parameters.capability);
    let variety = any_variety(&mut turn.streams.foreign, turn.scenario.trade.varieties);
    let first_cycle = turn.streams.foreign.unit();
    let (segment, capability) = match (laboratory, simple) {
        (true, _) => (
            Segment::Design,
            turn.scenario
                .segments
                .design_capability
                .max(parameters.capability),
        ),
        (false, true) => (Segment::Processing, parameters.capability),
        (false, false) => (Segment::Parts, parameters.capability),
    };
    let founder = Founder {
        origin: Origin::Foreign,
        owner: None,
        segment,
        capability: unit(capability * scatter),
        workers: parameters.workers,
        variety,
        first_cycle: founding::first_cycle(first_cycle),
    };
    let Some(id) = founding::found(turn, founder)? else {
        return Ok(());
    };
    let region = &turn.cluster.region;
    // The region's division of labour makes only those machines cheaper that are made there.
    let division = prices::division(turn.scenario, turn.cluster);
    let price = |division| prices::place_capital(turn.scenario, region, segment, division);
    let imported = turn.scenario.foreign.imported;
    let a_place = imported * price(1.0) + (1.0 - imported) * price(division);
    let capital = Money::of(a_place * float(founder.workers));
    let till = Money::of(WORKING_CAPITAL * region.wage * float(founder.workers));
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    pay(&mut turn.cluster.ledger.outside, &mut firm.cash, capital)?;
    pay(&mut turn.cluster.ledger.outside, &mut firm.cash, till)?;
    founding::equip(turn, id, capital)
}

/// The first look of an investor.
pub(crate) fn start(turn: &mut Turn<'_>) -> Result<(), Fault> {
    turn.plan(calendar::MONTH, Event::ForeignProject(false))?;
    Ok(())
}
