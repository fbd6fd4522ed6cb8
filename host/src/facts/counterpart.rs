//! A counterpart: what the model measures of a fact, or why it does not.

use std::ops::Deref;

use polanyi_core::model::Year;

use super::across::{Across, Answer};
use super::fact::Fact;
use super::over::{Over, span};
use super::table::{Row, rows};
use super::unit::Unit;
use super::verdict::{Printed, Relation};
use crate::output::column::column;

/// One row for each fact that is compared, in the order of the paper.
const TABLE: &str = include_str!("../../data/counterparts.csv");

/// What stands beside a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterpart {
    /// The fact's id.
    pub fact: String,
    /// What the model measures of it; nothing if it measures nothing.
    pub measure: Option<Measure>,
    /// Whether a scenario file puts the fact in.
    pub is_put_in: bool,
    /// The years to look at, where the fact's own do not say.
    pub years: Option<(u32, u32)>,
    /// What to compare with, where it is not the printed value as it stands.
    pub printed: Option<Printed>,
    /// How the measure answers, or why there is none.
    pub note: String,
}

impl Counterpart {
    /// The years of which `fact` speaks.
    pub fn span(&self, fact: &Fact) -> Option<(u32, u32)> {
        self.years.or(fact.years)
    }

    /// What is compared; nothing for words.
    pub fn printed(&self, fact: &Fact) -> Option<Printed> {
        match (self.printed, fact.relation, self.years) {
            (Some(printed), ..) => Some(printed),
            (None, Relation::Date, Some((first, last))) => Some(Printed::Date { first, last }),
            _ => fact.printed(),
        }
    }
}

/// A number that the model measures: a column of some clusters, over years, across clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The keys of the places whose clusters answer.
    pub places: Vec<String>,
    /// Names of the columns, which are added up.
    pub columns: Vec<String>,
    /// Over the years.
    pub over: Over,
    /// Across the clusters.
    pub across: Across,
    /// Into the fact's unit.
    pub unit: Unit,
}

/// A cluster's years.
#[derive(Debug, Clone)]
pub struct Cluster<Y> {
    /// The key of its place.
    pub key: String,
    /// Its years in their order.
    pub years: Y,
}

impl Measure {
    /// Whether the number is a year.
    pub fn is_date(&self) -> bool {
        self.over.is_date()
    }

    /// The first name that is no column.
    pub fn unknown_column(&self) -> Option<&str> {
        let names = self.columns.iter().map(String::as_str);
        names
            .chain(self.across.other())
            .find(|name| column(name).is_none())
    }

    /// Whether it is a mean, to which any cluster can contribute.
    pub fn is_mean_of_clusters(&self) -> bool {
        self.across.is_mean()
    }

    /// Whether one cluster can answer for itself.
    pub fn is_of_any_cluster(&self) -> bool {
        self.across.is_of_any_number()
    }

    /// The number in the fact's unit; nothing for a share of nothing, a date that never comes, or years that are not there.
    ///
    /// ```
    /// use polanyi::facts::counterpart::{Cluster, counterparts};
    /// let yiwu = polanyi::places::place("yiwu").expect("it is built in");
    /// let recording = polanyi::run::record(&yiwu.scenario, 1, Some(1992), |_| ())?;
    /// let stalls = counterparts().into_iter().find(|counterpart| counterpart.fact == "F115");
    /// let measure = stalls.and_then(|counterpart| counterpart.measure).expect("stalls are measured");
    /// let cluster = Cluster { key: yiwu.key, years: recording.years.clone() };
    /// let number = measure.number(&[cluster], (1992, 1992));
    /// assert_eq!(number, recording.years.last().map(|year| f64::from(year.measures.stalls)));
    /// # Ok::<(), polanyi_core::model::run::StartError>(())
    /// ```
    pub fn number<Y: Deref<Target = [Year]>>(
        &self,
        clusters: &[Cluster<Y>],
        span: (u32, u32),
    ) -> Option<f64> {
        let answers: Vec<Answer<'_>> = clusters
            .iter()
            .map(|cluster| Answer {
                key: &cluster.key,
                value: self.taken(&self.columns, &cluster.years, span),
                other: self
                    .across
                    .other()
                    .and_then(|name| self.taken(&[name], &cluster.years, span)),
            })
            .collect();
        self.across.taken(&answers)
    }

    /// The sum of columns over the years of one cluster.
    fn taken(&self, names: &[impl AsRef<str>], years: &[Year], span: (u32, u32)) -> Option<f64> {
        let sum = |year: &Year| -> Option<f64> {
            let cell = |name: &str| (column(name)?.of)(&year.measures).number();
            names.iter().map(|name| cell(name.as_ref())).sum()
        };
        let series: Vec<(u32, f64)> = years
            .iter()
            .filter_map(|year| {
                let number = year.measures.year;
                Some((number, sum(year)? * self.unit.factor(number)))
            })
            .collect();
        self.over.taken(&series, span)
    }
}

/// All counterparts, in the order of the paper.
///
/// # Panics
///
/// If the built-in table cannot be read, which a test rules out.
pub fn counterparts() -> Vec<Counterpart> {
    rows(TABLE)
        .iter()
        .map(|row| {
            read(row).unwrap_or_else(|| panic!("{}: a test reads every row", row.text("fact")))
        })
        .collect()
}

fn read(row: &Row) -> Option<Counterpart> {
    let (is_put_in, is_measured) = match row.text("answer") {
        "measured" => (false, true),
        "put in" => (true, true),
        "not modelled" => (false, false),
        _ => return None,
    };
    Some(Counterpart {
        fact: row.text("fact").to_owned(),
        measure: if is_measured {
            Some(measure(row)?)
        } else {
            None
        },
        is_put_in,
        years: match row.text("years") {
            "" => None,
            words => Some(span(words)?),
        },
        printed: match row.text("printed") {
            "" => None,
            words => Some(printed(words)?),
        },
        note: row.text("note").to_owned(),
    })
}

fn measure(row: &Row) -> Option<Measure> {
    let list = |column: &str, separator: char| -> Vec<String> {
        row.text(column)
            .split(separator)
            .map(str::to_owned)
            .collect()
    };
    Some(Measure {
        places: list("places", ' '),
        columns: list("column", '+'),
        over: Over::of(row.text("over"))?,
        across: Across::of(row.text("across"))?,
        unit: Unit::of(row.text("unit"))?,
    })
}

/// `= 96.6 %` or `> 0`.
fn printed(words: &str) -> Option<Printed> {
    let mut words = words.splitn(3, ' ');
    let (relation, value) = (Relation::of(words.next()?)?, words.next()?.parse().ok()?);
    Some(Printed::number(relation, value, words.next().unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use polanyi_core::model::scenario::parameters;

    use super::*;
    use crate::facts::cast::Cast;
    use crate::facts::fact::{Role, facts};
    use crate::places;

    /// Places and countries that files are still to be written for.
    const PLACES_TO_COME: &[&str] = &[];
    /// Measures that the model is still to take.
    const COLUMNS_TO_COME: &[&str] = &[];

    fn compared() -> impl Iterator<Item = (Counterpart, Fact)> {
        let facts = facts().into_iter().filter(|fact| fact.role.is_compared());
        counterparts().into_iter().zip(facts)
    }

    #[test]
    fn every_compared_fact_has_one_row_and_nothing_else_has() {
        let rows: Vec<String> = counterparts().into_iter().map(|row| row.fact).collect();
        let compared: Vec<String> = facts()
            .into_iter()
            .filter(|fact| fact.role.is_compared())
            .map(|fact| fact.id)
            .collect();
        assert_eq!(rows, compared);
    }

    #[test]
    fn every_row_can_be_compared_or_says_why_not() {
        for (row, fact) in compared() {
            let Some(measure) = &row.measure else {
                assert!(row.note.len() > 20, "{row:?}");
                continue;
            };
            assert!(row.span(&fact).is_some(), "{row:?} has no years");
            let printed = row.printed(&fact).expect("it has something to compare");
            assert_eq!(
                measure.is_date(),
                matches!(printed, Printed::Date { .. }),
                "{row:?}: dates are compared with dates"
            );
            let is_share = matches!(printed, Printed::Number { is_share: true, .. });
            let in_percent = measure.unit == Unit::Factor(100.0)
                || matches!(measure.across, Across::PercentAbove(_));
            assert_eq!(is_share, in_percent, "{row:?}: shares are in percent");
            assert!(!row.is_put_in || !row.note.is_empty(), "{row:?}");
        }
    }

    /// A figure that was put in agrees with itself.
    #[test]
    fn no_figure_to_validate_with_is_put_in_and_counted() {
        let sources = parameters().map(|parameter| parameter.source);
        let files = places::TEXTS.iter().chain(&places::COUNTRIES);
        let files = files.map(|(_, text)| *text);
        let put_in: Vec<&str> = sources.chain(files).collect();
        for (row, fact) in compared() {
            let is_cited = put_in.iter().any(|text| text.contains(&fact.id));
            let may_be = fact.role == Role::Calibrate || row.is_put_in;
            assert!(may_be || !is_cited, "{} is put in somewhere", fact.id);
        }
    }

    #[test]
    fn every_place_and_column_is_there_or_to_come() {
        for row in counterparts() {
            let Some(measure) = row.measure else { continue };
            for key in &measure.places {
                let is_there = Cast::built_in(key).is_some();
                let is_to_come = PLACES_TO_COME.contains(&key.as_str());
                assert!(
                    is_there || is_to_come,
                    "{}: place `{key}` is not built in yet",
                    row.fact
                );
                assert!(
                    !(is_there && is_to_come),
                    "`{key}` is built in now: take it off the list of what is to come"
                );
            }
            for name in measure
                .columns
                .iter()
                .map(String::as_str)
                .chain(measure.across.other())
            {
                let is_there = column(name).is_some();
                let is_to_come = COLUMNS_TO_COME.contains(&name);
                assert!(
                    is_there || is_to_come,
                    "{}: no column `{name}` yet",
                    row.fact
                );
                assert!(
                    !(is_there && is_to_come),
                    "`{name}` is a column now: take it off the list of what is to come"
                );
            }
        }
    }
}
