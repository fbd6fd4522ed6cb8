//! A discrete-event kernel and a model of industrial clusters that runs on it, without `std` and without allocation.
//!
//! | module | what |
//! |---|---|
//! | [`kernel`] | time, queue, engine, randomness, checkpoints; knows nothing of clusters, and is of use without them |
//! | [`model`] | how an industrial cluster rises, trades, governs itself and dies, after Li & Gao (2020) |
//!
//! A run is a scenario and a seed, and the same run on every machine:
//!
//! ```
//! use polanyi_core::model::{BoardRun, Scenario};
//!
//! let mut scenario = Scenario::DEFAULT;
//! scenario.timing.end_year = 1980;
//! scenario.market.seed_year = 1979;
//!
//! let mut run = Box::new(BoardRun::EMPTY);
//! run.start(&scenario, 7)?;
//! while let Some(year) = run.next_year()? {
//!     let measures = year.measures;
//!     println!("{}: {} firms, digest {:016x}", measures.year, measures.firms, year.digest);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]

pub mod kernel;
pub mod model;

/// The example on the front page is compiled and run too.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod front_page {}
