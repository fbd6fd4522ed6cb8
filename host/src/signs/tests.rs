//! A factorial written as data: its cells, its signs, and what is wrong with it.

use super::{Sign, built_in, parse};
use crate::scenario_file::Source;

const SMALL: &str = r#"
[[gateway]]
name = "domestic"
place = "yiwu"
[[cause]]
name = "market"
first = { name = "absent", set = ["market.seed_year=0"] }
second = { name = "present" }
[[cause]]
name = "wage"
first = { name = "low" }
second = { name = "high", set = ["stage.wage*2"] }
[[outcome]]
name = "size"
metric = "firms"
years = [1980, 1990]
expected = { market = "+" }
[[interaction]]
causes = ["market", "wage"]
outcome = "size"
expected = { domestic = "-" }
"#;

#[test]
fn cells_are_counted_in_binary() {
    let factorial = parse(&Source::new("small", SMALL)).expect("it is right");
    let cells = &factorial.gateways[0].cells;
    let is = |cell: usize| {
        (
            cells[cell].market.seed_year > 0,
            cells[cell].stage.wage > 0.07,
        )
    };
    assert_eq!(
        [0, 1, 2, 3].map(is),
        [(false, false), (true, false), (false, true), (true, true)]
    );
    assert_eq!(factorial.outcomes[0].expected, [Sign::Plus, Sign::Any]);
    assert_eq!(factorial.interactions[0].expected, [Sign::Minus]);
}

#[test]
fn the_built_in_one_is_a_full_factorial_of_four_causes() {
    let factorial = built_in();
    assert!(
        factorial
            .gateways
            .iter()
            .all(|gateway| gateway.cells.len() == 16)
    );
}

#[test]
fn mistakes_are_found_where_they_stand() {
    for (good, bad, help) in [
        ("market = \"+\"", "markt = \"+\"", "did you mean `market`?"),
        ("\"+\"", "\"up\"", "there are +, -, ."),
        ("\"wage\"]", "\"wages\"]", "did you mean `wage`?"),
        ("second = { name = \"present\" }", "", "add `second = ...`"),
        (
            "outcome = \"size\"",
            "outcome = \"sise\"",
            "did you mean `size`?",
        ),
    ] {
        let report = parse(&Source::new("small", &SMALL.replacen(good, bad, 1)));
        let report = report.expect_err(bad).to_string();
        assert!(report.contains(help), "{bad}: {report}");
    }
}
