//! A study: a question to the model, with the arms that answer it and what the paper expects of them.

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{Parameter, Range, Value};

use super::metric::Metric;
use super::order::{Comparison, Side};

/// The arm that every study has which names a place: the place without any intervention.
pub(crate) const AS_IS: &str = "as-is";

/// A question with its arms and expectations.
#[derive(Debug, Clone)]
pub struct Study {
    /// What it is called by.
    pub key: String,
    /// The question, in a line.
    pub title: String,
    /// The claims of the paper that it bears on.
    pub claims: Vec<String>,
    /// What a reader should know about the test; may be empty.
    pub note: String,
    /// Why the model cannot answer, if it cannot. Such a study has neither arms nor expectations.
    pub not_modelled: Option<String>,
    /// What is compared.
    pub arms: Vec<Arm>,
    /// What is expected.
    pub expectations: Vec<Expectation>,
}

/// A place under an intervention.
#[derive(Debug, Clone)]
pub struct Arm {
    /// What orders call it.
    pub name: String,
    /// The key of its place.
    pub place: String,
    /// The intervention in words, change by change.
    pub changes: Vec<String>,
    /// The keys of places that are run with it, as they are.
    pub neighbours: Vec<String>,
    /// The place's scenario after the intervention, and those of its neighbours, with its years and its scale.
    pub clusters: Vec<Scenario>,
}

/// An expectation about one metric.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// What is measured.
    pub metric: Metric,
    /// What it stands for, if its columns do not say it; may be empty.
    pub meaning: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// If given, the number of an arm is not the metric but its correlation with a parameter over many places.
    pub across: Option<Across>,
    /// What is compared with what.
    pub order: Vec<Comparison>,
}

/// Many places that differ in one parameter, each with seeds of its own.
#[derive(Debug, Clone, Copy)]
pub struct Across {
    /// The parameter.
    pub parameter: &'static Parameter,
    /// Its value in the first place.
    pub from: f32,
    /// Its value in the last.
    pub to: f32,
    /// How many places.
    pub points: u32,
}

impl Study {
    /// The name of an arm, or of one less another.
    pub fn side(&self, side: Side) -> String {
        let name = |arm: usize| self.arms.get(arm).map_or("", |arm| arm.name.as_str());
        match side.less {
            None => name(side.arm).to_owned(),
            Some(less) => format!("{} - {}", name(side.arm), name(less)),
        }
    }
}

impl Arm {
    /// The scenario of the arm's own place, after the intervention.
    pub fn own(&self) -> &Scenario {
        &self.clusters[0]
    }

    /// The keys of all places that are run, the own first.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        [&self.place]
            .into_iter()
            .chain(&self.neighbours)
            .map(String::as_str)
    }
}

impl Expectation {
    /// The arms that its order speaks of, in the order of the study.
    pub fn arms(&self) -> Vec<usize> {
        let sides = self.order.iter().flat_map(|one| [one.left, one.right]);
        let mut arms: Vec<usize> = sides
            .flat_map(|side| [Some(side.arm), side.less])
            .flatten()
            .collect();
        arms.sort_unstable();
        arms.dedup();
        arms
    }
}

impl Across {
    /// The values of the parameter, evenly spaced.
    pub fn values(&self) -> Vec<f32> {
        let last = self.points.saturating_sub(1).max(1);
        (0..self.points)
            .map(|point| {
                #[expect(clippy::cast_precision_loss, reason = "a few dozen points")]
                let share = point as f32 / last as f32;
                self.from + (self.to - self.from) * share
            })
            .collect()
    }

    /// `clusters` with the parameter of the first at `value`.
    pub(super) fn at(&self, clusters: &[Scenario], value: f32) -> Vec<Scenario> {
        let mut clusters = clusters.to_vec();
        if let Some(own) = clusters.first_mut() {
            self.parameter
                .set(own, Value::Number(value))
                .expect("both ends were admitted, and the value lies between them");
        }
        clusters
    }

    /// Whether the parameter takes both ends.
    pub(super) fn is_admitted(&self) -> bool {
        let takes = |value| self.parameter.range.admit(Value::Number(value)).is_ok();
        matches!(self.parameter.range, Range::Number { .. }) && takes(self.from) && takes(self.to)
    }
}
