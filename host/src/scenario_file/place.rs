//! A place: a scenario with the words that describe it.

use polanyi_core::model::Scenario;

/// What a scenario file says. No mechanism reads anything but [`Place::scenario`].
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The name of its file, without `.toml`.
    pub key: String,
    /// Its name, as it is shown.
    pub name: String,
    /// Its country; may be empty.
    pub country: String,
    /// What it stands for, in a sentence; may be empty.
    pub summary: String,
    /// The regions it lies in, whose printed figures are compared with it too.
    pub within: Vec<String>,
    /// Its causes, dates and endowments.
    pub scenario: Scenario,
}
