//! Pages that only change when somebody means it: help, completions, lists. `SNAPSHOTS=overwrite cargo test` renews them.

use std::fmt::Write as _;

use snapbox::{assert_data_eq, file};

use crate::command::polanyi;

fn said(line: &[&str]) -> String {
    let ended = polanyi(line);
    assert_eq!(ended.code, 0, "{ended:?}");
    ended.out
}

#[test]
fn help() {
    let mut pages = String::new();
    for command in [
        "",
        "run",
        "digest",
        "places",
        "parameters",
        "model",
        "facts",
        "outside",
        "calibrate",
        "signs",
        "what-if",
        "claims",
        "exhibit",
        "completions",
        "manual",
    ] {
        let line: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let _ = writeln!(pages, "$ polanyi {}\n{}", line.join(" "), said(&line));
    }
    assert_data_eq!(pages, file!["../golden/host/help.txt"].raw());
}

#[test]
fn facts() {
    assert_data_eq!(
        said(&["facts", "--list", "shenzhen"]),
        file!["../golden/host/facts-shenzhen.txt"].raw()
    );
    let all = said(&["facts", "--list"]);
    for id in ["F062", "F064", "F120"] {
        let fact = all
            .split("\nF")
            .find(|fact| fact.starts_with(&id[1..]))
            .unwrap();
        assert!(fact.contains("misprint"), "{fact}");
    }
}

#[test]
fn every_parameter_is_listed() {
    let list = said(&["parameters"]);
    for parameter in polanyi_core::model::scenario::parameters() {
        assert!(
            list.contains(&format!("  {} ", parameter.path)),
            "{}",
            parameter.path
        );
    }
    assert!(list.lines().all(|line| line.chars().count() <= 79));
}

#[test]
fn every_place_is_listed() {
    let list = said(&["places"]);
    for place in polanyi::places::all() {
        assert!(list.contains(&format!("{}, {}", place.name, place.country)));
    }
    for country in polanyi::places::countries() {
        assert!(list.contains(&country.name) && list.contains(&country.clusters[1].name));
    }
}

#[test]
fn completions_and_manual_name_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(said(&["completions", shell]).contains("digest"), "{shell}");
    }
    assert!(said(&["manual"]).contains("digest"));
}
