//! Entry: a household founds a firm if it can pay for a segment's threshold, has seen others succeed, and the segment pays
//! (C09, C13 to C16, C42, C43; Ruan, Zhang & Wei 2007).
//!
//! The threshold falls as the division of labour grows, so that ever poorer
//! families can enter; kin lend, suppliers give credit.

use crate::kernel::table::Id;
use crate::kernel::time::Span;
use crate::model::calendar;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::founding::{self, Founder};
use crate::model::money::{Money, pay};
use crate::model::nouns::{Origin, Segment};
use crate::model::number::{count, float, float_ticks, index, unit, whole};
use crate::model::offers::{Maker, best_offer};
use crate::model::prices;
use crate::model::scenario::PolicyKind;
use crate::model::turn::{Turn, any_firm, any_variety};
use crate::model::world::{Firm, Minute};

/// The part of its own wealth that a household puts into a firm.
const OWN_PART: f32 = 0.8;
/// The part of the wages of its members that a household saves.
const SAVING: f32 = 0.1;
/// Workers in a household.
const HANDS: f32 = 2.0;
/// Years of wages that a founder keeps in the till.
const WORKING_CAPITAL: f32 = 0.1;
/// The largest firm that a founder starts, as a multiple of the smallest that the division of labour allows.
const START_MAX: u32 = 3;
/// How far founders' capability scatters.
pub(crate) const CAPABILITY_SPREAD: f32 = 0.15;
/// How much of the lead of incumbents a founder has learned as their worker or neighbour.
const LEARNED: f32 = 0.8;

/// A household thinks of founding a firm.
pub(crate) fn decide(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let households = count(turn.households.len());
    plan_next(turn)?;
    let Some(place) = turn.streams.entry.below(households) else {
        return Ok(());
    };
    save(turn, place)?;
    let seen = notices(turn);
    let transplant = turn.streams.entry.chance(turn.scenario.society.transplants);
    let capability = founder_capability(turn);
    let variety = founder_variety(turn);
    let first_cycle = turn.streams.entry.unit();
    let occupied = turn
        .households
        .get(index(place))
        .is_none_or(|household| household.occupied);
    if occupied || !seen || !turn.scenario.entry.active || turn.scenario.entry.rate <= 0.0 {
        return Ok(());
    }
    // Every draw above is made whatever is decided, so that a decision does not shift the next one's luck.
    let Some(plan) = plan(turn, place, transplant, capability, variety) else {
        return Ok(());
    };
    let origin = if transplant {
        Origin::Transplant
    } else {
        Origin::Family
    };
    let founder = Founder {
        origin,
        owner: u16::try_from(place).ok(),
        segment: plan.segment,
        capability,
        workers: plan.workers,
        variety,
        first_cycle: founding::first_cycle(first_cycle),
    };
    let Some(id) = founding::found(turn, founder)? else {
        return Ok(());
    };
    raise(turn, place, !transplant, id, plan.funds)?;
    founding::equip(turn, id, plan.capital)
}

/// Plans the next household's decision: all households together are one Poisson process.
fn plan_next(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let rate = turn.scenario.entry.rate * float(count(turn.households.len()));
    let wait = turn.streams.entry.exponential();
    let years = if rate > 0.0 {
        (wait / rate).min(1.0)
    } else {
        1.0
    };
    turn.plan_years(years, Event::HouseholdDecision)?;
    Ok(())
}

/// The household adds what it saved of its wages since it last thought of it.
fn save(turn: &mut Turn<'_>, place: u32) -> Result<(), Fault> {
    let wage = turn.cluster.region.wage;
    let now = turn.now;
    let Some(household) = turn.households.get_mut(index(place)) else {
        return Ok(());
    };
    let since = now
        .checked_since(household.saved_at.instant())
        .map_or(0, Span::ticks);
    let years = float_ticks(since) / float_ticks(calendar::YEAR_TICKS);
    household.saved_at = Minute::of(now);
    let saved = Money::of(SAVING * HANDS * wage * years);
    pay(
        &mut turn.cluster.ledger.workers,
        &mut household.wealth,
        saved,
    )?;
    Ok(())
}

/// Whether the household has seen others succeed: firms of its neighbours, or goods that run in the market (C34).
fn notices(turn: &mut Turn<'_>) -> bool {
    let entry = &turn.scenario.entry;
    let cluster = &*turn.cluster;
    let firms = noticed_firms(turn);
    let market = &cluster.used_market;
    let stalls = market.presence() * float(market.stalls) / entry.stall_exposure;
    let seen = 1.0 - (1.0 - entry.pioneer) * libm::expf(-(firms + stalls));
    // Who belongs to a commune cannot found anything (C41).
    let free = 1.0 - turn.cluster.region.lever(PolicyKind::Communes).min(1.0);
    turn.streams.entry.chance(seen * free)
}

/// Firms in sight for each household, by how many are noticed: who looks around sees neighbours, not all firms of the place
/// (Sorenson & Audia 2000).
pub(crate) fn noticed_firms(turn: &Turn<'_>) -> f32 {
    let scale = turn.scenario.place.scale;
    let firms = scale * float(turn.cluster.census.firms()) + turn.cluster.firms_in_sight;
    let households = scale * float(count(turn.households.len()).max(1));
    firms / households / turn.scenario.entry.exposure
}

/// What is seen of other clusters' firms: the nearer, the more of them.
pub(crate) fn look_around(turn: &mut Turn<'_>) {
    let sight = turn.scenario.entry.sight;
    let mut seen = 0.0;
    for (distance, notice) in turn.commons.neighbours() {
        seen += libm::expf(-distance / sight) * notice.firms;
    }
    turn.cluster.firms_in_sight = seen;
}

/// What the founder can do: the region's at birth, plus most of an incumbent's lead, scattered.
fn founder_capability(turn: &mut Turn<'_>) -> f32 {
    let model = incumbent(turn);
    let scatter = turn.streams.entry.normal();
    let own = turn.scenario.stage.capability;
    let seen = model
        .and_then(|id| turn.firms.get(id))
        .map_or(own, |firm| firm.capability);
    let learned = own + LEARNED * (seen - own).max(0.0);
    unit(learned * (1.0 + CAPABILITY_SPREAD * scatter))
}

/// A firm that the founder looks at, each as likely as another.
fn incumbent(turn: &mut Turn<'_>) -> Option<Id<Firm>> {
    any_firm(turn.firms, &mut turn.streams.entry)
}

/// What the founder makes: what is in vogue, or a variety of its own; who knows the market makes what is scarcer there (C38).
fn founder_variety(turn: &mut Turn<'_>) -> u8 {
    let varieties = turn.scenario.trade.varieties;
    let [one, other] = [(); 2].map(|()| any_variety(&mut turn.streams.entry, varieties));
    let near = turn.cluster.used_market.presence();
    let knows = turn
        .streams
        .entry
        .chance(turn.scenario.entry.information * near);
    let crowd = |variety| prices::crowd(&turn.cluster.census, variety);
    let own = if knows && crowd(other) < crowd(one) {
        other
    } else {
        one
    };
    let copies = turn.scenario.imitation.active
        && turn.streams.entry.chance(turn.scenario.imitation.copying);
    if copies {
        turn.cluster.region.vogue
    } else {
        own
    }
}

/// A founder's plan.
struct Plan {
    segment: Segment,
    workers: u32,
    /// What must be raised, over trade credit.
    funds: Money,
    /// What machines cost.
    capital: Money,
}

/// The most profitable segment that the household can do and pay for, if any promises more than the hurdle.
fn plan(
    turn: &Turn<'_>,
    place: u32,
    transplant: bool,
    capability: f32,
    variety: u8,
) -> Option<Plan> {
    let division = prices::division(turn.scenario, turn.cluster);
    let funds = own_funds(turn, place)
        + if transplant {
            0.0
        } else {
            kin_loans(turn, place)
        };
    let entry = &turn.scenario.entry;
    let region = &turn.cluster.region;
    let least = prices::least_workers(turn.scenario, division);
    let mut best: Option<(f32, Plan)> = None;
    for segment in Segment::ALL.iter().copied() {
        if capability < prices::capability_needed(turn.scenario, segment) {
            continue;
        }
        let crowd = prices::crowd(&turn.cluster.census, variety);
        let origin = if transplant {
            Origin::Transplant
        } else {
            Origin::Family
        };
        let maker = Maker {
            origin,
            segment,
            capability,
            member: false,
            crowd,
        };
        let expected =
            best_offer(turn.scenario, turn.cluster, maker).map_or(0.0, |offer| offer.expected());
        let profit = expected - region.wage * (1.0 + entry.hurdle);
        let capital = prices::place_capital(turn.scenario, region, segment, division);
        let a_place = capital * (1.0 - entry.trade_credit) + WORKING_CAPITAL * region.wage;
        let affordable = whole(funds / a_place.max(f32::MIN_POSITIVE));
        let better = best.as_ref().is_none_or(|(most, _)| profit > *most);
        if profit > 0.0 && affordable >= least && better {
            let workers = affordable.min(least.saturating_mul(START_MAX));
            let funds = Money::of(a_place * float(workers));
            best = Some((
                profit,
                Plan {
                    segment,
                    workers,
                    funds,
                    capital: Money::of(capital * float(workers)),
                },
            ));
        }
    }
    best.map(|(_, plan)| plan)
}

/// What the household puts in itself, frontier worker-years.
fn own_funds(turn: &Turn<'_>, place: u32) -> f32 {
    let wealth = turn
        .households
        .get(index(place))
        .map_or(0.0, |household| household.wealth.or_zero().worker_years());
    OWN_PART * wealth
}

/// What kin would lend in all, frontier worker-years.
fn kin_loans(turn: &Turn<'_>, place: u32) -> f32 {
    let mut loans = 0.0;
    for kin in kin_of(turn, place) {
        loans += turn.households.get(kin).map_or(0.0, |household| {
            kin_loan(turn, household.wealth).worker_years()
        });
    }
    loans
}

/// What one of the kin would lend.
fn kin_loan(turn: &Turn<'_>, wealth: Money) -> Money {
    wealth
        .or_zero()
        .part(turn.scenario.entry.kin_lending * turn.scenario.society.kin_density)
}

/// The other households of a kin group.
fn kin_of(turn: &Turn<'_>, place: u32) -> impl Iterator<Item = usize> + use<> {
    let kin = founding::kin_group(turn.scenario, place, turn.households.len());
    kin.filter(move |other| *other != index(place))
}

/// Raises the funds: the household's own first, then its kin's, in turn, as gifts against a share of the profit.
///
/// A transplant brings its funds from elsewhere.
fn raise(
    turn: &mut Turn<'_>,
    place: u32,
    local: bool,
    id: Id<Firm>,
    funds: Money,
) -> Result<(), Fault> {
    let mut wanted = funds;
    if !local {
        let Some(firm) = turn.firms.get_mut(id) else {
            return Ok(());
        };
        return Ok(pay(
            &mut turn.cluster.ledger.outside,
            &mut firm.cash,
            funds,
        )?);
    }
    let lenders = core::iter::once(index(place)).chain(kin_of(turn, place));
    for lender in lenders {
        let Some(household) = turn.households.get(lender) else {
            continue;
        };
        let own = lender == index(place);
        let ready = if own {
            household.wealth.or_zero().part(OWN_PART)
        } else {
            kin_loan(turn, household.wealth)
        };
        let given = ready.min(wanted);
        let (Some(household), Some(firm)) =
            (turn.households.get_mut(lender), turn.firms.get_mut(id))
        else {
            continue;
        };
        pay(&mut household.wealth, &mut firm.cash, given)?;
        wanted = wanted.less(given)?;
    }
    Ok(())
}

/// The first decision.
pub(crate) fn start(turn: &mut Turn<'_>) -> Result<(), Fault> {
    plan_next(turn)
}
