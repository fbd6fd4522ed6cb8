//! Why a plan was refused: the item, and the next step.

use std::fmt;
use std::io;
use std::path::PathBuf;

use polanyi_core::model::scenario::Range;

use crate::facts::Role;
use crate::facts::item::Absence;
use crate::output::column::Cell;
use crate::scenario_file::allowed;

/// What is wrong with a plan.
#[derive(Debug)]
pub enum PlanError {
    /// It is not the text of a plan.
    Syntax {
        /// Its name.
        name: String,
        /// What the parser says, with the line.
        error: Box<toml::de::Error>,
    },
    /// There is no such parameter.
    NoParameterOfThatName {
        /// The path.
        path: String,
        /// The nearest that there is.
        near: Option<&'static str>,
    },
    /// The path is that of a measure.
    Outcome {
        /// The path.
        path: String,
    },
    /// The parameter is one of a place's causes or of its time.
    Cause {
        /// The path.
        path: &'static str,
    },
    /// The parameter's value has a source.
    Sourced {
        /// The path.
        path: &'static str,
        /// The source.
        source: &'static str,
    },
    /// The parameter is a switch.
    Switch {
        /// The path.
        path: &'static str,
    },
    /// The prior is empty, or not within the parameter's range.
    Range {
        /// The path.
        path: &'static str,
        /// The parameter's range.
        range: Range,
        /// The prior's least value.
        least: f32,
        /// The prior's greatest value.
        greatest: f32,
    },
    /// A prior on a logarithmic scale begins at zero or below.
    LogOfNothing {
        /// The path.
        path: &'static str,
    },
    /// The default, from which a fit has to start, is outside of the prior.
    DefaultOutside {
        /// The path.
        path: &'static str,
        /// The default.
        default: Cell,
    },
    /// A place of a target sets the parameter itself.
    SetByPlace {
        /// The path.
        path: &'static str,
        /// The place's key.
        place: String,
    },
    /// There is no such fact.
    NoFact {
        /// The id.
        id: String,
    },
    /// The fact is not there to be fitted.
    Role {
        /// The id.
        id: String,
        /// Its role.
        role: Role,
    },
    /// The fact is misprinted.
    Misprint {
        /// The id.
        id: String,
        /// How.
        why: &'static str,
    },
    /// Scenario files put the fact in.
    PutIn {
        /// The id.
        id: String,
    },
    /// The model measures nothing of the kind.
    NoCounterpart {
        /// The id.
        id: String,
    },
    /// What its counterpart needs is not there.
    Absent {
        /// The id.
        id: String,
        /// What.
        why: Absence,
    },
    /// The tolerance is missing, not above nothing, or of another kind than the figure.
    Tolerance {
        /// The id.
        id: String,
        /// The kind that suits it.
        suited: &'static str,
    },
    /// The weight is not above zero.
    Weight {
        /// The id.
        id: String,
    },
    /// An item stands twice.
    Twice {
        /// The item.
        item: String,
    },
    /// Nothing is to be fitted.
    NoParameter,
    /// There is nothing to fit it to.
    NoTarget,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { name, error } => write!(f, "{name}: {}", error.to_string().trim_end()),
            Self::NoFact { .. }
            | Self::Role { .. }
            | Self::Misprint { .. }
            | Self::PutIn { .. }
            | Self::NoCounterpart { .. }
            | Self::Absent { .. }
            | Self::Tolerance { .. }
            | Self::Weight { .. } => self.of_fact(f),
            Self::Twice { item } => write!(f, "`{item}` stands twice; leave one of the two out"),
            Self::NoParameter => write!(f, "no parameter is fitted; add a `[[parameter]]`"),
            Self::NoTarget => write!(f, "there is no fact to fit to; add a `[[target]]`"),
            _ => self.of_parameter(f),
        }
    }
}

impl PlanError {
    fn of_parameter(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoParameterOfThatName {
                path,
                near: Some(near),
            } => {
                write!(f, "there is no parameter `{path}`; did you mean `{near}`?")
            }
            Self::NoParameterOfThatName { path, near: None } => {
                write!(
                    f,
                    "there is no parameter `{path}`; `polanyi parameters` lists them"
                )
            }
            Self::Outcome { path } => {
                write!(
                    f,
                    "`{path}` is an outcome: it is measured and never set; name a parameter"
                )
            }
            Self::Cause { path } => write!(
                f,
                "`{path}` is a cause in which places or their times differ; fit parameters of mechanisms, and change causes in scenario files"
            ),
            Self::Sourced { path, source } => write!(
                f,
                "`{path}` is no guess, its source is {source}; leave it as it is"
            ),
            Self::Switch { path } => write!(f, "`{path}` is a switch; fit numbers"),
            Self::Range {
                path,
                range,
                least,
                greatest,
            } => write!(
                f,
                "`{path}` cannot be looked for from {least} to {greatest}; `least` must be below `greatest`, and each {}",
                allowed(*range, "")
            ),
            Self::LogOfNothing { path } => write!(
                f,
                "`{path}` has a logarithmic scale that does not begin above zero; raise `least`"
            ),
            Self::DefaultOutside { path, default } => {
                write!(
                    f,
                    "`{path}` has the default {default}; widen its range to hold it"
                )
            }
            Self::SetByPlace { path, place } => write!(
                f,
                "`{path}` is set by the file of `{place}` itself, which would not notice a fit; take it out of one of the two"
            ),
            _ => Ok(()),
        }
    }

    fn of_fact(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFact { id } => {
                write!(f, "there is no fact `{id}`; `polanyi facts` lists them")
            }
            Self::Role { id, role } => write!(
                f,
                "{id} has the role `{role}`; only facts with the role `calibrate` may be fitted"
            ),
            Self::Misprint { id, why } => write!(f, "{id} cannot be fitted, {why}; leave it out"),
            Self::PutIn { id } => {
                write!(
                    f,
                    "{id} is put in by scenario files: agreement would say nothing; leave it out"
                )
            }
            Self::NoCounterpart { id } => {
                write!(
                    f,
                    "{id} has no counterpart in the model's measures; leave it out"
                )
            }
            Self::Absent { id, why } => write!(f, "{id} cannot be simulated, {why}; leave it out"),
            Self::Tolerance { id, suited } => {
                let example = if *suited == "factor" { "1.5" } else { "5.0" };
                write!(
                    f,
                    "{id} needs one tolerance that suits its unit; write `{suited} = {example}`, say"
                )
            }
            Self::Weight { id } => write!(
                f,
                "{id} has a weight that is not above zero; leave the fact out"
            ),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for PlanError {}

/// Why a plan's file was not read.
#[derive(Debug)]
pub enum ReadPlanError {
    /// The file system refused.
    Refused {
        /// The file.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// It is no text in UTF-8, or far too long.
    NoPlan {
        /// The file.
        path: PathBuf,
    },
    /// It was read, and this is wrong with it.
    Wrong {
        /// The file.
        name: String,
        /// What is wrong.
        error: PlanError,
    },
}

impl fmt::Display for ReadPlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { path, error } => {
                write!(
                    f,
                    "{}: {error}; check the path, or leave --plan out",
                    path.display()
                )
            }
            Self::NoPlan { path } => {
                write!(
                    f,
                    "{}: not a plan of some pages of text; give a TOML file",
                    path.display()
                )
            }
            Self::Wrong {
                error: error @ PlanError::Syntax { .. },
                ..
            } => error.fmt(f),
            Self::Wrong { name, error } => write!(f, "{name}: {error}"),
        }
    }
}

impl std::error::Error for ReadPlanError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused { error, .. } => Some(error),
            Self::Wrong { error, .. } => Some(error),
            Self::NoPlan { .. } => None,
        }
    }
}
