//! The check of a scenario as a whole: what no single parameter's range can say, and what skipped the ranges.

use super::{Scenario, Timing, parameters, step_admitted};

/// What is wrong with a scenario as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Conflict {
    /// A parameter was set past its range.
    OutOfRange {
        /// Its number among [`parameters`]: a board has no paths.
        number: usize,
    },
    /// The run would end before it starts.
    EndsBeforeStart {
        /// `timing.start_year`.
        start_year: u32,
        /// `timing.end_year`.
        end_year: u32,
    },
    /// A step's year or level is none that a scenario can speak of.
    Step {
        /// The step's year.
        year: f32,
        /// The step's level or size.
        level: f32,
    },
}

impl core::fmt::Display for Conflict {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::OutOfRange { number } => {
                let path = parameters().nth(*number).map_or("a parameter", |p| p.path);
                write!(f, "{path} is out of its range: see the table of parameters")
            }
            Self::EndsBeforeStart {
                start_year,
                end_year,
            } => {
                write!(
                    f,
                    "timing.end_year is {end_year}, before timing.start_year {start_year}: set a later end"
                )
            }
            Self::Step { year, level } => {
                write!(
                    f,
                    "a step of {year} has the level {level}: years are 1870 to 2100, levels 0 to 20"
                )
            }
        }
    }
}

impl core::error::Error for Conflict {}

impl Scenario {
    /// Checks every parameter against its range, and what no range can say.
    ///
    /// A step dated before the start is no error: it has happened when the run begins.
    pub fn check(&self) -> Result<(), Conflict> {
        if let Some(number) = self.out_of_range() {
            return Err(Conflict::OutOfRange { number });
        }
        let Timing {
            start_year,
            end_year,
        } = self.timing;
        if end_year < start_year {
            return Err(Conflict::EndsBeforeStart {
                start_year,
                end_year,
            });
        }
        let policies = self.policies.iter().map(|step| (step.year, step.level));
        let shocks = self.shocks.iter().map(|shock| (shock.year, shock.size));
        for (year, level) in policies.chain(shocks) {
            if !step_admitted(year, level) {
                return Err(Conflict::Step { year, level });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::string::ToString;

    use super::super::{Range, Value};
    use super::{Conflict, Scenario, parameters};

    #[test]
    fn a_value_that_skipped_its_range_is_found() {
        let mut scenario = Scenario::DEFAULT;
        for wage in [f32::NAN, -0.0, 7.0] {
            scenario.stage.wage = wage;
            assert_eq!(
                scenario.check(),
                Err(Conflict::OutOfRange { number: 0 }),
                "{wage}"
            );
        }
        // The error knows each of them by its name.
        for parameter in parameters() {
            let mut scenario = Scenario::DEFAULT;
            (parameter.put)(&mut scenario, Value::Number(f32::INFINITY));
            (parameter.put)(&mut scenario, Value::Whole(u32::MAX));
            let refused = scenario.check().map_err(|conflict| conflict.to_string());
            let expected = parameter.range != Range::Switch;
            assert_eq!(
                refused
                    .is_err_and(|words| words.starts_with(&std::format!("{} is", parameter.path))),
                expected,
                "{}",
                parameter.path
            );
        }
    }

    #[test]
    fn a_run_cannot_end_before_it_starts() {
        let mut scenario = Scenario::DEFAULT;
        scenario.timing.end_year = 1900;
        assert!(
            scenario
                .check()
                .expect_err("it would")
                .to_string()
                .contains("1900")
        );
    }
}
