//! Trouble: why a command could not be carried out, and which exit code that is.

use std::fmt;

use polanyi_core::model::run::{RunError, StartError};

use super::drawing;
use super::exhibit::ExhibitTrouble;
use super::exit::Exit;
use crate::calibration::plan::ReadPlanError;
use crate::calibration::state::StateError;
use crate::experiment::PlanError;
use crate::output::DeliveryError;
use crate::places;
use crate::scenario_file::{ReadError, Report};

/// Why a command could not be carried out.
#[derive(Debug)]
pub(super) enum Trouble {
    /// A scenario file was not read.
    Unreadable(ReadError),
    /// The settings are wrong.
    Settings(Report),
    /// There is no such place.
    NoSuchPlace { name: String },
    /// There is no such counterfactual.
    NoSuchStudy {
        name: String,
        nearest: Option<String>,
    },
    /// There is no such claim.
    NoSuchClaim { name: String },
    /// A run of an experiment failed.
    Experiment(PlanError),
    /// `--to` lies outside the scenario's years.
    YearOutside { to: u32, start: u32, end: u32 },
    /// A plan of a calibration was not read.
    Plan(ReadPlanError),
    /// A state of a calibration was refused.
    State(StateError),
    /// The run could not start.
    NotStarted(StartError),
    /// A cluster of a country could not start.
    ClusterNotStarted { name: String, error: StartError },
    /// The run stopped before its end. What it had simulated was delivered.
    Stopped { years: usize, error: RunError },
    /// One run of many stopped before its end. What all had simulated was delivered.
    OneStopped {
        key: String,
        seed: u64,
        error: RunError,
    },
    /// There are not so many seeds from the first one on.
    SeedsBeyond { first: u64, count: u32 },
    /// The exhibit was not shown, or not played back.
    Exhibit(ExhibitTrouble),
    /// An output was not delivered.
    Undelivered(DeliveryError),
    /// An output was not delivered to its file, and went to standard output instead.
    Diverted(DeliveryError),
}

impl Trouble {
    /// Tells it on standard error.
    pub(super) fn tell(&self) {
        match self {
            Self::Unreadable(ReadError::Wrong(report)) | Self::Settings(report) => {
                drawing::tell(report);
            }
            other => drawing::say(&format!("error: {other}")),
        }
    }

    /// What a better command line or file could have avoided is bad input; the rest is failure.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Exhibit(trouble) if trouble.is_bad_input() => Exit::BadInput,
            Self::NotStarted(StartError::Fault(_))
            | Self::Exhibit(_)
            | Self::Stopped { .. }
            | Self::OneStopped { .. }
            | Self::Experiment(_)
            | Self::Undelivered(_)
            | Self::Diverted(_) => Exit::Failure,
            Self::Unreadable(_)
            | Self::Settings(_)
            | Self::NoSuchPlace { .. }
            | Self::NoSuchStudy { .. }
            | Self::NoSuchClaim { .. }
            | Self::YearOutside { .. }
            | Self::Plan(_)
            | Self::State(_)
            | Self::SeedsBeyond { .. }
            | Self::ClusterNotStarted { .. }
            | Self::NotStarted(_) => Exit::BadInput,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Settings(report) => report.fmt(f),
            Self::NoSuchPlace { name } => {
                write!(f, "there is no place `{}`; ", shown(name))?;
                match places::nearest_key(name) {
                    Some(key) => write!(f, "did you mean `{key}`?"),
                    None => write!(
                        f,
                        "`polanyi places` lists them, and a scenario file ends in .toml"
                    ),
                }
            }
            Self::NoSuchStudy { name, nearest } => {
                write!(f, "there is no counterfactual `{}`; ", shown(name))?;
                match nearest {
                    Some(key) => write!(f, "did you mean `{key}`?"),
                    None => write!(
                        f,
                        "`polanyi what-if` lists them, and a file of studies ends in .toml"
                    ),
                }
            }
            Self::NoSuchClaim { name } => {
                let shown = shown(name);
                write!(f, "there is no claim `{shown}`; the paper's are C01 to C59")
            }
            Self::Experiment(error) => error.fmt(f),
            Self::YearOutside { to, start, end } => {
                write!(
                    f,
                    "--to {to} is outside the scenario's years; give a year from {start} to {end}"
                )
            }
            Self::Plan(error) => error.fmt(f),
            Self::State(error) => error.fmt(f),
            Self::NotStarted(error) => error.fmt(f),
            Self::ClusterNotStarted { name, error } => write!(f, "{name}: {error}"),
            Self::Stopped { years, error } => {
                write!(
                    f,
                    "the run stopped after {years} years: {error}; the output ends with the last full year"
                )
            }
            Self::OneStopped { key, seed, error } => write!(
                f,
                "a run of {key} stopped before its end: {error}; \
                 `polanyi run {key} --seed {seed}` shows it"
            ),
            Self::SeedsBeyond { first, count } => write!(
                f,
                "there are no {count} seeds from {first} on; give a --first-seed of at most {}",
                u64::MAX - u64::from(count.saturating_sub(1))
            ),
            Self::Exhibit(trouble) => trouble.fmt(f),
            Self::Undelivered(error) => error.fmt(f),
            Self::Diverted(error) => {
                write!(f, "{error}; the output went to standard output instead")
            }
        }
    }
}

/// A name as it can be shown: it can hold anything, and a terminal obeys some of it.
fn shown(name: &str) -> String {
    let harmless = name.chars().filter(|character| !character.is_control());
    harmless.take(60).collect()
}

impl From<PlanError> for Trouble {
    fn from(error: PlanError) -> Self {
        Self::Experiment(error)
    }
}

impl From<ReadError> for Trouble {
    fn from(error: ReadError) -> Self {
        Self::Unreadable(error)
    }
}

impl From<Report> for Trouble {
    fn from(report: Report) -> Self {
        Self::Settings(report)
    }
}

impl From<ReadPlanError> for Trouble {
    fn from(error: ReadPlanError) -> Self {
        Self::Plan(error)
    }
}

impl From<StateError> for Trouble {
    fn from(error: StateError) -> Self {
        Self::State(error)
    }
}

impl From<StartError> for Trouble {
    fn from(error: StartError) -> Self {
        Self::NotStarted(error)
    }
}

impl From<DeliveryError> for Trouble {
    fn from(error: DeliveryError) -> Self {
        Self::Undelivered(error)
    }
}
