//! The check of a scenario as a whole: what no single parameter's range can say, and what skipped the ranges.

use super::{Scenario, Timing, step_admitted};

/// What is wrong with a scenario as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Conflict {
    /// A parameter was set past its range.
    OutOfRange {
        /// Its path.
        path: &'static str,
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
            Self::OutOfRange { path } => {
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
        if let Some(path) = self.out_of_range() {
            return Err(Conflict::OutOfRange { path });
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

    use super::{Conflict, Scenario};

    #[test]
    fn a_value_that_skipped_its_range_is_found() {
        let mut scenario = Scenario::DEFAULT;
        for wage in [f32::NAN, -0.0, 7.0] {
            scenario.stage.wage = wage;
            assert_eq!(
                scenario.check(),
                Err(Conflict::OutOfRange { path: "stage.wage" }),
                "{wage}"
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
