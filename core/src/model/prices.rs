//! Prices: what a worker-year is worth by segment and capability, and what a worker's place costs.

use super::nouns::Segment;
use super::number::{float, share, unit, whole};
use super::scenario::{PolicyKind, Scenario};
use super::world::{Census, Cluster, Region};

/// Value of a worker-year at the world's prices, in frontier worker-years, for a maker without capability limits.
pub(crate) fn segment_value(scenario: &Scenario, segment: Segment) -> f32 {
    let values = &scenario.segments;
    match segment {
        Segment::Processing => values.processing,
        Segment::Parts => values.parts,
        Segment::Finished => values.finished,
        Segment::Design => values.design,
    }
}

/// Capability that a segment needs.
pub(crate) fn capability_needed(scenario: &Scenario, segment: Segment) -> f32 {
    let values = &scenario.segments;
    match segment {
        Segment::Processing => 0.0,
        Segment::Parts => values.parts_capability,
        Segment::Finished => values.finished_capability,
        Segment::Design => values.design_capability,
    }
}

/// Price of a worker-year at the world's prices for a maker of the given capability.
pub(crate) fn world_price(scenario: &Scenario, segment: Segment, capability: f32) -> f32 {
    let base = scenario.segments.base_quality;
    segment_value(scenario, segment) * (base + (1.0 - base) * capability)
}

/// Mark-up over cost where a share `crowd` of firms makes the same: `1 / (elasticity - 1)` (Dixit & Stiglitz 1977; C54).
pub(crate) fn markup(scenario: &Scenario, crowd: f32) -> f32 {
    let imitation = &scenario.imitation;
    1.0 / (imitation.elasticity + imitation.crowding * crowd - 1.0)
}

/// What crowding leaves of a price: 1 for a variety that nobody else offers.
pub(crate) fn crowding(scenario: &Scenario, crowd: f32) -> f32 {
    (1.0 + markup(scenario, crowd)) / (1.0 + markup(scenario, 0.0))
}

/// The share of firms that make the given variety: what a founder sees.
pub(crate) fn crowd(census: &Census, variety: u8) -> f32 {
    share_of(makers(census, variety), census.firms())
}

/// The share of the other firms that make a firm's variety: nobody crowds itself, and this hangs on no number of agents (Simpson 1949).
pub(crate) fn crowd_of_others(census: &Census, variety: u8) -> f32 {
    let others = |firms: u32| firms.saturating_sub(1);
    share_of(others(makers(census, variety)), others(census.firms()))
}

/// The firms that make a variety.
fn makers(census: &Census, variety: u8) -> u32 {
    let makers = census.by_variety.get(usize::from(variety));
    makers.copied().unwrap_or(0)
}

/// Nobody makes anything where there is nobody.
fn share_of(part: u32, all: u32) -> f32 {
    share(float(part), float(all)).unwrap_or(0.0)
}

/// Stages into which the work is divided: grows with the logarithm of last year's output (C14).
pub(crate) fn division(scenario: &Scenario, cluster: &Cluster) -> f32 {
    let entry = &scenario.entry;
    if entry.division_held > 0.0 {
        return entry.division_held.max(1.0);
    }
    let output = scenario.place.scale * cluster.flows.output_last.worker_years();
    (1.0 + entry.division_slope * libm::logf(1.0 + output / entry.division_output))
        .min(entry.division_max)
}

/// How far the division of labour has gone, 0 none .. 1 as far as it can.
pub(crate) fn divided(scenario: &Scenario, division: f32) -> f32 {
    let most = scenario.entry.division_max - 1.0;
    if most > 0.0 {
        unit((division - 1.0) / most)
    } else {
        0.0
    }
}

/// Workers of the smallest workshop: all stages need more hands than one (C47).
pub(crate) fn least_workers(scenario: &Scenario, division: f32) -> u32 {
    let entry = &scenario.entry;
    whole(libm::ceilf(float(entry.integrated_workers) / division)).max(entry.first_workers)
}

/// Capital of a worker's place in a segment, in frontier worker-years.
///
/// Simple tools do where wages are low, and machine makers settle where the
/// work is divided and sell for a tenth of the imported price (C43, F131).
/// The threshold of entry is this times [`least_workers`], which fall as the
/// division of labour grows (Ruan, Zhang & Wei 2007; C14).
pub(crate) fn place_capital(
    scenario: &Scenario,
    region: &Region,
    segment: Segment,
    division: f32,
) -> f32 {
    let entry = &scenario.entry;
    let machines = 1.0 - (1.0 - entry.local_machines) * divided(scenario, division);
    let park = 1.0 - region.lever(PolicyKind::IndustrialPark).min(1.0);
    let infrastructure =
        1.0 - INFRASTRUCTURE_SAVES * region.lever(PolicyKind::Infrastructure).min(1.0);
    let weight =
        segment_value(scenario, segment) / scenario.segments.finished.max(f32::MIN_POSITIVE);
    entry.capital * region.technique_level * weight * machines * park * infrastructure
}

/// What full public infrastructure saves of capital and of freight, share (C23).
pub(crate) const INFRASTRUCTURE_SAVES: f32 = 0.3;

#[cfg(test)]
mod tests {
    use super::{Census, crowd, crowd_of_others};

    #[test]
    fn nobody_crowds_itself() {
        let mut census = Census::EMPTY;
        census.by_variety[7] = 1;
        census.founded = 1;
        assert_eq!(crowd_of_others(&census, 7).to_bits(), 0.0_f32.to_bits());
        assert!((crowd(&census, 7) - 1.0).abs() < 1e-6);
        census.by_variety[7] = 3;
        census.founded = 5;
        assert!((crowd_of_others(&census, 7) - 0.5).abs() < 1e-6);
    }
}
