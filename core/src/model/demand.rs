//! Demand: what buyers at home and abroad need of the trade, and the part of it that each channel of distribution reaches.
//!
//! Amounts are worker-years a year for the region's agents: the real ones by `place.scale`.

use super::nouns::Channel;
use super::number::{float, share};
use super::scenario::Scenario;
use super::world::Cluster;

/// What is needed, or reached, at home and abroad.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Demand {
    pub(crate) home: f32,
    pub(crate) abroad: f32,
}

impl Demand {
    /// All that the country and the world need of the trade now. Demand follows income at home, and world trade abroad,
    /// where a crisis takes a part of it.
    pub(crate) fn whole(scenario: &Scenario, cluster: &Cluster) -> Self {
        let region = &cluster.region;
        let most = Self::most(scenario);
        Self {
            home: most.home * region.home_level,
            abroad: most.abroad * region.trade_level() * (1.0 - region.crisis),
        }
    }

    /// The same at the frontier's income and the height of world trade, without a crisis.
    fn most(scenario: &Scenario) -> Self {
        let (trade, scale) = (&scenario.trade, scenario.place.scale);
        Self {
            home: trade.demand / scale,
            abroad: trade.world_demand / scale,
        }
    }

    /// What visitors of the specialized market would take of it. How freely the world trades, and that there is a crisis, is in the
    /// number of visitors from abroad already.
    pub(crate) fn at_market(scenario: &Scenario, cluster: &Cluster) -> Self {
        let (stalls, market) = (&scenario.stalls, &cluster.used_market);
        let came = |visitors: f32, catchment: f32| {
            market.nearness * share(visitors, catchment).unwrap_or(0.0)
        };
        let from_home = came(market.buyers_domestic, market.catchment);
        let from_abroad = came(market.buyers_foreign, market.foreign_catchment);
        Self {
            home: stalls.purchase * from_home * Self::whole(scenario, cluster).home,
            abroad: stalls.purchase
                * stalls.foreign_purchase
                * from_abroad
                * Self::most(scenario).abroad,
        }
    }

    /// What visitors of the specialized market leave of it: nobody buys twice.
    fn beside_market(scenario: &Scenario, cluster: &Cluster) -> Self {
        let whole = Self::whole(scenario, cluster);
        let bought = Self::at_market(scenario, cluster);
        Self {
            home: (whole.home - bought.home).max(0.0),
            abroad: (whole.abroad - bought.abroad).max(0.0),
        }
    }

    /// What a cluster's goods can have of what visitors leave, in shops that are far away, beside those of other places: small trades live in one
    /// town, large ones in many.
    ///
    /// Whoever comes to a specialized market chose the place before (C33), and a brand is asked for by its name (Sutton 1991):
    /// neither knows this limit.
    fn open(scenario: &Scenario, cluster: &Cluster) -> Self {
        let Self { home, abroad } = Self::beside_market(scenario, cluster);
        let (trade, niche) = (&scenario.trade, scenario.channels.niche);
        Self {
            home: home / places(trade.demand, niche),
            abroad: abroad / places(trade.world_demand, niche),
        }
    }

    /// What local trade and trading houses come to.
    pub(crate) fn of_local_trade(scenario: &Scenario, cluster: &Cluster) -> Self {
        Self::open(scenario, cluster).reached(scenario.channels.local_reach, cluster)
    }

    /// What brands of the cluster come to.
    pub(crate) fn of_brands(scenario: &Scenario, cluster: &Cluster) -> Self {
        Self::beside_market(scenario, cluster).reached(scenario.channels.brand_reach, cluster)
    }

    /// A part of it, abroad as far as trade is free.
    fn reached(self, part: f32, cluster: &Cluster) -> Self {
        Self {
            home: part * self.home,
            abroad: part * self.abroad * cluster.region.trade_access(),
        }
    }

    /// Both together.
    pub(crate) fn total(self) -> f32 {
        self.home + self.abroad
    }

    /// The part that lies abroad, 0 .. 1.
    pub(crate) fn abroad_share(self) -> f32 {
        share(self.abroad, self.total()).unwrap_or(0.0)
    }
}

/// Places that live on a trade: their number grows with the square root of its demand (Salop 1979).
fn places(demand: f32, niche: f32) -> f32 {
    libm::sqrtf(1.0 + demand / niche)
}

/// What a channel takes of the cluster's goods, worker-years a year.
///
/// Local trade and own brands can sell so much at home: what they export needs no room there.
pub(crate) fn capacity(scenario: &Scenario, cluster: &Cluster, channel: Channel) -> f32 {
    let channels = &scenario.channels;
    let region = &cluster.region;
    match channel {
        Channel::Order => {
            ORDER_OUTLET
                * float(scenario.agents())
                * region.global_production()
                * region.trade_access()
        }
        Channel::Market => Demand::at_market(scenario, cluster).total() * cluster.used_market.share,
        Channel::LocalTrade => Demand::of_local_trade(scenario, cluster).home,
        Channel::Consortium => {
            let census = &cluster.census;
            let members = share(float(census.members), float(census.firms())).unwrap_or(0.0);
            let abroad = Demand::open(scenario, cluster).abroad * region.trade_access();
            channels.consortium_reach * members * cluster.association.services * abroad
        }
        Channel::OwnBrand => Demand::of_brands(scenario, cluster).home,
    }
}

/// What parents of foreign firms take at the height of globalization, worker-years a year and household: more than any cluster makes.
const ORDER_OUTLET: f32 = 100.0;

#[cfg(test)]
pub(super) mod tests {
    use super::{Channel, Cluster, Demand, Scenario, capacity, places};
    use crate::model::nouns::CHANNELS;
    use crate::model::scenario::PolicyKind;

    /// A cluster that trades with everybody and has a market, an association and room in every channel, at the height of trade.
    pub(in crate::model) fn open_cluster() -> Cluster {
        let mut cluster = Cluster::EMPTY;
        cluster.region.home_level = 1.0;
        cluster.region.policy = 1.0;
        cluster.region.trade = 62.0;
        cluster.region.levers[PolicyKind::TradeAccess.index()] = 1.0;
        cluster.census.founded = 10;
        cluster.census.members = 5;
        cluster.association.services = 1.0;
        cluster.outlets.capacity = [1.0; CHANNELS];
        cluster.used_market.open = true;
        cluster.used_market.nearness = 1.0;
        cluster.used_market.catchment = 1000.0;
        cluster.used_market.foreign_catchment = 1000.0;
        cluster.used_market.buyers_domestic = 500.0;
        cluster.used_market.buyers_foreign = 500.0;
        cluster
    }

    /// A crisis that takes half of what goes abroad leaves the given part of an amount.
    pub(in crate::model) fn crisis_leaves(
        part: f32,
        channel: Channel,
        amount: impl Fn(&Cluster) -> f32,
    ) {
        let calm = open_cluster();
        let mut shaken = calm;
        shaken.region.crisis = 0.5;
        let [before, after] = [&calm, &shaken].map(amount);
        assert!(before > 0.0, "{channel:?}");
        assert!(
            (after / before - part).abs() < 1e-5,
            "{channel:?}: {after} of {before}"
        );
    }

    #[test]
    fn room_at_home_stems_from_demand_at_home() {
        let cluster = open_cluster();
        let of = |world: f32, channel| {
            let mut scenario = Scenario::DEFAULT;
            scenario.trade.world_demand = world;
            capacity(&scenario, &cluster, channel)
        };
        for channel in [Channel::LocalTrade, Channel::OwnBrand] {
            assert!(of(1e6, channel) > 0.0, "{channel:?}");
            assert_eq!(of(1e6, channel).to_bits(), of(1e3, channel).to_bits());
        }
        assert!(of(1e6, Channel::Consortium) > of(1e3, Channel::Consortium));
    }

    #[test]
    fn a_crisis_takes_room_abroad_alone() {
        let scenario = Scenario::DEFAULT;
        for (channel, part) in [
            (Channel::LocalTrade, 1.0),
            (Channel::OwnBrand, 1.0),
            (Channel::Consortium, 0.5),
        ] {
            crisis_leaves(part, channel, |cluster| {
                // Visitors from abroad have stayed away in proportion.
                let mut cluster = *cluster;
                cluster.used_market.buyers_foreign *= 1.0 - cluster.region.crisis;
                capacity(&scenario, &cluster, channel)
            });
        }
    }

    #[test]
    fn nobody_buys_twice() {
        let mut scenario = Scenario::DEFAULT;
        scenario.stalls.purchase = 1.0;
        let mut cluster = open_cluster();
        let [mut shops_before, mut brands_before] = [f32::INFINITY; 2];
        for part in [0.0, 0.5, 1.0] {
            cluster.used_market.buyers_domestic = part * cluster.used_market.catchment;
            let needed = Demand::whole(&scenario, &cluster).home;
            let visitors = Demand::at_market(&scenario, &cluster).home;
            let [shops, brands] = [Channel::LocalTrade, Channel::OwnBrand]
                .map(|channel| capacity(&scenario, &cluster, channel));
            assert!(visitors + shops + brands <= needed, "{part}");
            assert!(shops < shops_before && brands < brands_before, "{part}");
            [shops_before, brands_before] = [shops, brands];
        }
        assert!(shops_before.max(brands_before) < 1e-6);
    }

    #[test]
    fn visitors_who_have_not_heard_of_a_crisis_leave_nothing_and_not_less() {
        let mut scenario = Scenario::DEFAULT;
        scenario.stalls.purchase = 1.0;
        scenario.stalls.foreign_purchase = 1.0;
        let mut cluster = open_cluster();
        cluster.used_market.buyers_foreign = cluster.used_market.foreign_catchment;
        cluster.region.crisis = 0.5;
        let visitors = Demand::at_market(&scenario, &cluster).abroad;
        assert!(visitors > Demand::whole(&scenario, &cluster).abroad);
        let brands = Demand::of_brands(&scenario, &cluster).abroad;
        assert_eq!(brands.to_bits(), 0.0_f32.to_bits());
        let consortium = capacity(&scenario, &cluster, Channel::Consortium);
        assert_eq!(consortium.to_bits(), 0.0_f32.to_bits());
    }

    #[test]
    fn world_trade_counts_once_for_visitors() {
        let scenario = Scenario::DEFAULT;
        let height = open_cluster();
        let mut low = height;
        low.region.trade /= 2.0;
        let abroad = |of: fn(&Scenario, &Cluster) -> Demand| {
            of(&scenario, &low).abroad / of(&scenario, &height).abroad
        };
        assert!((abroad(Demand::at_market) - 1.0).abs() < 1e-6);
        assert!((abroad(Demand::whole) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn four_times_a_large_trade_feeds_twice_as_many_places() {
        assert_eq!(places(0.0, 100.0).to_bits(), 1.0_f32.to_bits());
        let [large, larger] = [1e6, 4e6].map(|demand| places(demand, 100.0));
        assert!((larger / large - 2.0).abs() < 1e-3);
    }
}
