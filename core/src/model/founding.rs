//! Founding: how a firm comes into the world, whoever founds it; three mechanisms do.

use super::calendar;
use super::event::Event;
use super::fault::Fault;
use super::money::{Money, pay};
use super::nouns::{Channel, Mode, Origin, Segment};
use super::number::{float, share, unit};
use super::scenario::Scenario;
use super::turn::Turn;
use super::world::Firm;
use crate::kernel::table::Id;
use crate::kernel::time::Span;

/// A firm to be founded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Founder {
    pub(crate) origin: Origin,
    pub(crate) owner: Option<u16>,
    pub(crate) segment: Segment,
    pub(crate) capability: f32,
    pub(crate) workers: u32,
    pub(crate) variety: u8,
    /// When its first quarter ends.
    pub(crate) first_cycle: Span,
}

/// Founds a firm with an empty till; nothing where the table is full (which is counted) or the region lacks workers.
pub(crate) fn found(turn: &mut Turn<'_>, founder: Founder) -> Result<Option<Id<Firm>>, Fault> {
    let idle = turn
        .cluster
        .region
        .pool
        .saturating_sub(turn.cluster.census.employed);
    if founder.workers == 0 || idle < founder.workers {
        return Ok(None);
    }
    let least = turn.scenario.upgrading.talent;
    let talent = unit(least + (1.0 - least) * turn.streams.talent.unit());
    let firm = Firm {
        origin: founder.origin,
        owner: founder.owner,
        segment: founder.segment,
        capability: founder.capability,
        talent,
        cash: Money::ZERO,
        workers: founder.workers,
        reserved: 0,
        channel: Channel::LocalTrade,
        mode: Mode::Market,
        trust: 0.0,
        variety: founder.variety,
        member: false,
        founded: turn.now,
        sales: Money::ZERO,
        fees: Money::ZERO,
        next: None,
    };
    let Ok(id) = turn.firms.insert(firm) else {
        turn.cluster.flows.refused = turn.cluster.flows.refused.saturating_add(1);
        return Ok(None);
    };
    let next = turn.plan(founder.first_cycle, Event::FirmCycle(id))?;
    if let Some(firm) = turn.firms.get_mut(id) {
        firm.next = Some(next);
    }
    turn.cluster.census.join(&firm);
    let census = &mut turn.cluster.census;
    census.founded = census.founded.saturating_add(1);
    let flows = &mut turn.cluster.flows;
    flows.entries = flows.entries.saturating_add(1);
    if let Some(household) = founder
        .owner
        .and_then(|owner| turn.households.get_mut(usize::from(owner)))
    {
        household.occupied = true;
    }
    Ok(Some(id))
}

/// A new firm buys its machines: capital formation.
pub(crate) fn equip(turn: &mut Turn<'_>, id: Id<Firm>, capital: Money) -> Result<(), Fault> {
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    pay(&mut firm.cash, &mut turn.cluster.ledger.outside, capital)?;
    turn.cluster.flows.capital.add(capital)?;
    if firm.origin == Origin::Foreign {
        turn.cluster.flows.capital_foreign.add(capital)?;
    }
    Ok(())
}

/// A first quarter's end, spread so that firms do not march in step.
pub(crate) fn first_cycle(part: f32) -> Span {
    calendar::QUARTER.scale(part).unwrap_or(calendar::QUARTER)
}

/// How many firms of its neighbours a household has seen, in those that are enough for 63 %: so many real firms are an example to
/// everybody in a village, and to few in a city (C34, C42).
pub(crate) fn example(scenario: &Scenario, firms: f32) -> f32 {
    share(firms, float(scenario.place.households)).unwrap_or(0.0) / scenario.entry.exposure
}

/// The households of the kin group of the one at `place`: neighbours in the table.
pub(crate) fn kin_group(
    scenario: &Scenario,
    place: u32,
    households: usize,
) -> core::ops::Range<usize> {
    let size = scenario.society.kin_group.max(1);
    let first = place.saturating_sub(place.checked_rem(size).unwrap_or(0));
    let first = super::number::index(first);
    first
        ..first
            .saturating_add(super::number::index(size))
            .min(households)
}

#[cfg(test)]
mod tests {
    use super::{Scenario, example};

    #[test]
    fn sixty_firms_are_seen_by_a_village_and_not_by_a_city() {
        let mut place = Scenario::DEFAULT;
        place.entry.exposure = 0.05;
        let [village, city] = [600, 60_000].map(|households| {
            place.place.households = households;
            example(&place, 60.0)
        });
        assert!((village - 2.0).abs() < 1e-5 && (city - 0.02).abs() < 1e-5);
    }
}
