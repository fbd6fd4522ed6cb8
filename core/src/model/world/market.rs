//! The specialized market: stalls and halls on one side, buyers on the other.

use super::record::record;
use crate::model::scenario::MarketCause;

/// The market near the cluster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Market {
    /// Whether it has opened.
    pub open: bool,
    /// Occupied stalls.
    pub stalls: u32,
    /// Stalls that the halls have room for.
    pub capacity: u32,
    /// Whether a larger hall is being built.
    pub building: bool,
    /// Varieties on offer.
    pub varieties: u32,
    /// Domestic visitors a day.
    pub buyers_domestic: f32,
    /// Foreign visitors a day.
    pub buyers_foreign: f32,
    /// Stalls ever let.
    pub let_total: u32,
    /// Stalls ever given up.
    pub given_up_total: u32,
    /// Visitors whom variety draws, as a share of the catchment.
    pub pull: f32,
    /// The market's presence at the cluster: 1 at the door, falling with distance.
    pub nearness: f32,
}

record!(Market {
    open,
    stalls,
    capacity,
    building,
    varieties,
    buyers_domestic,
    buyers_foreign,
    let_total,
    given_up_total,
    pull,
    nearness
});

impl Market {
    /// No market.
    pub const EMPTY: Self = Self {
        open: false,
        stalls: 0,
        capacity: 0,
        building: false,
        varieties: 0,
        buyers_domestic: 0.0,
        buyers_foreign: 0.0,
        let_total: 0,
        given_up_total: 0,
        pull: 0.0,
        nearness: 0.0,
    };

    /// The market as its own cluster sees it.
    pub fn view(&self, cause: &MarketCause) -> MarketView {
        MarketView {
            open: self.open,
            stalls: self.stalls,
            nearness: self.nearness,
            buyers_domestic: self.buyers_domestic,
            buyers_foreign: self.buyers_foreign,
            catchment: cause.catchment,
            foreign_catchment: cause.foreign_catchment,
            share: 1.0,
        }
    }

    /// Lets stalls, as many as the halls still have room for; says how many.
    pub fn let_stalls(&mut self, wanted: u32) -> u32 {
        let taken = wanted.min(self.capacity.saturating_sub(self.stalls));
        self.stalls = self.stalls.saturating_add(taken);
        self.let_total = self.let_total.saturating_add(taken);
        taken
    }

    /// Gives stalls up, as many as there are; says how many.
    pub fn give_up_stalls(&mut self, wanted: u32) -> u32 {
        let left = wanted.min(self.stalls);
        self.stalls = self.stalls.saturating_sub(left);
        self.given_up_total = self.given_up_total.saturating_add(left);
        left
    }
}

/// A market as a cluster sees it that uses it: its own, or one of another cluster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarketView {
    /// Whether it is open.
    pub open: bool,
    /// Occupied stalls.
    pub stalls: u32,
    /// Its presence at the cluster: 1 at the door, falling with distance.
    pub nearness: f32,
    /// Domestic visitors a day.
    pub buyers_domestic: f32,
    /// Foreign visitors a day.
    pub buyers_foreign: f32,
    /// Domestic visitors whom boundless variety would draw.
    pub catchment: f32,
    /// The same from abroad.
    pub foreign_catchment: f32,
    /// The cluster's part of the goods of its trade that are brought there.
    pub share: f32,
}

record!(MarketView {
    open,
    stalls,
    nearness,
    buyers_domestic,
    buyers_foreign,
    catchment,
    foreign_catchment,
    share
});

impl MarketView {
    /// No market.
    pub const EMPTY: Self = Self {
        open: false,
        stalls: 0,
        nearness: 0.0,
        buyers_domestic: 0.0,
        buyers_foreign: 0.0,
        catchment: 0.0,
        foreign_catchment: 0.0,
        share: 0.0,
    };

    /// How strongly it is felt at the cluster: 0 where there is none.
    pub fn presence(&self) -> f32 {
        if self.open { self.nearness } else { 0.0 }
    }

    /// Whether every number is one that a market can have.
    pub(super) fn is_sound(&self) -> bool {
        let unit = |value: f32| (0.0..=1.0).contains(&value);
        let amount = |value: f32| value >= 0.0 && value.is_finite();
        unit(self.nearness)
            && unit(self.share)
            && amount(self.buyers_domestic)
            && amount(self.buyers_foreign)
            && amount(self.catchment)
            && amount(self.foreign_catchment)
    }
}
