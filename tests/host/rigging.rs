//! No rigging: a place is its causes, whatever it is called, and no outcome is a parameter.

use polanyi::output::column::COLUMNS;
use polanyi::places::TEXTS;
use polanyi::run::record;
use polanyi::scenario_file::{Place, Source, parse};
use polanyi_core::model::scenario::parameters;

/// Words of no place, one after the other.
const WORDS: [&str; 6] = [
    "Quillfen",
    "Ostravane",
    "Merrowick",
    "Tansulu",
    "Ebbadry",
    "Vochimaru",
];

fn read(key: &str, text: &str) -> Place {
    parse(key, &Source::new(format!("{key}.toml"), text)).expect("the file is right")
}

/// The text with every description put into other words.
fn renamed(text: &str) -> String {
    let mut words = WORDS.iter().cycle();
    let mut word = || words.next().expect("a cycle has no end");
    let lines = text.lines().map(|line| {
        let key = line.split('=').next().unwrap_or_default().trim();
        match key {
            "name" | "country" | "summary" => format!("{key} = \"{}\"", word()),
            "within" => format!("within = [\"{}\", \"{}\"]", word(), word()),
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_place_by_any_other_name_is_the_same_run() {
    for (number, (key, text)) in TEXTS.iter().enumerate() {
        let (named, other) = (
            read(key, text),
            read(WORDS[number % WORDS.len()], &renamed(text)),
        );
        assert_ne!(named.name, other.name, "{key} was not renamed");
        assert_ne!(named.country, other.country, "{key} was not moved");
        let digest = |place: &Place| {
            let last = place.scenario.timing.start_year + 12;
            record(&place.scenario, 7, Some(last), |_| ())
                .expect("it starts")
                .digest
        };
        assert_eq!(digest(&named), digest(&other), "{key}");
    }
}

/// What the paper explains: its four outcomes, and what is counted beside them.
const OUTCOMES: [&str; 7] = [
    "value_chain",
    "processing_share",
    "openness.",
    "channels.",
    "governance.",
    "homogeneity",
    "markup",
];

#[test]
fn no_outcome_is_a_parameter() {
    let outcomes: Vec<&str> = COLUMNS
        .iter()
        .filter(|column| {
            OUTCOMES
                .iter()
                .any(|outcome| column.path.starts_with(outcome))
        })
        .map(|column| column.group().1)
        .collect();
    assert!(outcomes.len() > 12, "{outcomes:?}");
    for parameter in parameters() {
        let (section, name) = parameter
            .path
            .split_once('.')
            .expect("a path has two parts");
        assert!(
            !outcomes.contains(&name),
            "{section}.{name} sets an outcome"
        );
    }
}
