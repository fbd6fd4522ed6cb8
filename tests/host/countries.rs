//! Countries on the command line: all outputs say the same, files build on one another, and findings stand where they belong.

use std::fs;

use polanyi::places;
use serde_json::Value;
use snapbox::{assert_data_eq, file};

use crate::command::{Folder, polanyi};
use crate::schema::{assert_valid, country_schema, schema};

fn said(line: &[&str]) -> String {
    let ended = polanyi(line);
    assert_eq!(ended.code, 0, "{ended:?}");
    ended.out
}

/// Rows of a table by the names of its header.
fn rows(table: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut table = csv::Reader::from_reader(table.as_bytes());
    table.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn the_page_of_a_country() {
    let page = said(&["run", "pearl-river", "--seed", "7", "--to", "1992"]);
    assert!(
        page.lines().all(|line| line.chars().count() <= 80),
        "{page}"
    );
    assert_data_eq!(page, file!["../golden/host/country.txt"].raw());
}

#[test]
fn all_outputs_of_a_country_say_the_same() {
    let line = |format| ["run", "pearl-river", "--to", "1986", "--format", format];
    let document: Value = serde_json::from_str(&said(&line("json"))).expect("it is JSON");
    assert_valid(&document, &country_schema(), "country");
    let table = rows(&said(&line("csv")));
    let digests = said(&["digest", "pearl-river", "--to", "1986"]);
    let country = places::country("pearl-river").expect("it is built in");
    let clusters = document["clusters"].as_array().expect("a list");
    assert_eq!(clusters.len(), country.clusters.len());
    assert_eq!(table.len(), 8 * clusters.len());
    for (year, digest) in digests
        .lines()
        .take(8)
        .filter_map(|line| line.split_once(' '))
    {
        let of_year: Vec<_> = table.iter().filter(|row| row["year"] == year).collect();
        assert_eq!(of_year.len(), clusters.len(), "{year}");
        for (row, cluster) in of_year.iter().zip(clusters) {
            assert_eq!(row["digest"], digest);
            assert_eq!(row["cluster"], cluster["name"]);
            let mut measured = cluster["years"].as_array().expect("a list").iter();
            let year: u32 = year.parse().expect("a year");
            let measured = measured.find(|measured| measured["year"] == year);
            let measured = measured.expect("the year is there");
            assert_eq!(row["firms"], measured["firms"].to_string(), "{year}");
        }
    }
    let [first, .., last] = &document["digests"].as_array().expect("a list")[..] else {
        panic!("{document}");
    };
    assert_eq!(
        (&first["year"], &last["year"]),
        (&1979.into(), &1986.into())
    );
    assert_eq!(last["digest"], document["digest"]);
}

/// A year of a cluster is described as a year of a place is, but for the digest, which is the country's.
#[test]
fn both_schemas_describe_the_same_years() {
    let (place, country) = (schema(), country_schema());
    let mut year = place["properties"]["years"]["items"].clone();
    year["required"]
        .as_array_mut()
        .expect("a list")
        .retain(|name| name != "digest");
    year["properties"]
        .as_object_mut()
        .expect("an object")
        .remove("digest");
    let cluster = &country["properties"]["clusters"]["items"]["properties"];
    assert_eq!(cluster["years"]["items"], year);
    assert_eq!(cluster["scenario"], place["properties"]["scenario"]);
}

#[test]
fn a_country_builds_on_files_beside_it() {
    let folder = Folder::new();
    let (town, country) = (folder.path("town.toml"), folder.path("both.toml"));
    let text = "name = 'Both'\n[timing]\nend_year = 1981\n[place]\nscale = 32\n\
        [[cluster]]\nbase = 'town.toml'\n[[cluster]]\nbase = 'datang'\n[cluster.place]\nx = 40\n";
    fs::write(&country, text).expect("it can be written");
    let path = country.to_str().expect("a path");
    let missing = polanyi(["run", path]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("both.toml:7:8"), "{}", missing.err);
    assert!(
        missing.err.contains("`town.toml` cannot be read"),
        "{}",
        missing.err
    );

    fs::write(&town, "name = 'Town'\n[stage]\nwage = 7\n").expect("it can be written");
    assert!(
        polanyi(["run", path])
            .err
            .contains("`town.toml` is wrong itself")
    );
    fs::write(&town, "name = 'Town'\n").expect("it can be written");
    let table = rows(&said(&["run", path, "--format", "csv"]));
    assert_eq!(table[0]["cluster"], "Town");
    assert_eq!(table[1]["cluster"], "Datang");
    assert_eq!(table[0]["place"], "both");
}

#[test]
fn settings_are_made_in_all_clusters() {
    let coarse = said(&["digest", "pearl-river", "--to", "1980"]);
    let fine = said(&[
        "digest",
        "pearl-river",
        "--to",
        "1980",
        "--set",
        "place.scale=30",
    ]);
    assert_ne!(coarse, fine);
    let beyond = polanyi(["run", "pearl-river", "--set", "place.scale=0.01"]);
    assert_eq!(beyond.code, 2);
    assert!(
        beyond.err.starts_with("error: Shenzhen: "),
        "{}",
        beyond.err
    );
    let early = polanyi(["run", "pearl-river", "--to", "1950"]);
    assert_eq!(early.code, 2);
}

#[test]
fn a_command_for_places_says_that_a_country_is_none() {
    let folder = Folder::new();
    let path = folder.path("country.toml");
    fs::write(&path, "name = 'X'\n[[cluster]]\nbase = 'yiwu'\n").expect("it can be written");
    let ended = polanyi(["facts", path.to_str().expect("a path")]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.err.contains("the file describes a country"),
        "{}",
        ended.err
    );
}
