//! Channels: a firm sells where the expected margin is best among those it has access to (C33, C39, C40).

use crate::kernel::table::Id;
use crate::model::calendar;
use crate::model::fault::Fault;
use crate::model::money::{Money, pay};
use crate::model::nouns::{Channel, Segment};
use crate::model::number::float;
use crate::model::offers::{Maker, Offer, best_offer};
use crate::model::prices;
use crate::model::turn::Turn;
use crate::model::world::{Cluster, Firm};

/// A firm makes goods for a quarter with the workers whom no order keeps, and sells them; the answer is what it earned, fees for orders included.
pub(crate) fn sell(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<Money, Fault> {
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(Money::ZERO);
    };
    let crowd = prices::crowd(&turn.cluster.census, firm.variety);
    let maker = Maker {
        origin: firm.origin,
        segment: firm.segment,
        capability: firm.capability,
        member: firm.member,
        crowd,
    };
    let work = float(firm.free_workers()) * calendar::QUARTER_YEARS;
    // Fees of the quarter's orders were paid on delivery, and count as earned now.
    let fees = core::mem::take(&mut firm.fees);
    firm.sales = fees;
    let Some(offer) = best_offer(turn.scenario, turn.cluster, maker) else {
        return Ok(fees);
    };
    let sales = Money::of(offer.expected() * work);
    firm.channel = offer.channel;
    firm.sales.add(sales)?;
    let earned = firm.sales;
    turn.cluster.outlets.bring(offer.channel, work);
    pay(&mut turn.cluster.ledger.outside, &mut firm.cash, sales)?;
    let segment = firm.segment;
    book(turn.cluster, segment, &offer, sales, work)?;
    turn.cluster
        .flows
        .markup
        .add(sales.part(prices::markup(turn.scenario, crowd)))?;
    if offer.channel == Channel::Market {
        let foreign = sales.part(offer.export_share());
        turn.cluster.flows.market_foreign.add(foreign)?;
        // The price is what the rent leaves; the treasury's halls earn the rest.
        let rent = turn.scenario.stalls.rent;
        let rent = sales.part(rent / (1.0 - rent));
        pay(
            &mut turn.cluster.ledger.outside,
            &mut turn.cluster.region.treasury,
            rent,
        )?;
    }
    Ok(earned)
}

/// Books a sale into the year's flows.
fn book(
    cluster: &mut Cluster,
    segment: Segment,
    offer: &Offer,
    sales: Money,
    work: f32,
) -> Result<(), Fault> {
    let flows = &mut cluster.flows;
    if let Some(channel) = flows.sales.get_mut(offer.channel.index()) {
        channel.add(sales)?;
    }
    if let Some(by_segment) = flows.by_segment.get_mut(segment.index()) {
        by_segment.add(sales)?;
    }
    flows.exports.add(sales.part(offer.export_share()))?;
    flows.output.add(Money::of(work))?;
    Ok(())
}

/// What each channel takes, looked at anew each month.
pub(crate) fn pass_month(turn: &mut Turn<'_>) {
    let parameters = &turn.scenario.channels;
    let cluster = &mut *turn.cluster;
    let region = &cluster.region;
    let market = &cluster.market;
    let households = float(turn.scenario.place.households);
    let stalls = &turn.scenario.stalls;
    let visitors = market.buyers_domestic + stalls.foreign_purchase * market.buyers_foreign;
    let members = float(cluster.census.members);
    let services = cluster.association.services;
    let global = region.global_production() * region.trade_access();
    for channel in Channel::ALL {
        let capacity = match channel {
            Channel::Order => ORDER_OUTLET * households * global,
            Channel::Market => {
                stalls.purchase * visitors * market.nearness / turn.scenario.place.scale
            }
            Channel::LocalTrade => parameters.local_demand * households * region.home_level,
            Channel::Consortium => {
                parameters.consortium_demand
                    * members
                    * services
                    * region.trade_level()
                    * region.trade_access()
            }
            Channel::OwnBrand => parameters.brand_demand * households * region.home_level,
        };
        if let Some(outlet) = cluster.outlets.capacity.get_mut(channel.index()) {
            *outlet = capacity;
        }
    }
    cluster.outlets.close_month();
}

/// What parents of foreign firms take at the height of globalization, worker-years a year and household: more than any cluster makes.
const ORDER_OUTLET: f32 = 100.0;
