//! Printed against simulated figures of the paper, with 90 % bands, on logarithmic axes.

use kuva::plot::legend::LegendShape;
use kuva::plot::scatter::MarkerShape;
use kuva::plot::{LinePlot, ScatterPlot};
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::{Scene, render_multiple};

use super::{colour, legend};
use crate::results::{Score, Scoreboard};

/// What lies below is drawn on the floor: a logarithm of nothing has no place.
const FLOOR: f64 = 0.01;
const CEILING: f64 = 3e6;

/// The figure.
pub(super) fn figure(board: &Scoreboard) -> Scene {
    let mut plots = vec![Plot::Line(
        LinePlot::new()
            .with_data([(FLOOR, FLOOR), (CEILING, CEILING)])
            .with_color(colour::GREY)
            .with_stroke_width(1.0)
            .with_dashed(),
    )];
    for (role, tint) in ROLES {
        for (hit, marker) in [(true, MarkerShape::Circle), (false, MarkerShape::Triangle)] {
            let scores = board.facts.iter().filter(|score| score.role == role);
            let scores = scores.filter(|score| match score.verdict.as_str() {
                "hit" => hit,
                "missed" => !hit,
                _ => false,
            });
            let points: Vec<Point> = scores.filter_map(point).collect();
            if !points.is_empty() {
                plots.push(Plot::Scatter(scatter(&points, tint, marker)));
            }
        }
    }
    let layout = Layout::new((FLOOR, CEILING), (FLOOR, CEILING))
        .with_log_scale()
        .with_width(760.0)
        .with_height(640.0)
        .with_title("The paper's figures, printed and simulated")
        .with_x_label("printed, in the fact's own unit")
        .with_y_label("simulated: median and 90 % of runs")
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
            legend("printed = simulated", colour::GREY, LegendShape::Line),
        ]);
    render_multiple(plots, layout)
}

const ROLES: [(&str, &str); 2] = [("calibrate", colour::BLUE), ("validate", colour::RED)];

struct Point {
    fact: String,
    printed: f64,
    low: f64,
    median: f64,
    high: f64,
}

/// Where a fact stands; nothing for dates and for what was not simulated.
fn point(score: &Score) -> Option<Point> {
    let shown = |value: Option<f64>| value.map(|value| value.clamp(FLOOR, CEILING));
    Some(Point {
        fact: score.fact.clone(),
        printed: shown(score.printed)?,
        low: shown(score.low)?,
        median: shown(score.median)?,
        high: shown(score.high)?,
    })
}

fn scatter(points: &[Point], tint: &str, marker: MarkerShape) -> ScatterPlot {
    ScatterPlot::new()
        .with_data(points.iter().map(|point| (point.printed, point.median)))
        .with_y_err_asymmetric(
            points
                .iter()
                .map(|point| (point.median - point.low, point.high - point.median)),
        )
        .with_color(tint)
        .with_marker(marker)
        .with_size(5.0)
        .with_labels(points.iter().map(|point| point.fact.as_str()))
        .with_repel_labels()
}
