//! Scale: how many real firms an agent stands for is precision, not substance.

use polanyi::run::record;
use polanyi_core::model::Scenario;
use polanyi_core::model::measures::Measures;

use super::scenario;

/// A measure that does not hang on the scale, and how far it may be off beside sampling error: what a few agents round.
type Free = (&'static str, fn(&Measures) -> Option<f32>, f32);

const FREE: [Free; 10] = [
    ("firms", |year| Some(year.firms), 0.15),
    ("employment", |year| Some(year.employment), 0.15),
    ("stalls", |year| Some(float(year.stalls)), 0.05),
    ("wage", |year| Some(year.wage), 0.05),
    ("capability", |year| year.capability, 0.05),
    ("value_chain", |year| year.value_chain, 0.05),
    ("export_share", |year| year.openness.export_share, 0.10),
    ("market channel", |year| year.channels[1], 0.10),
    ("kin", |year| year.governance[0], 0.10),
    ("national_share", |year| year.national_share, 0.15),
];

#[expect(clippy::cast_precision_loss, reason = "a test's rough numbers")]
fn float(count: u32) -> f32 {
    count as f32
}

/// The years of a decade, a list for each seed.
fn decades(scenario: &Scenario, seeds: core::ops::Range<u64>) -> Vec<Vec<Measures>> {
    let decade = |seed| {
        let recording = record(scenario, seed, Some(2005), |_| ()).expect("it starts");
        let years = recording.years.iter().map(|year| year.measures);
        years.filter(|year| year.year > 1995).collect()
    };
    seeds.map(decade).collect()
}

/// The mean of a measure over the decade, a value for each seed.
fn means(decades: &[Vec<Measures>], of: fn(&Measures) -> Option<f32>) -> Vec<f32> {
    let mean = |decade: &Vec<Measures>| {
        let values: Vec<f32> = decade.iter().filter_map(of).collect();
        values.iter().sum::<f32>() / float(u32::try_from(values.len()).expect("ten years"))
    };
    decades.iter().map(mean).collect()
}

fn mean_and_deviation(values: &[f32]) -> (f32, f32) {
    let count = float(u32::try_from(values.len()).expect("a few seeds"));
    let mean = values.iter().sum::<f32>() / count;
    let squares: f32 = values
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum();
    (mean, (squares / (count - 1.0).max(1.0)).sqrt())
}

/// One agent for each real firm and household against the board's scale: equal within three standard errors of the
/// coarse ensemble's spread, and a small allowance for what a few agents round.
#[test]
fn one_to_one_and_board_scale_agree() {
    let coarse = scenario("datang");
    let mut fine = coarse.clone();
    fine.place.scale = 1.0;
    assert!(
        fine.agents() > 20 * coarse.agents(),
        "this compares nothing"
    );
    let (coarse, fine) = (decades(&coarse, 0..16), decades(&fine, 0..1));
    for (name, of, allowance) in FREE {
        let (coarse_mean, spread) = mean_and_deviation(&means(&coarse, of));
        let (fine_mean, _) = mean_and_deviation(&means(&fine, of));
        let error = 3.0 * spread / 4.0 + allowance * coarse_mean.abs();
        assert!(
            (fine_mean - coarse_mean).abs() <= error,
            "{name}: {fine_mean} one to one, {coarse_mean} at board scale, allowed {error}"
        );
    }
}
