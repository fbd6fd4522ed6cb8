//! A parameter: a scenario's number with its path, unit, range and source, so that files, command lines and documents read one table.

use super::Scenario;

/// A value of a parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A real number.
    Number(f32),
    /// A whole number.
    Whole(u32),
    /// A switch.
    Switch(bool),
}

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// A real number between two bounds, both allowed.
    Number {
        /// The least value.
        least: f32,
        /// The greatest value.
        greatest: f32,
    },
    /// A whole number between two bounds, both allowed.
    Whole {
        /// The least value.
        least: u32,
        /// The greatest value.
        greatest: u32,
    },
    /// `true` or `false`.
    Switch,
}

/// Why a value was refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Refusal {
    /// The parameter is of another kind (a switch was given a number, say).
    WrongKind,
    /// Outside the range, or not a number.
    OutOfRange,
}

impl Range {
    /// Whether `value` is of the range's kind and inside its bounds. A whole number is a real one too.
    pub fn admit(self, value: Value) -> Result<(), Refusal> {
        let inside = match (self, value) {
            (Self::Number { least, greatest }, Value::Number(number)) => {
                // NaN compares false and is refused; so is the negative zero, which has other bits than zero.
                number >= least
                    && number <= greatest
                    && (number != 0.0 || number.is_sign_positive())
            }
            (Self::Whole { least, greatest }, Value::Whole(number)) => {
                number >= least && number <= greatest
            }
            (Self::Switch, Value::Switch(_)) => true,
            _ => return Err(Refusal::WrongKind),
        };
        if inside {
            Ok(())
        } else {
            Err(Refusal::OutOfRange)
        }
    }

    /// Whether 32 bits stand for a value of the range's kind that is inside its bounds.
    pub(super) fn admits_word(self, word: u32) -> bool {
        let value = match self {
            Self::Number { .. } => Value::Number(f32::from_bits(word)),
            Self::Whole { .. } => Value::Whole(word),
            Self::Switch if word > 1 => return false,
            Self::Switch => Value::Switch(word == 1),
        };
        self.admit(value).is_ok()
    }
}

/// A parameter of a scenario.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Section and name, as in a scenario file: `stage.wage`.
    pub path: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The values it may take.
    pub range: Range,
    /// Its value where a scenario says nothing.
    pub default: Value,
    /// Where it comes from: a fact (`F131`), a claim (`C14`), a publication, or `guess` for a value still to be calibrated.
    pub source: &'static str,
    pub(super) get: fn(&Scenario) -> Value,
    pub(super) put: fn(&mut Scenario, Value),
}

impl Parameter {
    /// The parameter's value in `scenario`.
    pub fn get(&self, scenario: &Scenario) -> Value {
        (self.get)(scenario)
    }

    /// Sets the parameter, or says why not and leaves the scenario as it was.
    pub fn set(&self, scenario: &mut Scenario, value: Value) -> Result<(), Refusal> {
        self.range.admit(value)?;
        (self.put)(scenario, value);
        Ok(())
    }
}

/// The parameter at a path such as `stage.wage`.
pub fn parameter(path: &str) -> Option<&'static Parameter> {
    super::PARAMETERS
        .iter()
        .flat_map(|section| section.iter())
        .find(|parameter| parameter.path == path)
}

/// All parameters, section by section, in the order of a scenario file.
pub fn parameters() -> impl Iterator<Item = &'static Parameter> {
    super::PARAMETERS.iter().flat_map(|section| section.iter())
}
