//! Settings of an intervention: a parameter to a value, or relative to its own or another's.

use std::ops::Range as Span;

use polanyi_core::model::scenario::{Parameter, Range, Value, parameter, parameters};

use crate::scenario_file::document::brief;
use crate::scenario_file::examination::Examination;
use crate::scenario_file::literal::Literal;
use crate::scenario_file::nearest::advice;

/// Sets what `setting` says: `path=value`, `path=path`, `path=path+4`, or `path*2` for `path=path*2`.
pub(super) fn set(examination: &mut Examination, setting: &str, span: Span<usize>) {
    let (path, right) = match setting.split_once('=') {
        Some((path, right)) => (path.trim(), right.trim()),
        None => (split(setting).0, setting.trim()),
    };
    let Some(target) = known(examination, path, span.clone()) else {
        return;
    };
    let (base, change) = split(right);
    if !begins_like_a_path(base) || matches!(base, "true" | "false") {
        examination.put(target, &Literal::of_word(right), span);
        return;
    }
    let Some(base) = known(examination, base, span.clone()) else {
        return;
    };
    match (change, real(base.get(&examination.scenario))) {
        (None, _) if setting.contains('=') => copy(examination, target, base, span),
        (Some((operator, factor)), Some(value)) if factor.parse::<f64>().is_ok() => {
            let factor: f64 = factor.parse().unwrap_or(1.0);
            let changed = match operator {
                '*' => value * factor,
                '+' => value + factor,
                _ => value - factor,
            };
            put(examination, target, changed, span);
        }
        _ => {
            let message = format!("`{}` sets nothing", brief(setting));
            let help =
                "write `stage.wage=0.1`, `stage.wage*2` or `market.seed_year=timing.start_year+4`";
            examination.find(span, message, "no value", help);
        }
    }
}

/// Sets a parameter to a computed number, rounded if the parameter is whole.
pub(super) fn put(
    examination: &mut Examination,
    target: &Parameter,
    number: f64,
    span: Span<usize>,
) {
    let word = match target.range {
        Range::Whole { .. } => format!("{:.0}", number.round()),
        Range::Number { .. } | Range::Switch => number.to_string(),
    };
    examination.put(target, &Literal::of_word(&word), span);
}

/// Gives `target` the value of `base`.
fn copy(examination: &mut Examination, target: &Parameter, base: &Parameter, span: Span<usize>) {
    match base.get(&examination.scenario) {
        Value::Switch(switch) => {
            examination.put(target, &Literal::Switch(switch), span);
        }
        value => put(examination, target, real(value).unwrap_or(f64::NAN), span),
    }
}

/// The path at the beginning, and the operator with what follows, if there is one.
fn split(text: &str) -> (&str, Option<(char, &str)>) {
    match text
        .char_indices()
        .find(|(_, letter)| matches!(letter, '*' | '+' | '-'))
    {
        Some((at, operator)) => (text[..at].trim(), Some((operator, text[at + 1..].trim()))),
        None => (text.trim(), None),
    }
}

fn begins_like_a_path(word: &str) -> bool {
    word.contains('.') && word.starts_with(|letter: char| letter.is_ascii_alphabetic())
}

/// The number of a value; a switch has none.
fn real(value: Value) -> Option<f64> {
    match value {
        // Through the shortest digits, so that 0.05 doubled is 0.1 and not its neighbour.
        Value::Number(number) => number.to_string().parse().ok(),
        Value::Whole(number) => Some(f64::from(number)),
        Value::Switch(_) => None,
    }
}

/// The parameter at a path, or a finding with the nearest one.
pub(super) fn known(
    examination: &mut Examination,
    path: &str,
    span: Span<usize>,
) -> Option<&'static Parameter> {
    let found = parameter(path);
    if found.is_none() {
        let paths = parameters().map(|parameter| parameter.path);
        let help = advice(path, paths, "`polanyi parameters` lists all paths");
        let message = format!("there is no parameter `{}`", brief(path));
        examination.find(span, message, "unknown", help);
    }
    found
}
