//! The specialized market: variety draws buyers, buyers draw stalls, and a local government decides how large the halls are
//! (C22, C33 to C39, C46, C54 to C58).

use super::entry;
use crate::model::calendar;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::money::pay;
use crate::model::number::{float, share, unit, whole};
use crate::model::turn::Turn;
use crate::model::world::MarketView;

const MONTH_YEARS: f32 = 1.0 / 12.0;
/// Varieties on offer grow with stalls, but slower: `stalls^0.8`.
const VARIETY_EXPONENT: f32 = 0.8;

/// The market opens with its first stalls, in a hall that leaves a little room.
pub(crate) fn open(turn: &mut Turn<'_>) -> Result<(), Fault> {
    if !turn.scenario.stalls.active {
        return Ok(());
    }
    let cause = &turn.scenario.market;
    let market = &mut turn.cluster.market;
    market.open = true;
    market.capacity = whole(float(cause.first_stalls) * turn.scenario.stalls.step);
    market.let_stalls(cause.first_stalls);
    market.nearness = libm::expf(-cause.distance / turn.scenario.stalls.reach);
    turn.plan(calendar::MONTH, Event::BuyerWave)?;
    turn.plan(calendar::QUARTER, Event::StallReview)?;
    Ok(())
}

/// Somebody tries a market where there is none, the likelier the more firms are seen, here and near by (C59).
pub(crate) fn emerge(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let cause = &turn.scenario.market;
    let something = 1.0 - libm::expf(-entry::noticed_firms(turn));
    let tries = turn
        .streams
        .market
        .chance(cause.agency * something * MONTH_YEARS);
    if cause.seed_year == 0 && !turn.cluster.market.open && tries {
        open(turn)?;
    }
    Ok(())
}

/// Buyers come nearer to their share: `n^a / (n^a + half^a)` of the catchment for `n` varieties, a logit in their logarithm (C55).
///
/// `half` is so many for each visitor of the catchment: who deals in buttons alone has seen all at fewer stalls than who deals in everything.
pub(crate) fn wave(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let stalls = &turn.scenario.stalls;
    let cause = &turn.scenario.market;
    let region = &turn.cluster.region;
    // Merchants from abroad come with trade and with access to it; those of developed countries with the pendulum too (C22).
    let willing = 1.0 - stalls.paradigm * (1.0 - region.policy);
    let world =
        unit(willing * region.trade_level() * (1.0 - region.crisis)) * region.trade_access();
    let kept = 1.0 - region.rivalry;
    let varieties = varieties(turn);
    let market = &mut turn.cluster.market;
    market.varieties = whole(varieties);
    let drawn = libm::powf(varieties, stalls.variety_pull);
    let half = libm::powf(stalls.half * cause.catchment, stalls.variety_pull);
    // A market that nobody could visit draws nobody.
    let reached = share(drawn, drawn + half).unwrap_or(0.0);
    market.pull = unit(kept * reached);
    let nearer = unit(stalls.buyer_rate * MONTH_YEARS);
    let domestic = cause.catchment * market.pull;
    let foreign = cause.foreign_catchment * market.pull * world;
    market.buyers_domestic += nearer * (domestic - market.buyers_domestic);
    market.buyers_foreign += nearer * (foreign - market.buyers_foreign);
    turn.plan(calendar::MONTH, Event::BuyerWave)?;
    Ok(())
}

/// Varieties on offer: they grow with stalls, but slower, and with how different the makers' goods are: scale times scope (C54, C57).
fn varieties(turn: &Turn<'_>) -> f32 {
    let stalls = &turn.scenario.stalls;
    let all = float(turn.cluster.market.stalls).max(1.0);
    let own = unit(makers(turn) / all);
    let elsewhere = 1.0 - 1.0 / float(turn.scenario.trade.varieties);
    let breadth = own * turn.cluster.census.differing() + (1.0 - own) * elsewhere;
    libm::powf(all, VARIETY_EXPONENT) * (1.0 - stalls.scope + stalls.scope * breadth)
}

/// Stalls that the cluster's makers fill, and what leaks of its export makers' parts (C35, C36).
fn makers(turn: &Turn<'_>) -> f32 {
    let stalls = &turn.scenario.stalls;
    let census = &turn.cluster.census;
    if !stalls.supplied {
        return 0.0;
    }
    let [_, selling, ..] = census.by_channel;
    let parts = stalls.leak * float(census.export_makers());
    let scale = turn.scenario.place.scale;
    stalls.maker_stalls * scale * (float(selling) + parts) * turn.cluster.market.nearness
        + stalls.maker_stalls * scale * turn.commons.sellers_from_elsewhere(stalls.reach)
}

/// Stalls are let while visitors feed and goods fill more of them, and given up when they do not (C56); the government looks at crowded halls (C59).
pub(crate) fn review(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let offered = turn.scenario.stalls.hinterland + makers(turn);
    let stalls = &turn.scenario.stalls;
    let market = &mut turn.cluster.market;
    let visitors = market.buyers_domestic + market.buyers_foreign;
    let fed = visitors / stalls.visitors_needed;
    // Both sides are needed, and the scarcer counts for more: the harmonic mean's half.
    let wanted = if fed + offered > 0.0 {
        fed * offered / (fed + offered)
    } else {
        0.0
    };
    let now = float(market.stalls).max(1.0);
    let change = ((wanted - now) / now)
        .max(-stalls.growth_max)
        .min(stalls.growth_max)
        * calendar::QUARTER_YEARS
        * now;
    if change >= 0.0 {
        market.let_stalls(whole(change));
    } else {
        market.give_up_stalls(whole(-change));
    }
    let crowded = float(market.stalls) >= stalls.crowded * float(market.capacity);
    let decides = turn.streams.market.chance(turn.scenario.market.government);
    if crowded && decides && turn.scenario.government.active && !market.building {
        market.building = true;
        turn.plan_years(stalls.build_time, Event::HallReady)?;
    }
    turn.plan(calendar::QUARTER, Event::StallReview)?;
    Ok(())
}

/// The market that the cluster's firms use is looked at anew: their own, or else the best of another cluster.
pub(crate) fn look(turn: &mut Turn<'_>) {
    let stalls = &turn.scenario.stalls;
    let own = turn.cluster.market.view(&turn.scenario.market);
    let elsewhere = if own.open || !stalls.active {
        turn.commons.sell_here();
        None
    } else {
        turn.commons.sell_at_best_market(stalls.reach)
    };
    let [_, goods, ..] = turn.cluster.outlets.rate;
    turn.cluster.used_market = MarketView {
        share: turn.commons.share_of_goods(goods),
        ..elsewhere.unwrap_or(own)
    };
}

/// Sellers from elsewhere pay the rents of a month.
pub(crate) fn collect_rents(turn: &mut Turn<'_>) -> Result<(), Fault> {
    let rents = turn.commons.take_rents();
    let treasury = &mut turn.cluster.region.treasury;
    Ok(pay(&mut turn.cluster.ledger.outside, treasury, rents)?)
}

/// A larger hall is ready.
pub(crate) fn enlarge(turn: &mut Turn<'_>) {
    let market = &mut turn.cluster.market;
    market.building = false;
    market.capacity =
        whole(float(market.capacity) * turn.scenario.stalls.step).max(market.capacity);
}
