//! The scoreboard: a board made by hand as golden pages, the shape of real ones, and calls that are refused.

use std::process::Command;

use polanyi::ensemble::Seeds;
use polanyi::facts::counterpart::{Measure, counterparts};
use polanyi::facts::verdict::{Verdict, is_hit};
use polanyi::facts::{Score, Scoreboard, facts};
use polanyi::statistics::Band;
use serde_json::Value;
use snapbox::{assert_data_eq, file};

use crate::command::{Folder, PROGRAM, polanyi};
use crate::schema::{assert_valid, scoreboard_schema};

/// A fact of the paper with a band made by hand; none if nothing was simulated.
fn score(id: &str, band: Option<[f64; 3]>) -> Score {
    let fact = facts().into_iter().find(|fact| fact.id == id).unwrap();
    let mut rows = counterparts().into_iter();
    let mut counterpart = rows.find(|row| row.fact == id).unwrap();
    "words that no change of the table moves".clone_into(&mut counterpart.note);
    let printed = counterpart.printed(&fact);
    let simulated = band.map(|[low, median, high]| Band { low, median, high });
    let verdict = match (&counterpart.measure, simulated) {
        (None, _) => Verdict::NotModelled,
        (Some(_), None) => Verdict::NotSimulated,
        _ if counterpart.is_put_in => Verdict::PutIn,
        (Some(_), Some(band)) if is_hit(fact.role, printed.unwrap(), band) => Verdict::Hit,
        _ => Verdict::Missed,
    };
    let is_date = counterpart.measure.as_ref().is_some_and(Measure::is_date);
    Score {
        printed,
        simulated,
        never: is_date.then_some(2019),
        runs: if band.is_some() { 20 } else { 0 },
        why: (verdict != Verdict::Hit).then(|| "a reason".to_owned()),
        verdict,
        fact,
        counterpart,
    }
}

fn board() -> Scoreboard {
    Scoreboard {
        seeds: Seeds::new(1, 20).unwrap(),
        scores: vec![
            score("F002", None),
            score("F020", Some([1978.0, 1983.0, 1990.5])),
            score("F026", Some([150.0, 190.0, 230.0])),
            score("F027", Some([700.0, 1_250.0, 2_000.0])),
            score("F028", None),
            score("F030", Some([101_452.0, 400_000.0, 1_108_867.0])),
            score("F034", Some([0.0, 1.0, 9.0])),
            score("F046", Some([50.0, 61.9, 80.0])),
            score("F079", Some([2000.0, 2019.0, 2019.0])),
            score("F083", Some([30_000.0, 33_072.0, 35_000.0])),
            score("F126", Some([-0.1, 0.4, 0.6])),
        ],
    }
}

#[test]
fn a_whole_page() {
    let page = polanyi::text::scoreboard(&board());
    assert_data_eq!(page.clone(), file!["../golden/host/scoreboard.txt"].raw());
    assert_shape(&page);
}

#[test]
fn a_whole_table() {
    let table = String::from_utf8(polanyi::output::scoreboard_csv(&board())).unwrap();
    assert_data_eq!(table, file!["../golden/host/scoreboard.csv"].raw());
}

#[test]
fn json_keeps_to_its_schema_and_says_what_csv_says() {
    let line = ["facts", "--seeds", "2", "--first-seed", "0x7e4"];
    let json = polanyi(line.into_iter().chain(["--format", "json"])).out;
    let document: Value = serde_json::from_str(&json).unwrap();
    assert_valid(&document, &scoreboard_schema(), "facts");
    assert_eq!(document["first_seed"], "2020");
    let scores = document["facts"].as_array().unwrap();
    assert!(scores.is_sorted_by_key(|score| score["fact"].as_str()));

    let table = polanyi(line.into_iter().chain(["--format", "csv"])).out;
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let header = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), scores.len());
    for (row, score) in rows.iter().zip(scores) {
        assert_eq!(score.as_object().unwrap().len(), header.len());
        for (name, cell) in header.iter().zip(row) {
            let said = match &score[name] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                // A reader of JSON may round the last digit, so both numbers are read by the same.
                number => {
                    assert_eq!(number, &serde_json::from_str::<Value>(cell).unwrap());
                    continue;
                }
            };
            assert_eq!(cell, said, "{}: {name}", score["fact"]);
        }
    }
}

#[test]
fn a_role_and_a_place_choose_facts() {
    let ids = |line: &[&str]| -> Vec<String> {
        let line = ["facts", "--seeds", "1", "--format", "csv"]
            .iter()
            .chain(line);
        let table = polanyi(line).out;
        let rows = table.lines().skip(1);
        rows.map(|row| row[..4].to_owned()).collect()
    };
    let all = ids(&[]);
    let (calibrate, validate) = (ids(&["--role", "calibrate"]), ids(&["--role=validate"]));
    assert_eq!(calibrate.len() + validate.len(), all.len());
    assert!(calibrate.iter().all(|id| !validate.contains(id)));
    let italy = ids(&["emilia-romagna"]);
    assert!(italy.contains(&"F054".to_owned()) && !italy.contains(&"F115".to_owned()));
    let folder = Folder::new();
    let town = folder.file("town.toml", "name = 'Town'\nwithin = ['Zhejiang']\n");
    let own = ids(&[town.to_str().unwrap()]);
    assert!(own.contains(&"F034".to_owned()) && !own.contains(&"F115".to_owned()));
    let nowhere = folder.file("nowhere.toml", "name = 'Nowhere'\n");
    let said = polanyi(["facts", nowhere.to_str().unwrap()]).out;
    assert!(said.contains("prints no figure for this place"), "{said}");
}

#[test]
fn real_pages_fit_into_eighty_columns() {
    for line in [
        &["facts", "--seeds", "2"][..],
        &["facts", "yiwu", "--seeds=1"],
    ] {
        assert_shape(&polanyi(line).out);
    }
}

#[test]
fn threads_change_nothing() {
    let with = |threads: &str| {
        let mut command = Command::new(PROGRAM);
        command
            .args(["facts", "datang", "--seeds", "5", "--format", "csv"])
            .env("RAYON_NUM_THREADS", threads);
        command.output().unwrap().stdout
    };
    let alone = with("1");
    assert!(alone.len() > 500);
    assert_eq!(alone, with("4"));
}

#[test]
fn calls_that_are_refused() {
    for (line, needle) in [
        (&["--seeds", "0"][..], "1..=10000"),
        (&["--seeds", "10001"], "1..=10000"),
        (&["--seeds", "-1"], "1..=10000"),
        (&["--seeds", "many"], "invalid"),
        (&["--first-seed", "-1"], "whole number"),
        (
            &["--first-seed", "18446744073709551615", "--seeds", "2"],
            "at most 18446744073709551614",
        ),
        (&["--role", "driver"], "calibrate, validate"),
        (&["--format", "xml"], "text, json, csv"),
        (&["--list", "--seeds", "3"], "cannot be used with"),
        (&["atlantis"], "there is no place"),
    ] {
        let ended = polanyi(["facts"].iter().chain(line));
        assert_eq!(ended.code, 2, "{line:?}: {ended:?}");
        assert!(ended.err.contains(needle), "{line:?}: {ended:?}");
        assert_eq!(ended.out, "");
    }
    assert_eq!(
        polanyi(["facts", "yiwu", "--seeds", "1", "--out", "/"]).code,
        1
    );
}

/// No line is too wide, none ends in blanks, and nothing in it steers a terminal.
fn assert_shape(page: &str) {
    assert!(page.ends_with('\n'));
    for line in page.lines() {
        assert!(line.chars().count() < 80, "{line:?}");
        assert_eq!(line, line.trim_end(), "{line:?}");
        assert!(!line.contains(char::is_control), "{line:?}");
    }
}
