//! The paper's printed figures, and the simulated ones beside them.

use polanyi_core::model::Year;
use polanyi_core::model::measures::Measures;

use crate::output::column::Cell;
use crate::scenario_file::Place;

/// The table of facts, as it was read out of the paper.
const TABLE: &str = include_str!("../data/facts.csv");

/// Facts that the paper misprints; they are never compared without saying so.
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

/// Facts that scenario files put in, as the first stalls of a market or its catchment: agreement with them says nothing.
const PUT_IN: [&str; 2] = ["F083", "F114"];

/// The measure of a year that answers to a fact's `model_variable`, in the fact's unit.
type Counterpart = fn(&Measures) -> Cell;

/// What the model measures of the facts' variables. A variable that is not here has no counterpart.
const COUNTERPARTS: [(&str, Counterpart); 7] = [
    ("stalls_M", |year| year.stalls.into()),
    ("buyers_B", |year| {
        (year.buyers_domestic + year.buyers_foreign).into()
    }),
    ("buyers_foreign", |year| year.buyers_foreign.into()),
    ("export_share_Yiwu", |year| {
        percent(year.openness.export_share)
    }),
    ("fdi_share_investment", |year| {
        percent(year.openness.foreign_capital_share)
    }),
    ("N_ttfpact", |year| year.processing_firms.into()),
    ("N_firms[cluster]", |year| year.firms.into()),
];

fn percent(share: Option<f32>) -> Cell {
    share.map(|share| share * 100.0).into()
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
    /// `=`, `~`, `>`, `<`, or `date` where the value is a date.
    pub relation: String,
    /// The value as printed.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// What it serves for: `calibrate`, `validate`, `driver` or `context`.
    pub role: String,
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

    /// The printed number; nothing for dates and for words.
    pub fn number(&self) -> Option<f64> {
        if self.relation == "date" {
            None
        } else {
            self.value.parse().ok()
        }
    }

    /// Whether it speaks of `place` or of a region in which it lies.
    pub fn is_about(&self, place: &Place) -> bool {
        self.place.contains(&place.name) || place.within.contains(&self.place)
    }

    fn counterpart(&self) -> Option<Counterpart> {
        COUNTERPARTS
            .iter()
            .find(|(variable, _)| *variable == self.variable)
            .map(|(_, of)| *of)
    }
}

/// A printed figure with its simulated counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The printed figure.
    pub fact: Fact,
    /// Its number.
    pub printed: f64,
    /// The mean of the simulated years of which the fact speaks; nothing if none was simulated.
    pub simulated: Option<f64>,
}

impl Comparison {
    /// Simulated by printed.
    pub fn ratio(&self) -> Option<f64> {
        self.simulated
            .filter(|_| self.printed != 0.0)
            .map(|simulated| simulated / self.printed)
    }
}

/// All facts, in the order of the paper.
///
/// # Panics
///
/// If the built-in table cannot be read, which a test rules out.
pub fn facts() -> Vec<Fact> {
    let mut table = csv::Reader::from_reader(TABLE.as_bytes());
    let header = table.headers().expect("the table has a header").clone();
    let mut facts: Vec<Fact> = Vec::new();
    for row in table.records() {
        let row = row.expect("a test reads every row");
        let text = |name: &str| {
            let index = header.iter().position(|column| column == name);
            index
                .and_then(|index| row.get(index))
                .unwrap_or_default()
                .to_owned()
        };
        let start = text("year_start").parse().ok();
        let end = text("year_end").parse().ok();
        let place = match (text("place").as_str(), facts.last()) {
            ("same", Some(above)) => above.place.clone(),
            (place, _) => place.to_owned(),
        };
        facts.push(Fact {
            id: text("id"),
            years: start.map(|start| (start, end.unwrap_or(start))),
            place,
            quantity: text("quantity"),
            relation: text("op"),
            value: text("value"),
            unit: text("unit"),
            role: text("role"),
            variable: text("model_variable"),
        });
    }
    facts
}

/// The facts about `place` that were printed as numbers to compare with and that the model measures.
///
/// Facts that drive the model or that a scenario file puts in are left out: agreement would say nothing.
pub fn comparisons(place: &Place, years: &[Year]) -> Vec<Comparison> {
    let compared = |fact: &Fact| {
        matches!(fact.role.as_str(), "calibrate" | "validate")
            && !PUT_IN.contains(&fact.id.as_str())
    };
    let about = facts()
        .into_iter()
        .filter(|fact| compared(fact) && fact.is_about(place));
    about
        .filter_map(|fact| {
            let (of, printed, span) = (fact.counterpart()?, fact.number()?, fact.years?);
            Some(Comparison {
                printed,
                simulated: mean(years, span, of),
                fact,
            })
        })
        .collect()
}

/// The mean of a measure over the simulated years between two.
fn mean(years: &[Year], (first, last): (u32, u32), of: Counterpart) -> Option<f64> {
    let spoken_of = years
        .iter()
        .map(|year| &year.measures)
        .filter(|year| (first..=last).contains(&year.year));
    let (count, sum) = spoken_of
        .filter_map(|year| of(year).number())
        .fold((0_u32, 0.0), |(count, sum), number| {
            (count + 1, sum + number)
        });
    (count > 0).then(|| sum / f64::from(count))
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
    fn every_counterpart_is_a_variable_of_the_table() {
        let facts = facts();
        for (variable, _) in COUNTERPARTS {
            assert!(
                facts.iter().any(|fact| fact.variable == variable),
                "{variable}"
            );
        }
    }
}
