//! Lists: the places, and the parameters of a scenario.

use std::fmt::Write as _;

use polanyi_core::model::scenario::{Parameter, Range, Value, parameters};

use super::causes::causes;
use super::wrapped;
use crate::scenario_file::{Country, Place};

/// Places with their causes, one line each.
pub fn place_list(places: impl Iterator<Item = Place>) -> String {
    let mut lines = String::new();
    for place in places {
        if !lines.is_empty() {
            lines.push('\n');
        }
        let _ = writeln!(lines, "{:<20}{}, {}", place.key, place.name, place.country);
        for (cause, words) in causes(&place.scenario) {
            lines.push_str(&wrapped(&format!("  {cause:<9}{words}"), 11));
        }
    }
    lines
}

/// Countries with the names of their clusters.
pub fn country_list(countries: impl Iterator<Item = Country>) -> String {
    let mut lines = String::new();
    for country in countries {
        let _ = writeln!(lines, "\n{:<20}{}", country.key, country.name);
        let names = country.clusters.iter().map(|place| place.name.as_str());
        let names: Vec<&str> = names.collect();
        let several = format!("  {:<9}{}", "clusters", names.join(", "));
        lines.push_str(&wrapped(&several, 11));
    }
    lines
}

/// All parameters: path, default, range, unit, source, and below them the meaning.
pub fn parameter_list() -> String {
    let width = parameters()
        .map(|parameter| parameter.path.len())
        .max()
        .unwrap_or(0);
    let mut lines = String::new();
    let mut section = "";
    for parameter in parameters() {
        let own = parameter.path.split('.').next().unwrap_or_default();
        if own != section {
            section = own;
            let _ = writeln!(lines, "[{section}]");
        }
        lines.push_str(&row(parameter, width));
    }
    lines
}

fn row(parameter: &Parameter, width: usize) -> String {
    let (default, range) = (default_of(parameter), range_of(parameter));
    let (path, unit) = (parameter.path, parameter.unit);
    let unit = if unit.is_empty() {
        String::new()
    } else {
        format!(" Unit: {unit}.")
    };
    let head = format!("  {path:<width$} = {default:<8} {range}\n");
    let meaning = format!(
        "    {}{unit} Source: {}.",
        parameter.meaning.trim(),
        parameter.source
    );
    head + &wrapped(&meaning, 4)
}

/// A parameter's default, as in a scenario file.
pub(crate) fn default_of(parameter: &Parameter) -> String {
    match parameter.default {
        Value::Number(number) => number.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Switch(switch) => switch.to_string(),
    }
}

/// The values that a parameter may take, in words.
pub(crate) fn range_of(parameter: &Parameter) -> String {
    match parameter.range {
        Range::Number { least, greatest } => format!("{least} to {greatest}"),
        Range::Whole { least, greatest } => format!("{least} to {greatest}, whole"),
        Range::Switch => "true or false".to_owned(),
    }
}
