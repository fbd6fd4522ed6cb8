//! An intervention: a change of a scenario, written as data.
//!
//! It is a table whose keys are taken in this order, whatever their order in the text:
//!
//! | key | form | what it does |
//! |---|---|---|
//! | `take` | `[{ from = "prato", sections = ["society"] }]` | copies whole sections of another place |
//! | | `[{ from = "prato", parameters = ["stage.wage"] }]` | copies single parameters |
//! | | `[{ from = "shenzhen", policy = ["special_zone"], shock = ["relocation"] }]` | dated steps of these kinds as another place has them, instead of the own ones |
//! | `drop` | `[{ policy = "special_zone", after = 1990, before = 2000 }]` | leaves dated steps out; the years are optional and included |
//! | `move` | `[{ policy = "trade_access", by = -10 }]`, `[{ shock = "crisis", to = 1991 }]` | dates them anew; takes the same years as `drop` |
//! | `add` | `[{ policy = "labour_protection", year = 1990, level = 1.0 }]`, `[{ shock = "crisis", year = 1995, size = 0.3 }]` | more dated steps |
//! | `born` | `1950` | moves the birth; the run is as long as before, and dated steps keep their calendar years |
//! | `set` | `["market.seed_year=0", "stage.wage*2", "market.seed_year=timing.start_year+4"]` | parameters, to a value or relative to their own or another's |

mod setting;
mod steps;

use toml::de::DeTable;

use crate::places;
use crate::reading::{Value, named, only, required, tables, text, texts};
use crate::scenario_file::Place;
use crate::scenario_file::dated::number;
use crate::scenario_file::examination::Examination;
use polanyi_core::model::scenario::{Parameter, SECTIONS, YEARS, parameter, parameters};

/// The keys of an intervention, in the order in which they are taken.
pub(crate) const KEYS: [&str; 6] = ["take", "drop", "move", "add", "born", "set"];

/// Changes the examination's scenario as `table` says; the answer is each change in words.
///
/// Keys that are none of [`KEYS`] are left to the caller. What cannot be done is a finding, among
/// them a `drop` or `move` of steps that the scenario does not have: it would change nothing.
pub(crate) fn apply(examination: &mut Examination, table: &DeTable<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for key in KEYS {
        let Some(value) = table.get(key) else {
            continue;
        };
        match key {
            "take" => take(examination, value, &mut words),
            "drop" => steps::drop(examination, value, &mut words),
            "move" => steps::shift(examination, value, &mut words),
            "add" => steps::add(examination, value, &mut words),
            "born" => born(examination, value, &mut words),
            _ => {
                for (setting, span) in texts(examination, key, value) {
                    setting::set(examination, setting, span);
                    words.push(setting.to_owned());
                }
            }
        }
    }
    words
}

/// A place by its key, as a value in a file names it.
pub(crate) fn place(examination: &mut Examination, key: &str, value: &Value<'_>) -> Option<Place> {
    let name = text(examination, key, value)?;
    let keys: Vec<(&'static str, ())> = places::TEXTS
        .iter()
        .chain(&places::OUTSIDE)
        .map(|(key, _)| (*key, ()))
        .collect();
    named(examination, "place", &keys, (name, value.span()))?;
    places::place(name)
}

/// `take`: sections and dated steps of another place.
fn take(examination: &mut Examination, value: &Value<'_>, words: &mut Vec<String>) {
    let sections: Vec<(&'static str, ())> = SECTIONS.iter().map(|name| (*name, ())).collect();
    for (table, span) in tables(examination, "take", value) {
        only(
            examination,
            "`take`",
            table,
            &["from", "sections", "parameters", "policy", "shock"],
        );
        let from = required(examination, "`take`", (table, &span), "from");
        let Some(other) = from.and_then(|value| place(examination, "from", value)) else {
            continue;
        };
        if let Some(value) = table.get("sections") {
            for given in texts(examination, "sections", value) {
                if let Some((section, ())) = named(examination, "section", &sections, given) {
                    let of_section = |path: &str| path.split('.').next() == Some(section);
                    for parameter in parameters().filter(|parameter| of_section(parameter.path)) {
                        copy(examination, &other, parameter);
                    }
                    words.push(format!("{section} as in {}", other.key));
                }
            }
        }
        if let Some(value) = table.get("parameters") {
            for (path, span) in texts(examination, "parameters", value) {
                if let Some(parameter) = setting::known(examination, path, span) {
                    copy(examination, &other, parameter);
                    words.push(format!("{path} as in {}", other.key));
                }
            }
        }
        steps::take(examination, table, &other, words);
    }
}

/// Gives a parameter the value that it has at another place.
fn copy(examination: &mut Examination, other: &Place, parameter: &Parameter) {
    parameter
        .set(&mut examination.scenario, parameter.get(&other.scenario))
        .expect("a place's own value is in its range");
}

/// `born`: another first year, and as many years as before.
fn born(examination: &mut Examination, value: &Value<'_>, words: &mut Vec<String>) {
    let bounds = (*YEARS.start(), *YEARS.end());
    let Some(year) = number(examination, "born", bounds, value) else {
        return;
    };
    let timing = &examination.scenario.timing;
    let length = timing.end_year.saturating_sub(timing.start_year);
    for (path, year) in [
        ("timing.start_year", f64::from(year)),
        ("timing.end_year", f64::from(year) + f64::from(length)),
    ] {
        let parameter = parameter(path).expect("every scenario has its timing");
        setting::put(examination, parameter, year, value.span());
    }
    words.push(format!("born in {year}"));
}

#[cfg(test)]
mod tests;
