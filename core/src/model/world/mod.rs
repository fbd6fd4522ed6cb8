//! The world: fixed tables of households, firms and orders, and what a cluster has one of.

mod association;
mod audit;
mod census;
mod commons;
mod firm;
mod flows;
mod gate;
mod household;
mod ledger;
mod market;
mod order;
mod outlets;
mod record;
mod region;

pub use association::Association;
pub use audit::Violation;
pub use census::Census;
pub(crate) use commons::Commons;
pub use firm::Firm;
pub use flows::Flows;
pub use gate::{Bundle, Gate, Notice};
pub use household::{Household, Minute};
pub use ledger::Ledger;
pub use market::{Market, MarketView};
pub use order::Order;
pub use outlets::Outlets;
pub use region::{LEVERS, Region};

use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source, State};
use crate::kernel::list::{List as _, OwnedList as _};
use crate::kernel::table::TableOf;
use crate::model::number::{float, share};
use crate::model::room::Room;
use record::record;

/// What a cluster has one of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cluster {
    /// The region.
    pub region: Region,
    /// The specialized market.
    pub market: Market,
    /// The market that its firms use: its own, or the best of another cluster.
    pub used_market: MarketView,
    /// Real firms of other clusters, the nearer the more they count.
    pub firms_in_sight: f32,
    /// The association.
    pub association: Association,
    /// The channels of distribution.
    pub outlets: Outlets,
    /// Sums of the running year.
    pub flows: Flows,
    /// Incremental sums.
    pub census: Census,
    /// Accounts of everybody else.
    pub ledger: Ledger,
}

record!(Cluster {
    region,
    market,
    used_market,
    firms_in_sight,
    association,
    outlets,
    flows,
    census,
    ledger
});

impl Cluster {
    /// A cluster before its run.
    pub const EMPTY: Self = Self {
        region: Region::EMPTY,
        market: Market::EMPTY,
        used_market: MarketView::EMPTY,
        firms_in_sight: 0.0,
        association: Association::EMPTY,
        outlets: Outlets::EMPTY,
        flows: Flows::EMPTY,
        census: Census::EMPTY,
        ledger: Ledger::EMPTY,
    };

    /// How tight its labour market is: the share of its workers who are employed.
    pub fn employed_share(&self) -> f32 {
        share(float(self.census.employed), float(self.region.pool)).unwrap_or(0.0)
    }
}

/// The world of one cluster.
#[derive(Debug)]
pub struct World<R: Room> {
    /// What there is one of.
    pub cluster: Cluster,
    /// Households; they never leave.
    pub households: R::Households,
    /// Firms.
    pub firms: TableOf<R::Firms>,
    /// Orders in hand.
    pub orders: TableOf<R::Orders>,
}

impl<R: Room> World<R> {
    /// A world before its run.
    pub const EMPTY: Self = Self {
        cluster: Cluster::EMPTY,
        households: R::Households::EMPTY,
        firms: TableOf::EMPTY,
        orders: TableOf::EMPTY,
    };
}

impl<R: Room> State for World<R> {
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u32(self.households.capacity())?;
        self.firms.layout(sink)?;
        self.orders.layout(sink)
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.cluster.encode(sink)?;
        let households = self.households.as_slice();
        sink.put_u32(super::number::count(households.len()))?;
        for household in households {
            household.encode(sink)?;
        }
        self.firms.save(sink)?;
        self.orders.save(sink)
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.cluster = Cluster::decode(source)?;
        self.households.clear();
        let households = source.take_u32()?;
        for _ in 0..households {
            let household = Household::decode(source)?;
            if self.households.push(household).is_err() {
                return Err(source.invalid("number of households", u64::from(households)));
            }
        }
        self.firms.load(source)?;
        self.orders.load(source)?;
        // Bytes with a good checksum can still tell of an impossible world.
        self.audit()
            .map_err(|violation| source.invalid(violation.law(), 0))
    }

    fn reset(&mut self) {
        self.cluster = Cluster::EMPTY;
        self.households.clear();
        self.firms.reset();
        self.orders.reset();
    }
}
