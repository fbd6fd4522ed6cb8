//! The commons: the gates of all clusters as one of them sees them. A mechanism does not learn which one it serves.

use super::gate::{Gate, Notice};
use super::market::MarketView;
use crate::model::money::Money;
use crate::model::number::float;

/// The gates of all clusters of a run, and which of them is the own one.
#[derive(Debug)]
pub(crate) struct Commons<'a> {
    gates: &'a mut [Gate],
    own: u16,
}

impl<'a> Commons<'a> {
    pub(crate) fn new(gates: &'a mut [Gate], own: u16) -> Self {
        Self { gates, own }
    }

    /// The own gate.
    pub(crate) fn own(&mut self) -> Option<&mut Gate> {
        self.gates.get_mut(usize::from(self.own))
    }

    /// The other clusters' notices, each with its distance in km; none in a run of one cluster.
    pub(crate) fn neighbours(&self) -> impl Iterator<Item = (f32, &Notice)> {
        self.others()
            .map(|(_, distance, gate)| (distance, &gate.notice))
    }

    /// The other clusters' gates, each with its distance in km.
    pub(crate) fn neighbours_mut(&mut self) -> impl Iterator<Item = (f32, &mut Gate)> {
        let own = self.own;
        let here = self.gates.get(usize::from(own)).copied();
        (0..=u16::MAX)
            .zip(self.gates.iter_mut())
            .filter_map(move |(number, gate)| {
                let distance = here?.distance(gate);
                (number != own).then_some((distance, gate))
            })
    }

    /// The other clusters' gates, each with its number and its distance in km.
    fn others(&self) -> impl Iterator<Item = (u16, f32, &Gate)> {
        let here = self.here();
        (0..=u16::MAX)
            .zip(self.gates.iter())
            .filter_map(move |(number, gate)| {
                let distance = here?.distance(gate);
                (number != self.own).then_some((number, distance, gate))
            })
    }

    fn here(&self) -> Option<&Gate> {
        self.gates.get(usize::from(self.own))
    }

    /// The cluster in whose market the own firms sell.
    fn sells_at(&self) -> Option<u16> {
        self.here().and_then(|gate| gate.notice.sells_at)
    }

    /// From now on the own firms sell in their own market, if there is one.
    pub(crate) fn sell_here(&mut self) {
        let own = self.own;
        if let Some(gate) = self.own() {
            gate.notice.sells_at = Some(own);
        }
    }

    /// From now on the own firms sell in the market that is felt most here, stalls by nearness, if any is open.
    ///
    /// At a distance of `reach` km two thirds of a market are out of reach.
    pub(crate) fn sell_at_best_market(&mut self, reach: f32) -> Option<MarketView> {
        let mut best: Option<(f32, u16, MarketView)> = None;
        for (number, distance, gate) in self.others() {
            let market = MarketView {
                nearness: libm::expf(-distance / reach),
                ..gate.notice.market
            };
            let felt = market.presence() * float(market.stalls);
            if market.nearness >= FELT && felt > best.map_or(0.0, |(most, _, _)| most) {
                best = Some((felt, number, market));
            }
        }
        if let Some(gate) = self.own() {
            gate.notice.sells_at = best.map(|(_, number, _)| number);
        }
        best.map(|(_, _, market)| market)
    }

    /// The gate of the market in which the own firms sell, if it is another cluster's.
    pub(crate) fn market_elsewhere(&mut self) -> Option<&mut Gate> {
        let other = self.sells_at().filter(|number| *number != self.own)?;
        self.gates.get_mut(usize::from(other))
    }

    /// Those who sell in the same market.
    fn fellows(&self) -> impl Iterator<Item = (f32, &Notice)> {
        let market = self.sells_at();
        self.neighbours()
            .filter(move |(_, notice)| market.is_some() && notice.sells_at == market)
    }

    /// The own part of the goods of the own trade in the market that is used: buyers share their purchases out.
    ///
    /// Clusters are of one trade where its demand is the same. Whoever has brought nothing yet counts as if it had
    /// brought a little.
    pub(crate) fn share_of_goods(&self, goods: f32) -> f32 {
        let trade = self.here().map(|gate| gate.notice.trade);
        let mut others = 0.0;
        for (_, notice) in self.fellows() {
            if trade == Some(notice.trade) {
                others += notice.goods_to_market;
            }
        }
        let own = goods.max(FOOT_IN_THE_DOOR);
        own / (own + others)
    }

    /// Firms of other clusters that sell in the own market, in agents' units, the nearer the more they count.
    pub(crate) fn sellers_from_elsewhere(&self, reach: f32) -> f32 {
        if self.sells_at() != Some(self.own) {
            return 0.0;
        }
        let mut sellers = 0.0;
        for (distance, notice) in self.fellows() {
            sellers += libm::expf(-distance / reach) * float(notice.sellers);
        }
        sellers
    }

    /// Rents that sellers from elsewhere owe for the market here.
    pub(crate) fn take_rents(&mut self) -> Money {
        self.own()
            .map_or(Money::ZERO, |gate| core::mem::take(&mut gate.rents))
    }
}

/// The least presence of another cluster's market that makes anybody travel there.
const FELT: f32 = 0.05;

/// What a newcomer counts for among those who bring goods to a market, worker-years a year.
const FOOT_IN_THE_DOOR: f32 = 1.0;
