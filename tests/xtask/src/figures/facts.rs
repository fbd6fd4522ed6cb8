//! Simulated against printed figures of the paper, with 90 % bands, on a logarithmic axis.

use kuva::plot::ScatterPlot;
use kuva::plot::annotations::ReferenceLine;
use kuva::plot::legend::LegendShape;
use kuva::plot::scatter::MarkerShape;
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::{Scene, render_multiple};

use super::{colour, legend};
use crate::results::{Score, Scoreboard};

/// The edges of the axis; what lies beyond is drawn at them, for a logarithm of nothing has no place.
const EDGES: (f64, f64) = (0.01, 10.0);

/// Calibrated facts first, as they are drawn from the top.
const ROLES: [(&str, &str); 2] = [("calibrate", colour::BLUE), ("validate", colour::RED)];

/// The figure: a row a fact, so that figures of all units stand on one axis.
pub(super) fn figure(board: &Scoreboard) -> Scene {
    let mut rows: Vec<Row> = Vec::new();
    for (role, tint) in ROLES {
        let of_role = board.facts.iter().filter(|score| score.role == role);
        rows.extend(of_role.filter_map(|score| row(score, tint)));
    }
    // The first row is drawn lowest.
    rows.reverse();
    let mut plots = Vec::new();
    let mut labels = Vec::new();
    let mut height = 0.0;
    for row in &rows {
        height += 1.0;
        labels.push(row.label.clone());
        let marker = if row.hit {
            MarkerShape::Circle
        } else {
            MarkerShape::Triangle
        };
        plots.push(Plot::Scatter(
            ScatterPlot::new()
                .with_data([(row.median, height)])
                .with_x_err_asymmetric([(row.median - row.low, row.high - row.median)])
                .with_color(row.tint)
                .with_marker(marker)
                .with_size(5.0),
        ));
    }
    let layout = Layout::new(EDGES, (0.5, height + 0.5))
        .with_log_x()
        .with_y_categories(labels)
        .with_width(1000.0)
        .with_height(150.0 + 19.0 * height)
        .with_tick_size(11)
        .with_title("The paper's figures: simulated by printed, median and 90 % of runs")
        .with_x_label("simulated, as a multiple of what is printed")
        .with_reference_line(ReferenceLine::vertical(1.0).with_color(colour::GREY))
        .with_legend_entries(vec![
            legend(
                "calibrate, hit",
                colour::BLUE,
                LegendShape::Marker(MarkerShape::Circle),
            ),
            legend(
                "calibrate, missed",
                colour::BLUE,
                LegendShape::Marker(MarkerShape::Triangle),
            ),
            legend(
                "validate, hit",
                colour::RED,
                LegendShape::Marker(MarkerShape::Circle),
            ),
            legend(
                "validate, missed",
                colour::RED,
                LegendShape::Marker(MarkerShape::Triangle),
            ),
            legend(
                "put in",
                colour::GREY,
                LegendShape::Marker(MarkerShape::Circle),
            ),
        ]);
    render_multiple(plots, layout)
}

struct Row {
    label: String,
    tint: &'static str,
    hit: bool,
    low: f64,
    median: f64,
    high: f64,
}

/// Where a fact stands; nothing for dates and for what was not simulated.
fn row(score: &Score, tint: &'static str) -> Option<Row> {
    let printed = score.printed.filter(|printed| *printed > 0.0)?;
    let multiple =
        |value: Option<f64>| value.map(|value| (value / printed).clamp(EDGES.0, EDGES.1));
    let put_in = score.verdict == "put in";
    Some(Row {
        label: format!(
            "{} {}, {} {}",
            score.fact, score.place, score.as_printed, score.unit
        ),
        tint: if put_in { colour::GREY } else { tint },
        hit: put_in || score.verdict == "hit",
        low: multiple(score.low)?,
        median: multiple(score.median)?,
        high: multiple(score.high)?,
    })
}
