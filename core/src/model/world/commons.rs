//! The commons: what lies between the clusters of a run. Each has a gate with its notice, where workers, orders and rents from others wait for it.

use super::record::record;
use crate::kernel::codec::{Decode as _, DecodeError, Encode as _, Sink, Source, State};
use crate::model::money::Money;

/// What a cluster lets all others see; it posts it once a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Notice {
    /// Real firms.
    pub firms: f32,
    /// The wage, as a share of the frontier's.
    pub wage: f32,
    /// Workers without work, in agents' units.
    pub idle: u32,
    /// Workers whom it would still take in this month, in agents' units.
    pub wanted: u32,
    /// Goods of its firms that are brought to the market that they use, worker-years a year, in agents' units.
    pub goods_to_market: f32,
    /// Parts that its export makers have left over, worker-years a year.
    pub export_parts: f32,
}

record!(Notice {
    firms,
    wage,
    idle,
    wanted,
    goods_to_market,
    export_parts
});

impl Notice {
    /// Nothing posted yet.
    pub const EMPTY: Self = Self {
        firms: 0.0,
        wage: 0.0,
        idle: 0,
        wanted: 0,
        goods_to_market: 0.0,
        export_parts: 0.0,
    };
}

/// Orders that other clusters turned away and sent here, bundled: how many, and what they ask for together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passed {
    /// Orders.
    pub count: u32,
    /// Their workers.
    pub workers: u32,
    /// Their durations, years.
    pub years: f32,
}

record!(Passed {
    count,
    workers,
    years
});

impl Passed {
    /// None.
    pub const EMPTY: Self = Self {
        count: 0,
        workers: 0,
        years: 0.0,
    };
}

/// A cluster's gate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    x: f32,
    y: f32,
    /// What others see.
    pub notice: Notice,
    /// Workers on their way here, in agents' units.
    pub arriving: u32,
    /// Orders on their way here.
    pub orders: Passed,
    /// Rents that sellers from elsewhere owe to the market here.
    pub rents: Money,
}

impl Gate {
    /// The gate of a cluster that lies at a point of the map, kilometres to the east and north of its middle.
    pub const fn at(x: f32, y: f32) -> Self {
        Self {
            x,
            y,
            notice: Notice::EMPTY,
            arriving: 0,
            orders: Passed::EMPTY,
            rents: Money::ZERO,
        }
    }

    /// Distance to another, km.
    fn distance(&self, other: &Self) -> f32 {
        let (east, north) = (other.x - self.x, other.y - self.y);
        libm::sqrtf(east * east + north * north)
    }
}

/// Where it lies is the scenario's, and not saved.
impl State for Gate {
    fn layout<S: Sink>(&self, _: &mut S) -> Result<(), S::Error> {
        Ok(())
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.notice.encode(sink)?;
        self.arriving.encode(sink)?;
        self.orders.encode(sink)?;
        self.rents.encode(sink)
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.notice = Notice::decode(source)?;
        self.arriving = source.take_u32()?;
        self.orders = Passed::decode(source)?;
        self.rents = Money::decode(source)?;
        Ok(())
    }

    fn reset(&mut self) {
        *self = Self::at(self.x, self.y);
    }
}

/// The gates of all clusters as one of them sees them. A mechanism does not learn which one it is.
#[derive(Debug)]
pub(crate) struct Commons<'a> {
    gates: &'a mut [Gate],
    own: u16,
}

impl<'a> Commons<'a> {
    pub(crate) fn new(gates: &'a mut [Gate], own: u16) -> Self {
        Self { gates, own }
    }
}
