//! Exit and insurance: an empty till closes a firm, unless kin stand behind it (C52, C53).

use crate::kernel::queue::Handle;
use crate::kernel::table::Id;
use crate::model::calendar;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::founding;
use crate::model::money::{Money, pay};
use crate::model::nouns::Origin;
use crate::model::number::float;
use crate::model::turn::Turn;
use crate::model::world::{Firm, Order};

/// The part of a full till that a firm pays out in a quarter.
const PAYOUT: f32 = 0.3;
/// Years of wages that make a till full.
const FULL_TILL: f32 = 1.0;
/// The debt, in cushions, beyond which the hazard does not grow: an exponential without an end is no number.
const DEBT_MAX: f32 = 8.0;
/// The owner's part of what is paid out; the rest goes to the kin who stand behind the firm.
const OWNER_PART: f32 = 0.7;

/// The end of a firm's quarter: it pays out what it has too much of, and goes on or closes.
pub(crate) fn settle(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<(), Fault> {
    pay_out(turn, id)?;
    rescue(turn, id)?;
    let hazard = hazard(turn, id);
    let closes =
        turn.streams.exit.chance(hazard * calendar::QUARTER_YEARS) && turn.scenario.exit.active;
    let (after, event) = if closes {
        (calendar::MONTH, Event::Exit(id))
    } else {
        (calendar::QUARTER, Event::FirmCycle(id))
    };
    let next = turn.plan(after, event)?;
    if let Some(firm) = turn.firms.get_mut(id) {
        firm.next = Some(next);
    }
    Ok(())
}

/// Hazard of closing, a year: `base + poverty * exp(-(cash + kin's help) / cushion)`.
fn hazard(turn: &Turn<'_>, id: Id<Firm>) -> f32 {
    let parameters = &turn.scenario.exit;
    let Some(firm) = turn.firms.get(id) else {
        return 0.0;
    };
    let help = firm.family().map_or(0.0, |owner| kin_wealth(turn, owner))
        * parameters.kin_insurance
        * turn.scenario.society.kin_density;
    let cushion = parameters.cushion * turn.cluster.region.wage * float(firm.workers);
    let rich = (firm.cash.worker_years() + help) / cushion.max(f32::MIN_POSITIVE);
    // A debt can make the exponential as large as it likes; the hazard stays below one closing a week.
    (parameters.base + parameters.poverty * libm::expf(-rich.max(-DEBT_MAX))).min(52.0)
}

/// Kin pay a debt as far as their insurance goes, each from its own wealth: who is rescued for ever ruins them (C53).
fn rescue(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<(), Fault> {
    let ready = turn.scenario.exit.kin_insurance * turn.scenario.society.kin_density;
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    let Some(owner) = firm.family() else {
        return Ok(());
    };
    let kin = founding::kin_group(turn.scenario, u32::from(owner), turn.households.len());
    for household in turn.households.get_mut(kin).unwrap_or(&mut []) {
        let debt = Money::ZERO.less(firm.cash)?.or_zero();
        if debt == Money::ZERO {
            break;
        }
        let given = household.wealth.or_zero().part(ready).min(debt);
        pay(&mut household.wealth, &mut firm.cash, given)?;
    }
    Ok(())
}

/// Wealth of the owner's kin, frontier worker-years.
fn kin_wealth(turn: &Turn<'_>, owner: u16) -> f32 {
    let kin = founding::kin_group(turn.scenario, u32::from(owner), turn.households.len());
    let mut wealth = 0.0;
    for household in turn.households.get(kin).unwrap_or(&[]) {
        wealth += household.wealth.or_zero().worker_years();
    }
    wealth
}

/// Pays a part of what a full till does not need: to the owner and its kin, or to where the owner lives.
fn pay_out(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<(), Fault> {
    let wage = turn.cluster.region.wage;
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    let full = Money::of(FULL_TILL * wage * float(firm.workers));
    let payout = firm.cash.less(full)?.or_zero().part(PAYOUT);
    if payout == Money::ZERO {
        return Ok(());
    }
    let Some(owner) = firm.family() else {
        return Ok(pay(
            &mut firm.cash,
            &mut turn.cluster.ledger.outside,
            payout,
        )?);
    };
    let kin = founding::kin_group(turn.scenario, u32::from(owner), turn.households.len());
    let others = crate::model::number::count(kin.len()).saturating_sub(1);
    let own = if others == 0 {
        payout
    } else {
        payout.part(OWNER_PART)
    };
    let each = payout.less(own)?.split(others);
    let households = turn.households.get_mut(kin.clone()).unwrap_or(&mut []);
    for (place, household) in kin.zip(households) {
        let share = if place == usize::from(owner) {
            own
        } else {
            each
        };
        pay(&mut firm.cash, &mut household.wealth, share)?;
    }
    Ok(())
}

/// A firm closes: its orders are lost, its till goes to its owner, its debts to whoever lent.
pub(crate) fn close(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<(), Fault> {
    lose_orders(turn, id)?;
    let Some(mut firm) = turn.firms.remove(id) else {
        return Ok(());
    };
    turn.cluster.census.leave(&firm);
    let census = &mut turn.cluster.census;
    census.closed = census.closed.saturating_add(1);
    turn.cluster.flows.exits = turn.cluster.flows.exits.saturating_add(1);
    let region = &mut turn.cluster.region;
    if region
        .crisis_at
        .is_some_and(|crisis| firm.founded <= crisis)
    {
        region.crisis_survivors = region.crisis_survivors.saturating_sub(1);
    }
    let left = firm.cash.or_zero();
    let place = firm
        .owner
        .and_then(|owner| turn.households.get_mut(usize::from(owner)));
    let outside = &mut turn.cluster.ledger.outside;
    let purse = match place {
        Some(household) => {
            household.occupied = false;
            if firm.origin == Origin::Family {
                &mut household.wealth
            } else {
                outside
            }
        }
        None => outside,
    };
    pay(&mut firm.cash, purse, left)?;
    let debt = firm.cash;
    pay(&mut firm.cash, &mut turn.cluster.ledger.outside, debt)?;
    Ok(())
}

/// The orders of a firm that closes are lost, and no longer due.
fn lose_orders(turn: &mut Turn<'_>, firm: Id<Firm>) -> Result<(), Fault> {
    while let Some((order, due)) = first_order(turn, firm) {
        turn.orders.remove(order);
        if let Some(due) = due {
            turn.agenda.cancel(due)?;
        }
        let census = &mut turn.cluster.census;
        census.orders_lost = census.orders_lost.saturating_add(1);
    }
    if let Some(firm) = turn.firms.get_mut(firm) {
        turn.cluster.census.leave(firm);
        firm.reserved = 0;
        turn.cluster.census.join(firm);
    }
    Ok(())
}

/// An order of the firm, if it still has one in hand.
fn first_order(turn: &Turn<'_>, firm: Id<Firm>) -> Option<(Id<Order>, Option<Handle>)> {
    turn.orders
        .iter()
        .find(|(_, order)| order.firm == firm)
        .map(|(id, order)| (id, order.due))
}
