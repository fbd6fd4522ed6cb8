//! Orders: foreign buyers place processing work where wages are low and ports are near (C07, C10, C12, C19).
//!
//! A non-homogeneous Poisson process. Demand comes before production: the buyer
//! supplies inputs and sells the goods, so the maker has no unsold stock.

use crate::kernel::table::Id;
use crate::kernel::time::Span;
use crate::model::calendar;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::founding::{self, Founder};
use crate::model::money::{Money, pay};
use crate::model::nouns::{Channel, Origin, Segment};
use crate::model::number::{count, float, index, whole};
use crate::model::prices;
use crate::model::scenario::PolicyKind;
use crate::model::turn::{Turn, any_firm, any_variety, next_arrival};
use crate::model::world::{Firm, Order, Region};

/// Makers whom a buyer looks at.
const LOOKS: u32 = 4;
/// The shortest order, as a part of the longest.
const SHORTEST: f32 = 0.25;
/// Tax on processing, which a holiday waives.
const TAX: f32 = 0.05;
/// How long a firm has its holiday (F024).
const HOLIDAY: Span = Span::from_ticks(calendar::YEAR_TICKS.saturating_mul(3));

/// A foreign buyer looks for a maker; or nobody came, and only the rate is reviewed.
pub(crate) fn arrive(turn: &mut Turn<'_>, came: bool) -> Result<(), Fault> {
    let rate = rate(turn);
    let (wait, next_comes) = next_arrival(&mut turn.streams.orders, rate);
    turn.plan(wait, Event::OrderArrival(next_comes))?;
    if !came {
        return Ok(());
    }
    let parameters = &turn.scenario.orders;
    let median = libm::logf(parameters.workers.max(1.0));
    let workers = whole(turn.streams.orders.log_normal(median, parameters.spread)).max(1);
    let years = parameters.duration * (SHORTEST + (1.0 - SHORTEST) * turn.streams.orders.unit());
    if !place(turn, workers, years)? {
        pass_on(turn, workers, years);
    }
    Ok(())
}

/// Orders that other clusters turned away a month ago look for a maker. Whoever finds none here either gives up.
pub(crate) fn receive(turn: &mut Turn<'_>) -> Result<(), Fault> {
    // More would find no room in the table; they wait for the next month.
    for _ in 0..turn.orders.capacity() {
        let Some((workers, years)) = turn.commons.own().and_then(|gate| gate.bundle.take()) else {
            break;
        };
        place(turn, workers, years)?;
    }
    Ok(())
}

/// Finds a maker for an order, or a founder; says whether one took it on. A zone may turn simple orders away (C11).
fn place(turn: &mut Turn<'_>, workers: u32, years: f32) -> Result<bool, Fault> {
    let filter = turn.cluster.region.lever(PolicyKind::ValueFilter).min(1.0);
    if turn.streams.passing.chance(filter) {
        return Ok(false);
    }
    let maker = match free_maker(turn, workers) {
        Some(id) => Some(id),
        None => found_for_order(turn, workers)?,
    };
    match maker {
        Some(id) => take_on(turn, id, workers, years),
        None => Ok(false),
    }
}

/// An order that was turned away goes to the cluster that suits it best, `exp(-distance / scale) * (1 - w)^e`, if that is near enough.
fn pass_on(turn: &mut Turn<'_>, workers: u32, years: f32) {
    let parameters = &turn.scenario.orders;
    let (mut most, mut best) = (0.0, None);
    for (distance, gate) in turn.commons.neighbours_mut() {
        let near = libm::expf(-distance / parameters.distance_scale);
        let cheap = (1.0 - gate.notice.wage).max(0.0);
        let weight = near * libm::powf(cheap, parameters.wage_exponent);
        if weight > most {
            (most, best) = (weight, Some((near, gate)));
        }
    }
    let Some((near, gate)) = best else {
        return;
    };
    // The farther it would have to go, the likelier the buyer gives up.
    if turn.streams.passing.chance(near) {
        gate.bundle.put(workers, years);
    }
}

/// Orders a year: `rate * households * G(t) * known access * (1 - w)^e * exp(-distance / scale) * (1 + zone) * (1 + relocation)`.
fn rate(turn: &Turn<'_>) -> f32 {
    let parameters = &turn.scenario.orders;
    if !parameters.active {
        return 0.0;
    }
    let region = &turn.cluster.region;
    let cheap = libm::powf((1.0 - region.wage).max(0.0), parameters.wage_exponent);
    let near = libm::expf(-turn.scenario.place.port_distance / parameters.distance_scale);
    let policy = (1.0 + region.lever(PolicyKind::SpecialZone)) * (1.0 + region.relocation);
    let households = float(count(turn.households.len()));
    parameters.rate
        * households
        * region.global_production()
        * region.known_access
        * cheap
        * near
        * policy
}

/// The most capable of a few makers who have enough idle hands.
fn free_maker(turn: &mut Turn<'_>, workers: u32) -> Option<Id<Firm>> {
    let mut best: Option<(f32, Id<Firm>)> = None;
    for _ in 0..LOOKS {
        let Some(id) = any_firm(turn.firms, &mut turn.streams.orders) else {
            continue;
        };
        let Some(firm) = turn.firms.get(id) else {
            continue;
        };
        // Whoever sells better on its own account has no reason to process.
        let free = firm.free_workers() >= workers && firm.segment <= Segment::Parts;
        if free && best.is_none_or(|(most, _)| firm.capability > most) {
            best = Some((firm.capability, id));
        }
    }
    best.map(|(_, id)| id)
}

/// Nobody is free: a founder takes the order, with the buyer's machines and a little capital.
fn found_for_order(turn: &mut Turn<'_>, workers: u32) -> Result<Option<Id<Firm>>, Fault> {
    let households = count(turn.households.len());
    let place = turn.streams.orders.below(households.max(1)).unwrap_or(0);
    let transplant = turn
        .streams
        .orders
        .chance(turn.scenario.society.transplants);
    let first_cycle = turn.streams.orders.unit();
    let variety = any_variety(&mut turn.streams.orders, turn.scenario.trade.varieties);
    let capability = turn.scenario.stage.capability;
    if saving(turn, Segment::Processing, capability) <= 0.0 {
        return Ok(None);
    }
    let division = prices::division(turn.scenario, turn.cluster);
    let region = &turn.cluster.region;
    let places = prices::place_capital(turn.scenario, region, Segment::Processing, division)
        * float(workers);
    let capital = Money::of(turn.scenario.orders.founder_capital * places);
    let Some(household) = turn.households.get(index(place)) else {
        return Ok(None);
    };
    if household.occupied || !transplant && household.wealth < capital {
        return Ok(None);
    }
    let founder = Founder {
        origin: if transplant {
            Origin::Transplant
        } else {
            Origin::Family
        },
        owner: u16::try_from(place).ok(),
        segment: Segment::Processing,
        capability,
        workers,
        variety,
        first_cycle: founding::first_cycle(first_cycle),
    };
    let Some(id) = founding::found(turn, founder)? else {
        return Ok(None);
    };
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(None);
    };
    let outside = &mut turn.cluster.ledger.outside;
    let purse = match turn.households.get_mut(index(place)) {
        Some(household) if !transplant => &mut household.wealth,
        _ => outside,
    };
    pay(purse, &mut firm.cash, capital)?;
    founding::equip(turn, id, capital)?;
    Ok(Some(id))
}

/// What a buyer saves on a worker-year: what the work is worth above its wage. The maker is left a part of it.
fn saving(turn: &Turn<'_>, segment: Segment, capability: f32) -> f32 {
    prices::world_price(turn.scenario, segment, capability) - turn.cluster.region.wage
}

/// A maker takes the order on: its workers are bound until it is due. Says whether it did.
fn take_on(turn: &mut Turn<'_>, id: Id<Firm>, workers: u32, years: f32) -> Result<bool, Fault> {
    let Some(firm) = turn.firms.get(id) else {
        return Ok(false);
    };
    let saved = saving(turn, firm.segment, firm.capability);
    if saved <= 0.0 {
        return Ok(false);
    }
    let worker_years = float(workers) * years;
    let fee = Money::of(turn.scenario.orders.bargain * saved * worker_years);
    let order = Order {
        firm: id,
        workers,
        worker_years,
        fee,
        due: None,
    };
    let Ok(order) = turn.orders.insert(order) else {
        turn.cluster.flows.refused = turn.cluster.flows.refused.saturating_add(1);
        return Ok(false);
    };
    let due = turn.plan_years(years, Event::OrderDue(order))?;
    if let Some(order) = turn.orders.get_mut(order) {
        order.due = Some(due);
    }
    rebind(turn, id, |reserved| reserved.saturating_add(workers));
    let census = &mut turn.cluster.census;
    census.orders_taken = census.orders_taken.saturating_add(1);
    Ok(true)
}

/// The buyer advances the wages of a quarter to the workers whom orders keep: makers who process have no capital to wait with.
pub(crate) fn advance(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<(), Fault> {
    let Some(firm) = turn.firms.get(id) else {
        return Ok(());
    };
    let wage = turn.cluster.region.wage;
    let wages = Money::of(wage * float(firm.reserved) * calendar::QUARTER_YEARS);
    earn(turn, id, wages)
}

/// An order is due: the buyer pays what was agreed on beyond the wages.
pub(crate) fn deliver(turn: &mut Turn<'_>, id: Id<Order>) -> Result<(), Fault> {
    let Some(order) = turn.orders.remove(id) else {
        return Ok(());
    };
    rebind(turn, order.firm, |reserved| {
        reserved.saturating_sub(order.workers)
    });
    let census = &mut turn.cluster.census;
    census.orders_delivered = census.orders_delivered.saturating_add(1);
    let flows = &mut turn.cluster.flows;
    flows.output.add(Money::of(order.worker_years))?;
    flows.sold_abroad.add(Money::of(order.worker_years))?;
    earn(turn, order.firm, order.fee)
}

/// A buyer pays a maker, of which the village takes its part.
fn earn(turn: &mut Turn<'_>, id: Id<Firm>, payment: Money) -> Result<(), Fault> {
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    let cluster = &mut *turn.cluster;
    pay(&mut cluster.ledger.outside, &mut firm.cash, payment)?;
    let holiday = holiday(&cluster.region, turn.now.checked_since(firm.founded));
    pay(
        &mut firm.cash,
        &mut cluster.region.treasury,
        payment.part(turn.scenario.orders.village_fee),
    )?;
    pay(
        &mut firm.cash,
        &mut cluster.ledger.outside,
        payment.part(TAX * (1.0 - holiday)),
    )?;
    let flows = &mut cluster.flows;
    for total in [
        flows.sales.get_mut(Channel::Order.index()),
        flows.by_segment.get_mut(firm.segment.index()),
    ]
    .into_iter()
    .flatten()
    {
        total.add(payment)?;
    }
    flows.fees.add(payment)?;
    flows.exports.add(payment)?;
    firm.fees.add(payment)?;
    Ok(())
}

/// The part of the tax that is waived for a firm of the given age.
fn holiday(region: &Region, age: Option<Span>) -> f32 {
    if age.is_some_and(|age| age >= HOLIDAY) {
        0.0
    } else {
        region.lever(PolicyKind::TaxHoliday).min(1.0)
    }
}

/// Changes how many of a firm's workers are bound by orders.
fn rebind(turn: &mut Turn<'_>, id: Id<Firm>, change: impl FnOnce(u32) -> u32) {
    if let Some(firm) = turn.firms.get_mut(id) {
        turn.cluster.census.leave(firm);
        firm.reserved = change(firm.reserved);
        turn.cluster.census.join(firm);
    }
}

/// The first look of a buyer.
pub(crate) fn start(turn: &mut Turn<'_>) -> Result<(), Fault> {
    turn.plan(calendar::MONTH, Event::OrderArrival(false))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{HOLIDAY, PolicyKind, Region, Span, holiday};

    #[test]
    fn a_tax_holiday_ends_with_a_firms_third_year() {
        let mut region = Region::EMPTY;
        assert!(holiday(&region, Some(Span::from_ticks(0))).abs() < 1e-6);
        region.levers[PolicyKind::TaxHoliday.index()] = 0.5;
        let before = Span::from_ticks(HOLIDAY.ticks() - 1);
        let at = |age| holiday(&region, Some(age));
        assert_eq!((at(before), at(HOLIDAY)), (0.5, 0.0));
    }
}
