//! The places: each runs for forty years within the board's room, and says where its every number comes from.

use polanyi::places::TEXTS;

use super::{scenario, started};

const YEARS: u32 = 40;
const SEEDS: u64 = 3;
/// Founders and orders that may find no room, for each founder who does.
const REFUSED_MAX: f32 = 0.01;
/// What a line may name as its source beside facts, claims and publications.
const WORDS: [&str; 3] = ["guess", "on the map", "agents"];

/// Founders, and founders and orders turned away, in agents; firms in the last year.
struct Life {
    entries: f32,
    refused: u32,
    firms: f32,
}

fn life(place: &str, seed: u64) -> Life {
    let mut scenario = scenario(place);
    scenario.timing.end_year = scenario.timing.start_year + YEARS;
    let mut run = started(&scenario, seed);
    let mut life = Life {
        entries: 0.0,
        refused: 0,
        firms: 0.0,
    };
    while let Some(year) = run.next_year().expect("the run ends well") {
        life.entries += year.measures.entries / scenario.place.scale;
        life.refused += year.measures.refused;
        life.firms = year.measures.firms / scenario.place.scale;
    }
    life
}

#[test]
fn every_place_lives_for_forty_years_within_the_boards_room() {
    for (place, _) in TEXTS {
        for seed in 1..=SEEDS {
            let life = life(place, seed);
            assert!(life.firms > 10.0, "{place}, seed {seed}: few firms");
            #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
            let refused = life.refused as f32;
            assert!(
                refused <= REFUSED_MAX * life.entries,
                "{place}, seed {seed}: {refused} turned away, {} entered; a larger place.scale leaves more room",
                life.entries
            );
        }
    }
}

/// Whether a comment names a source: a fact (`F114`), a claim (`C41`), a publication (`Lewis 1954`), the map, or `guess`.
fn names_a_source(comment: &str) -> bool {
    let words: Vec<&str> = comment
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let number = |text: &str, digits| text.len() == digits && text.parse::<u16>().is_ok();
    let of_the_paper = |word: &&str| match word.split_at_checked(1) {
        Some(("F", id)) => number(id, 3),
        Some(("C", id)) => number(id, 2),
        _ => false,
    };
    let published = |pair: &[&str]| {
        pair[0].starts_with(|letter: char| letter.is_uppercase()) && number(pair[1], 4)
    };
    words.iter().any(of_the_paper)
        || words.windows(2).any(published)
        || WORDS.iter().any(|word| comment.contains(word))
}

/// The lines of numbers that have no source: neither on their own line, nor on their table's head, nor, in a dated step, on any line of it.
pub(super) fn unsourced(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for table in text.split("\n\n") {
        let lines: Vec<(&str, &str)> = table
            .lines()
            .map(|line| line.split_once('#').unwrap_or((line, "")))
            .collect();
        let head = lines.first().map_or(("", ""), |head| *head);
        let a_step = head.0.starts_with("[[");
        let shared = names_a_source(head.1)
            || (a_step && lines.iter().any(|(_, comment)| names_a_source(comment)));
        let numbers = lines.iter().filter(|(code, _)| {
            let value = code.split_once('=').map_or("", |(_, value)| value).trim();
            value.starts_with(|letter: char| letter.is_ascii_digit())
        });
        found.extend(
            numbers
                .filter(|(_, comment)| !shared && !names_a_source(comment))
                .map(|(code, _)| code.trim()),
        );
    }
    found
}

#[test]
fn every_number_of_a_place_has_a_source() {
    for (place, text) in TEXTS {
        assert_eq!(unsourced(text), [""; 0], "{place}.toml");
    }
}

#[test]
fn a_number_without_a_source_is_found() {
    let text = "[stage]\nwage = 0.1 # low\nwealth = 0.2 # guess\n\n[[policy]]\nyear = 1990.0 # then\nkind = \"communes\"\nlevel = 1.0";
    assert_eq!(
        unsourced(text),
        ["wage = 0.1", "year = 1990.0", "level = 1.0"]
    );
    for comment in [
        "F114",
        "see C41",
        "Lewis 1954",
        "Huang, Zhang & Zhu 2008",
        "a guess",
    ] {
        assert!(names_a_source(comment), "{comment}");
    }
    for comment in ["", "in 1982", "FOB", "the town of 1980"] {
        assert!(!names_a_source(comment), "{comment}");
    }
}
