//! Across clusters: one number out of several clusters' numbers.

use crate::statistics::{mean, median, spearman};

/// How the numbers of several clusters are taken together. Of one cluster, mean, median and sum are its number.
#[derive(Debug, Clone, PartialEq)]
pub enum Across {
    /// `mean`: of the clusters that have a number.
    Mean,
    /// `mean by sales`: each weighs as much as its other measure.
    MeanBy(String),
    /// `median`: of the clusters that have a number.
    Median,
    /// `sum`: nothing if a cluster has none.
    Sum,
    /// `rank yiwu`: the place of a cluster by its number, 1 for the highest.
    Rank(String),
    /// `percent above 100`: of all clusters.
    PercentAbove(f64),
    /// `correlation with stalls`: Spearman's, of the number with another measure's.
    Correlation(String),
}

/// A cluster's numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer<'a> {
    /// The cluster.
    pub(super) key: &'a str,
    /// The number.
    pub(super) value: Option<f64>,
    /// The other measure's, where there is one.
    pub(super) other: Option<f64>,
}

impl Across {
    /// What the words of the table mean.
    pub(super) fn of(words: &str) -> Option<Self> {
        let words: Vec<&str> = words.split(' ').collect();
        Some(match words[..] {
            ["mean"] => Self::Mean,
            ["mean", "by", column] => Self::MeanBy(column.to_owned()),
            ["median"] => Self::Median,
            ["sum"] => Self::Sum,
            ["rank", key] => Self::Rank(key.to_owned()),
            ["percent", "above", bound] => Self::PercentAbove(bound.parse().ok()?),
            ["correlation", "with", column] => Self::Correlation(column.to_owned()),
            _ => return None,
        })
    }

    /// Whether a single cluster can answer for itself.
    pub(super) fn is_of_any_number(&self) -> bool {
        matches!(
            self,
            Self::Mean | Self::MeanBy(_) | Self::Median | Self::Sum
        )
    }

    /// Whether it is the mean of as many clusters as there are.
    pub(super) fn is_mean(&self) -> bool {
        matches!(self, Self::Mean | Self::MeanBy(_))
    }

    /// The other measure that is needed.
    pub(super) fn other(&self) -> Option<&str> {
        match self {
            Self::MeanBy(column) | Self::Correlation(column) => Some(column),
            _ => None,
        }
    }

    /// The number.
    pub(super) fn taken(&self, answers: &[Answer<'_>]) -> Option<f64> {
        let values: Vec<f64> = answers.iter().filter_map(|answer| answer.value).collect();
        let pair = |answer: &Answer<'_>| Some((answer.value?, answer.other?));
        let pairs: Vec<(f64, f64)> = answers.iter().filter_map(pair).collect();
        match self {
            Self::Mean => mean(&values),
            Self::MeanBy(_) => weighted(&pairs),
            Self::Median => median(&values),
            Self::Sum => (values.len() == answers.len()).then(|| values.iter().sum()),
            Self::Rank(key) => {
                let own = answers.iter().find(|answer| answer.key == key)?.value?;
                Some(1.0 + count(values.iter().filter(|value| **value > own).count()))
            }
            Self::PercentAbove(bound) => {
                let above = values.iter().filter(|value| *value > bound).count();
                (!answers.is_empty()).then(|| 100.0 * count(above) / count(answers.len()))
            }
            Self::Correlation(_) => spearman(&pairs),
        }
    }
}

/// The mean of the first of each pair, weighted by the second; nothing without weight.
fn weighted(pairs: &[(f64, f64)]) -> Option<f64> {
    let weight: f64 = pairs.iter().map(|(_, weight)| weight).sum();
    let sum: f64 = pairs.iter().map(|(value, weight)| value * weight).sum();
    (weight > 0.0).then(|| sum / weight)
}

#[expect(clippy::cast_precision_loss, reason = "some clusters")]
fn count(clusters: usize) -> f64 {
    clusters as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(words: &str, numbers: &[(&str, Option<f64>, Option<f64>)]) -> Option<f64> {
        let answers: Vec<Answer<'_>> = numbers
            .iter()
            .map(|(key, value, other)| Answer {
                key,
                value: *value,
                other: *other,
            })
            .collect();
        Across::of(words).unwrap().taken(&answers)
    }

    #[test]
    fn clusters_taken_together() {
        let three = [
            ("a", Some(1.0), Some(9.0)),
            ("b", Some(2.0), Some(8.0)),
            ("c", Some(9.0), Some(7.0)),
        ];
        for (words, expected) in [
            ("mean", 4.0),
            ("mean by sales", (9.0 + 16.0 + 63.0) / 24.0),
            ("median", 2.0),
            ("sum", 12.0),
            ("rank c", 1.0),
            ("rank a", 3.0),
            ("percent above 1.5", 200.0 / 3.0),
            ("correlation with stalls", -1.0),
        ] {
            let number = taken(words, &three).unwrap();
            assert!((number - expected).abs() < 1e-12, "{words}: {number}");
        }
        assert_eq!(taken("rank d", &three), None);
    }

    #[test]
    fn a_cluster_without_a_number() {
        let two = [("a", Some(1.0), Some(1.0)), ("b", None, Some(2.0))];
        for (words, expected) in [
            ("mean", Some(1.0)),
            ("sum", None),
            ("rank a", Some(1.0)),
            ("rank b", None),
            ("percent above 0", Some(50.0)),
            ("correlation with stalls", None),
        ] {
            assert_eq!(taken(words, &two), expected, "{words}");
        }
        assert_eq!(taken("percent above 0", &[]), None);
    }

    #[test]
    fn other_words_mean_nothing() {
        for words in ["", "all", "rank", "percent above much"] {
            assert_eq!(Across::of(words), None, "{words}");
        }
    }
}
