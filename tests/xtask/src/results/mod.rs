//! `results`: the evaluations carried out, and docs/results.md filled with what they give.

mod answers;
mod comparisons;
mod effects;
mod evaluations;
mod failures;
mod page;
mod scale;
mod targets;

#[cfg(feature = "figures")]
pub(crate) use {
    answers::{Comparison, Effect, Observed, Recording, Score, Scoreboard, Signs, Studies},
    effects::sides,
    evaluations::PLACES,
};

pub(crate) use answers::Answers;

use std::fs;

use anyhow::{Context as _, Result};

use crate::command::Command;
use crate::workspace;

/// Runs every evaluation with so many seeds, fills the page, and has the figures drawn.
pub(crate) fn results(seeds: u32) -> Result<()> {
    evaluations::carry_out(seeds)?;
    let answers = Answers::read(seeds)?;
    let path = workspace::root().join("docs/results.md");
    let old =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let filled = polanyi::blocks::filled(&old, |name| page::content(name, &answers, seeds))
        .with_context(|| format!("cannot fill {}", path.display()))?;
    fs::write(&path, filled)?;
    eprintln!("{}: filled", path.display());
    // A second build, so that whoever wants no figures need not build a chart library.
    Command::cargo()
        .words("run --package polanyi-xtask --features figures -- figures")
        .run()
}

/// The kept run of a place and a seed.
#[cfg(feature = "figures")]
pub(crate) fn run_of(place: &str, seed: u32) -> Result<Recording> {
    answers::read(&evaluations::run_name(place, None, seed))
}

/// The kept answers of the figures, and of how many seeds they are.
#[cfg(feature = "figures")]
pub(crate) fn kept<T: serde::de::DeserializeOwned>(name: &str) -> Result<T> {
    answers::read(name)
}
