//! The events of the model.

use super::world::{Firm, Order};
use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source};
use crate::kernel::table::Id;

/// What can happen. Each kind plans its own successor, or is planned by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A month passes: the pendulum moves, wages and migrants follow, outlets close their books.
    Season,
    /// A dated shock of the world, by its place in the scenario.
    WorldShock(u8),
    /// A dated step of policy, by its place in the scenario.
    PolicyStep(u8),
    /// A household thinks of founding a firm.
    HouseholdDecision,
    /// A foreign buyer looks for a maker. `false`: nobody came, only the rate is due for review.
    OrderArrival(bool),
    /// An order is due.
    OrderDue(Id<Order>),
    /// A foreign investor looks for a site. `false` as above.
    ForeignProject(bool),
    /// A firm's quarter: it outsources, produces, sells, pays, learns and chooses.
    FirmCycle(Id<Firm>),
    /// The market opens.
    MarketOpening,
    /// Buyers hear of the market, and come or stay away.
    BuyerWave,
    /// Stalls are let or given up, and the government looks at the halls.
    StallReview,
    /// A larger hall is ready.
    HallReady,
    /// Firms try to found an association; once it is founded, they meet.
    AssociationAttempt,
    /// A firm reviews what it makes.
    VarietyReview,
    /// A firm reviews how well it makes it.
    Upgrade,
    /// A firm closes.
    Exit(Id<Firm>),
    /// The year is measured.
    Sample,
}

impl Event {
    const fn code(self) -> u8 {
        match self {
            Self::Season => 0,
            Self::WorldShock(_) => 1,
            Self::PolicyStep(_) => 2,
            Self::HouseholdDecision => 3,
            Self::OrderArrival(_) => 4,
            Self::OrderDue(_) => 5,
            Self::ForeignProject(_) => 6,
            Self::FirmCycle(_) => 7,
            Self::MarketOpening => 8,
            Self::BuyerWave => 9,
            Self::StallReview => 10,
            Self::HallReady => 11,
            Self::AssociationAttempt => 12,
            Self::VarietyReview => 13,
            Self::Upgrade => 14,
            Self::Exit(_) => 15,
            Self::Sample => 16,
        }
    }
}

impl Encode for Event {
    /// A code, and four bytes for what the event is about: all fields have a fixed width.
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u8(self.code())?;
        match *self {
            Self::WorldShock(at) | Self::PolicyStep(at) => sink.put_u32(u32::from(at)),
            Self::OrderArrival(came) | Self::ForeignProject(came) => sink.put_u32(u32::from(came)),
            Self::OrderDue(order) => order.encode(sink),
            Self::FirmCycle(firm) | Self::Exit(firm) => firm.encode(sink),
            _ => sink.put_u32(0),
        }
    }
}

impl Decode for Event {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        match source.take_u8()? {
            0 => bare(source, Self::Season),
            1 => place(source).map(Self::WorldShock),
            2 => place(source).map(Self::PolicyStep),
            3 => bare(source, Self::HouseholdDecision),
            4 => came(source).map(Self::OrderArrival),
            5 => Id::decode(source).map(Self::OrderDue),
            6 => came(source).map(Self::ForeignProject),
            7 => Id::decode(source).map(Self::FirmCycle),
            8 => bare(source, Self::MarketOpening),
            9 => bare(source, Self::BuyerWave),
            10 => bare(source, Self::StallReview),
            11 => bare(source, Self::HallReady),
            12 => bare(source, Self::AssociationAttempt),
            13 => bare(source, Self::VarietyReview),
            14 => bare(source, Self::Upgrade),
            15 => Id::decode(source).map(Self::Exit),
            16 => bare(source, Self::Sample),
            code => Err(source.invalid("event", u64::from(code))),
        }
    }
}

fn bare(source: &mut Source<'_>, event: Event) -> Result<Event, DecodeError> {
    match source.take_u32()? {
        0 => Ok(event),
        other => Err(source.invalid("event's payload", u64::from(other))),
    }
}

fn place(source: &mut Source<'_>) -> Result<u8, DecodeError> {
    let place = source.take_u32()?;
    u8::try_from(place).map_err(|_| source.invalid("place of a dated step", u64::from(place)))
}

fn came(source: &mut Source<'_>) -> Result<bool, DecodeError> {
    match source.take_u32()? {
        0 => Ok(false),
        1 => Ok(true),
        other => Err(source.invalid("arrival", u64::from(other))),
    }
}
