//! A gate: what a cluster shows to the others of a run, and what waits there to come in.

use super::market::MarketView;
use super::record::record;
use crate::kernel::codec::{Decode as _, DecodeError, Encode as _, Sink, Source, State};
use crate::model::money::Money;
use crate::model::number::float;

/// What a cluster lets all others see; it posts it once a month. Workers, firms and goods are in agents' units unless called real.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Notice {
    /// Real firms.
    pub firms: f32,
    /// The wage, as a share of the frontier's.
    pub wage: f32,
    /// Workers without work.
    pub idle: u32,
    /// Workers whom it would still take in this month.
    pub wanted: u32,
    /// Its own market.
    pub market: MarketView,
    /// What the country and the world need of its trade, by which those of one trade know each other.
    pub trade: [f32; 2],
    /// The number of the cluster in whose market its firms sell.
    pub sells_at: Option<u16>,
    /// Firms that sold there last.
    pub sellers: u32,
    /// Goods that they bring there, worker-years a year.
    pub goods_to_market: f32,
    /// Parts that its export makers have left over, worker-years a year.
    pub export_parts: f32,
}

record!(Notice {
    firms,
    wage,
    idle,
    wanted,
    market,
    trade,
    sells_at,
    sellers,
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
        market: MarketView::EMPTY,
        trade: [0.0; 2],
        sells_at: None,
        sellers: 0,
        goods_to_market: 0.0,
        export_parts: 0.0,
    };

    fn is_sound(&self) -> bool {
        let amounts = [
            self.firms,
            self.wage,
            self.goods_to_market,
            self.export_parts,
        ];
        let amount = |value: &f32| *value >= 0.0 && value.is_finite();
        self.market.is_sound() && amounts.iter().chain(&self.trade).all(amount)
    }
}

/// Orders that other clusters turned away and sent here, in a bundle: how many, and what they ask for together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bundle {
    /// Orders.
    pub orders: u32,
    /// Their workers.
    pub workers: u32,
    /// Their durations, years.
    pub years: f32,
}

record!(Bundle {
    orders,
    workers,
    years
});

impl Bundle {
    /// No orders.
    pub const EMPTY: Self = Self {
        orders: 0,
        workers: 0,
        years: 0.0,
    };

    /// Puts an order in; says whether there was room, which only four thousand million workers could take.
    pub fn put(&mut self, workers: u32, years: f32) -> bool {
        let (Some(orders), Some(workers)) = (
            self.orders.checked_add(1),
            self.workers.checked_add(workers),
        ) else {
            return false;
        };
        *self = Self {
            orders,
            workers,
            years: self.years + years,
        };
        true
    }

    /// Takes an order out: workers and years, an equal part of the bundle's.
    pub fn take(&mut self) -> Option<(u32, f32)> {
        let workers = self.workers.checked_div(self.orders)?;
        let years = self.years / float(self.orders);
        let left = self.orders.saturating_sub(1);
        *self = Self {
            orders: left,
            workers: self.workers.saturating_sub(workers),
            years: if left > 0 { self.years - years } else { 0.0 },
        };
        Some((workers, years))
    }
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
    pub bundle: Bundle,
    /// Rents that sellers from elsewhere owe for the market here.
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
            bundle: Bundle::EMPTY,
            rents: Money::ZERO,
        }
    }

    /// Distance to another, km.
    pub fn distance(&self, other: &Self) -> f32 {
        let (east, north) = (other.x - self.x, other.y - self.y);
        libm::sqrtf(east * east + north * north)
    }

    fn is_sound(&self) -> bool {
        let bundle = &self.bundle;
        self.notice.is_sound()
            && bundle.years >= 0.0
            && bundle.years.is_finite()
            && bundle.workers >= bundle.orders
            && self.rents >= Money::ZERO
    }
}

/// Where a gate lies is the scenario's, and not saved.
impl State for Gate {
    fn layout<S: Sink>(&self, _: &mut S) -> Result<(), S::Error> {
        Ok(())
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.notice.encode(sink)?;
        self.arriving.encode(sink)?;
        self.bundle.encode(sink)?;
        self.rents.encode(sink)
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.notice = Notice::decode(source)?;
        self.arriving = source.take_u32()?;
        self.bundle = Bundle::decode(source)?;
        self.rents = Money::decode(source)?;
        if self.is_sound() {
            Ok(())
        } else {
            Err(source.invalid("what lies at a gate", 0))
        }
    }

    fn reset(&mut self) {
        *self = Self::at(self.x, self.y);
    }
}

#[cfg(test)]
mod tests {
    use super::{Bundle, Gate};

    #[test]
    fn a_bundle_gives_back_all_that_was_put_in() {
        let mut bundle = Bundle::EMPTY;
        for (workers, years) in [(1, 0.25), (7, 0.5), (12, 1.0), (3, 0.125)] {
            assert!(bundle.put(workers, years));
        }
        let (mut orders, mut workers, mut years) = (0, 0, 0.0);
        while let Some((some, span)) = bundle.take() {
            assert!(some > 0 && span > 0.0);
            orders += 1;
            workers += some;
            years += span;
        }
        assert_eq!((orders, workers, bundle), (4, 23, Bundle::EMPTY));
        assert!((years - 1.875_f32).abs() < 1e-6, "{years}");
    }

    #[test]
    fn a_full_bundle_takes_no_more() {
        let mut bundle = Bundle::EMPTY;
        assert!(bundle.put(u32::MAX, 1.0));
        assert!(!bundle.put(1, 1.0));
        assert_eq!((bundle.orders, bundle.workers), (1, u32::MAX));
    }

    #[test]
    fn distances_are_those_of_the_plane() {
        let (here, there) = (Gate::at(1.0, -2.0), Gate::at(-2.0, 2.0));
        assert!((here.distance(&there) - 5.0).abs() < 1e-6);
    }
}
