//! A factorial as data: a TOML file of gateways, causes, outcomes, interactions and contrasts.
//!
//! ```toml
//! [[gateway]]
//! name = "domestic"
//! place = "yiwu"
//!
//! [[cause]]                              # each level is an intervention with a name
//! name = "market"
//! first = { name = "absent", set = ["market.seed_year=0"] }
//! second = { name = "present", set = ["market.seed_year=timing.start_year+4"] }
//!
//! [[outcome]]                            # a metric, with the sign expected of each cause: "+", "-" or "."
//! name = "market channel"
//! metric = "channels.market"
//! ages = [15, 35]
//! expected = { market = "+" }
//!
//! [[interaction]]                        # signs by gateway
//! causes = ["timing", "market"]
//! outcome = "openness"
//! expected = { domestic = "+" }
//!
//! [[contrast]]                           # a cause's effect at the last gateway less that at the first
//! name = "transplants x society"
//! cause = "society"
//! outcome = "kin"
//! expected = "+"
//! ```

use std::ops::Range as Span;

use polanyi_core::model::Scenario;
use toml::de::{DeTable, DeValue};

use super::factorial::{Cause, Contrast, Factorial, Gateway, Interaction, Outcome, Sign};
use crate::experiment::{METRIC_KEYS, read_metric};
use crate::intervention;
use crate::reading::{Value, named, only, required, tables, text, texts};
use crate::scenario_file::document::{brief, syntax};
use crate::scenario_file::examination::Examination;
use crate::scenario_file::{Report, Source};

/// The most causes of a factorial: 64 cells.
const CAUSES_MAX: usize = 6;

/// A table with its place in the text.
type Entry<'v, 't> = (&'v DeTable<'t>, Span<usize>);

/// The factorial of a text, or everything that is wrong with it.
pub fn parse(source: &Source) -> Result<Factorial, Report> {
    let (document, errors) = DeTable::parse_recoverable(source.text());
    let mut examination = Examination::new(Scenario::DEFAULT);
    for error in errors {
        syntax(&mut examination, &error);
    }
    let document = document.get_ref();
    let keys = ["gateway", "cause", "outcome", "interaction", "contrast"];
    only(&mut examination, "a factorial", document, &keys);
    let factorial = read(&mut examination, document);
    examination.scenario = Scenario::DEFAULT;
    examination.end(source).map(|_| factorial)
}

fn read(examination: &mut Examination, document: &DeTable<'_>) -> Factorial {
    let mut factorial = Factorial {
        gateways: Vec::new(),
        causes: Vec::new(),
        outcomes: Vec::new(),
        interactions: Vec::new(),
        contrasts: Vec::new(),
    };
    let mut levels = Vec::new();
    for (table, span) in entries(examination, document, "cause")
        .into_iter()
        .take(CAUSES_MAX)
    {
        if let Some((cause, interventions)) = cause(examination, table, &span) {
            factorial.causes.push(cause);
            levels.push(interventions);
        }
    }
    for (table, span) in entries(examination, document, "gateway") {
        factorial
            .gateways
            .extend(gateway(examination, table, &span, &levels));
    }
    for (table, span) in entries(examination, document, "outcome") {
        let outcome = outcome(examination, table, &span, &factorial.causes);
        factorial.outcomes.extend(outcome);
    }
    for (table, span) in entries(examination, document, "interaction") {
        let interaction = interaction(examination, table, &span, &factorial);
        factorial.interactions.extend(interaction);
    }
    for (table, span) in entries(examination, document, "contrast") {
        let contrast = contrast(examination, table, &span, &factorial);
        factorial.contrasts.extend(contrast);
    }
    for (list, empty) in [
        ("gateway", factorial.gateways.is_empty()),
        ("cause", factorial.causes.is_empty()),
        ("outcome", factorial.outcomes.is_empty()),
    ] {
        if empty {
            let message = format!("there is no `{list}`");
            examination.find(0..0, message, "incomplete", format!("add a `[[{list}]]`"));
        }
    }
    factorial
}

fn entries<'v, 't>(
    examination: &mut Examination,
    document: &'v DeTable<'t>,
    key: &str,
) -> Vec<Entry<'v, 't>> {
    let value = document.get(key);
    value.map_or_else(Vec::new, |value| tables(examination, key, value))
}

/// A cause, and the interventions of its two levels.
fn cause<'v, 't>(
    examination: &mut Examination,
    table: &'v DeTable<'t>,
    span: &Span<usize>,
) -> Option<(Cause, [Entry<'v, 't>; 2])> {
    only(examination, "a cause", table, &["name", "first", "second"]);
    let name = name(examination, "cause", (table, span))?;
    let first = level(examination, (table, span), "first");
    let second = level(examination, (table, span), "second");
    let ((first, at_first), (second, at_second)) = (first?, second?);
    let cause = Cause {
        name,
        levels: [first, second],
    };
    Some((cause, [at_first, at_second]))
}

fn level<'v, 't>(
    examination: &mut Examination,
    (table, span): (&'v DeTable<'t>, &Span<usize>),
    key: &str,
) -> Option<(String, Entry<'v, 't>)> {
    let value = required(examination, "cause", (table, span), key)?;
    let DeValue::Table(level) = value.get_ref() else {
        let help = format!("write `{key} = {{ name = \"...\", set = [...] }}`");
        examination.find(
            value.span(),
            format!("`{key}` is a table"),
            "not a table",
            help,
        );
        return None;
    };
    let known: Vec<&str> = ["name"].into_iter().chain(intervention::KEYS).collect();
    only(examination, "a level", level, &known);
    let name = name(examination, "level", (level, &value.span()))?;
    Some((name, (level, value.span())))
}

/// A gateway, with the scenario of every cell: causes take effect in their order.
fn gateway(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: &Span<usize>,
    levels: &[[Entry<'_, '_>; 2]],
) -> Option<Gateway> {
    only(examination, "a gateway", table, &["name", "place"]);
    let name = name(examination, "gateway", (table, span))?;
    let place = required(examination, "gateway", (table, span), "place")
        .and_then(|value| intervention::place(examination, "place", value))?;
    let mut cells = Vec::new();
    for cell in 0..1_usize << levels.len() {
        examination.scenario = place.scenario.clone();
        for (bit, levels) in levels.iter().enumerate() {
            let (level, _) = &levels[(cell >> bit) & 1];
            intervention::apply(examination, level);
        }
        if let Err(conflict) = examination.scenario.check() {
            let help = "change a level of a cause";
            examination.find(span.clone(), conflict.to_string(), "in conflict", help);
        }
        cells.push(examination.scenario.clone());
    }
    Some(Gateway {
        name,
        place: place.key,
        cells,
    })
}

fn outcome(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: &Span<usize>,
    causes: &[Cause],
) -> Option<Outcome> {
    let known: Vec<&str> = METRIC_KEYS
        .into_iter()
        .chain(["name", "expected"])
        .collect();
    only(examination, "an outcome", table, &known);
    let names: Vec<&str> = causes.iter().map(|cause| cause.name.as_str()).collect();
    let expected = signs(examination, table, "cause", &names);
    Some(Outcome {
        name: name(examination, "outcome", (table, span))?,
        metric: read_metric(examination, table, span)?,
        expected,
    })
}

fn interaction(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: &Span<usize>,
    factorial: &Factorial,
) -> Option<Interaction> {
    let what = "interaction";
    only(
        examination,
        "an interaction",
        table,
        &["causes", "outcome", "expected"],
    );
    let gateways: Vec<&str> = factorial
        .gateways
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let expected = signs(examination, table, "gateway", &gateways);
    let value = required(examination, what, (table, span), "causes")?;
    let causes: Vec<usize> = texts(examination, "causes", value)
        .into_iter()
        .filter_map(|given| listed(examination, "cause", given, cause_names(factorial)))
        .collect();
    let [one, other] = causes[..] else {
        let help = "write `causes = [\"timing\", \"market\"]`";
        examination.find(
            value.span(),
            "an interaction is of two causes",
            "not two",
            help,
        );
        return None;
    };
    Some(Interaction {
        causes: [one, other],
        outcome: named_outcome(examination, what, (table, span), factorial)?,
        expected,
    })
}

fn contrast(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: &Span<usize>,
    factorial: &Factorial,
) -> Option<Contrast> {
    let what = "contrast";
    only(
        examination,
        "a contrast",
        table,
        &["name", "cause", "outcome", "expected"],
    );
    let value = required(examination, what, (table, span), "cause")?;
    let given = (text(examination, "cause", value)?, value.span());
    let cause = listed(examination, "cause", given, cause_names(factorial));
    let expected = match table.get("expected") {
        Some(value) => sign(examination, value)?,
        None => Sign::Any,
    };
    Some(Contrast {
        name: name(examination, what, (table, span))?,
        cause: cause?,
        outcome: named_outcome(examination, what, (table, span), factorial)?,
        expected,
    })
}

/// The signs of the table `expected`, one for each of `names`; `.` where it says nothing.
fn signs(
    examination: &mut Examination,
    table: &DeTable<'_>,
    what: &str,
    names: &[&str],
) -> Vec<Sign> {
    let mut signs = vec![Sign::Any; names.len()];
    let Some(value) = table.get("expected") else {
        return signs;
    };
    let DeValue::Table(expected) = value.get_ref() else {
        let help = format!(
            "write `expected = {{ {} = \"+\" }}`",
            names.first().unwrap_or(&what)
        );
        examination.find(value.span(), "`expected` is a table", "not a table", help);
        return signs;
    };
    for (key, value) in expected {
        let given = (key.get_ref().as_ref(), key.span());
        let place = listed(examination, what, given, names.iter().copied());
        if let (Some(place), Some(sign)) = (place, sign(examination, value)) {
            signs[place] = sign;
        }
    }
    signs
}

fn sign(examination: &mut Examination, value: &Value<'_>) -> Option<Sign> {
    let name = text(examination, "expected", value)?;
    Some(named(examination, "sign", Sign::NAMES, (name, value.span()))?.1)
}

fn cause_names(factorial: &Factorial) -> impl Iterator<Item = &str> {
    factorial.causes.iter().map(|cause| cause.name.as_str())
}

fn named_outcome(
    examination: &mut Examination,
    what: &str,
    entry: (&DeTable<'_>, &Span<usize>),
    factorial: &Factorial,
) -> Option<usize> {
    let value = required(examination, what, entry, "outcome")?;
    let given = (text(examination, "outcome", value)?, value.span());
    let names = factorial
        .outcomes
        .iter()
        .map(|outcome| outcome.name.as_str());
    listed(examination, "outcome", given, names)
}

/// The place of a name in a list.
fn listed<'n>(
    examination: &mut Examination,
    what: &str,
    given: (&str, Span<usize>),
    names: impl Iterator<Item = &'n str>,
) -> Option<usize> {
    let names: Vec<(&str, usize)> = names.zip(0..).collect();
    Some(named(examination, what, &names, given)?.1)
}

fn name(
    examination: &mut Examination,
    what: &str,
    entry: (&DeTable<'_>, &Span<usize>),
) -> Option<String> {
    let value = required(examination, what, entry, "name")?;
    text(examination, "name", value).map(brief)
}
