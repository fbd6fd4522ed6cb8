//! A metric: what is measured of a run, from yearly columns over a window of years, in one number.

use polanyi_core::model::measures::Measures;

use crate::output::column::Column;

/// What is measured of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// The column of every year.
    pub column: Amount,
    /// The years that count.
    pub window: Window,
    /// How the window's years become one number.
    pub summary: Summary,
    /// What a year counts that has no number, as a share of nothing has none. Without it the year is left out.
    pub nothing: Option<f64>,
    /// Which cluster is measured, where several are run at once; 0 is the arm's own.
    pub cluster: usize,
}

/// A column, or one column for each unit of another.
#[derive(Debug, Clone, Copy)]
pub struct Amount {
    /// The column.
    pub of: &'static Column,
    /// The column by which it is divided, year by year.
    pub per: Option<&'static Column>,
}

/// Columns are the same if their names are: each name stands once in the table.
impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        let path = |column: Option<&Column>| column.map(|column| column.path);
        self.of.path == other.of.path && path(self.per) == path(other.per)
    }
}

/// The years of a run that count, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Calendar years.
    Years(u32, u32),
    /// Years since the birth of the place, whose first year is 0.
    Ages(u32, u32),
}

/// How the years of a window become one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Summary {
    /// Their mean.
    Mean,
    /// Their sum.
    Sum,
    /// The last of them.
    Last,
    /// The slope of the least-squares line through them, a year.
    Slope,
    /// Their standard deviation by their mean: how unsteady they are.
    Swing,
    /// The years from the window's first to the one that reaches a level; one more than the window has if none does.
    Wait {
        /// The level.
        level: f64,
    },
}

impl Summary {
    /// The names in a study, without the one that needs a level.
    pub(crate) const NAMES: &'static [(&'static str, Self)] = &[
        ("mean", Self::Mean),
        ("sum", Self::Sum),
        ("last", Self::Last),
        ("slope", Self::Slope),
        ("swing", Self::Swing),
        ("wait", Self::Wait { level: 0.0 }),
    ];
}

/// What was measured of one run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The number; nothing if too few years of the window had one.
    pub value: Option<f64>,
    /// Years of the window that had no number.
    pub empty: u32,
}

impl Window {
    /// Whether it is one year.
    pub fn is_single(self) -> bool {
        let (Self::Years(first, last) | Self::Ages(first, last)) = self;
        first == last
    }

    /// The calendar years for a run that starts in `start`.
    pub fn calendar(self, start: u32) -> (u32, u32) {
        match self {
            Self::Years(first, last) => (first, last),
            Self::Ages(first, last) => (start.saturating_add(first), start.saturating_add(last)),
        }
    }
}

impl Amount {
    /// Its number in a year; nothing if a part has none, or if it is divided by zero.
    pub fn in_year(&self, year: &Measures) -> Option<f64> {
        let of = (self.of.of)(year).number()?;
        match self.per {
            None => Some(of),
            Some(per) => {
                let per = (per.of)(year).number()?;
                (per != 0.0).then(|| of / per)
            }
        }
    }

    /// Its name: that of its column, or of both.
    pub fn name(&self) -> String {
        match self.per {
            None => self.of.path.to_owned(),
            Some(per) => format!("{} / {}", self.of.path, per.path),
        }
    }
}

impl Metric {
    /// Measures a run by its years; `start` is its first.
    pub fn read<'y>(&self, start: u32, years: impl Iterator<Item = &'y Measures>) -> Reading {
        let (first, last) = self.window.calendar(start);
        let mut empty = 0;
        let mut points = Vec::new();
        for year in years.filter(|year| (first..=last).contains(&year.year)) {
            let number = self.column.in_year(year);
            empty += u32::from(number.is_none());
            if let Some(number) = number.or(self.nothing) {
                points.push((f64::from(year.year - first), number));
            }
        }
        let length = f64::from(last.saturating_sub(first)) + 1.0;
        Reading {
            value: summarize(self.summary, &points, length).filter(|value| value.is_finite()),
            empty,
        }
    }
}

/// The summary of points (years since the window's first, number) in a window of `length` years.
fn summarize(summary: Summary, points: &[(f64, f64)], length: f64) -> Option<f64> {
    let numbers = || points.iter().map(|(_, number)| *number);
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (count, sum) =
            values.fold((0_u32, 0.0), |(count, sum), value| (count + 1, sum + value));
        (count > 0).then(|| sum / f64::from(count))
    };
    let middle = mean(&mut numbers())?;
    match summary {
        Summary::Mean => Some(middle),
        Summary::Sum => Some(numbers().sum()),
        Summary::Last => numbers().next_back(),
        Summary::Slope => {
            let centre = mean(&mut points.iter().map(|(year, _)| *year))?;
            let spread: f64 = points.iter().map(|(year, _)| (year - centre).powi(2)).sum();
            let along = |(year, number): &(f64, f64)| (year - centre) * (number - middle);
            (spread > 0.0).then(|| points.iter().map(along).sum::<f64>() / spread)
        }
        Summary::Swing => {
            let variance = mean(&mut numbers().map(|number| (number - middle).powi(2)))?;
            (middle != 0.0).then(|| variance.sqrt() / middle)
        }
        Summary::Wait { level } => {
            let reached = points.iter().find(|(_, number)| *number >= level);
            Some(reached.map_or(length, |(year, _)| *year))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: Option<f64>, right: f64) {
        let left = left.expect("there is a number");
        assert!((left - right).abs() < 1e-12, "{left} is not {right}");
    }

    #[test]
    fn summaries_by_hand() {
        let points = [(0.0, 1.0), (1.0, 2.0), (3.0, 6.0)];
        near(summarize(Summary::Mean, &points, 4.0), 3.0);
        near(summarize(Summary::Sum, &points, 4.0), 9.0);
        near(summarize(Summary::Last, &points, 4.0), 6.0);
        // Centre 4/3, middle 3: (−4/3·−2 + −1/3·−1 + 5/3·3) / (16/9 + 1/9 + 25/9) = 8 / (42/9).
        near(summarize(Summary::Slope, &points, 4.0), 12.0 / 7.0);
        near(
            summarize(Summary::Swing, &points, 4.0),
            (14.0_f64 / 3.0).sqrt() / 3.0,
        );
        near(summarize(Summary::Wait { level: 5.0 }, &points, 4.0), 3.0);
        near(summarize(Summary::Wait { level: 7.0 }, &points, 4.0), 4.0);
    }

    #[test]
    fn of_too_little_there_is_no_summary() {
        assert_eq!(summarize(Summary::Mean, &[], 3.0), None);
        assert_eq!(summarize(Summary::Slope, &[(0.0, 1.0)], 3.0), None);
        assert_eq!(summarize(Summary::Swing, &[(0.0, 0.0)], 3.0), None);
    }

    #[test]
    fn ages_count_from_the_birth() {
        assert_eq!(Window::Ages(15, 35).calendar(1948), (1963, 1983));
        assert_eq!(Window::Years(2000, 2010).calendar(1948), (2000, 2010));
    }
}
