//! Four places over time: an outcome in each row, a place in each column, median and 90 % of runs.

use anyhow::Result;
use kuva::plot::{BandPlot, LinePlot};
use kuva::render::figure::Figure;
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::Scene;

use super::colour;
use crate::results::{PLACES, Recording, run_of};

/// What is drawn, and how it is called.
const OUTCOMES: [(&str, &str); 4] = [
    ("value_chain", "value chain"),
    ("openness.export_share", "exports in sales"),
    ("governance.kin", "kin in governance"),
    ("channels.market", "market in sales"),
];

/// The years of the axis.
const YEARS: (f64, f64) = (1950.0, 2020.0);

/// The figure.
pub(super) fn figure(seeds: u32) -> Result<Scene> {
    let mut runs = Vec::new();
    for place in PLACES {
        let of_place: Result<Vec<Recording>> =
            (1..=seeds).map(|seed| run_of(place, seed)).collect();
        runs.push(of_place?);
    }
    let mut plots = Vec::new();
    let mut layouts = Vec::new();
    for (row, (measure, name)) in OUTCOMES.iter().enumerate() {
        for (place, runs) in PLACES.iter().zip(&runs) {
            plots.push(history(runs, measure));
            let mut layout = Layout::new(YEARS, (0.0, 1.0))
                .with_x_tick_step(20.0)
                .with_y_tick_step(0.5);
            if row == 0 {
                layout = layout.with_title(runs[0].name.as_str());
            }
            if *place == PLACES[0] {
                layout = layout.with_y_label(*name);
            }
            layouts.push(layout);
        }
    }
    Ok(Figure::new(OUTCOMES.len(), PLACES.len())
        .with_title("Four places, median and 90 % of runs")
        .with_plots(plots)
        .with_layouts(layouts)
        .with_shared_x_all()
        .with_shared_y_all()
        .with_cell_size(280.0, 170.0)
        .with_row_height(0, 200.0)
        .render())
}

/// The median of a measure over the years, on the band of 90 % of runs.
fn history(runs: &[Recording], measure: &str) -> Vec<Plot> {
    let years = runs.iter().map(|run| run.years.len()).max().unwrap_or(0);
    let (mut middle, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
    for place in 0..years {
        let of_year = runs.iter().filter_map(|run| run.years.get(place));
        let mut values: Vec<f64> = of_year
            .clone()
            .filter_map(|year| Recording::measure(year, measure))
            .collect();
        let year = { of_year }.find_map(|year| Recording::measure(year, "year"));
        values.sort_by(f64::total_cmp);
        // A year in which hardly any run has a value has no band.
        if let (Some(year), true) = (year, 2 * values.len() > runs.len()) {
            middle.push((year, quantile(&values, 0.5)));
            low.push(quantile(&values, 0.05));
            high.push(quantile(&values, 0.95));
        }
    }
    let band = BandPlot::new(middle.iter().map(|(year, _)| *year), low, high)
        .with_color(colour::BLUE)
        .with_opacity(0.3);
    let line = LinePlot::new()
        .with_data(middle)
        .with_color(colour::BLUE)
        .with_stroke_width(2.0);
    vec![Plot::Band(band), Plot::Line(line)]
}

/// A quantile of sorted values, linear between them.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a short list"
)]
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * (place - place.floor())
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn a_quantile_lies_between_its_neighbours() {
        let values = [0.0, 1.0, 2.0, 3.0];
        let quantiles = [0.0, 0.5, 0.95, 1.0].map(|part| quantile(&values, part));
        for (found, expected) in quantiles.iter().zip([0.0, 1.5, 2.85, 3.0]) {
            assert!((found - expected).abs() < 1e-9, "{quantiles:?}");
        }
    }
}
