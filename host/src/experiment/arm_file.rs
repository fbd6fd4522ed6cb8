//! Arms as data: places under interventions, some with neighbours.

use std::ops::Range as Span;

use toml::de::DeTable;

use super::study::{AS_IS, Arm};
use crate::intervention;
use crate::places;
use crate::reading::{Value, named, only, required, tables, text, texts};
use crate::scenario_file::Place;
use crate::scenario_file::document::brief;
use crate::scenario_file::examination::Examination;

/// The arms of a study: its place as it is, then those that it lists.
pub(super) fn arms(
    examination: &mut Examination,
    study: &DeTable<'_>,
    span: &Span<usize>,
) -> Vec<Arm> {
    let whole = study
        .get("place")
        .and_then(|value| intervention::place(examination, "place", value));
    let mut arms: Vec<Arm> = whole.iter().map(|place| arm(AS_IS, place)).collect();
    let listed = study
        .get("arms")
        .map_or_else(Vec::new, |value| tables(examination, "arms", value));
    for (table, span) in listed {
        let Some(read) = listed_arm(examination, table, &span, whole.as_ref()) else {
            continue;
        };
        if arms.iter().any(|arm| arm.name == read.name) || read.name.contains(char::is_whitespace) {
            let message = format!("`{}` cannot be the name of this arm", brief(&read.name));
            let help = "a name has no blanks and stands for one arm; `as-is` is the place itself";
            examination.find(span, message, "taken, or two words", help);
            continue;
        }
        arms.push(read);
    }
    if arms.is_empty() {
        let (message, help) = ("this study has no arms", "name a `place`, and list `arms`");
        examination.find(span.clone(), message, "nothing to compare", help);
    }
    arms
}

/// An arm that a study lists; `whole` is the place of the study.
fn listed_arm(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: &Span<usize>,
    whole: Option<&Place>,
) -> Option<Arm> {
    let known: Vec<&str> = ["name", "place", "with"]
        .into_iter()
        .chain(intervention::KEYS)
        .collect();
    only(examination, "an arm", table, &known);
    let name = required(examination, "arm", (table, span), "name")
        .and_then(|value| text(examination, "name", value));
    let own = match (table.get("place"), whole) {
        (Some(value), _) => intervention::place(examination, "place", value),
        (None, Some(whole)) => Some(whole.clone()),
        (None, None) => {
            let help = "name one of `polanyi places`, for the arm or for the study";
            examination.find(span.clone(), "this arm has no place", "nowhere", help);
            None
        }
    };
    let mut read = arm(name?, &own?);
    examination.scenario = read.own().clone();
    read.changes = intervention::apply(examination, table);
    if let Err(conflict) = examination.scenario.check() {
        let (message, help) = (conflict.to_string(), "change the intervention");
        examination.find(span.clone(), message, "in conflict with the rest", help);
    }
    read.clusters[0] = examination.scenario.clone();
    if let Some(value) = table.get("with") {
        neighbours(examination, value, &mut read);
    }
    Some(read)
}

/// Adds the neighbours, as they are but for what clusters that are run at once have in common: years and scale.
fn neighbours(examination: &mut Examination, value: &Value<'_>, arm: &mut Arm) {
    let keys: Vec<(&str, ())> = places::TEXTS.iter().map(|(key, _)| (*key, ())).collect();
    for given in texts(examination, "with", value) {
        let Some((key, ())) = named(examination, "place", &keys, given) else {
            continue;
        };
        let mut place = places::place(key).expect("the name is one of the built-in ones");
        place.scenario.timing = arm.own().timing;
        place.scenario.place.scale = arm.own().place.scale;
        arm.neighbours.push(place.key);
        arm.clusters.push(place.scenario);
    }
}

fn arm(name: &str, place: &Place) -> Arm {
    Arm {
        name: name.to_owned(),
        place: place.key.clone(),
        changes: Vec::new(),
        neighbours: Vec::new(),
        clusters: vec![place.scenario.clone()],
    }
}
