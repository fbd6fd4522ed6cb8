//! Channels: a firm sells where the expected margin is best among those it has access to (C33, C39, C40).
//!
//! Access follows capability, ties and institutions, never the country.

use crate::kernel::table::Id;
use crate::model::fault::Fault;
use crate::model::money::{Money, pay};
use crate::model::nouns::{Channel, Origin, Segment};
use crate::model::number::{float, unit};
use crate::model::prices;
use crate::model::scenario::Scenario;
use crate::model::turn::Turn;
use crate::model::world::{Cluster, Firm};

/// A firm's cycle, in years.
pub(crate) const QUARTER_YEARS: f32 = 0.25;

/// Who sells: what of a firm, or of a founder to be, decides on access and price.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Maker {
    pub(crate) origin: Origin,
    pub(crate) segment: Segment,
    pub(crate) capability: f32,
    pub(crate) member: bool,
    /// The share of firms that make the same.
    pub(crate) crowd: f32,
}

/// What a channel offers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) channel: Channel,
    /// Price of a worker-year that is sold, frontier worker-years, less what the channel keeps.
    pub(crate) price: f32,
    /// The part of what is brought that is sold.
    pub(crate) sold_share: f32,
    /// The part of sales that goes abroad.
    pub(crate) export_share: f32,
}

impl Offer {
    /// What a worker-year is expected to bring: what stays unsold brings nothing, for the maker bears the risk.
    pub(crate) fn expected(&self) -> f32 {
        self.price * self.sold_share
    }
}

/// The best offer to a maker, if any channel is open to it.
pub(crate) fn best_offer(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> Option<Offer> {
    let local = offer(scenario, cluster, maker, Channel::LocalTrade);
    if !scenario.channels.active {
        return local;
    }
    let mut best = local;
    for channel in [
        Channel::Order,
        Channel::Market,
        Channel::Consortium,
        Channel::OwnBrand,
    ] {
        let candidate = offer(scenario, cluster, maker, channel);
        let value = |offer: &Option<Offer>| offer.as_ref().map_or(0.0, Offer::expected);
        if value(&candidate) > value(&best) {
            best = candidate;
        }
    }
    best
}

/// What a channel offers to a maker; nothing where it has no access.
fn offer(scenario: &Scenario, cluster: &Cluster, maker: Maker, channel: Channel) -> Option<Offer> {
    let sold_share = cluster.outlets.sold_share(channel);
    if sold_share <= 0.0 {
        return None;
    }
    let terms = match channel {
        Channel::Order => parent_terms(scenario, maker),
        Channel::Market => market_terms(scenario, cluster, maker),
        Channel::LocalTrade => Some(local_terms(scenario, cluster, maker)),
        Channel::Consortium => consortium_terms(scenario, maker),
        Channel::OwnBrand => brand_terms(scenario, cluster, maker),
    };
    let Terms {
        price,
        export_share,
    } = terms?;
    // A crisis takes buyers abroad away, from whoever depends on them.
    let price = price * (1.0 - export_share * cluster.region.crisis);
    Some(Offer {
        channel,
        price,
        sold_share,
        export_share,
    })
}

/// Price and export share of a channel.
struct Terms {
    price: f32,
    export_share: f32,
}

/// A foreign firm sells to its parent.
fn parent_terms(scenario: &Scenario, maker: Maker) -> Option<Terms> {
    let price = scenario.foreign.transfer_price
        * prices::world_price(scenario, maker.segment, maker.capability);
    (maker.origin == Origin::Foreign).then_some(Terms {
        price,
        export_share: 1.0,
    })
}

/// Spot trade: no brand counts there, and foreign visitors pay the world's price.
fn market_terms(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> Option<Terms> {
    let market = &cluster.market;
    if !market.open || !scenario.stalls.active || maker.segment == Segment::Processing {
        return None;
    }
    let capability = maker.capability.min(scenario.stalls.spot_quality);
    let world = prices::world_price(scenario, maker.segment, capability)
        * prices::crowding(scenario, maker.crowd);
    let foreign = foreign_buyer_share(scenario, cluster);
    let price = (1.0 - foreign) * world * cluster.region.home_level
        + foreign * world * (1.0 - scenario.channels.freight);
    Some(Terms {
        price: price * (1.0 - scenario.stalls.rent),
        export_share: foreign,
    })
}

/// Foreign buyers' part of purchases at the market.
pub(crate) fn foreign_buyer_share(scenario: &Scenario, cluster: &Cluster) -> f32 {
    let foreign = cluster.market.buyers_foreign * scenario.stalls.foreign_purchase;
    let all = foreign + cluster.market.buyers_domestic;
    if all > 0.0 { foreign / all } else { 0.0 }
}

/// Local trade sells at home; trading houses take a part of it abroad.
fn local_terms(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> Terms {
    let region = &cluster.region;
    let world = prices::world_price(scenario, maker.segment, maker.capability)
        * prices::crowding(scenario, maker.crowd);
    let export_share = unit(
        scenario.channels.trading_house
            * region.trade_access()
            * region.trade_level()
            * maker.capability,
    );
    let abroad = world * (1.0 - scenario.channels.freight);
    Terms {
        price: (1.0 - export_share) * world * region.home_level + export_share * abroad,
        export_share,
    }
}

/// A consortium sells its members' goods abroad.
fn consortium_terms(scenario: &Scenario, maker: Maker) -> Option<Terms> {
    let finished = matches!(maker.segment, Segment::Finished | Segment::Design);
    let world = prices::world_price(scenario, maker.segment, maker.capability)
        * prices::crowding(scenario, maker.crowd);
    let price = world * (1.0 - 0.5 * scenario.channels.freight);
    (maker.member && finished).then_some(Terms {
        price,
        export_share: 1.0,
    })
}

/// A brand sells at home and abroad, at a premium.
fn brand_terms(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> Option<Terms> {
    if maker.segment != Segment::Design {
        return None;
    }
    let region = &cluster.region;
    let world = prices::world_price(scenario, maker.segment, maker.capability)
        * prices::crowding(scenario, maker.crowd);
    let branded = world * (1.0 + scenario.channels.brand_premium);
    let export_share =
        unit(scenario.channels.brand_export * region.trade_access() * region.trade_level());
    let abroad = branded * (1.0 - scenario.channels.freight);
    Some(Terms {
        price: (1.0 - export_share) * branded * region.home_level + export_share * abroad,
        export_share,
    })
}

/// A firm makes goods for a quarter with the workers whom no order keeps, and sells them; the answer is its sales.
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
    let work = float(firm.free_workers()) * QUARTER_YEARS;
    let Some(offer) = best_offer(turn.scenario, turn.cluster, maker) else {
        firm.sales = Money::ZERO;
        return Ok(Money::ZERO);
    };
    let sales = Money::of(offer.expected() * work);
    firm.channel = offer.channel;
    firm.sales = sales;
    turn.cluster.outlets.bring(offer.channel, work);
    pay(&mut turn.cluster.ledger.outside, &mut firm.cash, sales)?;
    let segment = firm.segment;
    book(turn.cluster, segment, &offer, sales, work)?;
    turn.cluster
        .flows
        .markup
        .add(sales.part(prices::markup(turn.scenario, crowd)))?;
    if offer.channel == Channel::Market {
        let foreign = sales.part(foreign_buyer_share(turn.scenario, turn.cluster));
        turn.cluster.flows.market_foreign.add(foreign)?;
        // The rent was taken off the price; the treasury's halls earn it.
        let rent = sales.part(turn.scenario.stalls.rent);
        pay(
            &mut turn.cluster.ledger.outside,
            &mut turn.cluster.region.treasury,
            rent,
        )?;
    }
    Ok(sales)
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
    flows.exports.add(sales.part(offer.export_share))?;
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
