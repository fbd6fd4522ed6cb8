//! Over the years: one number out of a measure's years, a mean or a date.

use crate::statistics::mean;

/// A measure year by year, in their order.
pub(super) type Series = [(u32, f64)];

/// How a measure is taken over the years of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Over {
    /// `mean`: the mean of the years of which the fact speaks.
    Mean,
    /// `first 0.05 of peak`: the first year that reaches a share of the highest.
    FirstOfPeak(f64),
    /// `first 0.1 above 1990-1998`: the first year, from the first of these on, that is so much above their mean.
    FirstAbove {
        /// How much.
        by: f64,
        /// The first and the last year of comparison.
        base: (u32, u32),
    },
    /// `speed-up over 5 from 1990`: the year in which the rise over the years to come exceeds that of the years before by most.
    SpeedUp {
        /// How many years to come, and before.
        window: u32,
        /// The first year that is looked at.
        from: u32,
    },
}

impl Over {
    /// What the words of the table mean.
    pub(super) fn of(words: &str) -> Option<Self> {
        let words: Vec<&str> = words.split(' ').collect();
        Some(match words[..] {
            ["mean"] => Self::Mean,
            ["first", share, "of", "peak"] => Self::FirstOfPeak(share.parse().ok()?),
            ["first", by, "above", base] => Self::FirstAbove {
                by: by.parse().ok()?,
                base: span(base)?,
            },
            ["speed-up", "over", window, "from", from] => Self::SpeedUp {
                window: window.parse().ok()?,
                from: from.parse().ok()?,
            },
            _ => return None,
        })
    }

    /// Whether the number is a year.
    pub fn is_date(self) -> bool {
        self != Self::Mean
    }

    /// The number; nothing if it never comes or no year of `span` is there.
    pub(super) fn taken(self, series: &Series, span: (u32, u32)) -> Option<f64> {
        match self {
            Self::Mean => mean_within(series, span),
            Self::FirstOfPeak(share) => {
                let peak = series.iter().map(|(_, value)| *value).fold(0.0, f64::max);
                // Nothing ever rose from zero.
                (peak > 0.0).then_some(())?;
                first(series, |_, value| value >= share * peak)
            }
            Self::FirstAbove { by, base } => {
                let level = mean_within(series, base)? + by;
                first(series, |year, value| year >= base.0 && value >= level)
            }
            Self::SpeedUp { window, from } => speed_up(series, window, from),
        }
    }
}

/// `1999` or `1990-1998`.
pub(crate) fn span(words: &str) -> Option<(u32, u32)> {
    let (first, last) = words.split_once('-').unwrap_or((words, words));
    Some((first.parse().ok()?, last.parse().ok()?))
}

fn mean_within(series: &Series, (first, last): (u32, u32)) -> Option<f64> {
    let within: Vec<f64> = series
        .iter()
        .filter(|(year, _)| (first..=last).contains(year))
        .map(|(_, value)| *value)
        .collect();
    mean(&within)
}

fn first(series: &Series, is_it: impl Fn(u32, f64) -> bool) -> Option<f64> {
    let found = series.iter().find(|(year, value)| is_it(*year, *value))?;
    Some(f64::from(found.0))
}

/// The earliest of those years whose speed-up is greatest, if it is a speed-up at all.
fn speed_up(series: &Series, window: u32, from: u32) -> Option<f64> {
    let at = |wanted: u32| {
        let found = series.iter().find(|(year, _)| *year == wanted)?;
        Some(found.1)
    };
    let mut greatest = (None, 0.0);
    for (year, value) in series.iter().filter(|(year, _)| *year >= from) {
        let before = year.checked_sub(window).and_then(at);
        let after = year.checked_add(window).and_then(at);
        if let (Some(before), Some(after)) = (before, after) {
            let gain = (after - value) - (value - before);
            if gain > greatest.1 {
                greatest = (Some(f64::from(*year)), gain);
            }
        }
    }
    greatest.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(first: u32, values: &[f64]) -> Vec<(u32, f64)> {
        (first..).zip(values.iter().copied()).collect()
    }

    fn taken(words: &str, series: &Series) -> Option<f64> {
        Over::of(words).unwrap().taken(series, (1991, 1992))
    }

    #[test]
    fn a_mean_is_of_the_years_spoken_of() {
        let series = series(1990, &[1.0, 2.0, 4.0, 8.0]);
        assert_eq!(taken("mean", &series), Some(3.0));
        assert_eq!(taken("mean", &series[..1]), None);
    }

    #[test]
    fn first_years() {
        let series = series(1990, &[0.0, 1.0, 5.0, 100.0, 3.0, 200.0]);
        assert_eq!(taken("first 0.05 of peak", &series), Some(1993.0));
        assert_eq!(taken("first 0.05 of peak", &series[..1]), None);
        assert_eq!(taken("first 4.5 above 1990-1991", &series), Some(1992.0));
        assert_eq!(taken("first 4.5 above 1993", &series), Some(1995.0));
        assert_eq!(taken("first 999 above 1990-1991", &series), None);
        assert_eq!(taken("first 1 above 1980", &series), None);
    }

    #[test]
    fn the_greatest_speed_up() {
        // Slow to 1995, then fast; the start is faster still.
        let mut values = vec![0.0, 30.0, 31.0, 32.0, 33.0, 34.0];
        values.extend((1..=5).map(|year| 34.0 + 3.0 * f64::from(year)));
        let series = series(1990, &values);
        assert_eq!(taken("speed-up over 2 from 1992", &series), Some(1995.0));
        let slower: Vec<(u32, f64)> = series
            .iter()
            .map(|(year, _)| (*year, f64::from(*year).sqrt()))
            .collect();
        assert_eq!(taken("speed-up over 2 from 1992", &slower), None);
    }

    #[test]
    fn other_words_mean_nothing() {
        for words in [
            "",
            "median",
            "first",
            "first x of peak",
            "first 1 above then",
        ] {
            assert_eq!(Over::of(words), None, "{words}");
        }
    }
}
