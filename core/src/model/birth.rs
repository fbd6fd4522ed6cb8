//! Birth: the wealth of a place's households, and the workshops that some of them run already.

use super::fault::Fault;
use super::founding::{self, Founder};
use super::mechanisms::entry::CAPABILITY_SPREAD;
use super::money::{Money, pay};
use super::nouns::{Origin, Segment};
use super::number::{float, unit};
use super::prices;
use super::turn::{Turn, any_variety};
use super::world::Minute;

/// Years of wages in the till of a workshop that was there before.
const FIRST_TILL: f32 = 0.5;

/// Endows a household: wealth is lognormal.
pub(crate) fn endow(turn: &mut Turn<'_>, place: usize) -> Result<(), Fault> {
    let stage = &turn.scenario.stage;
    let wealth = if stage.wealth > 0.0 {
        turn.streams
            .endowment
            .log_normal(libm::logf(stage.wealth), stage.wealth_spread)
    } else {
        0.0
    };
    let Some(household) = turn.households.get_mut(place) else {
        return Ok(());
    };
    household.saved_at = Minute::ZERO;
    Ok(pay(
        &mut turn.cluster.ledger.outside,
        &mut household.wealth,
        Money::of(wealth),
    )?)
}

/// Hands a workshop to a household by chance: the smallest, with tools that were paid for long ago and a till for the first wages.
pub(crate) fn inherit(turn: &mut Turn<'_>, place: usize) -> Result<(), Fault> {
    let chance = turn.scenario.stage.workshops;
    if chance <= 0.0 || !turn.streams.endowment.chance(chance) {
        return Ok(());
    }
    let founder = artisan(turn, place);
    let Some(id) = founding::found(turn, founder)? else {
        return Ok(());
    };
    let till = Money::of(FIRST_TILL * turn.scenario.stage.wage * float(founder.workers));
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    Ok(pay(&mut turn.cluster.ledger.outside, &mut firm.cash, till)?)
}

/// Who runs a workshop at birth: nobody of them designs.
fn artisan(turn: &mut Turn<'_>, place: usize) -> Founder {
    let stream = &mut turn.streams.endowment;
    let scatter = 1.0 + CAPABILITY_SPREAD * stream.normal();
    let variety = any_variety(stream, turn.scenario.trade.varieties);
    let first_cycle = founding::first_cycle(stream.unit());
    let capability = unit(turn.scenario.stage.capability * scatter);
    let able = |segment: &Segment| capability >= prices::capability_needed(turn.scenario, *segment);
    let crafts = [Segment::Finished, Segment::Parts];
    let division = prices::division(turn.scenario, turn.cluster);
    Founder {
        origin: Origin::Family,
        owner: u16::try_from(place).ok(),
        segment: crafts.into_iter().find(able).unwrap_or(Segment::Processing),
        capability,
        workers: prices::least_workers(turn.scenario, division),
        variety,
        first_cycle,
    }
}
