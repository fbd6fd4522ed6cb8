//! Measuring: the year's measures from sums that were kept all along, without a sweep over the tables' histories.

use super::measures::{Measures, Openness};
use super::money::Money;
use super::nouns::{CHANNELS, MODES, ORIGINS, SEGMENTS, VARIETIES};
use super::number::{count, float, share};
use super::prices;
use super::turn::Turn;
use super::world::Cluster;

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
        employment: scale * float(census.employed),
        output: scale * flows.output.worker_years(),
        sales: scale * sales,
        wage: region.wage,
        capability: mean_capability(turn),
        division: prices::division(scenario, cluster),
        value_chain: value_chain(&flows.by_segment),
        processing_share: share(flows.fees.worker_years(), sales),
        openness: openness(cluster, sales),
        channels: shares::<CHANNELS>(&flows.sales),
        governance: shares::<MODES>(&flows.outsourced),
        homogeneity: homogeneity(&census.by_variety, firms),
        markup: (sales > 0.0).then(|| flows.markup.worker_years() / sales),
        stalls: market.stalls,
        stall_capacity: market.capacity,
        varieties: market.varieties,
        buyers_domestic: market.buyers_domestic,
        buyers_foreign: market.buyers_foreign,
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

/// Mean capability of firms. A sweep, but one a year, and its order is the table's, so its rounding is the same everywhere.
fn mean_capability(turn: &Turn<'_>) -> Option<f32> {
    let sum: f32 = turn.firms.iter().map(|(_, firm)| firm.capability).sum();
    share(sum, float(turn.firm_count()))
}

/// Homogeneity: 1 less the entropy of varieties, as a share of the most that so many firms could have; nothing without two firms.
fn homogeneity(by_variety: &[u32], firms: u32) -> Option<f32> {
    let most = libm::logf(float(firms.min(count(VARIETIES))));
    if firms < 2 {
        return None;
    }
    let mut entropy = 0.0;
    for same in by_variety.iter().filter(|same| **same > 0) {
        let share = float(*same) / float(firms);
        entropy -= share * libm::logf(share);
    }
    Some((1.0 - entropy / most).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::homogeneity;

    #[test]
    fn one_variety_is_wholly_homogeneous_and_as_many_as_firms_not_at_all() {
        assert_eq!(homogeneity(&[5, 0, 0], 5), Some(1.0));
        assert!(homogeneity(&[1, 1, 1], 3).unwrap() < 1e-6);
        assert_eq!(homogeneity(&[1], 1), None);
    }
}
