//! Polanyi on the host: scenario files in; text, JSON, CSV and digests out.
//!
//! | module | noun |
//! |---|---|
//! | [`scenario_file`] | a place read from TOML, and findings where it is wrong |
//! | [`places`] | the places that are built in |
//! | [`room`] | lists that grow, in which a run of any size has room |
//! | [`blocks`] | a document's generated blocks, which are filled and never written by hand |
//! | [`bytes`] | what is encoded, as bytes that grow: for a board's flash, for a recorded visit |
//! | [`run`] | a place and a seed, carried out and recorded year by year |
//! | `ensemble` | many runs on all cores, in the order in which they were asked for |
//! | `statistics` | medians, bands, intervals and correlations of an ensemble |
//! | `calibration` | guessed parameters fitted to facts |
//! | `output` | a recording as JSON, CSV or digests, and where it goes |
//! | `intervention` | a change of a scenario, written as data |
//! | `experiment` | arms that differ by interventions, the same seeds for all, and what is expected of them |
//! | `studies` | the experiments that are built in: counterfactuals, claims, ablations |
//! | `facts` | the printed figures beside the simulated ones |
//! | `outside` | districts that the paper does not have, and what the literature reports of them |
//! | `description` | the model as tables: parameters, mechanisms, events, kinds, measures |
//! | `exhibit` | the museum's exhibit, in a terminal or as pictures |
//! | `text` | a recording as a reader's pages for a terminal |
//! | `cli` | the command |
//!
//! All from `ensemble` on come with the feature `cli`, which is on by default. Without it the library needs
//! no more than a build script can afford.
//!
//! ```
//! let yiwu = polanyi::places::place("yiwu").expect("it is built in");
//! let recording = polanyi::run::record(&yiwu.scenario, 1, Some(1980), |_| ())?;
//! assert_eq!(recording.years.last().expect("it has years").measures.year, 1980);
//! # Ok::<(), polanyi_core::model::run::StartError>(())
//! ```

pub mod scenario_file;

pub mod places;

pub mod room;

pub mod blocks;

pub mod bytes;

pub mod run;

#[cfg(feature = "cli")]
pub mod ensemble;

#[cfg(feature = "cli")]
pub mod statistics;

#[cfg(feature = "cli")]
pub mod calibration;

#[cfg(feature = "cli")]
pub mod output;

#[cfg(feature = "cli")]
mod reading;

#[cfg(feature = "cli")]
pub mod intervention;

#[cfg(feature = "cli")]
pub mod experiment;

#[cfg(feature = "cli")]
pub mod studies;

#[cfg(feature = "cli")]
pub mod signs;

#[cfg(feature = "cli")]
pub mod facts;

#[cfg(feature = "cli")]
pub mod outside;

#[cfg(feature = "cli")]
pub mod claims;

#[cfg(feature = "cli")]
pub mod description;

#[cfg(feature = "cli")]
pub mod exhibit;

#[cfg(feature = "cli")]
pub mod text;

#[cfg(feature = "cli")]
pub mod cli;
