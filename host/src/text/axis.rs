//! The axis of years below a chart.

use super::chart::{COLUMNS, MARGIN};

/// A span of years, drawn below charts so that all of them line up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axis {
    first: u32,
    last: u32,
}

impl Axis {
    pub(super) fn new(first: u32, last: u32) -> Self {
        Self {
            first,
            last: last.max(first),
        }
    }

    /// The column of a year.
    fn column(self, year: u32) -> usize {
        let (since, span) = (year.saturating_sub(self.first), self.last - self.first);
        let place = u64::from(since) * (COLUMNS as u64 - 1) / u64::from(span.max(1));
        usize::try_from(place).unwrap_or(COLUMNS - 1)
    }

    /// The year, counted from the first, that a column stands for.
    pub(super) fn year_at(self, column: usize) -> usize {
        let span = self.last - self.first;
        let columns = COLUMNS - 1;
        (column * usize::try_from(span).unwrap_or(0) + columns / 2) / columns
    }

    /// Years between two labels, so that labels stay apart.
    fn step(self) -> u32 {
        let span = self.last - self.first;
        [1, 2, 5, 10, 20, 50]
            .into_iter()
            .find(|step| span / step <= 8)
            .unwrap_or(100)
    }

    /// The ruler with its ticks, and the labels below it.
    pub(super) fn lines(self) -> String {
        let mut ruler = vec!['─'; COLUMNS];
        let mut labels = " ".repeat(MARGIN);
        let step = self.step();
        for year in (self.first..=self.last).filter(|year| year % step == 0) {
            let column = self.column(year);
            ruler[column] = '┬';
            // Labels stand centred below their ticks, and the last one still ends within the chart.
            let start = (MARGIN + column)
                .saturating_sub(2)
                .min(MARGIN + COLUMNS - 4);
            let gap = start.saturating_sub(labels.len());
            if labels.trim().is_empty() || gap > 0 {
                labels.truncate(labels.len().min(start));
                labels.push_str(&" ".repeat(gap));
                labels.push_str(&year.to_string());
            }
        }
        let ruler: String = ruler.into_iter().collect();
        format!("{}└{ruler}\n{labels}\n", " ".repeat(MARGIN - 1))
    }
}

/// The least number with a round half that is not below `value`; one for zero.
pub(super) fn round_up(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0].map(|step| step * power);
    steps
        .into_iter()
        .find(|step| *step >= value)
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tops_are_round() {
        for (value, top) in [
            (0.0, 1.0),
            (0.7, 0.8),
            (1.2, 1.5),
            (23_000.0, 30_000.0),
            (55_000.0, 60_000.0),
            (90.0, 100.0),
        ] {
            assert!((round_up(value) - top).abs() < 1e-9, "{value}");
        }
    }

    #[test]
    fn labels_stay_apart_and_inside() {
        for (first, last) in [
            (1978, 2018),
            (1978, 1978),
            (1978, 1979),
            (1870, 2099),
            (1999, 2001),
            (1979, 2019),
        ] {
            let lines = Axis::new(first, last).lines();
            assert!(
                lines
                    .lines()
                    .all(|line| line.chars().count() <= MARGIN + COLUMNS),
                "{lines}"
            );
            for label in lines.lines().nth(1).unwrap().split_whitespace() {
                assert_eq!(label.len(), 4, "{lines}");
            }
        }
    }
}
