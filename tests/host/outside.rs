//! Districts outside the paper: they run, every expectation is measured, and what is said of them can be computed anew.

use std::fs;
use std::path::Path;

use polanyi::output::column::column;
use polanyi::places;
use polanyi::run::record;
use serde_json::Value;

use crate::command::polanyi;
use crate::schema::{assert_valid, outside_schema};

/// The expectations as JSON says them.
fn judged(line: &[&str]) -> Vec<Value> {
    let line = ["outside", "--format", "json"].iter().chain(line);
    let document: Value = serde_json::from_str(&polanyi(line).out).unwrap();
    assert_valid(&document, &outside_schema(), "outside");
    document["expectations"].as_array().unwrap().clone()
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("outside");
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = paths.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    let mut files: Vec<String> = files
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let built_in = places::OUTSIDE.map(|(key, _)| key);
    assert_eq!(files, built_in);
}

#[test]
fn every_expectation_is_measured_and_csv_says_the_same() {
    let rows = judged(&["--seeds", "2", "--first-seed", "0x7e4"]);
    for row in &rows {
        assert!(row["median"].is_number(), "{row}");
        let (held, runs) = (row["held"].as_u64().unwrap(), row["runs"].as_u64().unwrap());
        let verdict = if held * 2 > runs { "hit" } else { "miss" };
        assert!(held <= runs && row["verdict"] == verdict, "{row}");
    }
    let line = ["--seeds", "2", "--first-seed", "2020", "--format", "csv"];
    let table = polanyi(["outside"].iter().chain(&line)).out;
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let header = table.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), rows.len());
    for (record, row) in records.iter().zip(&rows) {
        assert_eq!(row.as_object().unwrap().len(), header.len());
        for (name, cell) in header.iter().zip(record) {
            let said = match &row[name] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                number => {
                    assert_eq!(number, &serde_json::from_str::<Value>(cell).unwrap());
                    continue;
                }
            };
            assert_eq!(cell, said, "{}: {name}", row["id"]);
        }
    }
}

/// The mean of a measure over some years of a run, taken from the run itself.
fn mean(key: &str, path: &str, first: u32, last: u32) -> f64 {
    let place = places::place(key).unwrap();
    let recording = record(&place.scenario, 7, None, |_| ()).unwrap();
    let of = column(path).unwrap().of;
    let numbers: Vec<f64> = recording
        .years
        .iter()
        .filter(|year| (first..=last).contains(&year.measures.year))
        .filter_map(|year| of(&year.measures).number())
        .collect();
    numbers.iter().sum::<f64>() / f64::from(u32::try_from(numbers.len()).unwrap())
}

#[test]
fn numbers_are_those_of_the_runs() {
    let rows = judged(&["--seeds", "1", "--first-seed", "7"]);
    let assert_near = |number: &Value, expected: f64| {
        let number = number.as_f64().unwrap();
        assert!(
            (number - expected).abs() < 1e-6 * expected,
            "{number} {expected}"
        );
    };
    let exports = mean("taichung", "openness.export_share", 1985, 2005);
    assert_near(&rows[0]["median"], exports);
    assert_near(&rows[1]["compared"], mean("taichung", "output", 1969, 1971));
    // Taichung is born in 1965 and Datang in 1978.
    let datang = mean("datang", "value_chain", 2008, 2018);
    assert_near(&rows[4]["compared"], datang);
    let held = (0.6..=0.95).contains(&exports);
    assert_eq!(rows[0]["held"], u64::from(held));
}

#[test]
fn a_page_has_all_rows_and_fits_into_eighty_columns() {
    let page = polanyi(["outside", "--seeds", "1"]).out;
    for line in page.lines() {
        assert!(line.chars().count() < 80, "{line:?}");
        assert_eq!(line, line.trim_end(), "{line:?}");
    }
    let rows = judged(&["--seeds", "1"]);
    for row in &rows {
        let line = page
            .lines()
            .find(|line| line.starts_with(row["id"].as_str().unwrap()));
        assert!(line.unwrap().ends_with(row["verdict"].as_str().unwrap()));
    }
    let hits = rows.iter().filter(|row| row["verdict"] == "hit").count();
    let total = page.lines().find(|line| line.starts_with("  all "));
    assert!(
        total
            .unwrap()
            .contains(&format!("{hits:>2} of {}", rows.len())),
        "{page}"
    );
}

#[test]
fn calls_that_are_refused() {
    for (line, needle) in [
        (&["--seeds", "0"][..], "1..=10000"),
        (
            &["--first-seed", "18446744073709551615", "--seeds", "2"],
            "at most 18446744073709551614",
        ),
        (&["taichung"], "unexpected argument"),
    ] {
        let ended = polanyi(["outside"].iter().chain(line));
        assert_eq!(ended.code, 2, "{line:?}: {ended:?}");
        assert!(ended.err.contains(needle), "{line:?}: {ended:?}");
    }
    assert_eq!(polanyi(["outside", "--seeds", "1", "--out", "/"]).code, 1);
    assert!(
        polanyi(["run", "tirupr"])
            .err
            .contains("did you mean `tirupur`?")
    );
}
