//! The factorial as it is carried out: gateways, causes with two levels each, outcomes, and the signs that the paper expects.

use polanyi_core::model::Scenario;

use super::factorial_file::parse;
use crate::experiment::Metric;
use crate::scenario_file::Source;

/// The factorial that is built in.
const TEXT: &str = include_str!("../../data/factorial.toml");

/// A full factorial of causes at several places.
#[derive(Debug, Clone)]
pub struct Factorial {
    /// The places where the causes are varied.
    pub gateways: Vec<Gateway>,
    /// The causes; bit `i` of a cell is the level of cause `i`.
    pub causes: Vec<Cause>,
    /// What is measured.
    pub outcomes: Vec<Outcome>,
    /// Pairs of causes whose effects may depend on each other.
    pub interactions: Vec<Interaction>,
    /// Effects that may differ between the gateways.
    pub contrasts: Vec<Contrast>,
}

/// A place where the causes are varied.
#[derive(Debug, Clone)]
pub struct Gateway {
    /// What it is called.
    pub name: String,
    /// The key of its place.
    pub place: String,
    /// The scenario of every cell.
    pub cells: Vec<Scenario>,
}

/// A cause, with its levels.
#[derive(Debug, Clone)]
pub struct Cause {
    /// What it is called.
    pub name: String,
    /// Names of the first and the second level.
    pub levels: [String; 2],
}

/// An outcome, and the sign that each cause's effect on it should have.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What it is called.
    pub name: String,
    /// How it is measured.
    pub metric: Metric,
    /// By cause.
    pub expected: Vec<Sign>,
}

/// The sign of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Above zero.
    Plus,
    /// Below zero.
    Minus,
    /// Nothing is expected.
    Any,
}

/// A pair of causes, and an outcome.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// The causes, as places in the factorial's list.
    pub causes: [usize; 2],
    /// The outcome, likewise.
    pub outcome: usize,
    /// By gateway.
    pub expected: Vec<Sign>,
}

/// The effect of a cause at the last gateway, less that at the first.
#[derive(Debug, Clone)]
pub struct Contrast {
    /// What differs between the gateways.
    pub name: String,
    /// The cause.
    pub cause: usize,
    /// The outcome.
    pub outcome: usize,
    /// What is expected.
    pub expected: Sign,
}

impl Sign {
    /// The names in data and outputs.
    pub(crate) const NAMES: &'static [(&'static str, Self)] =
        &[("+", Self::Plus), ("-", Self::Minus), (".", Self::Any)];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Any => ".",
        }
    }
}

/// The factorial that is built in.
///
/// # Panics
///
/// If its file is wrong, which a test rules out.
pub fn built_in() -> Factorial {
    let source = Source::new("factorial.toml", TEXT);
    parse(&source).expect("a test reads the file")
}
