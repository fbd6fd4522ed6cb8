//! A verdict: whether a simulated band agrees with what is printed, by the rule of the fact's role.

use std::fmt;

use super::fact::Role;
use crate::statistics::Band;

/// How a printed value is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It is the value.
    Equal,
    /// It is near the value; judged as if it were the value.
    About,
    /// It is at least the value.
    Above,
    /// It is at most the value.
    Below,
    /// The value is a date.
    Date,
}

impl Relation {
    const NAMES: [(&'static str, Self); 5] = [
        ("=", Self::Equal),
        ("~", Self::About),
        (">", Self::Above),
        ("<", Self::Below),
        ("date", Self::Date),
    ];

    /// The relation of a name in the table of facts.
    pub fn of(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name)?;
        Some(found.1)
    }

    /// What stands before a value; nothing for equality and for dates.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal | Self::Date => "",
            Self::About => "~",
            Self::Above => ">",
            Self::Below => "<",
        }
    }
}

/// By its name in the table of facts.
impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES.iter().find(|(_, relation)| relation == self);
        f.write_str(name.map_or("", |(name, _)| name))
    }
}

/// What is printed, as far as it can be compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Printed {
    /// A number.
    Number {
        /// How it is meant.
        relation: Relation,
        /// The number.
        value: f64,
        /// Whether it is a share, in percent.
        is_share: bool,
    },
    /// A date: the years in which it lies, both included.
    Date {
        /// The first.
        first: u32,
        /// The last.
        last: u32,
    },
}

impl Printed {
    /// A number in a unit.
    pub fn number(relation: Relation, value: f64, unit: &str) -> Self {
        Self::Number {
            relation,
            value,
            is_share: unit.starts_with('%'),
        }
    }
}

/// How far a median may be from what is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// Of numbers: this many times more, or less.
    pub factor: f64,
    /// Of shares: percentage points.
    pub points: f64,
    /// Of dates: years before or after the printed ones.
    pub years: f64,
}

impl Tolerance {
    /// Of a role.
    pub fn of(role: Role) -> Self {
        let (factor, points) = match role {
            Role::Calibrate => (1.25, 4.0),
            Role::Validate | Role::Driver | Role::Context => (1.5, 8.0),
        };
        Self {
            factor,
            points,
            years: 3.0,
        }
    }
}

/// Whether `band` hits what is printed.
///
/// A number is hit if the median is within the role's [`Tolerance`] of it; to calibrate, also if it lies in the band.
/// A bound is hit if the median keeps it, a date if the median lies in its years or near enough.
pub fn is_hit(role: Role, printed: Printed, band: Band) -> bool {
    let tolerance = Tolerance::of(role);
    let median = band.median;
    match printed {
        Printed::Number {
            relation: Relation::Above,
            value,
            ..
        } => median >= value,
        Printed::Number {
            relation: Relation::Below,
            value,
            ..
        } => median <= value,
        Printed::Number {
            value, is_share, ..
        } => {
            let is_near = if is_share {
                (median - value).abs() <= tolerance.points
            } else {
                (value / tolerance.factor..=value * tolerance.factor).contains(&median)
            };
            is_near || (role == Role::Calibrate && band.holds(value))
        }
        Printed::Date { first, last } => {
            let (first, last) = (f64::from(first), f64::from(last));
            (first - tolerance.years..=last + tolerance.years).contains(&median)
        }
    }
}

/// What is said of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// What is simulated agrees with what is printed.
    Hit,
    /// It does not.
    Missed,
    /// A scenario file puts the fact in: agreement would say nothing.
    PutIn,
    /// The model has no measure of it.
    NotModelled,
    /// It could be measured, but was not: a place or a measure is missing, or the run leaves its years out.
    NotSimulated,
}

/// In words.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hit => "hit",
            Self::Missed => "missed",
            Self::PutIn => "put in",
            Self::NotModelled => "not modelled",
            Self::NotSimulated => "not simulated",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(low: f64, median: f64, high: f64) -> Band {
        Band { low, median, high }
    }

    fn number(sign: &str, value: f64, unit: &str) -> Printed {
        Printed::number(Relation::of(sign).unwrap(), value, unit)
    }

    #[test]
    fn numbers_are_hit_within_the_factor_of_the_role() {
        let printed = number("=", 100.0, "firms");
        for (median, calibrate, validate) in [
            (79.0, false, true),
            (81.0, true, true),
            (124.0, true, true),
            (126.0, false, true),
            (66.0, false, false),
            (151.0, false, false),
        ] {
            let band = band(median, median, median);
            assert_eq!(
                is_hit(Role::Calibrate, printed, band),
                calibrate,
                "{median}"
            );
            assert_eq!(is_hit(Role::Validate, printed, band), validate, "{median}");
        }
    }

    #[test]
    fn a_wide_band_helps_to_calibrate_only() {
        let (printed, band) = (number("~", 100.0, "firms"), band(90.0, 300.0, 500.0));
        assert!(is_hit(Role::Calibrate, printed, band));
        assert!(!is_hit(Role::Validate, printed, band));
    }

    #[test]
    fn shares_are_hit_within_points() {
        let printed = number("=", 5.0, "% of national market");
        for (median, calibrate, validate) in [
            (8.9, true, true),
            (9.1, false, true),
            (0.9, false, true),
            (13.1, false, false),
        ] {
            let band = band(median, median, median);
            assert_eq!(
                is_hit(Role::Calibrate, printed, band),
                calibrate,
                "{median}"
            );
            assert_eq!(is_hit(Role::Validate, printed, band), validate, "{median}");
        }
    }

    #[test]
    fn bounds_are_hit_by_the_median_however_far_it_is() {
        for role in [Role::Calibrate, Role::Validate] {
            let above = number(">", 60.0, "%");
            assert!(is_hit(role, above, band(10.0, 60.0, 99.0)));
            assert!(is_hit(role, above, band(10.0, 99.0, 99.0)));
            assert!(!is_hit(role, above, band(10.0, 59.9, 99.0)));
            assert!(!is_hit(
                role,
                number("<", 3.0, "firms"),
                band(1.0, 4.0, 5.0)
            ));
        }
    }

    #[test]
    fn dates_are_hit_in_their_years_and_near_them() {
        let printed = Printed::Date {
            first: 1980,
            last: 1999,
        };
        for (median, hit) in [
            (1976.5, false),
            (1977.0, true),
            (1990.0, true),
            (2002.0, true),
            (2002.5, false),
        ] {
            let band = band(1900.0, median, 2100.0);
            assert_eq!(is_hit(Role::Validate, printed, band), hit, "{median}");
            assert_eq!(is_hit(Role::Calibrate, printed, band), hit, "{median}");
        }
    }
}
