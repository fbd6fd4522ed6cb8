//! An expectation: what the literature reports of an outcome, written down before any run.

use super::expected::Expected;
use crate::facts::over::span;
use crate::facts::table::{Row, rows};
use crate::output::column::{Column, column};

/// The table of expectations.
const TABLE: &str = include_str!("../../outside/expectations.csv");

/// What the literature reports of an outcome.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// `O01` and on.
    pub id: String,
    /// The key of the district.
    pub place: String,
    /// The outcome in words.
    pub quantity: String,
    /// The measure that answers to it.
    pub column: &'static Column,
    /// The years over which its mean is taken, both included.
    pub years: (u32, u32),
    /// What is expected of the mean.
    pub expected: Expected,
    /// The same in the words of the table.
    pub words: String,
    /// Who reports it.
    pub source: String,
}

/// All expectations, district by district.
///
/// # Panics
///
/// If the built-in table cannot be read, which a test rules out.
pub fn expectations() -> Vec<Expectation> {
    rows(TABLE)
        .iter()
        .map(|row| of_row(row).expect("a test reads every row"))
        .collect()
}

fn of_row(row: &Row) -> Option<Expectation> {
    let text = |name: &str| row.text(name).to_owned();
    Some(Expectation {
        id: text("id"),
        place: text("place"),
        quantity: text("quantity"),
        column: column(row.text("column"))?,
        years: span(row.text("years"))?,
        expected: Expected::of(row.text("expected"))?,
        words: text("expected"),
        source: text("source"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::expected::Other;
    use crate::places;

    /// Years outside a district's run, or a place that is not there, would make a row fail for no reason of the model's.
    #[test]
    fn every_row_can_be_evaluated() {
        for (number, row) in rows(TABLE).iter().enumerate() {
            let expectation = of_row(row).unwrap_or_else(|| panic!("{row:?}"));
            let id = &expectation.id;
            assert_eq!(*id, format!("O{:02}", number + 1));
            assert!(!expectation.source.is_empty(), "{id}");
            let place = places::outside().find(|place| place.key == expectation.place);
            let timing = place.expect("the district is there").scenario.timing;
            let simulated = |(first, last)| {
                first <= last && timing.start_year <= first && last <= timing.end_year
            };
            assert!(simulated(expectation.years), "{id}");
            match expectation.expected.other() {
                Some(Other::Years(first, last)) => assert!(simulated((*first, *last)), "{id}"),
                Some(Other::Place { key, .. }) => assert!(places::place(key).is_some(), "{id}"),
                _ => (),
            }
        }
    }

    #[test]
    fn every_district_has_four_to_six() {
        let expectations = expectations();
        for place in places::outside() {
            let about = expectations.iter().filter(|row| row.place == place.key);
            assert!((4..=6).contains(&about.count()), "{}", place.key);
        }
    }
}
