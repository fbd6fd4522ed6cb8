//! Governance: for each quarter's outsourced work a firm weighs kin, market and association by what they cost (C44 to C50).
//!
//! Expected transaction cost by mode, then a logit choice; a mode that is tried
//! can fail, and trust grows with the length of a relation (Klos & Nooteboom 2001).

use crate::kernel::stream::Stream;
use crate::kernel::table::Id;
use crate::model::fault::Fault;
use crate::model::money::{Money, pay};
use crate::model::nouns::{MODES, Mode, Origin};
use crate::model::prices;
use crate::model::scenario::Scenario;
use crate::model::turn::Turn;
use crate::model::world::{Cluster, Firm};

/// The part of sales that is outsourced when the work is divided without end.
const OUTSOURCED: f32 = 0.5;

/// A firm outsources part of a quarter's work: pays for governing it, and bears defaults.
pub(crate) fn outsource(turn: &mut Turn<'_>, id: Id<Firm>, sales: Money) -> Result<(), Fault> {
    let division = prices::division(turn.scenario, turn.cluster);
    let value = sales.part(OUTSOURCED * (1.0 - 1.0 / division));
    if value <= Money::ZERO {
        return Ok(());
    }
    let parameters = &turn.scenario.governance;
    let Some(firm) = turn.firms.get_mut(id) else {
        return Ok(());
    };
    let costs = costs(turn.scenario, turn.cluster, firm);
    let stream = &mut turn.streams.governance;
    let mode = choose(stream, parameters.active, parameters.temperature, &costs);
    let cost = costs
        .get(mode.index())
        .copied()
        .flatten()
        .unwrap_or(parameters.market_base);

    if let Some(outsourced) = turn.cluster.flows.outsourced.get_mut(mode.index()) {
        outsourced.add(value)?;
    }
    if mode != firm.mode {
        firm.trust = 0.0;
    }
    let mut price = value.part(cost);
    let defaults = stream
        .chance(parameters.default_rate * cost * (1.0 - parameters.trust_saving * firm.trust));
    if defaults {
        price.add(value.part(parameters.default_loss))?;
        firm.trust = 0.0;
    } else {
        firm.trust += parameters.trust_rate * (1.0 - firm.trust);
    }
    firm.mode = mode;
    let flows = &mut turn.cluster.flows;
    flows.relations = flows.relations.saturating_add(1);
    flows.defaults = flows.defaults.saturating_add(u32::from(defaults));
    flows.governing.add(price)?;
    pay(&mut firm.cash, &mut turn.cluster.ledger.outside, price)?;
    Ok(())
}

/// Transaction cost by mode, share of the value; nothing for a mode that is not open to the firm.
fn costs(scenario: &Scenario, cluster: &Cluster, firm: &Firm) -> [Option<f32>; MODES] {
    let parameters = &scenario.governance;
    let saved = |mode: Mode| {
        if firm.mode == mode {
            1.0 - parameters.trust_saving * firm.trust
        } else {
            1.0
        }
    };
    let distance = 1.0 - scenario.society.kin_density;
    let kin = parameters.kin_base + parameters.kin_distance * distance * distance;
    let presence = cluster.used_market.presence();
    let market = parameters.market_base * (1.0 - parameters.market_relief * presence);
    let heteronomy = 1.0 - cluster.region.autonomy();
    let association = parameters.association_base
        + parameters.association_heteronomy * heteronomy
        + parameters.market_base * (1.0 - cluster.association.services);
    [
        (firm.origin == Origin::Family).then_some(kin * saved(Mode::Kin)),
        Some(market * saved(Mode::Market)),
        firm.member
            .then_some(association * saved(Mode::Association)),
    ]
}

/// Logit choice: the cheaper a mode, the likelier.
fn choose(
    stream: &mut Stream,
    active: bool,
    temperature: f32,
    costs: &[Option<f32>; MODES],
) -> Mode {
    if !active {
        return Mode::Market;
    }
    let least = costs
        .iter()
        .flatten()
        .fold(f32::MAX, |least, cost| least.min(*cost));
    let weights =
        costs.map(|cost| cost.map_or(0.0, |cost| libm::expf((least - cost) / temperature)));
    stream
        .categorical(&weights)
        .and_then(|place| Mode::ALL.get(crate::model::number::index(place)))
        .copied()
        .unwrap_or(Mode::Market)
}
