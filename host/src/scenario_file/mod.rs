//! Scenario files: TOML in, a checked [`Place`] out, or a report of everything that is wrong.
//!
//! ```
//! use polanyi::scenario_file::{self, Source};
//!
//! let text = "name = 'Here'\n[stage]\nwage = 7\n";
//! let report = scenario_file::parse("here", &Source::new("here.toml", text)).unwrap_err();
//! let finding = &report.findings()[0];
//! assert_eq!(&text[finding.span.clone()], "7");
//! assert_eq!(finding.help, "give a number from 0.005 to 1.2 (share of the frontier's wage)");
//! ```

mod country;
pub(crate) mod dated;
pub(crate) mod document;
pub(crate) mod examination;
mod finding;
pub(crate) mod literal;
pub(crate) mod nearest;
mod place;
mod read;
mod setting;
mod source;

pub use country::Country;
pub use finding::{FINDINGS_MAX, Finding, Report};
pub use place::Place;
pub use read::{BYTES_MAX, ReadError, parse_bytes, read, read_any, read_source};
pub use setting::set;
pub use source::{Snippet, Source};

#[cfg(feature = "cli")]
pub(crate) use literal::allowed;
pub(crate) use nearest::nearest;

use std::path::Path;

/// The place that a text describes, or everything that is wrong with it.
///
/// `key` is what the place is called by in commands and outputs. Costs time in proportion to the
/// text, whatever it contains; [`read`] bounds its length.
pub fn parse(key: &str, source: &Source) -> Result<Place, Report> {
    document::parse(key, source)
}

/// What a scenario file describes.
#[derive(Debug, Clone, PartialEq)]
pub enum Described {
    /// One place.
    Place(Box<Place>),
    /// Several clusters that are run together.
    Country(Country),
}

/// The place or the country that a text describes, or everything that is wrong with it.
///
/// `directory` is where the scenario files lie on which a country's clusters may build; without it they build on
/// places that are built in.
pub fn parse_any(
    key: &str,
    source: &Source,
    directory: Option<&Path>,
) -> Result<Described, Report> {
    if country::is_country(source) {
        country::parse(key, source, directory).map(Described::Country)
    } else {
        parse(key, source).map(|place| Described::Place(Box::new(place)))
    }
}
