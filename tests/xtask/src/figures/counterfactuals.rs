//! Counterfactuals as a forest of paired differences.

use kuva::plot::ForestPlot;
use kuva::plot::legend::LegendShape;
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::{Scene, render_multiple};

use super::{colour, legend};
use crate::results::{Comparison, Observed, Studies, sides};

/// The figure.
pub(super) fn figure(studies: &Studies) -> Scene {
    let mut forest = ForestPlot::new().with_null_value(0.0).with_marker_size(4.0);
    let mut rows = 0_u16;
    for study in &studies.studies {
        for observed in &study.observed {
            for comparison in &observed.comparisons {
                let Some([middle, low, high]) = relative(observed, comparison) else {
                    continue;
                };
                let label = format!("{}: {}, {}", study.key, observed.metric, sides(comparison));
                forest = forest.with_colored_row(label, middle, low, high, tint(comparison));
                rows += 1;
            }
        }
    }
    let plots = vec![Plot::Forest(forest)];
    let layout = Layout::auto_from_plots(&plots)
        .with_width(1000.0)
        .with_height(140.0 + 16.0 * f64::from(rows))
        .with_title("Counterfactuals: paired differences with 95 % intervals")
        .with_x_label(
            "difference, share of the largest level among the arms; expected right of 0, cut at 1.5",
        )
        .with_tick_size(10)
        .with_x_axis_min(-1.5)
        .with_x_axis_max(1.5)
        .with_clamp_axis()
        .with_legend_entries(vec![
            legend("held", colour::BLUE, LegendShape::Circle),
            legend("not told apart", colour::GREY, LegendShape::Circle),
            legend("not held", colour::RED, LegendShape::Circle),
        ]);
    render_multiple(plots, layout)
}

fn tint(comparison: &Comparison) -> &'static str {
    match comparison.verdict.as_deref() {
        Some("held") => colour::BLUE,
        Some("not held") => colour::RED,
        _ => colour::GREY,
    }
}

/// The difference with its interval, as a share of the largest level among the arms, so that firms and shares fit on one axis.
fn relative(observed: &Observed, comparison: &Comparison) -> Option<[f64; 3]> {
    let levels = observed.levels.iter().filter_map(|level| level.mean);
    let largest = levels.map(f64::abs).fold(0.0, f64::max);
    let of = |value: Option<f64>| value.filter(|_| largest > 0.0).map(|value| value / largest);
    // An interval wider than the axis ends at its edge.
    let edge = |value: f64| value.clamp(-EDGE, EDGE);
    Some([
        of(comparison.difference)?,
        edge(of(comparison.low)?),
        edge(of(comparison.high)?),
    ])
}

const EDGE: f64 = 1.5;
