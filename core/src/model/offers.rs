//! Offers: what each channel of distribution would pay to a maker, and to whom it is open (C33, C39, C40).
//!
//! Access follows capability, ties and institutions, never the country.

use super::demand::Demand;
use super::nouns::{CHANNELS, Channel, Origin, Segment};
use super::number::{index, share, unit};
use super::prices;
use super::scenario::{PolicyKind, Scenario};
use super::world::Cluster;
use crate::kernel::stream::Stream;

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

/// What a channel offers for a worker-year that is brought to it, frontier worker-years of money, less what the channel keeps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) channel: Channel,
    /// What buyers at home pay for their part of it.
    home: f32,
    /// What buyers abroad pay for theirs.
    abroad: f32,
    /// The part of what is sold that goes abroad, as work: buyers there pay another price for it.
    pub(crate) work_abroad: f32,
    /// The part of what is brought that is sold.
    pub(crate) sold_share: f32,
}

impl Offer {
    /// What a worker-year is expected to bring: what stays unsold brings nothing, for the maker bears the risk.
    pub(crate) fn expected(&self) -> f32 {
        (self.home + self.abroad) * self.sold_share
    }

    /// The part of what is brought that needs the channel's room at home.
    pub(crate) fn room(&self) -> f32 {
        match self.channel {
            Channel::LocalTrade | Channel::OwnBrand => 1.0 - self.work_abroad,
            Channel::Order | Channel::Market | Channel::Consortium => 1.0,
        }
    }

    /// The part of the revenue that comes from abroad.
    pub(crate) fn export_share(&self) -> f32 {
        share(self.abroad, self.home + self.abroad).unwrap_or(0.0)
    }
}

/// The best offer to a maker, if any channel is open to it.
pub(crate) fn best_offer(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> Option<Offer> {
    best(scenario, &offers(scenario, cluster, maker))
}

/// An offer drawn among those open to a maker, the better the likelier: nobody knows all prices (a logit).
pub(crate) fn drawn_offer(
    scenario: &Scenario,
    cluster: &Cluster,
    maker: Maker,
    stream: &mut Stream,
) -> Option<Offer> {
    let offers = offers(scenario, cluster, maker);
    let best = best(scenario, &offers)?;
    let most = best.expected();
    let blur = (scenario.channels.temperature * most).max(f32::MIN_POSITIVE);
    let weights =
        offers.map(|offer| offer.map_or(0.0, |offer| libm::expf((offer.expected() - most) / blur)));
    let drawn = stream.categorical(&weights)?;
    if scenario.channels.active {
        offers.get(index(drawn)).copied().flatten()
    } else {
        Some(best)
    }
}

/// The best of the offers; the earlier of two as good ones, and local trade before all.
fn best(scenario: &Scenario, offers: &[Option<Offer>; CHANNELS]) -> Option<Offer> {
    let of = |channel: Channel| offers.get(channel.index()).copied().flatten();
    let local = of(Channel::LocalTrade);
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
        let candidate = of(channel);
        let value = |offer: &Option<Offer>| offer.as_ref().map_or(0.0, Offer::expected);
        if value(&candidate) > value(&best) {
            best = candidate;
        }
    }
    best
}

/// What each channel offers to a maker, in the channels' order.
fn offers(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> [Option<Offer>; CHANNELS] {
    let mut offers = [None; CHANNELS];
    let price = Price::of(scenario, maker);
    for (place, channel) in offers.iter_mut().zip(Channel::ALL) {
        *place = offer(&price, cluster, *channel);
    }
    offers
}

/// What a channel offers to a maker; nothing where it has no access.
fn offer(price: &Price<'_>, cluster: &Cluster, channel: Channel) -> Option<Offer> {
    let sold_share = cluster.outlets.sold_share(channel);
    if sold_share <= 0.0 {
        return None;
    }
    let Terms {
        home,
        abroad,
        work_abroad,
    } = match channel {
        Channel::Order => parent_terms(price, cluster)?,
        Channel::Market => market_terms(price, cluster)?,
        Channel::LocalTrade => local_terms(price, cluster),
        Channel::Consortium => consortium_terms(price, cluster)?,
        Channel::OwnBrand => brand_terms(price, cluster)?,
    };
    Some(Offer {
        channel,
        home,
        abroad,
        work_abroad,
        sold_share,
    })
}

/// What buyers at home and abroad pay for their parts of a worker-year.
struct Terms {
    home: f32,
    abroad: f32,
    /// Their part of the work.
    work_abroad: f32,
}

impl Terms {
    /// Goods of which the part `abroad` is sold at the world's price less freight, and the rest at home prices.
    fn split(scenario: &Scenario, cluster: &Cluster, world: f32, abroad: f32) -> Self {
        Self {
            home: (1.0 - abroad) * world * cluster.region.home_level,
            abroad: abroad * world * (1.0 - freight(scenario, cluster)),
            work_abroad: abroad,
        }
    }

    /// Goods that are all sold abroad at the given price.
    fn all_abroad(price: f32) -> Self {
        Self {
            home: 0.0,
            abroad: price,
            work_abroad: 1.0,
        }
    }
}

/// A maker's prices in the world: what is the same in every channel is worked out once.
#[derive(Clone, Copy)]
struct Price<'a> {
    scenario: &'a Scenario,
    maker: Maker,
    /// What others who make the same leave of a price.
    left: f32,
}

impl<'a> Price<'a> {
    fn of(scenario: &'a Scenario, maker: Maker) -> Self {
        let left = prices::crowding(scenario, maker.crowd);
        Self {
            scenario,
            maker,
            left,
        }
    }

    /// The price as far as others leave it; what nature gives saves inputs.
    fn at(&self, capability: f32) -> f32 {
        prices::world_price(self.scenario, self.maker.segment, capability)
            * self.left
            * (1.0 + NATURE_SAVES * self.scenario.place.endowment)
    }

    /// The price where buyers know who made it: design is asked for by its name.
    fn named(&self) -> f32 {
        let world = self.at(self.maker.capability);
        if self.maker.segment == Segment::Design {
            world * (1.0 + self.scenario.channels.brand_premium)
        } else {
            world
        }
    }
}

/// What a full natural endowment saves of inputs, share of the price (C58).
const NATURE_SAVES: f32 = 0.2;

/// Freight and tariffs, share of the price abroad; roads and ports lower it (C23).
fn freight(scenario: &Scenario, cluster: &Cluster) -> f32 {
    let infrastructure = cluster.region.lever(PolicyKind::Infrastructure).min(1.0);
    scenario.channels.freight * (1.0 - prices::INFRASTRUCTURE_SAVES * infrastructure)
}

/// A foreign firm sells to its parent, who passes a crisis on.
fn parent_terms(price: &Price<'_>, cluster: &Cluster) -> Option<Terms> {
    let Price {
        scenario, maker, ..
    } = *price;
    if maker.origin != Origin::Foreign {
        return None;
    }
    let calm = 1.0 - cluster.region.crisis;
    let world = prices::world_price(scenario, maker.segment, maker.capability);
    Some(Terms::all_abroad(
        calm * scenario.foreign.transfer_price * world,
    ))
}

/// Spot trade: no brand counts there, and foreign visitors pay the world's price.
fn market_terms(price: &Price<'_>, cluster: &Cluster) -> Option<Terms> {
    let Price {
        scenario, maker, ..
    } = *price;
    let market = &cluster.used_market;
    if !market.open || !scenario.stalls.active || maker.segment == Segment::Processing {
        return None;
    }
    let capability = maker.capability.min(scenario.stalls.spot_quality);
    let world = price.at(capability);
    let foreign = Demand::at_market(scenario, cluster).abroad_share();
    Some(Terms::split(
        scenario,
        cluster,
        world * (1.0 - scenario.stalls.rent),
        foreign,
    ))
}

/// Local trade sells at home; trading houses take a part of it abroad, where there is demand for it.
fn local_terms(price: &Price<'_>, cluster: &Cluster) -> Terms {
    let Price {
        scenario, maker, ..
    } = *price;
    let wanted = Demand::of_local_trade(scenario, cluster).abroad_share();
    let abroad = unit(scenario.channels.trading_house * reach_abroad(cluster) * maker.capability)
        .min(wanted);
    let world = price.at(maker.capability);
    Terms::split(scenario, cluster, world, abroad)
}

/// A consortium sells its members' goods abroad, brands under their names (C40), and shares the freight.
fn consortium_terms(price: &Price<'_>, cluster: &Cluster) -> Option<Terms> {
    let Price {
        scenario, maker, ..
    } = *price;
    if !maker.member || !matches!(maker.segment, Segment::Finished | Segment::Design) {
        return None;
    }
    let shared = SHARED_FREIGHT * freight(scenario, cluster);
    Some(Terms::all_abroad(price.named() * (1.0 - shared)))
}

/// The part of the freight that is left when a consortium ships for all.
const SHARED_FREIGHT: f32 = 0.5;

/// How far buyers abroad can be reached: trade and access to it, less what a crisis takes.
fn reach_abroad(cluster: &Cluster) -> f32 {
    let region = &cluster.region;
    region.trade_access() * region.trade_level() * (1.0 - region.crisis)
}

/// A brand sells at home and abroad, at a premium.
fn brand_terms(price: &Price<'_>, cluster: &Cluster) -> Option<Terms> {
    let Price {
        scenario, maker, ..
    } = *price;
    if maker.segment != Segment::Design {
        return None;
    }
    let wanted = Demand::of_brands(scenario, cluster).abroad_share();
    let abroad = unit(scenario.channels.brand_export * reach_abroad(cluster)).min(wanted);
    Some(Terms::split(scenario, cluster, price.named(), abroad))
}

#[cfg(test)]
mod tests {
    use super::{Channel, Cluster, Maker, Offer, Origin, Price, Scenario, Segment, offer};
    use crate::model::demand::tests::{crisis_leaves, open_cluster};

    fn offered(
        scenario: &Scenario,
        cluster: &Cluster,
        segment: Segment,
        channel: Channel,
    ) -> Option<Offer> {
        let origin = if channel == Channel::Order {
            Origin::Foreign
        } else {
            Origin::Family
        };
        let maker = Maker {
            origin,
            segment,
            capability: 0.8,
            member: true,
            crowd: 0.0,
        };
        offer(&Price::of(scenario, maker), cluster, channel)
    }

    #[test]
    fn a_brand_keeps_its_name_in_shops_and_consortia_but_not_in_trade() {
        let cluster = open_cluster();
        let worth = |premium: f32, segment, channel| {
            let mut scenario = Scenario::DEFAULT;
            scenario.channels.brand_premium = premium;
            offered(&scenario, &cluster, segment, channel).map_or(0.0, |offer| offer.expected())
        };
        for (segment, channel, expected) in [
            (Segment::Design, Channel::OwnBrand, 1.5),
            (Segment::Design, Channel::Consortium, 1.5),
            (Segment::Design, Channel::LocalTrade, 1.0),
            (Segment::Finished, Channel::Consortium, 1.0),
        ] {
            let ratio = worth(0.5, segment, channel) / worth(0.0, segment, channel);
            assert!(
                (ratio - expected).abs() < 1e-5,
                "{segment:?} {channel:?}: {ratio}"
            );
        }
    }

    #[test]
    fn what_is_exported_needs_no_room_at_home() {
        let scenario = Scenario::DEFAULT;
        let cluster = open_cluster();
        for channel in [Channel::LocalTrade, Channel::OwnBrand] {
            let offer = offered(&scenario, &cluster, Segment::Design, channel).expect("it is open");
            assert!(offer.work_abroad > 0.0, "{channel:?}");
            let whole = offer.room() + offer.work_abroad;
            assert!((whole - 1.0).abs() < 1e-6, "{channel:?}: {whole}");
        }
    }

    #[test]
    fn nobody_exports_what_nobody_abroad_wants() {
        let mut scenario = Scenario::DEFAULT;
        scenario.trade.world_demand = 1e-6 * scenario.trade.demand;
        let cluster = open_cluster();
        for channel in [Channel::LocalTrade, Channel::OwnBrand] {
            let offer = offered(&scenario, &cluster, Segment::Design, channel).expect("it is open");
            assert!(
                offer.work_abroad < 1e-4,
                "{channel:?}: {}",
                offer.work_abroad
            );
        }
    }

    #[test]
    fn a_crisis_counts_once() {
        let scenario = Scenario::DEFAULT;
        // A parent pays less; trading houses and brands export less; fewer visitors come to a market, and their number is given
        // here; a consortium meets less demand, at the same price.
        for (channel, part) in [
            (Channel::Order, 0.5),
            (Channel::LocalTrade, 0.5),
            (Channel::OwnBrand, 0.5),
            (Channel::Market, 1.0),
            (Channel::Consortium, 1.0),
        ] {
            crisis_leaves(part, channel, |cluster| {
                let offer = offered(&scenario, cluster, Segment::Design, channel);
                offer.map_or(0.0, |offer| offer.abroad)
            });
        }
    }
}
