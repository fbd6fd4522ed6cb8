//! Output for programs: a run as JSON, CSV or digests, scoreboards as JSON or CSV, and the place it goes to.

pub mod column;
mod csv;
mod destination;
mod digests;
mod json;
mod member;
mod outside;
mod scoreboard;
mod signs;
mod studies;

pub use csv::csv;
use csv::table;
pub use destination::{DeliveryError, Destination};
pub use digests::digests;
pub use json::{SCHEMA, json};
pub use outside::{OUTSIDE_SCHEMA, outside_csv, outside_json};
pub use scoreboard::{SCOREBOARD_SCHEMA, scoreboard_csv, scoreboard_json};
pub use signs::{SIGNS_SCHEMA, matrix_csv, matrix_json};
pub use studies::{STUDIES_SCHEMA, answers_csv, answers_json, claims_csv, claims_json};

use crate::run::Recording;
use crate::scenario_file::Place;

/// What an output is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The place, with all settings.
    pub place: &'a Place,
    /// The seed.
    pub seed: u64,
    /// What happened.
    pub recording: &'a Recording,
}

/// A digest or fingerprint as it is written everywhere: sixteen hexadecimal digits.
pub fn hexadecimal(digest: u64) -> String {
    format!("{digest:016x}")
}
