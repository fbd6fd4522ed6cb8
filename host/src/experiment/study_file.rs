//! Studies as data: a TOML file of `[[study]]` tables.
//!
//! ```toml
//! [[study]]
//! key = "no-market"                      # what it is called by
//! title = "Nobody builds a market"       # optional
//! claims = ["C22", "C34"]                # optional
//! note = "..."                           # optional
//! place = "yiwu"                         # of the arm `as-is`, and of every arm that names none
//! arms = [{ name = "never", set = ["market.seed_year=0"] }]   # interventions
//! expect = [{ metric = "firms", years = [1988, 1998], order = "as-is > never" }]
//! ```
//!
//! An arm has a `name`, a `place`, an intervention, and `with = ["baoan"]` if other places are run at once with it.
//! An expectation has `metric` (a column of `polanyi run --format csv`, or `column / column`), `years` or `ages` (from
//! and to), `summary` (mean unless told: sum, last, slope, swing, or wait until `level` is reached), `nothing` (what a
//! year counts that has no number; without it such a year is left out), `unit` and `meaning` for the reader,
//! `place` (a neighbour instead of the arm's own place), `across = { parameter = "place.endowment", from = 0.0, to = 1.0, points = 12 }` for the correlation of the metric
//! with a parameter over many places, and `order`: `a > b > c`, with `a - b` as a side, and `~` where nothing is expected.

use std::ops::Range as Span;

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{parameter, parameters};
use toml::de::{DeTable, DeValue};

use super::arm_file;
use super::metric_file::{METRIC_KEYS, metric};
use super::order::{self, Comparison, OrderError};
use super::study::{Across, Arm, Expectation, Study};
use crate::reading::{Value, only, required, tables, text, texts};
use crate::scenario_file::dated::number;
use crate::scenario_file::document::{brief, syntax};
use crate::scenario_file::examination::Examination;
use crate::scenario_file::nearest::advice;
use crate::scenario_file::{Report, Source};

const STUDY_KEYS: [&str; 8] = [
    "key",
    "title",
    "claims",
    "note",
    "place",
    "arms",
    "expect",
    "not_modelled",
];

/// The studies of a text, or everything that is wrong with it.
pub fn parse(source: &Source) -> Result<Vec<Study>, Report> {
    let (document, errors) = DeTable::parse_recoverable(source.text());
    let mut examination = Examination::new(Scenario::DEFAULT);
    for error in errors {
        syntax(&mut examination, &error);
    }
    let document = document.get_ref();
    only(&mut examination, "a file of studies", document, &["study"]);
    let mut studies: Vec<Study> = Vec::new();
    if let Some(value) = document.get("study") {
        for (table, span) in tables(&mut examination, "study", value) {
            let Some(read) = study(&mut examination, table, &span) else {
                continue;
            };
            if studies.iter().any(|known| known.key == read.key) {
                let message = format!("there are two studies `{}`", brief(&read.key));
                examination.find(span, message, "again", "give each a key of its own");
            }
            studies.push(read);
        }
    }
    if studies.is_empty() {
        examination.find(
            0..0,
            "there is no study",
            "nothing to ask",
            "begin with `[[study]]`",
        );
    }
    examination.scenario = Scenario::DEFAULT;
    examination.end(source).map(|_| studies)
}

fn study(examination: &mut Examination, table: &DeTable<'_>, span: &Span<usize>) -> Option<Study> {
    only(examination, "a study", table, &STUDY_KEYS);
    let mut line = |key: &str| {
        let value = table.get(key)?;
        text(examination, key, value).map(str::to_owned)
    };
    let (title, note) = (
        line("title").unwrap_or_default(),
        line("note").unwrap_or_default(),
    );
    let not_modelled = line("not_modelled");
    let key = required(examination, "study", (table, span), "key")
        .and_then(|value| text(examination, "key", value))?
        .to_owned();
    let claims = match table.get("claims") {
        Some(value) => texts(examination, "claims", value),
        None => Vec::new(),
    };
    let claims = claims
        .into_iter()
        .map(|(claim, _)| claim.to_owned())
        .collect();
    let (mut arms, mut expectations) = (Vec::new(), Vec::new());
    if not_modelled.is_none() {
        arms = arm_file::arms(examination, table, span);
        if let Some(value) = required(examination, "study", (table, span), "expect") {
            for (table, span) in tables(examination, "expect", value) {
                expectations.extend(expectation(examination, table, &span, &arms));
            }
        }
    }
    Some(Study {
        key,
        title,
        claims,
        note,
        not_modelled,
        arms,
        expectations,
    })
}

fn expectation(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: &Span<usize>,
    arms: &[Arm],
) -> Option<Expectation> {
    let known: Vec<&str> = METRIC_KEYS
        .into_iter()
        .chain(["across", "order", "place"])
        .collect();
    only(examination, "an expectation", table, &known);
    let mut line = |key: &str| {
        let value = table.get(key)?;
        text(examination, key, value).map(str::to_owned)
    };
    let (unit, meaning) = (
        line("unit").unwrap_or_default(),
        line("meaning").unwrap_or_default(),
    );
    let across = match table.get("across") {
        Some(value) => Some(across(examination, value)?),
        None => None,
    };
    let metric = metric(examination, table, span);
    let order = required(examination, "expectation", (table, span), "order")
        .and_then(|value| order(examination, value, arms))?;
    let mut expectation = Expectation {
        metric: metric?,
        meaning,
        unit,
        across,
        order,
    };
    if let Some(value) = table.get("place") {
        expectation.metric.cluster = cluster(examination, value, arms, &expectation)?;
    }
    for arm in expectation.arms() {
        let timing = &arms[arm].own().timing;
        let (first, last) = expectation.metric.window.calendar(timing.start_year);
        if first < timing.start_year || last > timing.end_year {
            let message = format!(
                "`{}` runs from {} to {}, and {first} to {last} is asked for",
                arms[arm].name, timing.start_year, timing.end_year
            );
            let help = "ask for years of the run, or make the run longer with `set`";
            examination.find(span.clone(), message, "years outside the run", help);
        }
    }
    Some(expectation)
}

/// The place among those that its arms run which an expectation is about.
fn cluster(
    examination: &mut Examination,
    value: &Value<'_>,
    arms: &[Arm],
    expectation: &Expectation,
) -> Option<usize> {
    let name = text(examination, "place", value)?;
    let mut places = expectation.arms().into_iter().map(|arm| {
        let found = arms[arm].places().position(|place| place == name);
        found.ok_or(arm)
    });
    let first = places.next()?;
    match (first, places.find(|place| *place != first)) {
        (Ok(place), None) => Some(place),
        (Err(arm), _) | (_, Some(Err(arm))) => {
            let message = format!("`{}` does not run `{}`", arms[arm].name, brief(name));
            let help = "name the arm's place, or one that it runs `with`";
            examination.find(value.span(), message, "not there", help);
            None
        }
        (Ok(_), Some(Ok(_))) => {
            let help = "list the neighbours of these arms in one order";
            examination.find(
                value.span(),
                "the arms do not agree on its place",
                "in different places",
                help,
            );
            None
        }
    }
}

fn across(examination: &mut Examination, value: &Value<'_>) -> Option<Across> {
    let DeValue::Table(table) = value.get_ref() else {
        let help = "write `across = { parameter = \"place.endowment\", from = 0.0, to = 1.0, points = 12 }`";
        examination.find(value.span(), "`across` is a table", "not a table", help);
        return None;
    };
    let (span, what) = (value.span(), "`across`");
    only(
        examination,
        what,
        table,
        &["parameter", "from", "to", "points"],
    );
    let path = required(examination, what, (table, &span), "parameter")?;
    let name = text(examination, "parameter", path)?;
    let mut amount = |key: &str, bounds| {
        let value = required(examination, what, (table, &span), key)?;
        number(examination, key, bounds, value)
    };
    let (from, to) = (amount("from", (-1e9, 1e9)), amount("to", (-1e9, 1e9)));
    let points = amount("points", (3.0, 64.0));
    let Some(parameter) = parameter(name) else {
        let paths = parameters().map(|parameter| parameter.path);
        let help = advice(name, paths, "`polanyi parameters` lists all paths");
        let message = format!("there is no parameter `{}`", brief(name));
        examination.find(path.span(), message, "unknown", help);
        return None;
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is from 3 to 64"
    )]
    let across = Across {
        parameter,
        from: from?,
        to: to?,
        points: points? as u32,
    };
    if !across.is_admitted() {
        let message = format!("`{name}` does not go so far");
        let help = "see its range in `polanyi parameters`; it must be a number with a fraction";
        examination.find(span, message, "out of range", help);
        return None;
    }
    Some(across)
}

fn order(
    examination: &mut Examination,
    value: &Value<'_>,
    arms: &[Arm],
) -> Option<Vec<Comparison>> {
    let names: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    match order::parse(text(examination, "order", value)?, &names) {
        Ok(order) => Some(order),
        Err(OrderError::Unknown(name)) => {
            let all = format!("the arms are {}", names.join(", "));
            let help = advice(&name, names.iter().copied(), &all);
            let message = format!("this study has no arm `{}`", brief(&name));
            examination.find(value.span(), message, "unknown", help);
            None
        }
        Err(OrderError::Malformed) => {
            let help = "write `as-is > never`, `a > b > c`, `a - b > c - d`, or `~` where nothing is expected";
            examination.find(value.span(), "this is no order", "cannot be read", help);
            None
        }
    }
}
