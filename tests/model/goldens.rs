//! Yearly digests of the four places, pinned. The board is compared with the same files.
//!
//! A change of digests is a decision: renew the files with `cargo xtask digests --renew`
//! and say in the changelog why they changed.

use std::fmt::Write as _;
use std::path::PathBuf;

use polanyi_core::model::Scenario;

use super::{PLACES, scenario, started};

/// The seed of the golden files.
const SEED: u64 = 7;

/// What `polanyi digest` prints.
fn digests(scenario: &Scenario) -> String {
    let mut run = started(scenario, SEED);
    let mut lines = String::new();
    while let Some(year) = run.next_year().expect("the run ends well") {
        writeln!(lines, "{} {:016x}", year.measures.year, year.digest).expect("strings take all");
    }
    writeln!(lines, "final {:016x} {} events", run.digest(), run.events())
        .expect("strings take all");
    lines
}

fn golden_path(place: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("golden/digests")
        .join(format!("{place}.txt"))
}

#[test]
fn digests_are_the_golden_ones() {
    for place in PLACES {
        let (found, path) = (digests(&scenario(place)), golden_path(place));
        let expected = std::fs::read_to_string(&path).expect("the golden file is there");
        assert_eq!(
            found, expected,
            "{place}: renew with `cargo xtask digests --renew` only if this was decided"
        );
    }
}

#[test]
fn another_constant_is_another_run() {
    let golden = digests(&scenario("yiwu"));
    let mut changed = scenario("yiwu");
    changed.stage.wage += 1e-6;
    assert_ne!(digests(&changed), golden);
}
