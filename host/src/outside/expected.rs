//! The words in which an expectation is stated, so that it can fail.

use crate::facts::over::span;
use crate::output::column::{Column, column};

/// What is expected of a number.
#[derive(Debug, Clone)]
pub enum Expected {
    /// `0.6 to 0.95`: it lies between the two, ends included.
    Within {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// `above 4 times itself in 1969-1971`: it is more than so many times another number.
    Above {
        /// How many times.
        times: f64,
        /// The other.
        other: Other,
    },
    /// `below channels.order`: it is less.
    Below {
        /// Than how many times the other.
        times: f64,
        /// The other.
        other: Other,
    },
}

/// The number with which another is compared.
#[derive(Debug, Clone)]
pub enum Other {
    /// `0.15`.
    Number(f64),
    /// `channels.own_brand`: another measure of the same place and years.
    Measure(&'static Column),
    /// `itself in 1970-1975`: the same measure in other years.
    Years(u32, u32),
    /// `datang at the same age`, `datang in the same years`: the same measure of another place.
    Place {
        /// Its key.
        key: String,
        /// Whether years are counted from the birth of each.
        by_age: bool,
    },
}

impl Expected {
    /// What the words mean; nothing if they mean nothing.
    pub(super) fn of(words: &str) -> Option<Self> {
        let words: Vec<&str> = words.split(' ').collect();
        Some(match words[..] {
            [low, "to", high] => Self::Within {
                low: low.parse().ok()?,
                high: high.parse().ok()?,
            },
            ["above", ref rest @ ..] => {
                let (times, other) = multiple(rest)?;
                Self::Above { times, other }
            }
            ["below", ref rest @ ..] => {
                let (times, other) = multiple(rest)?;
                Self::Below { times, other }
            }
            _ => return None,
        })
    }

    /// The number with which the expected one is compared, if it is one.
    pub fn other(&self) -> Option<&Other> {
        match self {
            Self::Within { .. } => None,
            Self::Above { other, .. } | Self::Below { other, .. } => Some(other),
        }
    }

    /// Whether it holds of `number`; `other` is the one with which it is compared. What was not measured does not hold.
    pub(super) fn holds(&self, number: Option<f64>, other: Option<f64>) -> bool {
        let Some(number) = number else {
            return false;
        };
        match self {
            Self::Within { low, high } => (*low..=*high).contains(&number),
            Self::Above { times, .. } => other.is_some_and(|other| number > times * other),
            Self::Below { times, .. } => other.is_some_and(|other| number < times * other),
        }
    }
}

fn multiple(words: &[&str]) -> Option<(f64, Other)> {
    match words {
        [times, "times", rest @ ..] => Some((times.parse().ok()?, other(rest)?)),
        rest => Some((1.0, other(rest)?)),
    }
}

fn other(words: &[&str]) -> Option<Other> {
    Some(match words {
        ["itself", "in", years] => {
            let (first, last) = span(years)?;
            Other::Years(first, last)
        }
        [key, "at", "the", "same", "age"] => Other::Place {
            key: (*key).to_owned(),
            by_age: true,
        },
        [key, "in", "the", "same", "years"] => Other::Place {
            key: (*key).to_owned(),
            by_age: false,
        },
        [word] => match word.parse() {
            Ok(number) => Other::Number(number),
            Err(_) => Other::Measure(column(word)?),
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(words: &str, number: f64, other: Option<f64>) -> bool {
        Expected::of(words).unwrap().holds(Some(number), other)
    }

    #[test]
    fn ranges_hold_at_their_ends() {
        assert!(holds("0.6 to 0.95", 0.6, None));
        assert!(!holds("0.6 to 0.95", 0.96, None));
        assert!(!Expected::of("0 to 1").unwrap().holds(None, None));
    }

    #[test]
    fn comparisons_are_strict_and_need_the_other_number() {
        let more = "above 4 times itself in 1969-1971";
        assert!(holds(more, 4.1, Some(1.0)) && !holds(more, 4.0, Some(1.0)));
        assert!(!holds(more, 4.1, None));
        assert!(holds("below datang at the same age", 0.1, Some(0.2)));
        assert!(!holds("below channels.order", 0.2, Some(0.2)));
    }

    #[test]
    fn other_words_mean_nothing() {
        for words in [
            "",
            "high",
            "0.6 to much",
            "above",
            "above channels.fax",
            "above x times 3",
            "above itself in spring",
            "above datang",
        ] {
            assert!(Expected::of(words).is_none(), "{words}");
        }
    }
}
