//! Labour: the wage is flat while surplus labour lasts, then grows with tightness; migrants enlarge the pool (C25; Lewis 1954).

use crate::kernel::table::Id;
use crate::model::calendar;
use crate::model::fault::Fault;
use crate::model::money::{Money, pay};
use crate::model::nouns::Origin;
use crate::model::number::{float, unit, whole};
use crate::model::prices;
use crate::model::scenario::PolicyKind;
use crate::model::turn::Turn;
use crate::model::world::Firm;

const MONTHS: f32 = 12.0;
/// What protection of workers adds to the growth of wages, for a full level: a point a year.
const PROTECTION: f32 = 0.01;

/// The region's wage and pool after a month, and the levels that hang on the wage.
pub(crate) fn pass_month(turn: &mut Turn<'_>) {
    let arrived = arrive(turn);
    let mut wanted = 0;
    let labour = &turn.scenario.labour;
    let tightness = turn.cluster.employed_share();
    let region = &mut turn.cluster.region;
    if labour.active && region.pool > 0 {
        let tight = ((tightness - labour.slack) / (1.0 - labour.slack)).max(0.0);
        // Wages near the frontier's have nowhere to catch up to.
        let room = (1.0 - region.wage).max(0.0);
        let protection = PROTECTION * region.lever(PolicyKind::LabourProtection);
        region.wage *= 1.0 + (labour.growth * tight + protection) * room / MONTHS;

        let limit = whole(turn.scenario.stage.migrants * float(turn.scenario.agents()));
        let coming = whole(labour.migration * tight * float(region.pool) / MONTHS);
        wanted = coming;
        // From outside the country come only as many as it has not sent itself.
        let coming = coming
            .saturating_sub(arrived)
            .min(limit.saturating_sub(region.migrants))
            .min(u32::MAX.saturating_sub(region.pool));
        region.migrants = region.migrants.saturating_add(coming);
        region.pool = region.pool.saturating_add(coming);
        if tight <= 0.0 {
            leave(turn);
        }
    }
    if let Some(gate) = turn.commons.own() {
        gate.notice.wanted = wanted;
    }
    let region = &mut turn.cluster.region;
    region.home_level = libm::powf(region.wage, turn.scenario.segments.home_price);
    region.technique_level = libm::powf(region.wage, turn.scenario.entry.technique);
}

/// Workers from other clusters arrive; says how many.
fn arrive(turn: &mut Turn<'_>) -> u32 {
    let pool = &mut turn.cluster.region.pool;
    let Some(gate) = turn.commons.own() else {
        return 0;
    };
    let arrived = gate.arriving.min(u32::MAX.saturating_sub(*pool));
    gate.arriving = gate.arriving.saturating_sub(arrived);
    *pool = pool.saturating_add(arrived);
    arrived
}

/// Idle workers of the region leave for tighter and better paid ones, the nearer the more of them: `exp(-distance / reach)`.
fn leave(turn: &mut Turn<'_>) {
    let labour = &turn.scenario.labour;
    let region = &mut turn.cluster.region;
    let idle = region.pool.saturating_sub(turn.cluster.census.employed);
    // Who has come from outside the country stays where they came to.
    let natives = region.pool.saturating_sub(region.migrants);
    let ready = unit(labour.migration / MONTHS) * float(idle.min(natives));
    let mut left = whole(ready);
    for (distance, gate) in turn.commons.neighbours_mut() {
        let notice = &mut gate.notice;
        if notice.wage <= region.wage {
            continue;
        }
        let drawn = whole(ready * libm::expf(-distance / labour.reach));
        let going = drawn
            .min(notice.wanted)
            .min(left)
            .min(u32::MAX.saturating_sub(gate.arriving));
        notice.wanted = notice.wanted.saturating_sub(going);
        gate.arriving = gate.arriving.saturating_add(going);
        left = left.saturating_sub(going);
        region.pool = region.pool.saturating_sub(going);
    }
}

/// A firm pays its workers for a quarter, and its land where it comes from elsewhere: the dearer the fuller the place is
/// (Alonso 1964).
pub(crate) fn pay_wages(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<(), Fault> {
    let wage = turn.cluster.region.wage;
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    let bill = Money::of(wage * float(firm.workers) * calendar::QUARTER_YEARS);
    pay(&mut firm.cash, &mut turn.cluster.ledger.workers, bill)?;
    turn.cluster.flows.wages.add(bill)?;
    if firm.origin != Origin::Family {
        let employed = turn.cluster.employed_share();
        let rent = bill.part(turn.scenario.government.land_rent * employed);
        pay(&mut firm.cash, &mut turn.cluster.region.treasury, rent)?;
    }
    Ok(())
}

/// A firm that earns takes on workers while the region has any; one that starves lets some go.
pub(crate) fn hire(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<(), Fault> {
    let labour = &turn.scenario.labour;
    let division = prices::division(turn.scenario, turn.cluster);
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    let region = &turn.cluster.region;
    let found = whole((1.0 - labour.friction) * float(region.pool));
    let idle = found.saturating_sub(turn.cluster.census.employed);
    let bill = region.wage * float(firm.workers);
    let cash = firm.cash.worker_years();

    if cash < 0.0 && firm.free_workers() > 1 {
        let leaving = whole(labour.hiring * float(firm.workers))
            .max(1)
            .min(firm.free_workers().saturating_sub(1));
        turn.cluster.census.leave(firm);
        firm.workers = firm.workers.saturating_sub(leaving);
        turn.cluster.census.join(firm);
        return Ok(());
    }
    // Even the smallest workshop can take on one, unless nobody hires.
    let least = u32::from(labour.hiring > 0.0);
    let wanted = whole(labour.hiring * float(firm.workers)).max(least);
    let joining = wanted
        .min(idle)
        .min(labour.firm_max.saturating_sub(firm.workers));
    let capital =
        prices::place_capital(turn.scenario, region, firm.segment, division) * float(joining);
    // Half a year of wages must be left, and something must have been sold.
    let affordable = cash > capital + 0.5 * bill;
    if joining == 0 || !affordable || firm.sales <= Money::ZERO {
        return Ok(());
    }
    let capital = Money::of(capital);
    turn.cluster.census.leave(firm);
    firm.workers = firm.workers.saturating_add(joining);
    turn.cluster.census.join(firm);
    pay(&mut firm.cash, &mut turn.cluster.ledger.outside, capital)?;
    turn.cluster.flows.capital.add(capital)?;
    if firm.origin == Origin::Foreign {
        turn.cluster.flows.capital_foreign.add(capital)?;
    }
    Ok(())
}
