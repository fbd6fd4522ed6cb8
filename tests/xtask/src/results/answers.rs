//! The answers of the evaluations, as much of them as the page and the figures show.

use std::fs;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::evaluations::{COUNTRY, SCALED, SCALES, kept, run_name};

/// All of them.
#[derive(Debug)]
pub(crate) struct Answers {
    pub(crate) facts: Scoreboard,
    pub(crate) signs: Signs,
    pub(crate) what_if: Studies,
    pub(crate) ablation: Studies,
    pub(crate) claims: Studies,
    pub(crate) outside: Outside,
    /// Runs of one place by scale.
    pub(crate) scaled: Vec<(u32, Vec<Recording>)>,
    pub(crate) country: Country,
}

impl Answers {
    /// Reads what was kept of so many seeds.
    pub(crate) fn read(seeds: u32) -> Result<Self> {
        let scaled = SCALES.map(|scale| {
            let run = |seed| read(&run_name(SCALED, Some(scale), seed));
            Ok((scale, (1..=seeds).map(run).collect::<Result<_>>()?))
        });
        Ok(Self {
            facts: read("facts")?,
            signs: read("signs")?,
            what_if: read("what-if")?,
            ablation: read("ablation")?,
            claims: read("claims")?,
            outside: read("outside")?,
            scaled: scaled.into_iter().collect::<Result<_>>()?,
            country: read(COUNTRY)?,
        })
    }
}

/// Reads the kept answer of a name.
pub(crate) fn read<T: DeserializeOwned>(name: &str) -> Result<T> {
    let path = kept(name);
    let text = fs::read_to_string(&path).with_context(|| {
        format!(
            "cannot read {}: run `cargo xtask results`, which writes it",
            path.display()
        )
    })?;
    serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is not as expected: the command's output has changed",
            path.display()
        )
    })
}

/// The paper's facts beside simulated ones.
#[derive(Debug, Deserialize)]
pub(crate) struct Scoreboard {
    #[cfg(feature = "figures")]
    pub(crate) seeds: u32,
    pub(crate) facts: Vec<Score>,
    pub(crate) totals: Vec<Total>,
}

/// A fact.
#[derive(Debug, Deserialize)]
pub(crate) struct Score {
    pub(crate) fact: String,
    pub(crate) role: String,
    pub(crate) place: String,
    pub(crate) quantity: String,
    pub(crate) unit: String,
    pub(crate) relation: String,
    pub(crate) as_printed: String,
    pub(crate) printed: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) median: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) log_ratio: Option<f64>,
    pub(crate) verdict: String,
    pub(crate) why: Option<String>,
    pub(crate) note: String,
}

/// How many facts of a role are hit.
#[derive(Debug, Deserialize)]
pub(crate) struct Total {
    pub(crate) role: String,
    pub(crate) hits: u32,
    pub(crate) measured: u32,
    pub(crate) all: u32,
    pub(crate) put_in: u32,
    pub(crate) not_modelled: u32,
    pub(crate) not_simulated: u32,
}

/// The factorial of the causes.
#[derive(Debug, Deserialize)]
pub(crate) struct Signs {
    pub(crate) effects: Vec<Effect>,
}

/// An effect of a cause, or of two together.
#[derive(Debug, Deserialize)]
pub(crate) struct Effect {
    pub(crate) kind: String,
    pub(crate) gateway: String,
    pub(crate) cause: String,
    pub(crate) other: String,
    pub(crate) outcome: String,
    #[serde(rename = "effect")]
    pub(crate) size: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) expected: String,
    pub(crate) share: Option<f64>,
    pub(crate) holds: Option<bool>,
}

/// Studies: counterfactuals, ablations, claims.
#[derive(Debug, Deserialize)]
pub(crate) struct Studies {
    pub(crate) studies: Vec<Study>,
}

/// A study.
#[derive(Debug, Deserialize)]
pub(crate) struct Study {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) status: String,
    pub(crate) not_modelled: Option<String>,
    pub(crate) observed: Vec<Observed>,
    /// Of a claim only.
    #[serde(default)]
    pub(crate) cause: String,
    #[serde(default)]
    pub(crate) effect: String,
}

/// A measure in which the arms of a study are compared.
#[derive(Debug, Deserialize)]
pub(crate) struct Observed {
    pub(crate) metric: String,
    pub(crate) meaning: String,
    pub(crate) unit: String,
    pub(crate) summary: String,
    #[cfg(feature = "figures")]
    pub(crate) levels: Vec<Level>,
    pub(crate) comparisons: Vec<Comparison>,
}

/// What an arm comes to.
#[cfg(feature = "figures")]
#[derive(Debug, Deserialize)]
pub(crate) struct Level {
    pub(crate) mean: Option<f64>,
}

/// Two arms, compared pair by pair of seeds.
#[derive(Debug, Deserialize)]
pub(crate) struct Comparison {
    pub(crate) left: String,
    pub(crate) right: String,
    /// `>` where the left is expected to be above the right.
    pub(crate) expected: Option<String>,
    pub(crate) difference: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) verdict: Option<String>,
}

/// Districts that the paper does not have.
#[derive(Debug, Deserialize)]
pub(crate) struct Outside {
    pub(crate) expectations: Vec<Expectation>,
}

/// What the literature reports of one.
#[derive(Debug, Deserialize)]
pub(crate) struct Expectation {
    pub(crate) id: String,
    pub(crate) place: String,
    pub(crate) quantity: String,
    pub(crate) measure: String,
    pub(crate) first_year: u32,
    pub(crate) last_year: u32,
    pub(crate) expected: String,
    pub(crate) low: Option<f64>,
    pub(crate) median: Option<f64>,
    pub(crate) high: Option<f64>,
    /// The median of what it is compared with, where that is simulated too.
    pub(crate) compared: Option<f64>,
    pub(crate) verdict: String,
}

/// A recorded run: its years under the names of the schema.
#[derive(Debug, Deserialize)]
pub(crate) struct Recording {
    #[cfg(feature = "figures")]
    pub(crate) name: String,
    pub(crate) years: Vec<serde_json::Value>,
}

impl Recording {
    /// A measure of a year by its dotted name; nothing for a share of nothing.
    pub(crate) fn measure(year: &serde_json::Value, path: &str) -> Option<f64> {
        path.split('.')
            .fold(year, |value, name| &value[name])
            .as_f64()
    }
}

/// A recorded run of several clusters.
#[derive(Debug, Deserialize)]
pub(crate) struct Country {
    pub(crate) clusters: Vec<Recording>,
}
