//! The places: the host's scenario files in alphabetical order, encoded by the build script.

use crate::run::{DecodeError, Scenario, decode};

/// A place that the board can simulate.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The name of its scenario file.
    pub name: &'static str,
    bytes: &'static [u8],
}

impl Place {
    /// The scenario. It refuses bytes that another version of the core encoded.
    pub fn scenario(&self) -> Result<Scenario, DecodeError> {
        decode(self.bytes)
    }
}

include!(concat!(env!("OUT_DIR"), "/places.rs"));
