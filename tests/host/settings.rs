//! Settings: every parameter can be set from a command line, and nothing else can.

use polanyi::scenario_file::set;
use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{Parameter, Range, Value, parameters};
use proptest::prelude::*;

/// A word for the middle of a parameter's range, and its value.
fn middle(parameter: &Parameter) -> (String, Value) {
    match parameter.range {
        Range::Number { least, greatest } => {
            let number = least.midpoint(greatest);
            (number.to_string(), Value::Number(number))
        }
        Range::Whole { least, greatest } => {
            let number = least.midpoint(greatest);
            (number.to_string(), Value::Whole(number))
        }
        Range::Switch => ("false".to_owned(), Value::Switch(false)),
    }
}

/// A scenario that no single setting can bring into conflict with itself.
fn roomy() -> Scenario {
    let mut scenario = Scenario::DEFAULT;
    scenario.timing.start_year = 1870;
    scenario.timing.end_year = 2099;
    scenario
}

#[test]
fn every_parameter_can_be_set() {
    for parameter in parameters() {
        let (word, value) = middle(parameter);
        let scenario = set(&roomy(), &[format!("{}={word}", parameter.path)]).unwrap();
        assert_eq!(parameter.get(&scenario), value, "{}", parameter.path);
        for other in parameters().filter(|other| other.path != parameter.path) {
            assert_eq!(
                other.get(&scenario),
                other.get(&roomy()),
                "{} moved by {}",
                other.path,
                parameter.path
            );
        }
    }
}

#[test]
fn bounds_are_inside_and_what_is_beyond_is_not() {
    for parameter in parameters() {
        let (inside, outside) = match parameter.range {
            Range::Number { least, greatest } => (
                vec![least.to_string(), greatest.to_string()],
                vec![
                    least.next_down().to_string(),
                    greatest.next_up().to_string(),
                ],
            ),
            Range::Whole { least, greatest } => (
                vec![least.to_string(), greatest.to_string()],
                vec![
                    (i64::from(least) - 1).to_string(),
                    (i64::from(greatest) + 1).to_string(),
                ],
            ),
            Range::Switch => (vec!["true".to_owned()], vec!["2".to_owned()]),
        };
        for (words, good) in [(inside, true), (outside, false)] {
            for word in words {
                let outcome = set(&roomy(), &[format!("{}={word}", parameter.path)]);
                assert_eq!(outcome.is_ok(), good, "{}={word}", parameter.path);
            }
        }
    }
}

/// A letter less, a letter more: the path that was meant is offered.
#[test]
fn misspelt_paths_are_recognized() {
    for parameter in parameters() {
        let mut path = parameter.path.to_owned();
        // A letter less of `place.x` would be none.
        let (_, name) = parameter
            .path
            .split_once('.')
            .expect("a path has two parts");
        if name.len() == 1 {
            path.extend(parameter.path.chars().last());
        } else {
            path.pop();
        }
        let report = set(&roomy(), &[format!("{path}=1")]).unwrap_err();
        assert_eq!(
            report.findings()[0].help,
            format!("did you mean `{}`?", parameter.path)
        );
    }
}

proptest! {
    #[test]
    fn any_words(words in prop::collection::vec("\\PC{0,40}", 0..5)) {
        if let Err(report) = set(&Scenario::DEFAULT, &words) {
            prop_assert!(!report.to_string().is_empty());
        }
    }

    #[test]
    fn any_value(place in 0_usize..200, word in "(-|\\+|)[0-9._eE]{0,12}|nan|inf|true|false") {
        let all: Vec<&Parameter> = parameters().collect();
        let parameter = all[place % all.len()];
        let _ = set(&Scenario::DEFAULT, &[format!("{}={word}", parameter.path)]);
    }
}
