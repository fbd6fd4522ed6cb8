//! Channels: a firm sells where the expected margin is best among those it has access to (C33, C39, C40).

use crate::kernel::table::Id;
use crate::model::calendar;
use crate::model::demand;
use crate::model::fault::Fault;
use crate::model::money::{Money, pay};
use crate::model::nouns::{Channel, Segment};
use crate::model::number::float;
use crate::model::offers::{Maker, Offer, drawn_offer};
use crate::model::prices;
use crate::model::turn::Turn;
use crate::model::world::{Cluster, Firm};

/// A firm makes goods for a quarter with the workers whom no order keeps, and sells them; the answer is what it earned, fees for orders included.
pub(crate) fn sell(turn: &mut Turn<'_>, id: Id<Firm>) -> Result<Money, Fault> {
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(Money::ZERO);
    };
    let crowd = prices::crowd_of_others(&turn.cluster.census, firm.variety);
    let maker = Maker {
        origin: firm.origin,
        segment: firm.segment,
        capability: firm.capability,
        member: firm.member,
        crowd,
    };
    let work = float(firm.free_workers()) * calendar::QUARTER_YEARS;
    // What buyers paid for orders, wages advanced and fees on delivery, counts as earned now.
    let fees = core::mem::take(&mut firm.fees);
    firm.sales = fees;
    let stream = &mut turn.streams.channels;
    let Some(offer) = drawn_offer(turn.scenario, turn.cluster, maker, stream) else {
        return Ok(fees);
    };
    let sales = Money::of(offer.expected() * work);
    turn.cluster.census.leave(firm);
    firm.channel = offer.channel;
    turn.cluster.census.join(firm);
    firm.sales.add(sales)?;
    let earned = firm.sales;
    turn.cluster
        .outlets
        .bring(offer.channel, work * offer.room());
    pay(&mut turn.cluster.ledger.outside, &mut firm.cash, sales)?;
    let segment = firm.segment;
    book(turn.cluster, segment, &offer, sales, work)?;
    turn.cluster
        .flows
        .markup
        .add(sales.part(prices::markup(turn.scenario, crowd)))?;
    if offer.channel == Channel::Market {
        let foreign = sales.part(offer.export_share());
        turn.cluster.flows.market_foreign.add(foreign)?;
        // The price is what the rent leaves; the treasury's halls earn the rest.
        let rent = turn.scenario.stalls.rent;
        let rent = sales.part(rent / (1.0 - rent));
        match turn.commons.market_elsewhere() {
            Some(gate) => gate.rents.add(rent)?,
            None => pay(
                &mut turn.cluster.ledger.outside,
                &mut turn.cluster.region.treasury,
                rent,
            )?,
        }
    }
    Ok(earned)
}

/// Books a sale into the year's flows.
fn book(
    cluster: &mut Cluster,
    segment: Segment,
    offer: &Offer,
    sales: Money,
    work: f32,
) -> Result<(), Fault> {
    let flows = &mut cluster.flows;
    if let Some(channel) = flows.sales.get_mut(offer.channel.index()) {
        channel.add(sales)?;
    }
    if let Some(by_segment) = flows.by_segment.get_mut(segment.index()) {
        by_segment.add(sales)?;
    }
    flows.exports.add(sales.part(offer.export_share()))?;
    flows.output.add(Money::of(work))?;
    let sold = work * offer.sold_share;
    let abroad = sold * offer.work_abroad;
    flows.sold_abroad.add(Money::of(abroad))?;
    flows.sold_home.add(Money::of(sold - abroad))?;
    Ok(())
}

/// What each channel takes, looked at anew each month.
pub(crate) fn pass_month(turn: &mut Turn<'_>) {
    for channel in Channel::ALL {
        let capacity = demand::capacity(turn.scenario, turn.cluster, *channel);
        if let Some(outlet) = turn.cluster.outlets.capacity.get_mut(channel.index()) {
            *outlet = capacity;
        }
    }
    turn.cluster.outlets.close_month();
}
