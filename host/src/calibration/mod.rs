//! Calibration: the guessed parameters fitted to the facts that are there to be fitted, and to no others.

pub mod prior;
pub mod sampler;
pub mod screening;
