//! Measuring: the year's measures from sums that were kept all along, without a sweep over the tables' histories.

use super::calendar::YEAR_TICKS;
use super::demand::Demand;
use super::measures::{Measures, Openness};
use super::money::Money;
use super::nouns::{CHANNELS, MODES, ORIGINS, Origin, SEGMENTS, Segment, VARIETIES};
use super::number::{count, float, index, share};
use super::prices;
use super::scenario::Scenario;
use super::turn::Turn;
use super::world::{Cluster, Firm, Market};

/// Measures the year that ends now.
pub(crate) fn measure(turn: &Turn<'_>) -> Measures {
    let scenario = turn.scenario;
    let cluster = &*turn.cluster;
    let scale = scenario.place.scale;
    let Cluster {
        region,
        market,
        census,
        flows,
        ..
    } = cluster;
    let sales = total(&flows.sales);
    let firms = census.firms();
    let needed = Demand::whole(scenario, cluster);
    Measures {
        year: scenario.timing.start_year.saturating_add(flows.years),
        policy: region.policy,
        trade: region.trade,
        firms: scale * float(firms),
        firms_by_segment: scaled::<SEGMENTS>(census.by_segment, scale),
        firms_by_origin: scaled::<ORIGINS>(census.by_origin, scale),
        processing_firms: scale * float(census.processing),
        entries: scale * float(flows.entries),
        exits: scale * float(flows.exits),
        factories: scale * float(foreign(turn, false)),
        laboratories: scale * float(foreign(turn, true)),
        survival: survival(turn),
        kin_chain: kin_chain(turn),
        employment: scale * float(census.employed),
        machines: scale * float(census.employed) * scenario.trade.machines,
        output: scale * flows.output.worker_years(),
        sales: scale * sales,
        national_share: share(flows.sold_home.worker_years(), needed.home),
        world_share: share(flows.sold_abroad.worker_years(), needed.abroad),
        wage: region.wage,
        wage_share: (sales > 0.0).then(|| flows.wages.worker_years() / sales),
        capability: mean_capability(turn),
        division: prices::division(scenario, cluster),
        value_chain: value_chain(&flows.by_segment),
        processing_share: share(flows.fees.worker_years(), sales),
        openness: openness(cluster, sales),
        channels: shares::<CHANNELS>(&flows.sales),
        governance: shares::<MODES>(&flows.outsourced),
        transaction_cost: share(flows.governing.worker_years(), total(&flows.outsourced)),
        failures: share(float(flows.defaults), float(flows.relations)),
        homogeneity: homogeneity(&census.by_variety, firms),
        markup: (sales > 0.0).then(|| flows.markup.worker_years() / sales),
        stalls: market.stalls,
        stall_capacity: market.capacity,
        varieties: market.varieties,
        buyers_domestic: market.buyers_domestic,
        buyers_foreign: market.buyers_foreign,
        exporting_stalls: exporting_stalls(scenario, market),
        members: share(float(census.members), float(firms)),
        services: cluster.association.services,
        refused: flows.refused,
        collective_assets: scale * region.treasury.worker_years()
            / (1000.0 * scenario.place.residents),
        crisis_survival: region
            .crisis_at
            .and_then(|_| share(float(region.crisis_survivors), float(region.crisis_firms))),
    }
}

fn total(amounts: &[Money]) -> f32 {
    amounts.iter().map(|amount| amount.worker_years()).sum()
}

fn scaled<const N: usize>(counts: [u32; N], scale: f32) -> [f32; N] {
    counts.map(|count| scale * float(count))
}

fn shares<const N: usize>(amounts: &[Money; N]) -> [Option<f32>; N] {
    let all = total(amounts);
    amounts.map(|amount| share(amount.worker_years(), all))
}

/// Revenue-weighted mean segment, 0 processing .. 1 design and brand.
fn value_chain(by_segment: &[Money; SEGMENTS]) -> Option<f32> {
    let [_, parts, finished, design] = by_segment.map(Money::worker_years);
    share(
        (parts + 2.0 * finished + 3.0 * design) / 3.0,
        total(by_segment),
    )
}

fn openness(cluster: &Cluster, sales: f32) -> Openness {
    let flows = &cluster.flows;
    let [_, at_market, ..] = flows.sales.map(Money::worker_years);
    Openness {
        export_share: share(flows.exports.worker_years(), sales),
        foreign_capital_share: share(
            flows.capital_foreign.worker_years(),
            flows.capital.worker_years(),
        ),
        foreign_buyer_share: share(flows.market_foreign.worker_years(), at_market),
    }
}

/// Foreign firms that design (laboratories), or that do not (factories).
fn foreign(turn: &Turn<'_>, design: bool) -> u32 {
    let of_kind =
        |firm: &Firm| firm.origin == Origin::Foreign && (firm.segment == Segment::Design) == design;
    let mut firms = 0_u32;
    for (_, firm) in turn.firms.iter() {
        firms = firms.saturating_add(u32::from(of_kind(firm)));
    }
    firms
}

/// Of the firms founded three years before, the share that is still alive.
fn survival(turn: &Turn<'_>) -> Option<f32> {
    let [.., founded] = turn.cluster.flows.entries_before;
    let year = turn.cluster.flows.years.checked_sub(3)?;
    let mut alive = 0_u32;
    for (_, firm) in turn.firms.iter() {
        // A year ends in its last minute: that minute is still the old year's.
        let since = firm.founded.ticks().saturating_add(1) / YEAR_TICKS;
        alive = alive.saturating_add(u32::from(since == u64::from(year)));
    }
    share(float(alive), float(founded))
}

/// Firms of a kin group, its mean over the groups that run at least two.
fn kin_chain(turn: &Turn<'_>) -> Option<f32> {
    let size = index(turn.scenario.society.kin_group.max(1));
    let (mut firms, mut groups) = (0_u32, 0_u32);
    let mut rest = &*turn.households;
    while let Some((group, others)) = rest.split_at_checked(size.min(rest.len())) {
        if group.is_empty() {
            break;
        }
        rest = others;
        let mut run = 0_u32;
        for household in group {
            run = run.saturating_add(u32::from(household.occupied));
        }
        if run > 1 {
            firms = firms.saturating_add(run);
            groups = groups.saturating_add(1);
        }
    }
    (groups > 0).then(|| float(firms) / float(groups))
}

/// Stalls at which somebody from abroad ordered in the year: orders fall on stalls by chance.
fn exporting_stalls(scenario: &Scenario, market: &Market) -> Option<f32> {
    let orders = DAYS * market.buyers_foreign * scenario.stalls.foreign_orders;
    (market.stalls > 0).then(|| 1.0 - libm::expf(-orders / float(market.stalls)))
}

/// Days in a year on which a market is open.
const DAYS: f32 = 360.0;

/// Mean capability of firms. A sweep, but one a year, and its order is the table's, so its rounding is the same everywhere.
fn mean_capability(turn: &Turn<'_>) -> Option<f32> {
    let sum: f32 = turn.firms.iter().map(|(_, firm)| firm.capability).sum();
    share(sum, float(turn.firm_count()))
}

/// Homogeneity: 1 less the entropy of varieties, as a share of the most that there could be; nothing without two firms.
///
/// A few agents show less entropy than the many firms for which they stand: the estimate is corrected for it (Miller 1955).
fn homogeneity(by_variety: &[u32], firms: u32) -> Option<f32> {
    let most = libm::logf(float(count(VARIETIES)));
    if firms < 2 {
        return None;
    }
    let (mut entropy, mut offered) = (0.0, 0_u32);
    for same in by_variety.iter().filter(|same| **same > 0) {
        let share = float(*same) / float(firms);
        entropy -= share * libm::logf(share);
        offered = offered.saturating_add(1);
    }
    entropy += float(offered.saturating_sub(1)) / (2.0 * float(firms));
    Some((1.0 - entropy / most).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::{VARIETIES, homogeneity};

    #[test]
    fn one_variety_is_wholly_homogeneous_and_all_alike_not_at_all() {
        assert_eq!(homogeneity(&[5, 0, 0], 5), Some(1.0));
        assert!(homogeneity(&[100; VARIETIES], 6400).unwrap() < 1e-6);
        assert_eq!(homogeneity(&[1], 1), None);
    }
}
