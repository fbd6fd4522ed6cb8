//! Upgrading: a quantity phase of learning by doing, then a quality phase under pressure (C17, C18, C28, C29; Sonobe & Otsuka 2006).

use crate::kernel::table::Id;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::founding;
use crate::model::money::Money;
use crate::model::nouns::{Origin, Segment};
use crate::model::number::{float, unit};
use crate::model::offers::{Maker, best_offer};
use crate::model::pendulum;
use crate::model::prices;
use crate::model::turn::{Turn, any_firm};
use crate::model::world::{Cluster, Firm};

/// How much of the outlay of a step up must remain in the till, in years of wages.
const WORKING_CAPITAL: f32 = 0.25;

/// A firm reviews how well it makes what it makes; all firms together are one Poisson process.
pub(crate) fn review(turn: &mut Turn<'_>) -> Result<(), Fault> {
    plan_next(turn)?;
    let stream = &mut turn.streams.upgrading;
    let [firm, supplier] = [(); 2].map(|()| any_firm(turn.firms, stream));
    let (Some(id), Some(supplier)) = (firm, supplier) else {
        return Ok(());
    };
    if !turn.scenario.upgrading.active || turn.scenario.upgrading.rate <= 0.0 {
        return Ok(());
    }
    learn(turn, id);
    step_up(turn, id, supplier)
}

/// Capability grows: by practice up to the end of the quantity phase, by pressure of cheaper rivals and from foreign firms beyond it.
fn learn(turn: &mut Turn<'_>, id: Id<Firm>) {
    let parameters = &turn.scenario.upgrading;
    let cluster = &*turn.cluster;
    let firms = float(cluster.census.firms().max(1));
    let [.., foreign] = cluster.census.by_origin;
    let rivals = cluster.region.policy * cluster.region.trade_level();
    let pressed = (cluster.region.wage - parameters.pressure_wage).max(0.0);
    let trained = own_services(cluster);
    let services = 1.0 + parameters.service_gain * trained;
    let quantity_phase = parameters.quantity_phase + parameters.training * trained;
    let computers = parameters.automation
        * pendulum::logistic((turn.year() - parameters.automation_year) / AUTOMATION_SPREAD);
    let crisis = parameters.crisis_pressure * cluster.region.crisis;
    let leaked = leaked(turn);
    let Some(firm) = turn.firms.get_mut(id) else {
        return;
    };
    // Those who make the same gain little from being better: the others copy it.
    let kept = 1.0 - parameters.spill * prices::crowd_of_others(&cluster.census, firm.variety);
    let practice = parameters.practice * (quantity_phase - firm.capability).max(0.0);
    let quality = parameters.pressure * services * kept * rivals * pressed;
    let supplied = parameters.supplier * float(foreign) / firms;
    let parts = if firm.origin == Origin::Foreign {
        0.0
    } else {
        leaked
    };
    // New machines and hard times teach those who are able already; the others have no use for the one and no answer to the other.
    let able = (computers + crisis) * firm.capability * firm.capability;
    let gain = quality + supplied + parts + able;
    let room = (firm.talent - firm.capability).max(0.0);
    firm.capability = unit(firm.capability + practice + gain * room);
}

/// What domestic makers learn from export makers' parts that leak into the market (C35).
fn leaked(turn: &Turn<'_>) -> f32 {
    let market = &turn.cluster.market;
    if !market.open {
        return 0.0;
    }
    let census = &turn.cluster.census;
    let export = float(census.export_makers()) / float(census.firms().max(1));
    turn.scenario.stalls.leak * market.nearness * unit(export)
}

/// How long machines with computers take to spread, scale of the logistic, years.
const AUTOMATION_SPREAD: f32 = 4.0;

/// A firm moves to the next segment if it can, if it pays, and if it has the capital.
///
/// A parent moves a step of its work only to where a supplier, looked at by chance, can do it too (C28).
fn step_up(turn: &mut Turn<'_>, id: Id<Firm>, supplier: Id<Firm>) -> Result<(), Fault> {
    let division = prices::division(turn.scenario, turn.cluster);
    let Some(firm) = turn.firms.get(id) else {
        return Ok(());
    };
    let next = Segment::ALL
        .get(firm.segment.index().saturating_add(1))
        .copied();
    let supplier = turn.firms.get(supplier);
    let able = if firm.origin == Origin::Foreign {
        supplier.map_or(0.0, |supplier| supplier.capability)
    } else {
        firm.capability
    };
    let Some(next) = next.filter(|next| able >= prices::capability_needed(turn.scenario, *next))
    else {
        return Ok(());
    };
    let crowd = prices::crowd_of_others(&turn.cluster.census, firm.variety);
    let maker = |segment| Maker {
        origin: firm.origin,
        segment,
        capability: firm.capability,
        member: firm.member,
        crowd,
    };
    let expected = |segment| {
        best_offer(turn.scenario, turn.cluster, maker(segment))
            .map_or(0.0, |offer| offer.expected())
    };
    let region = &turn.cluster.region;
    let place = |segment| prices::place_capital(turn.scenario, region, segment, division);
    let outlay = (place(next) - place(firm.segment)).max(0.0) * float(firm.workers);
    let kept = WORKING_CAPITAL * region.wage * float(firm.workers);
    // A parent moves money to its factory as it needs it; all others must have it.
    let own = outlay * (1.0 - guaranteed(turn.cluster, firm)) + kept;
    let rich = firm.origin == Origin::Foreign || firm.cash.worker_years() >= own;
    if firm.reserved > 0 || !rich || expected(next) <= expected(firm.segment) {
        return Ok(());
    }
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    turn.cluster.census.leave(firm);
    firm.segment = next;
    turn.cluster.census.join(firm);
    founding::equip(turn, id, Money::of(outlay))
}

/// The part of the outlay by which a member's till may go into debt, for its association stands surety for it (F139) and may deal with money
/// (F143); how much is a guess.
fn guaranteed(cluster: &Cluster, firm: &Firm) -> f32 {
    if firm.member {
        own_services(cluster)
    } else {
        0.0
    }
}

/// Services of an association that it may give by itself.
fn own_services(cluster: &Cluster) -> f32 {
    cluster.region.autonomy() * cluster.association.services
}

fn plan_next(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let rate = turn.scenario.upgrading.rate * float(turn.firm_count().max(1));
    let wait = turn.streams.upgrading.exponential() / rate.max(0.01);
    turn.plan_years(wait.min(1.0), Event::Upgrade)?;
    Ok(())
}

/// The first review.
pub(crate) fn start(turn: &mut Turn<'_>) -> Result<(), Fault> {
    plan_next(turn)
}
