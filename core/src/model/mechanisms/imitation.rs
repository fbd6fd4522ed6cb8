//! Imitation: firms copy what is in vogue, or look for a variety of their own (C02, C51, C54).

use crate::kernel::table::Id;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::number::float;
use crate::model::turn::{Turn, any_firm, any_variety};
use crate::model::world::Firm;

/// A month passes: now and then another variety is in vogue.
pub(crate) fn pass_month(turn: &mut Turn<'_>) {
    let parameters = &turn.scenario.imitation;
    let stream = &mut turn.streams.imitation;
    let changes = stream.chance(parameters.vogue / MONTHS);
    let variety = any_variety(stream, turn.scenario.trade.varieties);
    if changes {
        turn.cluster.region.vogue = variety;
    }
}

const MONTHS: f32 = 12.0;

/// A firm reviews what it makes; all firms together are one Poisson process.
///
/// Copying one another at random would drift towards one variety, and faster the fewer agents stand for the
/// firms; following what is in vogue does not depend on their number.
pub(crate) fn review(turn: &mut Turn<'_>) -> Result<(), Fault> {
    plan_next(turn)?;
    let parameters = &turn.scenario.imitation;
    let stream = &mut turn.streams.imitation;
    let firm = any_firm(turn.firms, stream);
    let region = &turn.cluster.region;
    let discipline = parameters.discipline * region.autonomy() * turn.cluster.association.services;
    let copies = stream.chance(parameters.copying * (1.0 - discipline));
    let luck = stream.unit();
    let own = any_variety(stream, turn.scenario.trade.varieties);
    let vogue = region.vogue;
    let Some((id, firm)) = firm.and_then(|id| turn.firms.get(id).map(|firm| (id, firm))) else {
        return Ok(());
    };
    if !parameters.active || parameters.rate <= 0.0 {
        return Ok(());
    }
    let differs = luck < parameters.differing * firm.capability;
    match (copies, differs) {
        (true, _) => change(turn, id, vogue),
        (false, true) => change(turn, id, own),
        (false, false) => {}
    }
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
