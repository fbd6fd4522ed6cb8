//! The figures of docs/results.md and docs/kernel, drawn from what `results` and `bench` have kept.

mod bench;
mod counterfactuals;
mod facts;
mod places;
mod signs;

use std::fs;

use anyhow::{Context as _, Result};
use kuva::backend::svg::SvgBackend;
use kuva::plot::legend::{LegendEntry, LegendShape};
use kuva::render::render::Scene;

use crate::results::{Scoreboard, kept};
use crate::workspace;

/// Colours that a colour-blind reader tells apart (Okabe & Ito 2008), with one meaning each in all figures.
mod colour {
    /// What was calibrated, or holds.
    pub(super) const BLUE: &str = "#0072B2";
    /// What validates, or fails.
    pub(super) const RED: &str = "#D55E00";
    /// What cannot be told.
    pub(super) const GREY: &str = "#7F7F7F";
}

/// Draws all of them.
pub(crate) fn figures() -> Result<()> {
    let board: Scoreboard = kept("facts")?;
    draw("facts", &facts::figure(&board))?;
    draw("signs", &signs::figure(&kept("signs")?))?;
    draw(
        "counterfactuals",
        &counterfactuals::figure(&kept("what-if")?),
    )?;
    draw("places", &places::figure(board.seeds)?)
}

/// Draws the one of docs/kernel/benchmarks.md.
pub(crate) fn bench() -> Result<()> {
    draw("hold", &bench::figure()?)
}

fn draw(name: &str, scene: &Scene) -> Result<()> {
    let folder = workspace::root().join("docs/figures");
    fs::create_dir_all(&folder)?;
    let path = folder.join(name).with_extension("svg");
    fs::write(&path, SvgBackend::new().render_scene(scene))
        .with_context(|| format!("cannot write {}", path.display()))?;
    eprintln!("{}: drawn", path.display());
    Ok(())
}

fn legend(label: &str, colour: &str, shape: LegendShape) -> LegendEntry {
    LegendEntry {
        label: label.to_owned(),
        color: colour.to_owned(),
        shape,
        dasharray: None,
    }
}
