//! Imitation: firms copy what sells, or look for a variety of their own (C02, C51, C54).

use crate::kernel::table::Id;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::number::float;
use crate::model::turn::{Turn, any_variety};
use crate::model::world::Firm;

/// A firm reviews what it makes; all firms together are one Poisson process.
pub(crate) fn review(turn: &mut Turn<'_>) -> Result<(), Fault> {
    plan_next(turn)?;
    let parameters = &turn.scenario.imitation;
    let firms = turn.firm_count();
    let stream = &mut turn.streams.imitation;
    let (place, other) = (stream.below(firms.max(1)), stream.below(firms.max(1)));
    let discipline =
        parameters.discipline * turn.cluster.region.autonomy() * turn.cluster.association.services;
    let copies = stream.chance(parameters.copying * (1.0 - discipline));
    let luck = stream.unit();
    let own = any_variety(stream, turn.scenario.trade.varieties);
    let at = |place: Option<u32>| place.and_then(|place| turn.firm_at(place));
    let (Some(id), Some(model)) = (at(place), at(other)) else {
        return Ok(());
    };
    let (Some(firm), Some(seen)) = (turn.firms.get(id), turn.firms.get(model)) else {
        return Ok(());
    };
    if !parameters.active || parameters.rate <= 0.0 {
        return Ok(());
    }
    let differs = luck < parameters.differing * firm.capability;
    let variety = match (copies && seen.sales > firm.sales, differs) {
        (true, _) => seen.variety,
        (false, true) => own,
        (false, false) => return Ok(()),
    };
    change(turn, id, variety);
    Ok(())
}

fn change(turn: &mut Turn<'_>, id: Id<Firm>, variety: u8) {
    if let Some(firm) = turn.firms.get_mut(id) {
        turn.cluster.census.leave(firm);
        firm.variety = variety;
        turn.cluster.census.join(firm);
    }
}

fn plan_next(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let rate = turn.scenario.imitation.rate * float(turn.firm_count().max(1));
    let wait = turn.streams.imitation.exponential() / rate.max(0.01);
    turn.plan_years(wait.min(1.0), Event::VarietyReview)?;
    Ok(())
}

/// The first review.
pub(crate) fn start(turn: &mut Turn<'_>) -> Result<(), Fault> {
    plan_next(turn)
}
