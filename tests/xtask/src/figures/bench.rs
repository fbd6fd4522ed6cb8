//! The hold model over the size of the queue, both axes logarithmic.

use std::fs;

use anyhow::{Context as _, Result};
use kuva::plot::LinePlot;
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::{Scene, render_multiple};

use crate::bench;

/// Colours that a colour-blind reader tells apart; the peers' after ours.
const PEERS: [&str; 8] = [
    "#D55E00", "#E69F00", "#CC79A7", "#56B4E9", "#7F7F7F", "#000000", "#8C564B", "#BCBD22",
];
const OURS: [&str; 3] = ["#999933", "#0072B2", "#009E73"];

/// The figure, from the tables of the last run.
pub(super) fn figure() -> Result<Scene> {
    let path = bench::folder().join("tables.csv");
    let text = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}; run `cargo xtask bench`", path.display()))?;
    let (mut ours, mut peers) = (OURS.into_iter(), PEERS.into_iter().cycle());
    let mut plots = Vec::new();
    for (name, points) in lines(&text) {
        let is_ours = name.ends_with("Queue");
        let colour = if is_ours { ours.next() } else { peers.next() };
        let line = LinePlot::new()
            .with_data(points)
            .with_color(colour.unwrap_or("#000000"))
            .with_stroke_width(if is_ours { 3.0 } else { 1.5 })
            .with_legend(name);
        plots.push(Plot::Line(if is_ours { line } else { line.with_dashed() }));
    }
    let layout = Layout::auto_from_plots(&plots)
        .with_log_x()
        .with_log_y()
        .with_width(1000.0)
        .with_height(560.0)
        .with_title("Hold model, exponential increments")
        .with_x_label("events in the queue")
        .with_y_label("ns an operation");
    Ok(render_multiple(plots, layout))
}

/// A contender and its points, in the order of the file.
type Line = (String, Vec<(f64, f64)>);

/// The contenders of the hold model; the generator alone is no queue.
fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for row in text.lines() {
        let cells: Vec<_> = row.split(';').collect();
        let ["exponential", name, size, ns] = *cells.as_slice() else {
            continue;
        };
        let (Ok(size), Ok(ns)) = (size.parse(), ns.parse()) else {
            continue;
        };
        if name.starts_with("generator") {
            continue;
        }
        match lines.iter_mut().find(|(other, _)| other == name) {
            Some((_, points)) => points.push((size, ns)),
            None => lines.push((name.to_owned(), vec![(size, ns)])),
        }
    }
    lines
}
