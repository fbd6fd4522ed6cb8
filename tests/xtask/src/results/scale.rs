//! The study of scale: the same place, with agents that stand for more or fewer real households.

use anyhow::Result;

use super::answers::{Recording, read};
use super::evaluations::{SCALED, SCALES, run_name};
use super::page::{number, table};

/// The years over which a measure is averaged.
const LAST_YEARS: usize = 10;

/// What is compared.
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
pub(super) fn table_of_scales(seeds: u32) -> Result<String> {
    let mut rows = Vec::new();
    for scale in SCALES {
        let mut levels = vec![Vec::new(); MEASURES.len()];
        for seed in 1..=seeds {
            let run: Recording = read(&run_name(SCALED, Some(scale), seed))?;
            for (levels, measure) in levels.iter_mut().zip(MEASURES) {
                levels.extend(mean(&late(&run, measure)));
            }
        }
        let mut row = vec![scale.to_string()];
        row.extend(levels.iter().map(|levels| level(levels)));
        rows.push(row);
    }
    let mut heads = vec!["`place.scale`"];
    heads.extend(MEASURES);
    Ok(table(&heads, rows))
}

/// The values of the last years.
fn late(run: &Recording, measure: &str) -> Vec<f64> {
    let years = run.years.iter().rev().take(LAST_YEARS);
    years
        .filter_map(|year| Recording::measure(year, measure))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::level;

    #[test]
    fn a_level_has_its_standard_error() {
        assert_eq!(level(&[1.0, 3.0]), "2.00 ± 1.00");
        assert_eq!(level(&[2.0]), "2.00 ± –");
        assert_eq!(level(&[]), "–");
    }
}
