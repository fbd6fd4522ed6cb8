//! Signs: a full factorial of the causes, and the sign of each cause's effect on each outcome.
//!
//! | module | noun |
//! |---|---|
//! | `effect` | the arithmetic of a factorial table |
//! | `factorial` | the causes with their levels, the outcomes and what is expected |
//! | `factorial_file` | the same, written as data |
//! | `matrix` | the effects that were found, beside those that were expected |

mod effect;
mod factorial;
mod factorial_file;
mod matrix;

pub use effect::{Effect, interaction, main_effect};
pub use factorial::{Cause, Contrast, Factorial, Gateway, Interaction, Outcome, Sign, built_in};
pub use factorial_file::parse;
pub use matrix::{Cell, Matrix, SHARE_NEEDED, Survey};

#[cfg(test)]
mod tests;
