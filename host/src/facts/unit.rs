//! A unit: from the model's to the fact's.

use std::sync::LazyLock;

use super::table::rows;

/// Wages and rates of exchange by year, sparse; their sources are in the table.
const RENMINBI: &str = include_str!("../../data/renminbi.csv");

/// How many of the fact's units the model's is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unit {
    /// `100`, `1/4600`: so many.
    Factor(f64),
    /// `rmb`: frontier worker-years in renminbi of the year, at the official rate of exchange.
    ///
    /// The frontier's wage is taken to be a manufacturing worker's in the United States. Approximate: both series are
    /// joined by straight lines between years some five apart, and stay as they are before the first and after the last.
    Renminbi,
}

impl Unit {
    /// What the word of the table means.
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match (word, word.split_once('/')) {
            ("rmb", _) => Self::Renminbi,
            (_, Some((one, many))) => {
                Self::Factor(one.parse::<f64>().ok()? / many.parse::<f64>().ok()?)
            }
            (number, None) => Self::Factor(number.parse().ok()?),
        })
    }

    /// The factor in a year.
    pub(super) fn factor(self, year: u32) -> f64 {
        static WAGE: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| points("wage"));
        static EXCHANGE: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| points("exchange"));
        match self {
            Self::Factor(factor) => factor,
            Self::Renminbi => line(&WAGE, f64::from(year)) * line(&EXCHANGE, f64::from(year)),
        }
    }
}

/// Years and values of a series.
fn points(series: &str) -> Vec<(f64, f64)> {
    let why = "a test reads every row";
    let number = |text: &str| text.parse().expect(why);
    rows(RENMINBI)
        .iter()
        .filter(|row| row.text("series") == series)
        .map(|row| (number(row.text("year")), number(row.text("value"))))
        .collect()
}

/// The value at `x` on the lines between points, which stand in their order.
fn line(points: &[(f64, f64)], x: f64) -> f64 {
    let after = points.partition_point(|(at, _)| *at < x);
    let (Some(right), left) = (points.get(after), after.checked_sub(1)) else {
        return points.last().map_or(f64::NAN, |(_, value)| *value);
    };
    let Some(left) = left.and_then(|index| points.get(index)) else {
        return right.1;
    };
    left.1 + (right.1 - left.1) * (x - left.0) / (right.0 - left.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(left: f64, right: f64) {
        assert!((left / right - 1.0).abs() < 1e-12, "{left} is not {right}");
    }

    #[test]
    fn worker_years_in_renminbi() {
        let factor = |year| Unit::of("rmb").unwrap().factor(year);
        assert_near(factor(1979), 13_900.0 * 1.555);
        assert_near(factor(2000), 29_800.0 * 8.279);
        // Two years after 1990, two fifths of the way to 1995.
        assert_near(factor(1992), (22_500.0 + 1_280.0) * (4.783 + 0.4 * 3.568));
        assert_near(factor(1960), factor(1979));
        assert_near(factor(2050), 44_800.0 * 6.616);
    }

    #[test]
    fn every_year_of_the_table_has_a_source_and_stands_in_order() {
        for series in ["wage", "exchange"] {
            let points = points(series);
            assert!(points.is_sorted_by(|one, next| one.0 < next.0 && one.1 > 0.0));
        }
        assert!(
            rows(RENMINBI)
                .iter()
                .all(|row| !row.text("source").is_empty())
        );
    }

    #[test]
    fn factors() {
        assert_near(Unit::of("100").unwrap().factor(1990), 100.0);
        assert_near(Unit::of("1/4600").unwrap().factor(1990) * 4_600.0, 1.0);
        assert_eq!(Unit::of("much"), None);
    }
}
