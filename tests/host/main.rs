//! The host's tests: scenario files, the command and its outputs.
#![allow(missing_docs, reason = "tests document themselves by their names")]
#![allow(
    clippy::unwrap_used,
    reason = "a helper of a test may fail as loudly as the test"
)]

mod bytes;
mod calibrate;
mod catalogue;
mod command;
mod countries;
mod destinations;
mod exhibit;
mod findings;
mod flags;
mod golden;
mod odd;
mod outputs;
mod outside;
mod pages;
mod rigging;
mod schema;
mod scoreboard;
mod settings;
mod studies;
