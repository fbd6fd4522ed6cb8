//! Outputs for programs: JSON after its schema, CSV and digests, all three saying the same.

use polanyi::output::column::COLUMNS;
use polanyi::places;
use serde_json::Value;

use crate::command::{Ended, polanyi};
use crate::schema::{assert_valid, schema};

fn said(line: &[&str]) -> String {
    // What may stand on standard error of a success was checked with the call.
    let Ended { code, out, err } = polanyi(line);
    assert_eq!(code, 0, "{err}");
    out
}

fn document(line: &[&str]) -> Value {
    serde_json::from_str(&said(line)).expect("it is JSON")
}

/// The member of a year at a dotted path.
fn member<'a>(year: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(year, |value, name| &value[name])
}

#[test]
fn json_keeps_its_schema() {
    for place in places::all() {
        let document = document(&["run", &place.key, "--format", "json"]);
        assert_valid(&document, &schema(), "run");
        let timing = &place.scenario.timing;
        let years = document["years"].as_array().unwrap();
        assert_eq!(
            years.len(),
            usize::try_from(timing.end_year - timing.start_year + 1).unwrap()
        );
        assert_eq!(document["fault"], Value::Null);
    }
}

/// Whoever adds a column must describe it, and nothing is described that is not there.
#[test]
fn the_schema_describes_exactly_the_columns() {
    let schema = schema();
    let year = &schema["properties"]["years"]["items"]["properties"];
    let mut described: Vec<String> = Vec::new();
    for (name, rule) in year.as_object().unwrap() {
        match rule["properties"].as_object() {
            Some(group) => described.extend(group.keys().map(|member| format!("{name}.{member}"))),
            None => described.push(name.clone()),
        }
    }
    let mut written: Vec<String> = COLUMNS
        .iter()
        .map(|column| column.path.to_owned())
        .chain(["digest".to_owned()])
        .collect();
    described.sort();
    written.sort();
    assert_eq!(described, written);
}

#[test]
fn csv_and_json_say_the_same() {
    let document = document(&["run", "shenzhen", "--seed", "0xff", "--format", "json"]);
    let text = said(&["run", "shenzhen", "--seed", "255", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let header = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let years = document["years"].as_array().unwrap();
    assert_eq!(rows.len(), years.len());
    for (row, year) in rows.iter().zip(years) {
        for (name, cell) in header.iter().zip(row) {
            let expected = match name {
                "place" | "seed" => &document[name],
                path => member(year, path),
            };
            match expected {
                Value::Null => assert_eq!(cell, "", "{name}"),
                Value::String(text) => assert_eq!(cell, text, "{name}"),
                // Where two shortest forms of a number are equally near, the writers may choose differently.
                Value::Number(number) => {
                    let parsed = |text: &str| text.parse::<f32>().map(f32::to_bits);
                    assert_eq!(parsed(cell), parsed(&number.to_string()), "{name}");
                }
                other => panic!("{name}: {other}"),
            }
        }
    }
}

#[test]
fn real_numbers_come_back_bit_by_bit() {
    let place = places::place("yiwu").unwrap();
    let recording = polanyi::run::record(&place.scenario, 3, None, |_| ()).unwrap();
    let document = document(&["run", "yiwu", "--seed", "3", "--format", "json"]);
    for (year, written) in recording
        .years
        .iter()
        .zip(document["years"].as_array().unwrap())
    {
        let sales: f32 = written["sales"].to_string().parse().unwrap();
        assert_eq!(sales.to_bits(), year.measures.sales.to_bits());
        let exports = written["openness"]["export_share"]
            .to_string()
            .parse::<f32>()
            .ok();
        assert_eq!(
            exports.map(f32::to_bits),
            year.measures.openness.export_share.map(f32::to_bits)
        );
    }
}

#[test]
fn digests_have_their_form() {
    for place in places::all() {
        let text = said(&["digest", &place.key]);
        let lines: Vec<&str> = text.lines().collect();
        let (last, years) = lines.split_last().unwrap();
        for (line, year) in years.iter().zip(place.scenario.timing.start_year..) {
            let (number, digest) = line.split_once(' ').unwrap();
            assert_eq!(number, year.to_string());
            assert_digest(digest);
        }
        let words: Vec<&str> = last.split(' ').collect();
        assert!(matches!(words[..], ["final", _, _, "events"]), "{last}");
        assert_digest(words[1]);
        assert!(words[2].parse::<u64>().unwrap() > 0);
        assert_eq!(years.last().unwrap().split_once(' ').unwrap().1, words[1]);
    }
}

fn assert_digest(digest: &str) {
    assert!(
        digest.len() == 16 && u64::from_str_radix(digest, 16).is_ok(),
        "{digest}"
    );
    assert_eq!(digest, digest.to_lowercase());
}

/// The same seed is the same run; another seed is another; stopping early changes nothing before.
#[test]
fn runs_can_be_repeated_and_cut_short() {
    let whole = said(&["digest", "datang", "--seed", "7"]);
    assert_eq!(whole, said(&["digest", "datang", "--seed", "0x7"]));
    assert_ne!(whole, said(&["digest", "datang", "--seed", "8"]));
    let cut = said(&["digest", "datang", "--seed", "7", "--to", "1990"]);
    let cut: Vec<&str> = cut.lines().collect();
    let years = &cut[..cut.len() - 1];
    assert_eq!(years.last().unwrap()[..4], *"1990");
    assert!(whole.starts_with(&years.join("\n")));
}

#[test]
fn digests_are_those_of_the_outputs() {
    let document = document(&["run", "yiwu", "--format", "json", "--to", "1985"]);
    let text = said(&["digest", "yiwu", "--to", "1985"]);
    for (line, year) in text.lines().zip(document["years"].as_array().unwrap()) {
        assert_eq!(
            line,
            format!("{} {}", year["year"], year["digest"].as_str().unwrap())
        );
    }
    let last = format!(
        "final {} {} events\n",
        document["digest"].as_str().unwrap(),
        document["events"]
    );
    assert!(text.ends_with(&last), "{text}");
}

/// What was put in stands in the output: with the seed, it is enough to repeat the run.
#[test]
fn settings_stand_in_the_output() {
    let plain = document(&["run", "yiwu", "--format", "json", "--to", "1980"]);
    let set = document(&[
        "run",
        "yiwu",
        "--format",
        "json",
        "--to",
        "1980",
        "--set",
        "society.kin_density=0.125",
    ]);
    assert_eq!(set["scenario"]["parameters"]["society.kin_density"], 0.125);
    assert_ne!(
        plain["scenario"]["fingerprint"],
        set["scenario"]["fingerprint"]
    );
    assert_eq!(plain["scenario"]["policies"], set["scenario"]["policies"]);
}
