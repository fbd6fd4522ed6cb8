//! The paper's printed figures, what the model measures of them, and how far the two agree.
//!
//! | module | noun |
//! |---|---|
//! | [`fact`] | a printed figure or date |
//! | [`counterpart`] | what the model measures of a fact, or why it does not |
//! | `over`, `across`, `unit` | how a measure is taken over years, across clusters, and in the fact's unit |
//! | [`verdict`] | hit or missed, by the rule of the fact's role |
//! | [`comparison`] | a fact beside what one run gives for it |
//! | [`cast`] | what is run at once: a place, or a country's places together |
//! | [`item`] | a fact, its counterpart and the casts that answer to it |
//! | [`runs`] | these casts, run with many seeds |
//! | [`scoreboard`] | all facts with simulated bands and verdicts |

pub mod fact;

pub mod counterpart;

mod across;
pub(crate) mod over;
pub(crate) mod region;
pub(crate) mod table;
mod unit;

pub mod verdict;

pub mod comparison;

pub mod cast;

pub mod item;

pub mod runs;

pub mod scoreboard;

pub use comparison::{Comparison, comparisons};
pub use fact::{Fact, Role, facts};
pub use scoreboard::{Score, Scoreboard};
