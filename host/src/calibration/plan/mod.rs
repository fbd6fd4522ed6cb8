//! A plan: which parameters are fitted, within which bounds, to which facts, and how near is near.

mod error;

use std::path::Path;
use std::{fs::File, io::Read};

use polanyi_core::model::scenario::{Parameter, Range, parameter, parameters};
use serde::Deserialize;

pub use error::{PlanError, ReadPlanError};

use super::prior::{Prior, Scale, cell, number};
use super::target::{Target, Tolerance};
use crate::facts::fact::{Role, facts};
use crate::facts::item::items;
use crate::facts::verdict::Printed;
use crate::output::column::column;
use crate::places;
use crate::scenario_file::nearest;

/// The plan that is built in.
const BUILT_IN: &str = include_str!("../../../data/calibration.toml");
/// Its name in messages.
const BUILT_IN_NAME: &str = "calibration.toml";
/// The length of the longest plan, bytes.
const BYTES_MAX: u64 = 256 * 1024;

/// Sections in which places and their times differ; a place's causes are never fitted.
const CAUSES: [&str; 7] = [
    "stage", "timing", "market", "society", "place", "trade", "world",
];

/// What is fitted to what.
#[derive(Debug)]
pub struct Plan {
    /// Parameters that are fitted.
    pub priors: Vec<Prior>,
    /// Parameters that are only screened.
    pub screened: Vec<Prior>,
    /// The printed figures.
    pub targets: Vec<Target>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    #[serde(default)]
    parameter: Vec<ParameterDraft>,
    #[serde(default)]
    target: Vec<TargetDraft>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterDraft {
    path: String,
    least: f32,
    greatest: f32,
    #[serde(default)]
    scale: Scale,
    /// Whether it is fitted, or only screened.
    #[serde(default = "yes")]
    fit: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetDraft {
    fact: String,
    factor: Option<f64>,
    points: Option<f64>,
    years: Option<f64>,
    #[serde(default = "one")]
    weight: f64,
}

fn yes() -> bool {
    true
}

fn one() -> f64 {
    1.0
}

impl Plan {
    /// The plan that is built in.
    ///
    /// # Panics
    ///
    /// If it is wrong, which a test rules out.
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN_NAME, BUILT_IN).expect("a test reads the built-in plan")
    }

    /// The plan in the file at `path`.
    pub fn read(path: &Path) -> Result<Self, ReadPlanError> {
        let refused = |error| ReadPlanError::Refused {
            path: path.to_owned(),
            error,
        };
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(refused)?;
        file.take(BYTES_MAX + 1)
            .read_to_end(&mut bytes)
            .map_err(refused)?;
        let text = String::from_utf8(bytes).ok();
        let text = text.filter(|text| text.len() as u64 <= BYTES_MAX);
        let text = text.ok_or_else(|| ReadPlanError::NoPlan {
            path: path.to_owned(),
        })?;
        let name = path.display().to_string();
        Self::parse(&name, &text).map_err(|error| ReadPlanError::Wrong { name, error })
    }

    /// The plan that `text` describes. The error names the first item that is wrong, and what to do.
    pub fn parse(name: &str, text: &str) -> Result<Self, PlanError> {
        let draft: Draft = toml::from_str(text).map_err(|error| PlanError::Syntax {
            name: name.to_owned(),
            error: Box::new(error),
        })?;
        let mut targets: Vec<Target> = Vec::new();
        for drafted in &draft.target {
            let target = drafted.target()?;
            if targets.iter().any(|known| known.fact.id == target.fact.id) {
                return Err(PlanError::Twice {
                    item: target.fact.id,
                });
            }
            targets.push(target);
        }
        if targets.is_empty() {
            return Err(PlanError::NoTarget);
        }
        let mut plan = Self {
            priors: Vec::new(),
            screened: Vec::new(),
            targets,
        };
        for drafted in &draft.parameter {
            let prior = drafted.prior(&plan.targets)?;
            if plan
                .candidates()
                .any(|known| known.parameter.path == prior.parameter.path)
            {
                return Err(PlanError::Twice {
                    item: prior.parameter.path.to_owned(),
                });
            }
            if drafted.fit {
                &mut plan.priors
            } else {
                &mut plan.screened
            }
            .push(prior);
        }
        if plan.priors.is_empty() {
            return Err(PlanError::NoParameter);
        }
        Ok(plan)
    }

    /// All parameters: those that are fitted, then those that are only screened.
    pub fn candidates(&self) -> impl Iterator<Item = &Prior> {
        self.priors.iter().chain(&self.screened)
    }
}

impl ParameterDraft {
    fn prior(&self, targets: &[Target]) -> Result<Prior, PlanError> {
        let parameter = self.parameter()?;
        let path = parameter.path;
        let (
            Self {
                least,
                greatest,
                scale,
                ..
            },
            range,
        ) = (self, parameter.range);
        let bounds = match range {
            Range::Switch => return Err(PlanError::Switch { path }),
            Range::Number { least, greatest } => (f64::from(least), f64::from(greatest)),
            Range::Whole { least, greatest } => (f64::from(least), f64::from(greatest)),
        };
        let (low, high) = (f64::from(*least), f64::from(*greatest));
        // Written so that what is no number is refused.
        if !(low < high && low >= bounds.0 && high <= bounds.1) {
            return Err(PlanError::Range {
                path,
                range,
                least: *least,
                greatest: *greatest,
            });
        }
        if *scale == Scale::Log && low <= 0.0 {
            return Err(PlanError::LogOfNothing { path });
        }
        if !(low..=high).contains(&number(parameter.default)) {
            let default = parameter.default;
            return Err(PlanError::DefaultOutside {
                path,
                default: cell(default),
            });
        }
        if let Some(place) = set_by(targets, path) {
            return Err(PlanError::SetByPlace {
                path,
                place: place.to_owned(),
            });
        }
        Ok(Prior {
            parameter,
            least: *least,
            greatest: *greatest,
            scale: *scale,
        })
    }

    /// The parameter, if it is one that may be fitted.
    fn parameter(&self) -> Result<&'static Parameter, PlanError> {
        let Some(parameter) = parameter(&self.path) else {
            let path = self.path.clone();
            return Err(match column(&path) {
                Some(_) => PlanError::Outcome { path },
                None => {
                    let paths = parameters().map(|parameter| parameter.path);
                    PlanError::NoParameterOfThatName {
                        near: nearest(&path, paths),
                        path,
                    }
                }
            });
        };
        let (path, source) = (parameter.path, parameter.source);
        let section = path.split('.').next().unwrap_or_default();
        if CAUSES.contains(&section) {
            return Err(PlanError::Cause { path });
        }
        if !is_guess(source) {
            return Err(PlanError::Sourced { path, source });
        }
        Ok(parameter)
    }
}

impl TargetDraft {
    fn target(&self) -> Result<Target, PlanError> {
        let id = self.fact.clone();
        let Some(fact) = facts().into_iter().find(|fact| fact.id == id) else {
            return Err(PlanError::NoFact { id });
        };
        if fact.role != Role::Calibrate {
            return Err(PlanError::Role {
                id,
                role: fact.role,
            });
        }
        if let Some(why) = fact.misprint() {
            return Err(PlanError::Misprint { id, why });
        }
        let item = items(None, Some(Role::Calibrate))
            .into_iter()
            .find(|item| item.fact.id == id);
        let Some((printed, item)) =
            item.and_then(|item| Some((item.counterpart.printed(&fact)?, item)))
        else {
            return Err(PlanError::NoCounterpart { id });
        };
        if item.counterpart.is_put_in {
            return Err(PlanError::PutIn { id });
        }
        let tolerance = self.tolerance(printed)?;
        if !(self.weight > 0.0 && self.weight.is_finite()) {
            return Err(PlanError::Weight { id });
        }
        match Target::of(item, tolerance, self.weight) {
            Ok(Some(target)) => Ok(target),
            Ok(None) => Err(PlanError::NoCounterpart { id }),
            Err(why) => Err(PlanError::Absent { id, why }),
        }
    }

    /// The one tolerance that suits the figure.
    fn tolerance(&self, printed: Printed) -> Result<Tolerance, PlanError> {
        let suited = Tolerance::suited(printed);
        Ok(match (self.factor, self.points, self.years, suited) {
            (Some(factor), None, None, "factor") if factor > 1.0 => Tolerance::Factor(factor),
            (None, Some(points), None, "points") if points > 0.0 => Tolerance::Points(points),
            (None, None, Some(years), "years") if years > 0.0 => Tolerance::Years(years),
            _ => {
                let id = self.fact.clone();
                return Err(PlanError::Tolerance { id, suited });
            }
        })
    }
}

/// Whether a source gives no number: a guess, the outcome of an earlier calibration, or a claim, which has none.
fn is_guess(source: &str) -> bool {
    source.split(", ").all(|source| {
        let claim = source.strip_prefix('C').unwrap_or("no claim");
        source.starts_with("guess")
            || source.starts_with("calibrated")
            || claim.chars().all(|digit| digit.is_ascii_digit())
    })
}

/// The key of a place of the targets whose file sets the parameter at `path` itself, so that no fit could reach it.
fn set_by<'t>(targets: &'t [Target], path: &str) -> Option<&'t str> {
    let places = targets.iter().flat_map(|target| &target.places);
    let mut keys = places.map(|place| place.key.as_str());
    keys.find(|key| {
        let text = places::TEXTS.iter().find(|(known, _)| known == key);
        text.is_some_and(|(_, text)| sets(text, path))
    })
}

/// Whether the text of a scenario file sets the parameter at `path`.
fn sets(text: &str, path: &str) -> bool {
    let table: toml::Table = toml::from_str(text).unwrap_or_default();
    path.split_once('.')
        .and_then(|(section, name)| table.get(section)?.get(name))
        .is_some()
}

#[cfg(test)]
mod tests;
