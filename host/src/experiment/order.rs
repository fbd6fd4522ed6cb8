//! An order among arms that is expected, such as `free > three > one`, and the verdict on it.

use crate::statistics::Estimate;

/// One side of a comparison: an arm, or how far it is above another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The arm, as a place in the study's list.
    pub arm: usize,
    /// The arm whose number is subtracted.
    pub less: Option<usize>,
}

/// Two sides that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The side that is expected to be greater.
    pub left: Side,
    /// The other.
    pub right: Side,
    /// Whether anything is expected; without that the difference is only reported.
    pub expected: bool,
}

/// What came of an expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The whole interval is on the expected side.
    Held,
    /// Of several expectations some held and some did not.
    Partly,
    /// The interval holds zero, or there are too few pairs for one.
    NotToldApart,
    /// The whole interval is on the other side.
    NotHeld,
}

impl Verdict {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::Held, Self::Partly, Self::NotToldApart, Self::NotHeld];

    /// Of a difference that is expected to be above zero.
    pub fn of(difference: Option<Estimate>) -> Self {
        match difference {
            Some(estimate) if estimate.low > 0.0 => Self::Held,
            Some(estimate) if estimate.high < 0.0 => Self::NotHeld,
            _ => Self::NotToldApart,
        }
    }

    /// Of several together; nothing if there is none.
    ///
    /// All held: held. Some: partly. None: not held if one is on the wrong side, else not told apart.
    pub fn together(verdicts: impl IntoIterator<Item = Self>) -> Option<Self> {
        verdicts
            .into_iter()
            .reduce(|one, other| match (one, other) {
                (one, other) if one == other => one,
                (Self::NotToldApart, Self::NotHeld) | (Self::NotHeld, Self::NotToldApart) => {
                    Self::NotHeld
                }
                _ => Self::Partly,
            })
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Partly => "held in part",
            Self::NotToldApart => "not told apart",
            Self::NotHeld => "not held",
        }
    }
}

/// Why a text is no order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OrderError {
    /// An arm that the study does not have.
    Unknown(String),
    /// No sequence of sides with `>` or `~` between them.
    Malformed,
}

/// Reads `a > b > c`, with `a - b` for the difference of two arms as a side, and `~` where nothing is expected.
///
/// Each side is compared with the next.
pub(crate) fn parse(text: &str, arms: &[&str]) -> Result<Vec<Comparison>, OrderError> {
    let mut words = text.split_whitespace();
    let mut comparisons = Vec::new();
    let (mut left, mut sign) = side(&mut words, arms)?;
    while let Some(relation) = sign {
        let expected = match relation {
            ">" => true,
            "~" => false,
            _ => return Err(OrderError::Malformed),
        };
        let (right, next) = side(&mut words, arms)?;
        comparisons.push(Comparison {
            left,
            right,
            expected,
        });
        (left, sign) = (right, next);
    }
    if comparisons.is_empty() {
        return Err(OrderError::Malformed);
    }
    Ok(comparisons)
}

/// A side, and the word behind it.
fn side<'w>(
    words: &mut impl Iterator<Item = &'w str>,
    arms: &[&str],
) -> Result<(Side, Option<&'w str>), OrderError> {
    let arm = |words: &mut dyn Iterator<Item = &'w str>| {
        let name = words.next().ok_or(OrderError::Malformed)?;
        if matches!(name, ">" | "~" | "-") {
            return Err(OrderError::Malformed);
        }
        let found = arms.iter().position(|arm| *arm == name);
        found.ok_or_else(|| OrderError::Unknown(name.to_owned()))
    };
    let first = arm(words)?;
    match words.next() {
        Some("-") => {
            let less = Some(arm(words)?);
            Ok((Side { arm: first, less }, words.next()))
        }
        next => {
            let less = None;
            Ok((Side { arm: first, less }, next))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARMS: [&str; 3] = ["as-is", "never", "twice"];

    fn plain(arm: usize) -> Side {
        Side { arm, less: None }
    }

    #[test]
    fn a_chain_compares_neighbours() {
        let order = parse("twice > as-is ~ never", &ARMS).unwrap();
        let expected: Vec<_> = order
            .iter()
            .map(|one| (one.left.arm, one.right.arm, one.expected))
            .collect();
        assert_eq!(expected, [(2, 0, true), (0, 1, false)]);
    }

    #[test]
    fn a_side_can_be_a_difference() {
        let order = parse("twice - as-is > never", &ARMS).unwrap();
        let left = Side {
            arm: 2,
            less: Some(0),
        };
        assert_eq!((order[0].left, order[0].right), (left, plain(1)));
    }

    #[test]
    fn what_is_no_order() {
        for text in [
            "",
            "as-is",
            "as-is >",
            "> as-is",
            "as-is < never",
            "as-is - > never",
            "as-is never",
        ] {
            assert_eq!(parse(text, &ARMS), Err(OrderError::Malformed), "{text}");
        }
        assert_eq!(
            parse("as-is > nevr", &ARMS),
            Err(OrderError::Unknown("nevr".to_owned()))
        );
    }

    #[test]
    fn verdicts() {
        let interval = |low, high| {
            Some(Estimate {
                mean: f64::midpoint(low, high),
                low,
                high,
            })
        };
        assert_eq!(Verdict::of(interval(0.1, 0.3)), Verdict::Held);
        assert_eq!(Verdict::of(interval(-0.3, -0.1)), Verdict::NotHeld);
        assert_eq!(Verdict::of(interval(-0.1, 0.3)), Verdict::NotToldApart);
        assert_eq!(Verdict::of(interval(0.0, 0.0)), Verdict::NotToldApart);
        assert_eq!(Verdict::of(None), Verdict::NotToldApart);
    }

    #[test]
    fn verdicts_together() {
        use Verdict::{Held, NotHeld, NotToldApart, Partly};
        assert_eq!(Verdict::together([]), None);
        assert_eq!(Verdict::together([Held, Held]), Some(Held));
        assert_eq!(Verdict::together([Held, Held, NotHeld]), Some(Partly));
        assert_eq!(Verdict::together([NotToldApart, NotHeld]), Some(NotHeld));
        assert_eq!(
            Verdict::together([NotHeld, NotToldApart, Held]),
            Some(Partly)
        );
        assert_eq!(
            Verdict::together([NotToldApart, NotToldApart]),
            Some(NotToldApart)
        );
    }
}
