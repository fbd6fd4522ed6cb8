//! The specialized market: stalls and halls on one side, buyers on the other.

use super::record::record;

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
