//! Reading TOML beyond scenario files: typed values, and findings where they are something else.

use std::ops::Range as Span;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::scenario_file::document::brief;
use crate::scenario_file::examination::Examination;
use crate::scenario_file::nearest::advice;

/// A value with its place in the text.
pub(crate) type Value<'t> = Spanned<DeValue<'t>>;

/// Notes every key of `table` that is not among `known`; `what` says whose keys they are.
pub(crate) fn only(examination: &mut Examination, what: &str, table: &DeTable<'_>, known: &[&str]) {
    for (name, _) in table {
        let key = name.get_ref().as_ref();
        if !known.contains(&key) {
            let message = format!("{what} has no key `{}`", brief(key));
            let keys = format!("its keys are {}", known.join(", "));
            let help = advice(key, known.iter().copied(), &keys);
            examination.find(name.span(), message, "unknown", help);
        }
    }
}

/// A text in one line.
pub(crate) fn text<'v>(
    examination: &mut Examination,
    key: &str,
    value: &'v Value<'_>,
) -> Option<&'v str> {
    let text = value.get_ref().as_str();
    let text = text.filter(|text| !text.is_empty() && !text.chars().any(char::is_control));
    if text.is_none() {
        let message = format!("`{key}` is a text");
        let help = format!("write `{key} = \"...\"` in one line");
        examination.find(value.span(), message, "no line of text", help);
    }
    text
}

/// A list of texts, each with its place.
pub(crate) fn texts<'v>(
    examination: &mut Examination,
    key: &str,
    value: &'v Value<'_>,
) -> Vec<(&'v str, Span<usize>)> {
    let help = format!("write `{key} = [\"...\"]`");
    list(examination, key, value, &help)
        .iter()
        .filter_map(|entry| Some((text(examination, key, entry)?, entry.span())))
        .collect()
}

/// A list of tables, each with its place.
pub(crate) fn tables<'v, 't>(
    examination: &mut Examination,
    key: &str,
    value: &'v Value<'t>,
) -> Vec<(&'v DeTable<'t>, Span<usize>)> {
    let help = format!("write `{key} = [{{ ... }}]`");
    let mut tables = Vec::new();
    for entry in list(examination, key, value, &help) {
        match entry.get_ref() {
            DeValue::Table(table) => tables.push((table, entry.span())),
            _ => {
                let message = format!("`{key}` is a list of tables");
                examination.find(entry.span(), message, "not a table", help.clone());
            }
        }
    }
    tables
}

fn list<'v, 't>(
    examination: &mut Examination,
    key: &str,
    value: &'v Value<'t>,
    help: &str,
) -> &'v [Value<'t>] {
    match value.get_ref() {
        DeValue::Array(entries) => entries,
        _ => {
            let message = format!("`{key}` is a list");
            examination.find(value.span(), message, "not a list", help);
            &[]
        }
    }
}

/// One of `names`, with what it stands for; `what` says what they are names of.
pub(crate) fn named<'n, T: Copy>(
    examination: &mut Examination,
    what: &str,
    names: &[(&'n str, T)],
    (given, span): (&str, Span<usize>),
) -> Option<(&'n str, T)> {
    let found = names.iter().find(|(name, _)| *name == given).copied();
    if found.is_none() {
        let list: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        let all = format!("there are {}", list.join(", "));
        let message = format!("there is no {what} `{}`", brief(given));
        examination.find(span, message, "unknown", advice(given, list, &all));
    }
    found
}

/// The value of `key`, or a finding on the whole table that it is missing.
pub(crate) fn required<'v, 't>(
    examination: &mut Examination,
    what: &str,
    (table, span): (&'v DeTable<'t>, &Span<usize>),
    key: &str,
) -> Option<&'v Value<'t>> {
    let value = table.get(key);
    if value.is_none() {
        let message = format!("this {what} has no `{key}`");
        let help = format!("add `{key} = ...`");
        examination.find(span.clone(), message, "incomplete", help);
    }
    value
}
