//! The four outcomes at a few years, as bars and numbers.

use std::fmt::Write as _;

use polanyi_core::model::Year;

use super::number::{brief, percent};
use crate::output::column::column;

/// Years shown beside each other.
const SHOWN: usize = 5;
/// Columns of a row's name, and of a value.
const NAME: usize = 24;
const VALUE: usize = 6;
/// Columns of a bar behind its number; a blank on each side keeps bars and numbers apart.
const BAR: usize = 4;

/// Parts of a block, in eighths.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// How a row's values are shown.
#[derive(Clone, Copy)]
enum Form {
    Share,
    Plain,
}

/// A heading, and the rows below it: name, column, form.
type Part = (&'static str, &'static [(&'static str, &'static str, Form)]);

const PARTS: [Part; 5] = [
    (
        "Value chain",
        &[
            ("0 processing, 1 brand", "value_chain", Form::Share),
            ("processing fees", "processing_share", Form::Share),
        ],
    ),
    (
        "Openness",
        &[
            ("exports in sales", "openness.export_share", Form::Share),
            (
                "foreign capital",
                "openness.foreign_capital_share",
                Form::Share,
            ),
            (
                "foreign buyers",
                "openness.foreign_buyer_share",
                Form::Share,
            ),
        ],
    ),
    (
        "Channels of sales",
        &[
            ("foreign orders", "channels.order", Form::Share),
            ("specialized market", "channels.market", Form::Share),
            ("local trade", "channels.local_trade", Form::Share),
            ("export consortium", "channels.consortium", Form::Share),
            ("own brand", "channels.own_brand", Form::Share),
        ],
    ),
    (
        "Governance of work",
        &[
            ("kin", "governance.kin", Form::Share),
            ("market", "governance.market", Form::Share),
            ("association", "governance.association", Form::Share),
        ],
    ),
    (
        "And besides",
        &[
            ("firms", "firms", Form::Plain),
            ("workers", "employment", Form::Plain),
            ("stalls", "stalls", Form::Plain),
            ("wage, of frontier's", "wage", Form::Share),
            ("mark-up", "markup", Form::Share),
            ("homogeneity", "homogeneity", Form::Share),
        ],
    ),
];

/// The table. A share of nothing is a dash.
pub(super) fn table(years: &[Year]) -> String {
    let shown = spread(years);
    let mut lines = format!("{:<NAME$}", "Outcomes");
    for year in &shown {
        let _ = write!(
            lines,
            "{:>VALUE$}{:width$}",
            year.measures.year,
            "",
            width = BAR + 1
        );
    }
    lines.truncate(lines.trim_end().len());
    lines.push('\n');
    for (heading, rows) in PARTS {
        let _ = writeln!(lines, "{heading}");
        for (name, path, form) in rows {
            lines.push_str(&row(&shown, name, path, *form));
            lines.push('\n');
        }
    }
    lines
}

fn row(years: &[&Year], name: &str, path: &str, form: Form) -> String {
    let column = column(path).expect("a test draws every row");
    let mut line = format!("  {name:<width$}", width = NAME - 2);
    for year in years {
        let number = (column.of)(&year.measures).number();
        let (value, drawn) = match (number, form) {
            (None, _) => ("-".to_owned(), String::new()),
            (Some(share), Form::Share) => (percent(share), bar(share)),
            (Some(number), Form::Plain) => (brief(number), String::new()),
        };
        let _ = write!(line, "{value:>VALUE$} {drawn:<BAR$}");
    }
    line.truncate(line.trim_end().len());
    line
}

/// The first year, the last, and some in between.
fn spread(years: &[Year]) -> Vec<&Year> {
    let last = years.len().saturating_sub(1);
    let mut places: Vec<usize> = (0..SHOWN)
        .map(|index| (index * last + 2) / (SHOWN - 1))
        .map(|place| place.min(last))
        .collect();
    places.dedup();
    places
        .into_iter()
        .filter_map(|place| years.get(place))
        .collect()
}

/// A bar of a share.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few eighths of a block"
)]
#[expect(clippy::cast_precision_loss, reason = "a few columns")]
fn bar(share: f64) -> String {
    let eighths = (share.clamp(0.0, 1.0) * BAR as f64 * 8.0).round() as usize;
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}
