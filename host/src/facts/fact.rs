//! A fact: a figure or a date that the paper prints.

use std::fmt;

use super::table::rows;
use super::verdict::{Printed, Relation};
use crate::scenario_file::Place;

/// The table of facts, as it was read out of the paper.
const TABLE: &str = include_str!("../../data/facts.csv");

/// Facts that the paper misprints; they are never shown without saying so.
const MISPRINTS: [(&str, &str); 3] = [
    (
        "F062",
        "misprint: this is Shenzhen's figure, not the country's",
    ),
    (
        "F064",
        "misprint: utilized capital can only be 20.01, a tenth of it",
    ),
    ("F120", "misprint: the unit must be 10 000 RMB"),
];

/// What a fact serves for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Parameters may be fitted to it.
    Calibrate,
    /// It is kept apart, and never fitted.
    Validate,
    /// It is put into the model.
    Driver,
    /// It is told, and no more.
    Context,
}

impl Role {
    /// Every role with its name in the table.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("calibrate", Self::Calibrate),
        ("validate", Self::Validate),
        ("driver", Self::Driver),
        ("context", Self::Context),
    ];

    /// Whether facts of this role are compared with what is simulated.
    pub fn is_compared(self) -> bool {
        matches!(self, Self::Calibrate | Self::Validate)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES.iter().find(|(_, role)| role == self);
        f.write_str(name.map_or("", |(name, _)| name))
    }
}

/// A printed figure or date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// `F001` to `F144`.
    pub id: String,
    /// The years it speaks of, both included, if it is dated.
    pub years: Option<(u32, u32)>,
    /// Where.
    pub place: String,
    /// What.
    pub quantity: String,
    /// How the value is meant.
    pub relation: Relation,
    /// The value as printed.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// What it serves for.
    pub role: Role,
    /// The variable it speaks of.
    pub variable: String,
}

impl Fact {
    /// What is wrong with the figure as printed, if anything is.
    pub fn misprint(&self) -> Option<&'static str> {
        MISPRINTS
            .iter()
            .find(|(id, _)| *id == self.id)
            .map(|(_, note)| *note)
    }

    /// The printed number, or the years of the printed date; nothing for words.
    pub fn printed(&self) -> Option<Printed> {
        if self.relation == Relation::Date {
            return self
                .years
                .map(|(first, last)| Printed::Date { first, last });
        }
        let value = self.value.parse().ok()?;
        Some(Printed::number(self.relation, value, &self.unit))
    }

    /// Whether it speaks of `place` or of a region in which it lies.
    pub fn is_about(&self, place: &Place) -> bool {
        names(&self.place, &place.name) || place.within.contains(&self.place)
    }
}

/// Whether a name stands in a text, as whole words.
fn names(text: &str, name: &str) -> bool {
    let mut found = text.match_indices(name).filter(|_| !name.is_empty());
    found.any(|(start, _)| {
        let begins_a_word = !text[..start].ends_with(char::is_alphanumeric);
        let ends_one = !text[start + name.len()..].starts_with(char::is_alphanumeric);
        begins_a_word && ends_one
    })
}

/// All facts, in the order of the paper.
///
/// # Panics
///
/// If the built-in table cannot be read, which a test rules out.
pub fn facts() -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for row in rows(TABLE) {
        let text = |column: &str| row.text(column).to_owned();
        let start = text("year_start").parse().ok();
        let end = text("year_end").parse().ok();
        let place = match (row.text("place"), facts.last()) {
            ("same", Some(above)) => above.place.clone(),
            (place, _) => place.to_owned(),
        };
        let role = Role::NAMES
            .iter()
            .find(|(name, _)| *name == row.text("role"));
        facts.push(Fact {
            id: text("id"),
            years: start.map(|start| (start, end.unwrap_or(start))),
            place,
            quantity: text("quantity"),
            relation: Relation::of(row.text("op")).expect("a test reads every row"),
            value: text("value"),
            unit: text("unit"),
            role: role.expect("a test reads every row").1,
            variable: text("model_variable"),
        });
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let facts = facts();
        assert_eq!(facts.len(), 144);
        for (number, fact) in facts.iter().enumerate() {
            assert_eq!(fact.id, format!("F{:03}", number + 1));
        }
        let misprinted = facts
            .iter()
            .filter(|fact| fact.misprint().is_some())
            .count();
        assert_eq!(misprinted, MISPRINTS.len());
        assert!(
            facts[64].place.contains("Shenzhen"),
            "`same` means the place above"
        );
    }

    #[test]
    fn a_place_is_named_by_whole_words() {
        assert!(names("Zhuji (Datang) hosiery", "Datang"));
        assert!(names("Bao'an county rural areas", "Bao'an"));
        assert!(names("Yiwu", "Yiwu"));
        for part in ["Wen", "Z", "zhou buttons", ""] {
            assert!(!names("Wenzhou buttons", part), "{part}");
        }
        assert!(names("Wenzhouers of Wenzhou", "Wenzhou"), "the second one");
    }
}
