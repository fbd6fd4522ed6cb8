//! Offers: what each channel of distribution would pay to a maker, and to whom it is open (C33, C39, C40).
//!
//! Access follows capability, ties and institutions, never the country.

use super::demand::Demand;
use super::nouns::{CHANNELS, Channel, Origin, Segment};
use super::number::{index, unit};
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

    /// The part of the revenue that comes from abroad.
    pub(crate) fn export_share(&self) -> f32 {
        let all = self.home + self.abroad;
        if all > 0.0 { self.abroad / all } else { 0.0 }
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

/// An offer drawn among those open to a maker, the better the likelier: nobody knows all prices (a logit).
pub(crate) fn drawn_offer(
    scenario: &Scenario,
    cluster: &Cluster,
    maker: Maker,
    stream: &mut Stream,
) -> Option<Offer> {
    let mut offers = [None; CHANNELS];
    for (place, channel) in offers.iter_mut().zip(Channel::ALL) {
        *place = offer(scenario, cluster, maker, *channel);
    }
    let best = best_offer(scenario, cluster, maker)?.expected();
    let blur = (scenario.channels.temperature * best).max(f32::MIN_POSITIVE);
    let weights =
        offers.map(|offer| offer.map_or(0.0, |offer| libm::expf((offer.expected() - best) / blur)));
    let drawn = stream.categorical(&weights)?;
    let drawn = offers.get(index(drawn)).copied().flatten();
    if scenario.channels.active {
        drawn
    } else {
        best_offer(scenario, cluster, maker)
    }
}

/// What a channel offers to a maker; nothing where it has no access.
fn offer(scenario: &Scenario, cluster: &Cluster, maker: Maker, channel: Channel) -> Option<Offer> {
    let sold_share = cluster.outlets.sold_share(channel);
    if sold_share <= 0.0 {
        return None;
    }
    let Terms {
        home,
        abroad,
        work_abroad,
    } = match channel {
        Channel::Order => parent_terms(scenario, maker)?,
        Channel::Market => market_terms(scenario, cluster, maker)?,
        Channel::LocalTrade => local_terms(scenario, cluster, maker),
        Channel::Consortium => consortium_terms(scenario, cluster, maker)?,
        Channel::OwnBrand => brand_terms(scenario, cluster, maker)?,
    };
    // A crisis takes buyers abroad away, from whoever depends on them.
    let abroad = abroad * (1.0 - cluster.region.crisis);
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

/// A maker's price in the world, as far as others who make the same leave it; what nature gives saves inputs.
fn crowded_price(scenario: &Scenario, maker: Maker, capability: f32) -> f32 {
    prices::world_price(scenario, maker.segment, capability)
        * prices::crowding(scenario, maker.crowd)
        * (1.0 + NATURE_SAVES * scenario.place.endowment)
}

/// What a full natural endowment saves of inputs, share of the price (C58).
const NATURE_SAVES: f32 = 0.2;

/// Freight and tariffs, share of the price abroad; roads and ports lower it (C23).
fn freight(scenario: &Scenario, cluster: &Cluster) -> f32 {
    let infrastructure = cluster.region.lever(PolicyKind::Infrastructure).min(1.0);
    scenario.channels.freight * (1.0 - prices::INFRASTRUCTURE_SAVES * infrastructure)
}

/// A foreign firm sells to its parent.
fn parent_terms(scenario: &Scenario, maker: Maker) -> Option<Terms> {
    let world = prices::world_price(scenario, maker.segment, maker.capability);
    let price = scenario.foreign.transfer_price * world;
    (maker.origin == Origin::Foreign).then(|| Terms::all_abroad(price))
}

/// Spot trade: no brand counts there, and foreign visitors pay the world's price.
fn market_terms(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> Option<Terms> {
    let market = &cluster.used_market;
    if !market.open || !scenario.stalls.active || maker.segment == Segment::Processing {
        return None;
    }
    let capability = maker.capability.min(scenario.stalls.spot_quality);
    let world = crowded_price(scenario, maker, capability);
    let foreign = Demand::at_market(scenario, cluster).abroad_share();
    Some(Terms::split(
        scenario,
        cluster,
        world * (1.0 - scenario.stalls.rent),
        foreign,
    ))
}

/// Local trade sells at home; trading houses take a part of it abroad.
fn local_terms(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> Terms {
    let region = &cluster.region;
    let open = region.trade_access() * region.trade_level();
    let abroad = unit(scenario.channels.trading_house * open * maker.capability);
    let world = crowded_price(scenario, maker, maker.capability);
    Terms::split(scenario, cluster, world, abroad)
}

/// A consortium sells its members' goods abroad, brands under their names (C40), and shares the freight.
fn consortium_terms(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> Option<Terms> {
    let finished = matches!(maker.segment, Segment::Finished | Segment::Design);
    let world = named_price(scenario, maker);
    let price = world * (1.0 - SHARED_FREIGHT * freight(scenario, cluster));
    (maker.member && finished).then(|| Terms::all_abroad(price))
}

/// The part of the freight that is left when a consortium ships for all.
const SHARED_FREIGHT: f32 = 0.5;

/// A brand sells at home and abroad, at a premium.
fn brand_terms(scenario: &Scenario, cluster: &Cluster, maker: Maker) -> Option<Terms> {
    if maker.segment != Segment::Design {
        return None;
    }
    let region = &cluster.region;
    let open = region.trade_access() * region.trade_level();
    let abroad = unit(scenario.channels.brand_export * open);
    Some(Terms::split(
        scenario,
        cluster,
        named_price(scenario, maker),
        abroad,
    ))
}

/// A maker's price where buyers know who made it: design is asked for by its name.
fn named_price(scenario: &Scenario, maker: Maker) -> f32 {
    let world = crowded_price(scenario, maker, maker.capability);
    if maker.segment == Segment::Design {
        world * (1.0 + scenario.channels.brand_premium)
    } else {
        world
    }
}

#[cfg(test)]
mod tests {
    use super::{Channel, Cluster, Maker, Origin, Scenario, Segment, offer};
    use crate::model::nouns::CHANNELS;

    #[test]
    fn a_brand_keeps_its_name_in_shops_and_consortia_but_not_in_trade() {
        let mut cluster = Cluster::EMPTY;
        cluster.region.home_level = 1.0;
        cluster.outlets.capacity = [1.0; CHANNELS];
        let offered = |premium: f32, segment, channel| {
            let mut scenario = Scenario::DEFAULT;
            scenario.channels.brand_premium = premium;
            let maker = Maker {
                origin: Origin::Family,
                segment,
                capability: 0.8,
                member: true,
                crowd: 0.0,
            };
            offer(&scenario, &cluster, maker, channel).map_or(0.0, |offer| offer.expected())
        };
        for (segment, channel, expected) in [
            (Segment::Design, Channel::OwnBrand, 1.5),
            (Segment::Design, Channel::Consortium, 1.5),
            (Segment::Design, Channel::LocalTrade, 1.0),
            (Segment::Finished, Channel::Consortium, 1.0),
        ] {
            let ratio = offered(0.5, segment, channel) / offered(0.0, segment, channel);
            assert!(
                (ratio - expected).abs() < 1e-5,
                "{segment:?} {channel:?}: {ratio}"
            );
        }
    }
}
