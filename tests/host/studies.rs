//! Experiments from the command line: signs, counterfactuals, claims, and studies of a user's own.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::command::{Folder, polanyi};
use crate::schema::{assert_valid, signs_schema, studies_schema};

fn said(line: &[&str]) -> String {
    let ended = polanyi(line);
    assert_eq!(ended.code, 0, "{ended:?}");
    ended.out
}

fn document(line: &[&str], schema: &Value) -> Value {
    let document = serde_json::from_str(&said(line)).expect("it is JSON");
    assert_valid(&document, schema, line[0]);
    document
}

/// A table by its rows, each a map from header to cell.
fn table(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize()
        .map(|row| row.expect("it is a row"))
        .collect()
}

/// A small study whose answer is certain: a fixed wage of twice as much is twice as much.
const CERTAIN: &str = r#"
[[study]]
key = "dear"
title = "Dear labour"
place = "yiwu"
note = "the wage of the first year is the wage that was set"
arms = [{ name = "twice", set = ["stage.wage*2", "labour.active=false"] }, { name = "once", set = ["labour.active=false"] }]
expect = [
    { metric = "wage", years = [1978, 1979], order = "twice > once" },
    { metric = "wage", years = [1978, 1979], order = "once > twice" },
    { metric = "wage", years = [1978, 1979], order = "once ~ twice" },
    { metric = "wage", years = [1978, 1979], order = "twice - once > once" },
]
"#;

#[test]
fn a_study_of_ones_own() {
    let folder = Folder::new();
    let path = folder.file("dear.toml", CERTAIN);
    let page = said(&["what-if", path.to_str().unwrap(), "--seeds", "2"]);
    for line in [
        "dear: held in part. Dear labour",
        "twice 0.10   once 0.0500",
        "held           twice > once         +0.0500 [+0.0500, +0.0500], in 2 of 2",
        "not held       once > twice         -0.0500 [-0.0500, -0.0500], in 0 of 2",
        "reported       once ~ twice         -0.0500 [-0.0500, -0.0500], in 0 of 2",
        "not told apart twice - once > once  0 [0, 0], in 0 of 2",
        "Note: the wage of the first year",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
}

#[test]
fn mistakes_in_a_study_are_shown_where_they_are() {
    let folder = Folder::new();
    for (good, bad, needle) in [
        (
            "stage.wage*2",
            "stage.wagee*2",
            "did you mean `stage.wage`?",
        ),
        ("\"yiwu\"", "\"yiw\"", "did you mean `yiwu`?"),
        (
            "order = \"twice > once\"",
            "order = \"twise > once\"",
            "did you mean `twice`?",
        ),
        (
            "order = \"twice > once\"",
            "order = \"twice < once\"",
            "this is no order",
        ),
        (
            "metric = \"wage\"",
            "metric = \"wages\"",
            "did you mean `wage`?",
        ),
        (
            "[1978, 1979]",
            "[1970, 1979]",
            "runs from 1978 to 2018, and 1970 to 1979 is asked for",
        ),
        ("[1978, 1979]", "[1979, 1978]", "these are no years"),
        (
            "name = \"once\"",
            "name = \"twice\"",
            "cannot be the name of this arm",
        ),
        ("arms =", "arm =", "did you mean `arms`?"),
        (
            "stage.wage*2",
            "stage.wage*900",
            "`stage.wage` is out of its range",
        ),
        ("key = \"dear\"", "", "this study has no `key`"),
        ("[[study]]", "", "there is no study"),
        ("[[study]]", "[[study]", "unclosed"),
    ] {
        let text = CERTAIN.replacen(good, bad, 1);
        assert_ne!(text, CERTAIN, "{good}");
        let path = folder.file("bad.toml", &text);
        let ended = polanyi(["what-if", path.to_str().unwrap(), "--seeds", "2"]);
        assert_eq!(
            (ended.code, ended.out.as_str()),
            (2, ""),
            "{bad}: {ended:?}"
        );
        assert!(ended.err.contains(needle), "{bad}: {}", ended.err);
        assert!(ended.err.contains("bad.toml"), "{bad}: {}", ended.err);
    }
}

/// Shenzhen's neighbour is run with it, and feels its filter; an arm without neighbours has none to measure.
#[test]
fn neighbours_are_run_with_an_arm() {
    let folder = Folder::new();
    let text = r#"
[[study]]
key = "filter"
arms = [
    { name = "filter", place = "shenzhen", with = ["baoan"] },
    { name = "none", place = "shenzhen", with = ["baoan"], drop = [{ policy = "value_filter" }] },
    { name = "alone", place = "shenzhen" },
]
expect = [{ metric = "processing_firms", years = [1982, 1990], place = "baoan", order = "filter ~ none" }]
"#;
    let path = folder.file("filter.toml", text);
    let page = said(&["what-if", path.to_str().unwrap(), "--seeds", "2"]);
    assert!(
        page.contains("none    shenzhen with baoan: no value_filter"),
        "{page}"
    );
    assert!(
        page.contains("at baoan, processing_firms: mean of 1982 to 1990"),
        "{page}"
    );
    assert!(
        !page.contains("~ none         0 [0, 0]"),
        "the neighbour feels it\n{page}"
    );
    for (good, bad, needle) in [
        (
            "filter ~ none\"",
            "filter ~ alone\"",
            "`alone` does not run `baoan`",
        ),
        (
            "with = [\"baoan\"]",
            "with = [\"baaon\"]",
            "did you mean `baoan`?",
        ),
    ] {
        let path = folder.file("bad.toml", text.replacen(good, bad, 1));
        let ended = polanyi(["what-if", path.to_str().unwrap(), "--seeds", "2"]);
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.err.contains(needle), "{}", ended.err);
    }
}

#[test]
fn counterfactuals_are_listed_with_their_claims() {
    let list = said(&["what-if"]);
    assert_eq!(list, said(&["what-if", "list"]));
    for (key, claim) in [
        ("birth-year", "C07"),
        ("yiwu-market", "C34"),
        ("swap", "C44"),
    ] {
        assert!(list.contains(key) && list.contains(claim), "{list}");
    }
    assert!(list.lines().all(|line| line.chars().count() < 80), "{list}");
}

#[test]
fn a_counterfactual_says_the_same_in_every_form() {
    let line = ["what-if", "world-trade", "--seeds", "2"];
    let with = |form: &'static str| [&line[..], &["--format", form]].concat();
    let document = document(&with("json"), &studies_schema());
    let rows = table(&said(&with("csv")));
    let study = &document["studies"][0];
    let comparisons: Vec<&Value> = study["observed"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|observed| observed["comparisons"].as_array().unwrap())
        .collect();
    assert_eq!(comparisons.len(), rows.len());
    for (comparison, row) in comparisons.iter().zip(&rows) {
        assert_eq!(comparison["left"], row["left"].as_str());
        assert_eq!(comparison["difference"].to_string(), row["difference"]);
        assert_eq!(comparison["pairs"], 2);
    }
    let page = said(&line);
    assert!(
        page.contains("world-trade: ") && page.contains("yiwu: no trade_access"),
        "{page}"
    );
    assert_eq!(page, said(&line), "the same call says the same");
    assert_ne!(page, said(&[&line[..], &["--first-seed", "100"]].concat()));
}

#[test]
fn a_claim_is_tested_or_said_not_to_be() {
    let document = document(
        &["claims", "C04", "--seeds", "3", "--format", "json"],
        &studies_schema(),
    );
    let study = &document["studies"][0];
    assert_eq!(
        (study["key"].as_str(), study["status"].as_str()),
        (Some("C04"), Some("held"))
    );
    assert!(study["cause"].as_str().unwrap().contains("WTO"));
    let page = said(&["claims", "c04", "--seeds", "3"]);
    assert!(
        page.contains("C04 held: WTO accession") && page.ends_with("1 claim: 1 held.\n"),
        "{page}"
    );
    let none = said(&["claims", "C04", "--seeds", "3", "--status", "not-held"]);
    assert!(none.ends_with("\nNo claim stands so.\n"), "{none}");
}

#[test]
fn every_claim_stands_somewhere() {
    let rows = table(&said(&["claims", "--seeds", "2", "--format", "csv"]));
    let claims: BTreeSet<&str> = rows.iter().map(|row| row["study"].as_str()).collect();
    assert_eq!(claims.len(), 59);
    for row in &rows {
        let tested = !row["difference"].is_empty();
        assert_eq!(tested, row["status"] != "not modelled", "{row:?}");
        assert_eq!(!tested, !row["reason"].is_empty(), "{row:?}");
    }
}

#[test]
fn signs_say_the_same_in_every_form() {
    let document = document(
        &["signs", "--seeds", "2", "--format", "json"],
        &signs_schema(),
    );
    let rows = table(&said(&["signs", "--seeds", "2", "--format", "csv"]));
    let effects = document["effects"].as_array().unwrap();
    assert_eq!(effects.len(), rows.len());
    // Nine outcomes of four causes at two gateways, two interactions at both, and a contrast.
    assert_eq!(rows.len(), 9 * 4 * 2 + 2 * 2 + 1);
    for (effect, row) in effects.iter().zip(&rows) {
        assert_eq!(effect["outcome"], row["outcome"].as_str());
        assert_eq!(effect["expected"], row["expected"].as_str());
    }
    let page = said(&["signs", "--seeds", "2"]);
    assert!(page.contains("It is no proof"), "{page}");
    assert!(
        page.lines().all(|line| line.chars().count() <= 90),
        "{page}"
    );
}

#[test]
fn ablations_have_a_row_for_every_mechanism() {
    let page = said(&["signs", "--ablate", "--seeds", "2"]);
    let switches = polanyi_core::model::scenario::parameters()
        .filter_map(|parameter| parameter.path.strip_suffix(".active"));
    for mechanism in switches {
        assert!(
            page.lines().any(|line| line.starts_with(mechanism)),
            "{mechanism}\n{page}"
        );
    }
}

#[test]
fn calls_that_are_refused() {
    for (line, needle) in [
        (&["signs", "--seeds", "1"][..], "2..=10000"),
        (&["signs", "yiwu"], "unexpected argument"),
        (&["what-if", "birth-yaer"], "did you mean `birth-year`?"),
        (&["what-if", "flying-cars"], "`polanyi what-if` lists them"),
        (&["what-if", "/nowhere/at/all.toml"], "check the path"),
        (&["what-if", "swap", "--seeds", "0"], "2..=10000"),
        (&["claims", "C60"], "C01 to C59"),
        (&["claims", "--status", "true"], "not-held"),
        (
            &["claims", "C04", "--first-seed", "18446744073709551615"],
            "at most 18446744073709551596",
        ),
    ] {
        let ended = polanyi(line);
        assert_eq!(
            (ended.code, ended.out.as_str()),
            (2, ""),
            "{line:?}: {ended:?}"
        );
        assert!(ended.err.contains(needle), "{line:?}: {ended:?}");
    }
    let nowhere = polanyi(["signs", "--seeds", "2", "--out", "/"]);
    assert_eq!((nowhere.code, nowhere.out.as_str()), (1, ""));
}
