//! The protocol of the model holds the tables that the code generates. `SNAPSHOTS=overwrite cargo test` renews them.

use polanyi::blocks::filled;
use polanyi::description::{Table, tables};
use snapbox::{assert_data_eq, file};

use crate::command::polanyi;

const PROTOCOL: &str = include_str!("../../docs/odd.md");

/// What is simulated: the source of a struct is the one place where its fields are explained.
const ENTITIES: [(&str, &str); 14] = [
    (
        "Household",
        include_str!("../../core/src/model/world/household.rs"),
    ),
    ("Firm", include_str!("../../core/src/model/world/firm.rs")),
    ("Order", include_str!("../../core/src/model/world/order.rs")),
    (
        "Market",
        include_str!("../../core/src/model/world/market.rs"),
    ),
    (
        "MarketView",
        include_str!("../../core/src/model/world/market.rs"),
    ),
    (
        "Association",
        include_str!("../../core/src/model/world/association.rs"),
    ),
    (
        "Region",
        include_str!("../../core/src/model/world/region.rs"),
    ),
    (
        "Outlets",
        include_str!("../../core/src/model/world/outlets.rs"),
    ),
    ("Gate", include_str!("../../core/src/model/world/gate.rs")),
    ("Notice", include_str!("../../core/src/model/world/gate.rs")),
    ("Bundle", include_str!("../../core/src/model/world/gate.rs")),
    (
        "Census",
        include_str!("../../core/src/model/world/census.rs"),
    ),
    ("Flows", include_str!("../../core/src/model/world/flows.rs")),
    (
        "Ledger",
        include_str!("../../core/src/model/world/ledger.rs"),
    ),
];

#[test]
fn the_protocol_holds_what_the_code_generates() {
    let page = filled(PROTOCOL, content).unwrap();
    assert_data_eq!(page, file!["../../docs/odd.md"].raw());
}

#[test]
fn every_table_and_entity_stands_in_the_protocol() {
    let entities = ENTITIES.iter().map(|(name, _)| *name);
    for name in tables().iter().map(|table| table.name).chain(entities) {
        assert!(
            PROTOCOL.contains(&format!("<!-- generated: {name} -->")),
            "{name}"
        );
    }
}

#[test]
fn the_command_describes_the_model() {
    let (text, markdown) = (
        polanyi(["model"]),
        polanyi(["model", "--format", "markdown"]),
    );
    for table in tables() {
        assert!(text.out.contains(table.title) && markdown.out.contains(&table.markdown()));
    }
    // A source or a unit cannot be broken, but no line runs over the edge of a terminal.
    assert!(text.out.lines().all(|line| line.chars().count() < 80));
}

fn content(name: &str) -> Option<String> {
    let entity = ENTITIES.iter().find(|(entity, _)| *entity == name);
    match entity {
        Some((entity, source)) => Some(state(entity, source).markdown()),
        None => tables()
            .iter()
            .find(|table| table.name == name)
            .map(Table::markdown),
    }
}

/// The fields of a struct with their comments.
fn state(entity: &'static str, source: &str) -> Table {
    let start = format!("pub struct {entity} {{\n");
    let (_, rest) = source
        .split_once(&start)
        .expect("the file holds the struct");
    let (body, _) = rest.split_once("\n}").expect("the struct has an end");
    let mut rows = Vec::new();
    let mut meaning = Vec::new();
    for line in body.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            meaning.push(words.trim());
        } else if let Some(field) = line.strip_prefix("pub ") {
            let (name, kind) = field.split_once(": ").expect("a field has a type");
            let kind = kind.trim_end_matches(',');
            rows.push(vec![
                format!("`{name}`"),
                meaning.join(" "),
                format!("`{kind}`"),
            ]);
            meaning.clear();
        }
    }
    Table {
        name: entity,
        title: entity,
        heads: vec!["Variable", "Meaning", "Type"],
        rows,
    }
}
