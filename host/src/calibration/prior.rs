//! A prior: what is believed of a parameter before any fact is looked at.

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{Parameter, Range, Value};
use serde::{Deserialize, Serialize};

use crate::output::column::Cell;

/// On which scale all values are equally likely.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Equal steps are equally likely.
    #[default]
    Linear,
    /// Equal ratios are equally likely.
    Log,
}

/// A parameter, and the range in which it is looked for.
#[derive(Debug, Clone)]
pub struct Prior {
    /// The parameter; a number, not a switch.
    pub parameter: &'static Parameter,
    /// The least value.
    pub least: f32,
    /// The greatest value.
    pub greatest: f32,
    /// The scale on which all values between them are equally likely.
    pub scale: Scale,
}

impl Prior {
    /// The value below which a share `unit` of the prior lies: the least at 0, the greatest at 1.
    pub fn value(&self, unit: f64) -> Value {
        let (least, greatest) = (f64::from(self.least), f64::from(self.greatest));
        let value = match self.scale {
            Scale::Linear => least + (greatest - least) * unit,
            Scale::Log => least * libm::pow(greatest / least, unit),
        };
        // Rounding may carry it a bit beyond the ends, which can be those of the parameter.
        let value = value.clamp(least, greatest);
        match self.parameter.range {
            Range::Whole { .. } => Value::Whole(whole(value)),
            Range::Number { .. } | Range::Switch => Value::Number(single(value)),
        }
    }

    /// The share of the prior below the parameter's default, which a plan's prior holds.
    pub fn unit_of_default(&self) -> f64 {
        let (least, greatest) = (f64::from(self.least), f64::from(self.greatest));
        let value = number(self.parameter.default);
        let unit = match self.scale {
            Scale::Linear => (value - least) / (greatest - least),
            Scale::Log => libm::log(value / least) / libm::log(greatest / least),
        };
        unit.clamp(0.0, 1.0)
    }

    /// Sets the parameter to [`Prior::value`].
    #[expect(
        clippy::missing_panics_doc,
        reason = "a plan lies within the parameter's range"
    )]
    pub fn put(&self, scenario: &mut Scenario, unit: f64) {
        self.parameter
            .set(scenario, self.value(unit))
            .expect("a plan lies within the parameter's range");
    }
}

/// The value as a number.
pub fn number(value: Value) -> f64 {
    match value {
        Value::Number(number) => f64::from(number),
        Value::Whole(number) => f64::from(number),
        Value::Switch(switch) => f64::from(u8::from(switch)),
    }
}

/// The value as it is written in a table.
pub fn cell(value: Value) -> Cell {
    match value {
        Value::Number(number) => Cell::Real(number),
        Value::Whole(number) => Cell::Whole(number),
        Value::Switch(switch) => Cell::Whole(u32::from(switch)),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between two whole parameters"
)]
fn whole(value: f64) -> u32 {
    value.round() as u32
}

#[expect(clippy::cast_possible_truncation, reason = "parameters are f32")]
fn single(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use polanyi_core::model::scenario::parameter;

    use super::*;

    fn prior(path: &str, least: f32, greatest: f32, scale: Scale) -> Prior {
        let parameter = parameter(path).expect("it is in the table");
        Prior {
            parameter,
            least,
            greatest,
            scale,
        }
    }

    #[test]
    fn units_run_from_the_least_to_the_greatest() {
        let linear = prior("orders.rate", 0.1, 0.3, Scale::Linear);
        let log = prior("orders.rate", 0.01, 1.0, Scale::Log);
        for (prior, middle) in [(&linear, 0.2), (&log, 0.1)] {
            assert_eq!(prior.value(0.0), Value::Number(prior.least));
            assert_eq!(prior.value(1.0), Value::Number(prior.greatest));
            assert!((number(prior.value(0.5)) - middle).abs() < 1e-6);
        }
        let whole = prior("association.firms_needed", 5.0, 25.0, Scale::Linear);
        assert_eq!(whole.value(0.501), Value::Whole(15));
    }

    #[test]
    fn a_default_is_found_again() {
        for scale in [Scale::Linear, Scale::Log] {
            let prior = prior("orders.rate", 0.01, 10.0, scale);
            let found = number(prior.value(prior.unit_of_default()));
            let default = number(prior.parameter.default);
            assert!((found / default - 1.0).abs() < 1e-6, "{found}");
        }
    }
}
