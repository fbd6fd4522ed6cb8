//! Calibration: the guessed parameters fitted to the facts that are there to be fitted, and to no others.

pub mod prior;

pub mod target;

pub mod plan;

pub mod bench;

pub mod sampler;

pub mod state;

pub mod fit;

pub mod screening;
