//! The census: sums over firms, households and orders that are kept as they change, so that nothing sweeps over all of them.

use super::firm::Firm;
use super::record::record;
use crate::model::nouns::{CHANNELS, ORIGINS, SEGMENTS, VARIETIES};
use crate::model::number::{float, unit};

/// Incremental sums. The audit compares them with a fresh count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Census {
    /// Firms alive, by segment.
    pub by_segment: [u32; SEGMENTS],
    /// Firms alive, by origin.
    pub by_origin: [u32; ORIGINS],
    /// Firms alive, by variety.
    pub by_variety: [u32; VARIETIES],
    /// Firms alive, by the channel in which they sold last.
    pub by_channel: [u32; CHANNELS],
    /// Workers of all firms.
    pub employed: u32,
    /// Members of the association.
    pub members: u32,
    /// Firms with orders in hand.
    pub processing: u32,
    /// Households that run a firm.
    pub occupied: u32,
    /// Firms ever founded.
    pub founded: u32,
    /// Firms ever closed.
    pub closed: u32,
    /// Orders ever taken on by a firm.
    pub orders_taken: u32,
    /// Orders ever delivered.
    pub orders_delivered: u32,
    /// Orders ever taken on and then lost with their firm.
    pub orders_lost: u32,
}

record!(Census {
    by_segment,
    by_origin,
    by_variety,
    by_channel,
    employed,
    members,
    processing,
    occupied,
    founded,
    closed,
    orders_taken,
    orders_delivered,
    orders_lost
});

impl Census {
    /// Nobody.
    pub const EMPTY: Self = Self {
        by_segment: [0; SEGMENTS],
        by_origin: [0; ORIGINS],
        by_variety: [0; VARIETIES],
        by_channel: [0; CHANNELS],
        employed: 0,
        members: 0,
        processing: 0,
        occupied: 0,
        founded: 0,
        closed: 0,
        orders_taken: 0,
        orders_delivered: 0,
        orders_lost: 0,
    };

    /// Firms alive.
    pub fn firms(&self) -> u32 {
        self.founded.saturating_sub(self.closed)
    }

    /// Firms that make for buyers abroad before all: those with orders in hand, and foreign ones.
    pub fn export_makers(&self) -> u32 {
        let [.., foreign] = self.by_origin;
        self.processing.saturating_add(foreign)
    }

    /// The chance that two firms make different varieties, 0 .. 1 (Simpson 1949); 0 without two firms.
    ///
    /// Unbiased whatever part of the real firms the agents are.
    pub fn differing(&self) -> f32 {
        let firms = float(self.firms());
        if firms < 2.0 {
            return 0.0;
        }
        let mut same = 0.0;
        for count in self.by_variety.iter().filter(|count| **count > 1) {
            same += float(*count) * (float(*count) - 1.0);
        }
        unit(1.0 - same / (firms * (firms - 1.0)))
    }

    /// Counts a firm in. Undone by [`Census::leave`]; a change of a counted field is a leave and a join.
    pub fn join(&mut self, firm: &Firm) {
        self.shift(firm, u32::saturating_add);
    }

    /// Counts a firm out.
    pub fn leave(&mut self, firm: &Firm) {
        self.shift(firm, u32::saturating_sub);
    }

    fn shift(&mut self, firm: &Firm, by: impl Fn(u32, u32) -> u32) {
        let counts = [
            self.by_segment.get_mut(firm.segment.index()),
            self.by_origin.get_mut(firm.origin.index()),
            self.by_variety.get_mut(usize::from(firm.variety)),
            self.by_channel.get_mut(firm.channel.index()),
        ];
        for count in counts.into_iter().flatten() {
            *count = by(*count, 1);
        }
        self.employed = by(self.employed, firm.workers);
        self.members = by(self.members, u32::from(firm.member));
        self.processing = by(self.processing, u32::from(firm.reserved > 0));
        self.occupied = by(self.occupied, u32::from(firm.owner.is_some()));
    }
}
