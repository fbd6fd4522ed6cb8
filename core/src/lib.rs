//! A discrete-event kernel and a model of industrial clusters that runs on it, without `std` and without allocation.
#![no_std]

pub mod kernel;
pub mod model;
