//! Main effects of the four causes on all outcomes, at both gateways, as a heat map with intervals.

use std::sync::Arc;

use kuva::plot::annotations::TextAnnotation;
use kuva::plot::{ColorMap, Heatmap};
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::{Scene, render_multiple};

use crate::results::{Effect, Signs};

/// The effect at which a colour is full.
const FULL: f64 = 0.6;

/// The figure.
pub(super) fn figure(signs: &Signs) -> Scene {
    let main: Vec<&Effect> = signs
        .effects
        .iter()
        .filter(|one| one.kind == "effect")
        .collect();
    let mut outcomes: Vec<&str> = Vec::new();
    let mut columns: Vec<(&str, &str)> = Vec::new();
    for one in &main {
        if !outcomes.contains(&one.outcome.as_str()) {
            outcomes.push(&one.outcome);
        }
        if !columns.contains(&(&one.gateway, &one.cause)) {
            columns.push((&one.gateway, &one.cause));
        }
    }
    // The first row is drawn lowest.
    outcomes.reverse();
    let found = |outcome: &str, (gateway, cause): (&str, &str)| {
        main.iter()
            .find(|one| one.outcome == outcome && one.gateway == gateway && one.cause == cause)
            .copied()
    };
    let data: Vec<Vec<f64>> = outcomes
        .iter()
        .map(|outcome| {
            let cells = columns.iter().map(|column| found(outcome, *column));
            cells
                .map(|one| one.and_then(|one| one.size).unwrap_or(f64::NAN))
                .collect()
        })
        .collect();
    let heads: Vec<String> = columns
        .iter()
        .map(|(gateway, cause)| format!("{cause} ({gateway})"))
        .collect();
    let rows: Vec<String> = outcomes.iter().map(ToString::to_string).collect();
    let heatmap = Heatmap::new()
        .with_color_map(colours(&data))
        .with_labels(rows.clone(), heads.clone())
        .with_data(data)
        .with_cell_size(0.96);
    let plots = vec![Plot::Heatmap(heatmap)];
    let mut layout = Layout::auto_from_plots(&plots)
        .with_width(1300.0)
        .with_height(640.0)
        .with_x_categories(heads)
        .with_y_categories(rows)
        .with_title("Effects of the four causes: difference, half of its 95 % interval, expected sign (! fails)");
    for (y, outcome) in outcomes.iter().enumerate() {
        for (x, column) in columns.iter().enumerate() {
            if let Some(one) = found(outcome, *column) {
                for (line, words) in words(one).into_iter().enumerate() {
                    let failed = line == 0 && one.holds == Some(false);
                    layout = layout.with_annotation(text(&words, x, y, line, failed));
                }
            }
        }
    }
    render_multiple(plots, layout)
}

/// The two lines of a cell.
fn words(one: &Effect) -> [String; 2] {
    let (Some(effect), Some(low), Some(high)) = (one.size, one.low, one.high) else {
        return ["no value".to_owned(), String::new()];
    };
    let verdict = match (one.expected.as_str(), one.holds) {
        (sign @ ("+" | "-"), Some(true)) => format!(" ({sign})"),
        (sign @ ("+" | "-"), _) => format!(" ({sign} !)"),
        _ => String::new(),
    };
    [
        format!("{effect:+.2}{verdict}"),
        format!("± {:.2}", (high - low) / 2.0),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "a few rows and columns")]
fn text(words: &str, x: usize, y: usize, line: usize, failed: bool) -> TextAnnotation {
    let (size, rise) = if line == 0 { (13, 0.12) } else { (11, -0.22) };
    TextAnnotation::new(words, x as f64 + 1.0, y as f64 + 1.0 + rise)
        .with_color(if failed { "#B00000" } else { "#111111" })
        .with_font_size(size)
}

/// Red below zero, white at it, blue above; grey where there is no effect to tell of.
fn colours(data: &[Vec<f64>]) -> ColorMap {
    let values = data.iter().flatten().filter(|value| value.is_finite());
    let (least, most) = values.fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(least, most), value| (least.min(*value), most.max(*value)),
    );
    // The map is given the place between the least and the most of all values.
    ColorMap::Custom(Arc::new(move |place| {
        let value = least + place * (most - least);
        if !value.is_finite() {
            return "#DDDDDD".to_owned();
        }
        let strength = (value / FULL).clamp(-1.0, 1.0);
        let full = if strength < 0.0 {
            [213.0, 94.0, 0.0]
        } else {
            [0.0, 114.0, 178.0]
        };
        let [red, green, blue] =
            full.map(|part: f64| 255.0 + (part - 255.0) * 0.75 * strength.abs());
        format!("rgb({red:.0},{green:.0},{blue:.0})")
    }))
}
