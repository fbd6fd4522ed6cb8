//! Demand: what buyers at home and abroad need of the trade, and the part of it that each channel of distribution reaches.
//!
//! Amounts are worker-years a year for the region's agents: the real ones by `place.scale`.

use super::nouns::Channel;
use super::number::float;
use super::scenario::Scenario;
use super::world::Cluster;

/// What is needed, or reached, at home and abroad.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Demand {
    pub(crate) home: f32,
    pub(crate) abroad: f32,
}

impl Demand {
    /// All that the country and the world need of the trade now. Demand follows income at home, and world trade abroad.
    pub(crate) fn whole(scenario: &Scenario, cluster: &Cluster) -> Self {
        let region = &cluster.region;
        let trade = &scenario.trade;
        Self {
            home: trade.demand * region.home_level / scenario.place.scale,
            abroad: trade.world_demand * region.trade_level() * (1.0 - region.crisis)
                / scenario.place.scale,
        }
    }

    /// What a cluster's goods can have of it in shops that are far away, beside those of other places: small trades live in one
    /// town, large ones in many.
    ///
    /// Whoever comes to a specialized market chose the place before (C33), and a brand is asked for by its name (Sutton 1991):
    /// neither knows this limit.
    fn open(scenario: &Scenario, cluster: &Cluster) -> Self {
        let Self { home, abroad } = Self::whole(scenario, cluster);
        let (trade, niche) = (&scenario.trade, scenario.channels.niche);
        Self {
            home: home / places(trade.demand, niche),
            abroad: abroad / places(trade.world_demand, niche),
        }
    }

    /// Both together.
    pub(crate) fn total(self) -> f32 {
        self.home + self.abroad
    }

    /// The part that lies abroad, 0 .. 1.
    pub(crate) fn abroad_share(self) -> f32 {
        let all = self.total();
        if all > 0.0 { self.abroad / all } else { 0.0 }
    }

    /// What local trade and its trading houses reach of it: at home, and as far as there is access to trade, abroad.
    fn in_local_trade(scenario: &Scenario, cluster: &Cluster) -> Self {
        let open = Self::open(scenario, cluster);
        let channels = &scenario.channels;
        let houses = channels.trading_house * cluster.region.trade_access();
        Self {
            home: channels.local_reach * open.home,
            abroad: channels.local_reach * houses * open.abroad,
        }
    }

    /// What visitors of the specialized market would take of it.
    pub(crate) fn at_market(scenario: &Scenario, cluster: &Cluster) -> Self {
        let whole = Self::whole(scenario, cluster);
        let (stalls, market) = (&scenario.stalls, &cluster.used_market);
        let reached = |visitors: f32, catchment: f32| {
            if catchment > 0.0 {
                market.nearness * visitors / catchment
            } else {
                0.0
            }
        };
        Self {
            home: stalls.purchase * reached(market.buyers_domestic, market.catchment) * whole.home,
            abroad: stalls.foreign_purchase
                * reached(market.buyers_foreign, market.foreign_catchment)
                * whole.abroad,
        }
    }
}

/// Places that live on a trade: their number grows with the square root of its demand (Salop 1979).
fn places(demand: f32, niche: f32) -> f32 {
    libm::sqrtf(1.0 + demand / niche)
}

/// What a channel takes of the cluster's goods, worker-years a year.
pub(crate) fn capacity(scenario: &Scenario, cluster: &Cluster, channel: Channel) -> f32 {
    let open = Demand::open(scenario, cluster);
    let channels = &scenario.channels;
    let region = &cluster.region;
    let abroad = open.abroad * region.trade_access();
    match channel {
        Channel::Order => {
            ORDER_OUTLET
                * float(scenario.agents())
                * region.global_production()
                * region.trade_access()
        }
        Channel::Market => Demand::at_market(scenario, cluster).total() * cluster.used_market.share,
        Channel::LocalTrade => Demand::in_local_trade(scenario, cluster).total(),
        Channel::Consortium => {
            let firms = float(cluster.census.firms());
            let members = if firms > 0.0 {
                float(cluster.census.members) / firms
            } else {
                0.0
            };
            channels.consortium_reach * members * cluster.association.services * abroad
        }
        Channel::OwnBrand => {
            let whole = Demand::whole(scenario, cluster);
            let abroad = whole.abroad * region.trade_access();
            channels.brand_reach * (whole.home + channels.brand_export * abroad)
        }
    }
}

/// The part of local trade that trading houses sell abroad: what buyers there need of all that local trade reaches.
pub(crate) fn houses_abroad(scenario: &Scenario, cluster: &Cluster) -> f32 {
    Demand::in_local_trade(scenario, cluster).abroad_share()
}

/// What parents of foreign firms take at the height of globalization, worker-years a year and household: more than any cluster makes.
const ORDER_OUTLET: f32 = 100.0;

#[cfg(test)]
mod tests {
    use super::{Cluster, Scenario, houses_abroad, places};
    use crate::model::scenario::PolicyKind;

    #[test]
    fn four_times_a_large_trade_feeds_twice_as_many_places() {
        assert_eq!(places(0.0, 100.0).to_bits(), 1.0_f32.to_bits());
        let [large, larger] = [1e6, 4e6].map(|demand| places(demand, 100.0));
        assert!((larger / large - 2.0).abs() < 1e-3);
    }

    #[test]
    fn trading_houses_sell_abroad_what_is_needed_there_as_far_as_they_may() {
        let mut scenario = Scenario::DEFAULT;
        scenario.trade.world_demand = scenario.trade.demand;
        scenario.channels.trading_house = 0.5;
        let mut cluster = Cluster::EMPTY;
        cluster.region.home_level = 1.0;
        cluster.region.trade = 62.0;
        let mut at = |access: f32, trade: f32| {
            cluster.region.levers[PolicyKind::TradeAccess.index()] = access;
            cluster.region.trade = trade;
            houses_abroad(&scenario, &cluster)
        };
        assert_eq!(at(0.0, 62.0).to_bits(), 0.0_f32.to_bits());
        assert!((at(1.0, 62.0) - 1.0 / 3.0).abs() < 1e-6);
        assert!((at(0.5, 62.0) - 0.2).abs() < 1e-6);
        assert!((at(1.0, 31.0) - 0.2).abs() < 1e-6);
    }
}
