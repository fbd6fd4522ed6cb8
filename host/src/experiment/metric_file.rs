//! A metric as data: the keys of a table that say what is measured, over which years, and how they become one number.

use std::ops::Range as Span;

use polanyi_core::model::scenario::YEARS;
use toml::de::{DeTable, DeValue};

use super::metric::{Amount, Metric, Summary, Window};
use crate::output::column::{COLUMNS, Column, column};
use crate::reading::{Value, named, required, text};
use crate::scenario_file::dated::number;
use crate::scenario_file::document::brief;
use crate::scenario_file::examination::Examination;
use crate::scenario_file::nearest::advice;

/// The keys of a metric.
pub(crate) const METRIC_KEYS: [&str; 8] = [
    "metric", "years", "ages", "summary", "level", "nothing", "unit", "meaning",
];

/// A metric, from the keys of [`METRIC_KEYS`].
pub(crate) fn metric(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: &Span<usize>,
) -> Option<Metric> {
    let column = required(examination, "expectation", (table, span), "metric")
        .and_then(|value| amount(examination, value));
    let window = window(examination, table, span);
    let mut amount = |key: &str| {
        let value = table.get(key)?;
        number(examination, key, (-1e9, 1e9), value).map(f64::from)
    };
    let (level, nothing) = (amount("level"), amount("nothing"));
    let summary = match table.get("summary") {
        None => Summary::Mean,
        Some(value) => {
            let name = text(examination, "summary", value)?;
            named(examination, "summary", Summary::NAMES, (name, value.span()))?.1
        }
    };
    let summary = match (summary, level) {
        (Summary::Wait { .. }, Some(level)) => Summary::Wait { level },
        (Summary::Wait { .. }, None) => {
            let help = "add `level = 100`, which the wait is for";
            examination.find(span.clone(), "a wait has no `level`", "until when?", help);
            return None;
        }
        (summary, _) => summary,
    };
    Some(Metric {
        column: column?,
        window: window?,
        summary,
        nothing,
        cluster: 0,
    })
}

/// `column` or `column / column`.
fn amount(examination: &mut Examination, value: &Value<'_>) -> Option<Amount> {
    let whole = text(examination, "metric", value)?;
    let mut known = |path: &str| -> Option<&'static Column> {
        let found = column(path);
        if found.is_none() {
            let paths = COLUMNS.iter().map(|column| column.path);
            let help = advice(
                path,
                paths,
                "the columns are those of `polanyi run --format csv`",
            );
            let message = format!("nothing is measured under `{}`", brief(path));
            examination.find(value.span(), message, "unknown", help);
        }
        found
    };
    match whole.split_once('/') {
        None => Some(Amount {
            of: known(whole.trim())?,
            per: None,
        }),
        Some((of, per)) => {
            let (of, per) = (known(of.trim()), known(per.trim()));
            Some(Amount {
                of: of?,
                per: Some(per?),
            })
        }
    }
}

/// `years = [1990, 2000]` or `ages = [15, 35]`.
fn window(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: &Span<usize>,
) -> Option<Window> {
    let (value, ages) = match (table.get("years"), table.get("ages")) {
        (Some(years), None) => (years, false),
        (None, Some(ages)) => (ages, true),
        _ => {
            let help = "write `years = [1990, 2000]` or `ages = [15, 35]`";
            examination.find(span.clone(), "which years are meant?", "none or both", help);
            return None;
        }
    };
    let whole = |entry: &Value<'_>| {
        let integer = entry.get_ref().as_integer()?;
        u32::from_str_radix(integer.as_str(), integer.radix()).ok()
    };
    let numbers: Option<Vec<u32>> = match value.get_ref() {
        DeValue::Array(entries) => entries.iter().map(whole).collect(),
        _ => None,
    };
    match numbers.as_deref() {
        Some([first, last]) if first <= last && f64::from(*last) <= f64::from(*YEARS.end()) => {
            Some(if ages {
                Window::Ages(*first, *last)
            } else {
                Window::Years(*first, *last)
            })
        }
        _ => {
            let help = "give the first year and the last, as `[1990, 2000]`";
            examination.find(value.span(), "these are no years", "no span of years", help);
            None
        }
    }
}
