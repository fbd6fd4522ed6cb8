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

use csv::table;
pub use csv::{country_csv, csv};
pub use destination::{DeliveryError, Destination};
pub use digests::{country_digests, digests};
pub use json::{COUNTRY_SCHEMA, SCHEMA, country_json, json};
pub use outside::{OUTSIDE_SCHEMA, outside_csv, outside_json};
pub use scoreboard::{SCOREBOARD_SCHEMA, scoreboard_csv, scoreboard_json};
pub use signs::{SIGNS_SCHEMA, matrix_csv, matrix_json};
pub use studies::{STUDIES_SCHEMA, answers_csv, answers_json, claims_csv, claims_json};

use crate::run::{CountryRecording, Recording};
use crate::scenario_file::{Country, Place};

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

/// What an output of several clusters is about.
#[derive(Debug, Clone, Copy)]
pub struct CountrySubject<'a> {
    /// The clusters, with all settings.
    pub country: &'a Country,
    /// The seed.
    pub seed: u64,
    /// What happened.
    pub recording: &'a CountryRecording,
}

/// A digest or fingerprint as it is written everywhere: sixteen hexadecimal digits.
pub fn hexadecimal(digest: u64) -> String {
    format!("{digest:016x}")
}
