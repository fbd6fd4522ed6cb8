//! Plans that hold, and plans that are refused with the item and the next step.

use super::*;
use polanyi_core::model::scenario::Value;

const PARAMETER: &str = "[[parameter]]\npath = 'orders.rate'\nleast = 0.001\ngreatest = 100.0\n";
const TARGET: &str = "[[target]]\nfact = 'F115'\nfactor = 1.5\n";

fn error(text: &str) -> String {
    match Plan::parse("my.toml", text) {
        Ok(plan) => panic!("{plan:?}"),
        Err(error) => error.to_string(),
    }
}

/// The laws of the built-in plan, asked of the table of facts itself.
#[test]
fn the_built_in_plan_fits_no_fact_that_is_there_to_validate() {
    let plan = Plan::built_in();
    assert!(plan.targets.len() > 5, "{}", plan.targets.len());
    for target in &plan.targets {
        let id = &target.fact.id;
        let fact = facts().into_iter().find(|fact| fact.id == *id).unwrap();
        assert_eq!(fact.role, Role::Calibrate, "{id}");
    }
}

#[test]
fn the_built_in_plan_fits_only_guesses_of_mechanisms() {
    for prior in Plan::built_in().candidates() {
        let path = prior.parameter.path;
        assert!(column(path).is_none(), "{path} is an outcome");
        assert!(is_guess(prior.parameter.source), "{path} has a source");
        let section = path.split('.').next().unwrap();
        assert!(!CAUSES.contains(&section), "{path} is a cause");
    }
}

/// The fit that is kept: what it gave is what runs, and whoever reads the table of parameters is told so.
#[test]
fn defaults_are_the_best_of_the_fit_that_is_kept() {
    let kept: toml::Table = include_str!("../../../data/calibrated.toml")
        .parse()
        .unwrap();
    let fitted: Vec<(&str, f64)> = kept["parameter"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let path = one["path"].as_str().unwrap();
            (path, one["best"].as_float().unwrap())
        })
        .collect();
    for (path, best) in &fitted {
        let Value::Number(default) = parameter(path).unwrap().default else {
            panic!("{path} is no number");
        };
        let default = f64::from(default);
        assert!(
            (default / best - 1.0).abs() < 0.006,
            "{path}: {default}, {best}"
        );
    }
    for parameter in parameters() {
        let is_fitted = fitted.iter().any(|(path, _)| *path == parameter.path);
        let is_said = parameter.source.starts_with("calibrated");
        assert_eq!(is_fitted, is_said, "{}", parameter.path);
    }
}

#[test]
fn every_fact_that_is_there_to_validate_is_refused() {
    let mut refused = 0;
    for fact in facts().iter().filter(|fact| fact.role != Role::Calibrate) {
        let text = format!(
            "{PARAMETER}[[target]]\nfact = '{}'\nfactor = 2.0\n",
            fact.id
        );
        let said = error(&text);
        assert!(
            said.contains(&fact.id) && said.contains("the role"),
            "{said}"
        );
        refused += 1;
    }
    assert!(refused > 100, "{refused}");
}

/// Every measure, and every parameter by which places differ.
#[test]
fn outcomes_and_causes_cannot_be_named() {
    let with = |path: &str| {
        format!("{TARGET}[[parameter]]\npath = '{path}'\nleast = 0.1\ngreatest = 0.9\n")
    };
    for column in crate::output::column::COLUMNS {
        let said = error(&with(column.path));
        assert!(said.contains("is an outcome"), "{said}");
    }
    for cause in parameters()
        .filter(|parameter| CAUSES.contains(&parameter.path.split('.').next().unwrap_or_default()))
    {
        let said = error(&with(cause.path));
        assert!(said.contains("is a cause"), "{said}");
    }
}

#[test]
fn a_parameter_that_a_place_sets_itself_is_found() {
    let text = "name = 'Here'\n[orders]\nrate = 0.5\n";
    assert!(sets(text, "orders.rate"));
    assert!(!sets(text, "orders.workers") && !sets(text, "entry.rate"));
    let targets = Plan::parse("my.toml", &format!("{PARAMETER}{TARGET}"))
        .unwrap()
        .targets;
    assert_eq!(set_by(&targets, "stage.wage"), Some("yiwu"));
    assert_eq!(set_by(&targets, "orders.rate"), None);
}

#[test]
fn only_guesses_and_claims_have_no_number() {
    for source in [
        "guess",
        "guess, C17",
        "C55",
        "calibrated",
        "calibrated 2020",
    ] {
        assert!(is_guess(source), "{source}");
    }
    for source in ["F131", "C49, F140", "Lewis 1954", "ablation", ""] {
        assert!(!is_guess(source), "{source}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_is_wrong_is_named_with_the_next_step() {
    let parameter = |lines: &str| format!("{TARGET}[[parameter]]\n{lines}\n");
    let target = |lines: &str| format!("{PARAMETER}[[target]]\n{lines}\n");
    for (text, words) in [
        (String::new(), ["no fact to fit to", "[[target]]"]),
        (
            TARGET.to_owned(),
            ["no parameter is fitted", "[[parameter]]"],
        ),
        (
            format!("{PARAMETER}{PARAMETER}{TARGET}"),
            ["`orders.rate` stands twice", "leave one"],
        ),
        (
            format!("{PARAMETER}{TARGET}{TARGET}"),
            ["`F115` stands twice", "leave one"],
        ),
        ("colour = 1".to_owned(), ["my.toml", "unknown field"]),
        ("[[target]\n".to_owned(), ["my.toml", "line 1"]),
        (
            parameter("path = 'orders.rat'\nleast = 0.1\ngreatest = 1.0"),
            ["`orders.rat`", "did you mean `orders.rate`?"],
        ),
        (
            parameter("path = 'colour'\nleast = 0.1\ngreatest = 1.0"),
            ["`colour`", "`polanyi parameters`"],
        ),
        (
            parameter("path = 'orders.active'\nleast = 0.0\ngreatest = 1.0"),
            ["`orders.active`", "no guess"],
        ),
        (
            parameter("path = 'entry.local_machines'\nleast = 0.05\ngreatest = 1.0"),
            ["`entry.local_machines`", "F131"],
        ),
        (
            parameter("path = 'orders.bargain'\nleast = 0.1\ngreatest = 1.5"),
            ["`orders.bargain`", "from 0 to 1"],
        ),
        (
            parameter("path = 'orders.rate'\nleast = 1.0\ngreatest = 0.1"),
            ["from 1 to 0.1", "`least` must be below `greatest`"],
        ),
        (
            parameter("path = 'orders.rate'\nleast = nan\ngreatest = 0.1"),
            ["`orders.rate`", "`least` must be below `greatest`"],
        ),
        (
            parameter("path = 'orders.rate'\nleast = 0.0\ngreatest = 1.0\nscale = 'log'"),
            ["logarithmic", "raise `least`"],
        ),
        (
            parameter("path = 'orders.rate'\nleast = 50.0\ngreatest = 60.0"),
            ["`orders.rate` has the default", "widen"],
        ),
        (
            target("fact = 'F999'\nfactor = 2.0"),
            ["no fact `F999`", "`polanyi facts`"],
        ),
        (target("fact = 'F114'\nfactor = 2.0"), ["F114", "put in"]),
        (target("fact = 'F115'"), ["F115", "`factor = 1.5`"]),
        (
            target("fact = 'F115'\nfactor = 1.0"),
            ["F115", "`factor = 1.5`"],
        ),
        (
            target("fact = 'F115'\nfactor = 2.0\npoints = 1.0"),
            ["F115", "one tolerance"],
        ),
        (
            target("fact = 'F034'\nfactor = 2.0"),
            ["F034", "`points = 5.0`"],
        ),
        (
            target("fact = 'F034'\npoints = 5.0"),
            ["F034", "places alone"],
        ),
        (
            target("fact = 'F115'\nfactor = 2.0\nweight = 0.0"),
            ["F115", "weight"],
        ),
        (
            target("fact = 'F002'\npoints = 2.0"),
            ["F002", "no counterpart"],
        ),
    ] {
        let said = error(&text);
        assert!(
            words.iter().all(|word| said.contains(word)),
            "{text}\n{said}"
        );
    }
}
