//! Larger and smaller: a place whose agents stand for more or fewer real households, and a country of many clusters.

use super::answers::{Country, Recording};
use super::page::{number, table};

/// The years over which a measure is averaged.
const LAST_YEARS: usize = 10;

/// What is compared across scales.
const MEASURES: [&str; 7] = [
    "firms",
    "employment",
    "value_chain",
    "openness.export_share",
    "channels.market",
    "governance.kin",
    "homogeneity",
];

/// Means over the last years and all seeds, with their standard errors, by scale.
pub(super) fn scales(scaled: &[(u32, Vec<Recording>)]) -> String {
    let row = |(scale, runs): &(u32, Vec<Recording>)| {
        let level = |measure| {
            let of_runs: Vec<f64> = runs.iter().filter_map(|run| late(run, measure)).collect();
            level(&of_runs)
        };
        let mut row = vec![scale.to_string()];
        row.extend(MEASURES.map(level));
        row
    };
    let mut heads = vec!["`place.scale`"];
    heads.extend(MEASURES);
    table(&heads, scaled.iter().map(row))
}

/// The mean of a measure over the last years in which it has a value.
fn late(run: &Recording, measure: &str) -> Option<f64> {
    let years = run.years.iter().rev().take(LAST_YEARS);
    let values: Vec<f64> = years
        .filter_map(|year| Recording::measure(year, measure))
        .collect();
    mean(&values)
}

#[expect(clippy::cast_precision_loss, reason = "seeds and years are few")]
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The mean and its standard error.
#[expect(clippy::cast_precision_loss, reason = "seeds are few")]
fn level(values: &[f64]) -> String {
    let Some(mean) = mean(values) else {
        return number(None);
    };
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let count = values.len() as f64;
    let error = (values.len() > 1).then(|| (squares / (count - 1.0) / count).sqrt());
    format!("{} ± {}", number(Some(mean)), number(error))
}

/// The years of a country that are shown.
const YEARS: [f64; 6] = [1985.0, 1990.0, 1995.0, 2001.0, 2005.0, 2018.0];

/// Measures that add up over clusters.
const SUMS: [&str; 3] = ["firms", "employment", "stalls"];

/// Measures whose mean over clusters is weighted by their sales.
const SHARES: [&str; 4] = [
    "value_chain",
    "openness.export_share",
    "channels.market",
    "governance.kin",
];

/// All clusters of a country together, in some years.
pub(super) fn history(country: &Country) -> String {
    let row = |year: f64| {
        let clusters: Vec<&serde_json::Value> = country
            .clusters
            .iter()
            .flat_map(|cluster| &cluster.years)
            .filter(|of| Recording::measure(of, "year") == Some(year))
            .collect();
        let of = |measure| {
            clusters
                .iter()
                .map(move |of| Recording::measure(of, measure))
        };
        let mut row = vec![format!("{year:.0}")];
        row.extend(SUMS.map(|measure| number(Some(of(measure).flatten().sum()))));
        row.extend(SHARES.map(|measure| number(weighted(of(measure), of("sales")))));
        row
    };
    let mut heads = vec!["Year"];
    heads.extend(SUMS);
    heads.extend(SHARES);
    table(&heads, YEARS.map(row))
}

/// The weighted mean of the values that there are.
fn weighted(
    values: impl Iterator<Item = Option<f64>>,
    weights: impl Iterator<Item = Option<f64>>,
) -> Option<f64> {
    let (mut sum, mut all) = (0.0, 0.0);
    for (value, weight) in values.zip(weights) {
        if let (Some(value), Some(weight)) = (value, weight) {
            sum += value * weight;
            all += weight;
        }
    }
    (all > 0.0).then(|| sum / all)
}

#[cfg(test)]
mod tests {
    use super::{level, weighted};

    #[test]
    fn a_level_has_its_standard_error() {
        assert_eq!(level(&[1.0, 3.0]), "2.00 ± 1.00");
        assert_eq!(level(&[2.0]), "2.00 ± –");
        assert_eq!(level(&[]), "–");
    }

    #[test]
    fn who_has_no_value_has_no_weight() {
        let values = [Some(1.0), None, Some(0.0)];
        let weights = [Some(1.0), Some(9.0), Some(3.0)];
        assert_eq!(
            weighted(values.into_iter(), weights.into_iter()),
            Some(0.25)
        );
        assert_eq!(weighted([None].into_iter(), [Some(1.0)].into_iter()), None);
    }
}
