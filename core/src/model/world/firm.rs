//! A firm: an agent that stands for `place.scale` real ones.

use super::record::record;
use crate::kernel::queue::Handle;
use crate::kernel::time::Instant;
use crate::model::money::Money;
use crate::model::nouns::{Channel, Mode, Origin, Segment};

/// A firm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Firm {
    /// Where it comes from.
    pub origin: Origin,
    /// Whose place it has among those who could found a firm: the household that owns it, or whose stead a transplant has taken.
    /// Foreign firms have none.
    pub owner: Option<u16>,
    /// Its place in the value chain.
    pub segment: Segment,
    /// What it can do, as a share of the frontier's.
    pub capability: f32,
    /// How far its entrepreneur can bring it, likewise.
    pub talent: f32,
    /// Its till; below zero it lives on credit.
    pub cash: Money,
    /// Workers.
    pub workers: u32,
    /// Workers who are busy with orders in hand.
    pub reserved: u32,
    /// Where it sold last.
    pub channel: Channel,
    /// How it governed outsourced work last.
    pub mode: Mode,
    /// Trust that has grown in that mode, 0 .. 1.
    pub trust: f32,
    /// What it makes.
    pub variety: u8,
    /// Whether it is a member of the association.
    pub member: bool,
    /// When it was founded.
    pub founded: Instant,
    /// What it earned in its last quarter, sales and fees.
    pub sales: Money,
    /// What buyers paid it since: wages advanced, and fees for orders delivered.
    pub fees: Money,
    /// Its next event, so that nothing of it is left when it closes.
    pub next: Option<Handle>,
}

record!(Firm {
    origin,
    owner,
    segment,
    capability,
    talent,
    cash,
    workers,
    reserved,
    channel,
    mode,
    trust,
    variety,
    member,
    founded,
    sales,
    fees,
    next
});

impl Firm {
    /// The household that owns it, with its kin behind it; transplants and foreign firms have none here.
    pub fn family(&self) -> Option<u16> {
        self.owner.filter(|_| self.origin == Origin::Family)
    }

    /// Workers who make goods for the firm's own account.
    pub fn free_workers(&self) -> u32 {
        self.workers.saturating_sub(self.reserved)
    }
}
