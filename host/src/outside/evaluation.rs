//! The evaluation: every expectation beside what many runs give, hit or missed.

use super::expectation::{Expectation, expectations};
use super::expected::Other;
use crate::ensemble::Seeds;
use crate::facts::cast::Cast;
use crate::facts::runs::Runs;
use crate::output::column::Column;
use crate::places;
use crate::scenario_file::Place;
use crate::statistics::{Band, mean};

/// All expectations, judged.
#[derive(Debug)]
pub struct Evaluation {
    /// The seeds of the runs.
    pub seeds: Seeds,
    /// In the order of the table.
    pub judgements: Vec<Judgement>,
}

/// An expectation, judged by runs.
#[derive(Debug)]
pub struct Judgement {
    /// What was expected.
    pub expectation: Expectation,
    /// The district.
    pub place: Place,
    /// The runs' numbers; nothing if none measured it.
    pub simulated: Option<Band>,
    /// The numbers with which they are compared; nothing for a range.
    pub compared: Option<Band>,
    /// Runs in which it holds. What a run did not measure does not hold in it.
    pub held: u32,
    /// All runs.
    pub runs: u32,
}

impl Judgement {
    /// Whether it holds in more than half of the runs.
    pub fn is_hit(&self) -> bool {
        u64::from(self.held) * 2 > u64::from(self.runs)
    }

    /// `hit` or `miss`.
    pub fn verdict(&self) -> &'static str {
        if self.is_hit() { "hit" } else { "miss" }
    }
}

impl Evaluation {
    /// The places that must be run: the districts, and those with which they are compared.
    ///
    /// # Panics
    ///
    /// If the table names a place that is not built in, which a test rules out.
    pub fn casts() -> Vec<Cast> {
        let mut casts: Vec<Cast> = places::outside().map(Cast::alone).collect();
        for expectation in expectations() {
            if let Some(Other::Place { key, .. }) = expectation.expected.other()
                && casts.iter().all(|cast| cast.key() != key)
            {
                casts.push(Cast::alone(built_in(key)));
            }
        }
        casts
    }

    /// Judges all expectations by `runs`, which are those of [`Evaluation::casts`].
    ///
    /// # Panics
    ///
    /// If the table names a place that is not built in, which a test rules out.
    pub fn of(runs: &Runs) -> Self {
        let judge = |expectation| judgement(expectation, runs);
        Self {
            seeds: runs.seeds(),
            judgements: expectations().into_iter().map(judge).collect(),
        }
    }
}

fn judgement(expectation: Expectation, runs: &Runs) -> Judgement {
    let place = built_in(&expectation.place);
    let (mut own, mut others): (Vec<f64>, Vec<f64>) = Default::default();
    let mut held = 0;
    for index in 0..runs.seeds().iter().count() {
        let run = Run { runs, index };
        let number = run.mean(&place, expectation.column, expectation.years);
        let other = expectation.expected.other();
        let other = other.and_then(|other| run.other(&place, &expectation, other));
        held += u32::from(expectation.expected.holds(number, other));
        own.extend(number);
        others.extend(other);
    }
    Judgement {
        expectation,
        place,
        simulated: Band::of(&own),
        compared: Band::of(&others),
        held,
        runs: runs.seeds().count(),
    }
}

/// The runs of all places with one seed.
struct Run<'a> {
    runs: &'a Runs,
    index: usize,
}

impl Run<'_> {
    /// The mean over the years in which the measure is there.
    fn mean(&self, place: &Place, column: &Column, (first, last): (u32, u32)) -> Option<f64> {
        let years = self.runs.years(&place.key, self.index)?;
        let within = years
            .iter()
            .map(|year| &year.measures)
            .filter(|year| (first..=last).contains(&year.year));
        let numbers: Vec<f64> = within
            .filter_map(|year| (column.of)(year).number())
            .collect();
        mean(&numbers)
    }

    /// The number with which the expected one of `place` is compared.
    fn other(&self, place: &Place, expectation: &Expectation, other: &Other) -> Option<f64> {
        let Expectation { column, years, .. } = expectation;
        match other {
            Other::Number(number) => Some(*number),
            Other::Measure(column) => self.mean(place, column, *years),
            Other::Years(first, last) => self.mean(place, column, (*first, *last)),
            Other::Place { key, by_age } => {
                let other = built_in(key);
                let birth = |place: &Place| place.scenario.timing.start_year;
                let at = |year: u32| {
                    if *by_age {
                        year.saturating_sub(birth(place)) + birth(&other)
                    } else {
                        year
                    }
                };
                self.mean(&other, column, (at(years.0), at(years.1)))
            }
        }
    }
}

fn built_in(key: &str) -> Place {
    places::place(key).expect("a test finds every place of the table")
}
