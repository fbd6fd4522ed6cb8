//! Districts that the paper does not have: written from their causes alone, and held to what the literature reports of them.
//!
//! Their scenario files and the expectations were committed before any of them was run, and no parameter is fitted to them.
//!
//! | module | noun |
//! |---|---|
//! | [`expected`] | the words in which an expectation is stated |
//! | [`expectation`] | what the literature reports of an outcome |
//! | [`evaluation`] | all expectations beside what many runs give |

pub mod expected;

pub mod expectation;

pub mod evaluation;

pub use evaluation::{Evaluation, Judgement};
pub use expectation::{Expectation, expectations};
