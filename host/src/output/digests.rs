//! A run as digests: one line a simulated year, by which two machines are compared.

use std::fmt::Write as _;

use super::hexadecimal;
use crate::run::Recording;

/// `YYYY 0123456789abcdef` for each year, then `final 0123456789abcdef <events> events`.
///
/// Other programs read these lines: their form is fixed.
pub fn digests(recording: &Recording) -> String {
    let mut lines = String::new();
    for year in &recording.years {
        let _ = writeln!(lines, "{} {}", year.measures.year, hexadecimal(year.digest));
    }
    let digest = hexadecimal(recording.digest);
    let _ = writeln!(lines, "final {digest} {} events", recording.events);
    lines
}
