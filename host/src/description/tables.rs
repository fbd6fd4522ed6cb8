//! The tables: parameters, mechanisms, events, kinds of dated steps, measures.

use polanyi_core::model::catalogue::{EVENTS, MECHANISMS};
use polanyi_core::model::scenario::{PolicyKind, ShockKind, parameters};
use serde_json::Value;

use super::table::Table;
use crate::output::column::{COLUMNS, Column};
use crate::text::{default_of, range_of};

/// The schema of a run's output, which describes every measure.
const SCHEMA: &str = include_str!("../../schema/run-1.schema.json");

/// All tables, in reading order.
pub fn tables() -> Vec<Table> {
    vec![
        mechanisms(),
        events(),
        policies(),
        shocks(),
        measures(),
        parameter_table(),
    ]
}

fn mechanisms() -> Table {
    let row = |mechanism: &polanyi_core::model::catalogue::Mechanism| {
        vec![
            mechanism.name.to_owned(),
            mechanism.does.to_owned(),
            mechanism.form.to_owned(),
            mechanism.claims.join(", "),
            mechanism.switch.to_owned(),
            mechanism.sections.join(", "),
            mechanism.streams.join(", "),
        ]
    };
    Table {
        name: "mechanisms",
        title: "Mechanisms, in the order of the argument",
        heads: vec![
            "Mechanism",
            "What it does",
            "Form and its source",
            "Claims",
            "Switch",
            "Sections",
            "Streams",
        ],
        rows: MECHANISMS.iter().map(row).collect(),
    }
}

fn events() -> Table {
    let row = |event: &polanyi_core::model::catalogue::EventKind| {
        vec![
            event.name.to_owned(),
            event.when.to_owned(),
            event.wakes.join(", "),
        ]
    };
    Table {
        name: "events",
        title: "Kinds of events, and whom they wake",
        heads: vec!["Event", "When", "Wakes, in this order"],
        rows: EVENTS.iter().map(row).collect(),
    }
}

fn policies() -> Table {
    let kinds = PolicyKind::NAMES.iter();
    Table {
        name: "policies",
        title: "Kinds of dated steps of policy",
        heads: vec!["Kind", "Meaning of its level"],
        rows: kinds
            .map(|(name, kind)| vec![(*name).to_owned(), kind.meaning().to_owned()])
            .collect(),
    }
}

fn shocks() -> Table {
    let kinds = ShockKind::NAMES.iter();
    Table {
        name: "shocks",
        title: "Kinds of dated shocks of the world",
        heads: vec!["Kind", "Meaning of its size"],
        rows: kinds
            .map(|(name, kind)| vec![(*name).to_owned(), kind.meaning().to_owned()])
            .collect(),
    }
}

/// What is measured at the end of each year.
#[expect(
    clippy::missing_panics_doc,
    reason = "the schema is a file of this package"
)]
pub fn measures() -> Table {
    let schema: Value = serde_json::from_str(SCHEMA).expect("a test reads it");
    let year = &schema["properties"]["years"]["items"]["properties"];
    Table {
        name: "measures",
        title: "Measures of a year",
        heads: vec!["Measure", "Meaning and unit"],
        rows: COLUMNS
            .iter()
            .map(|column| vec![column.path.to_owned(), described(year, column)])
            .collect(),
    }
}

/// A column's description; a member of a group has its group's before its own.
fn described(year: &Value, column: &Column) -> String {
    let words = |rule: &Value| rule["description"].as_str().unwrap_or_default().to_owned();
    match column.group() {
        (None, name) => words(&year[name]),
        (Some(group), name) => {
            let group = &year[group];
            format!("{}: {}", words(group), words(&group["properties"][name]))
        }
    }
}

fn parameter_table() -> Table {
    let row = |parameter: &polanyi_core::model::scenario::Parameter| {
        vec![
            parameter.path.to_owned(),
            parameter.meaning.trim().to_owned(),
            default_of(parameter),
            range_of(parameter),
            parameter.unit.to_owned(),
            parameter.source.to_owned(),
        ]
    };
    Table {
        name: "parameters",
        title: "Parameters, section by section as in a scenario file",
        heads: vec!["Parameter", "Meaning", "Default", "Range", "Unit", "Source"],
        rows: parameters().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::tables;

    /// A measure whose description was renamed in the schema would have an empty one.
    #[test]
    fn every_row_is_full_where_a_reader_needs_it() {
        for table in tables() {
            assert!(!table.rows.is_empty(), "{}", table.name);
            for row in &table.rows {
                assert_eq!(row.len(), table.heads.len(), "{row:?}");
                let said = row[1].trim_end_matches([':', ' ']);
                assert!(!row[0].is_empty() && !said.is_empty(), "{row:?}");
            }
        }
    }
}
