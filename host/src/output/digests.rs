//! A run as digests: one line a simulated year, by which two machines are compared.

use std::fmt::Write as _;

use super::hexadecimal;
use crate::run::{CountryRecording, Recording};

/// `YYYY 0123456789abcdef` for each year, then `final 0123456789abcdef <events> events`.
///
/// Other programs read these lines: their form is fixed.
pub fn digests(recording: &Recording) -> String {
    let years = &recording.years;
    let years = years.iter().map(|year| (year.measures.year, year.digest));
    lines(years, recording.digest, recording.events)
}

/// The same for several clusters: one digest a year for all of them.
pub fn country_digests(recording: &CountryRecording) -> String {
    let years = &recording.years;
    let years = years.iter().map(|year| (year.calendar_year(), year.digest));
    lines(years, recording.digest, recording.events)
}

fn lines(years: impl Iterator<Item = (u32, u64)>, digest: u64, events: u64) -> String {
    let mut lines = String::new();
    for (year, digest) in years {
        let _ = writeln!(lines, "{year} {}", hexadecimal(digest));
    }
    let _ = writeln!(lines, "final {} {events} events", hexadecimal(digest));
    lines
}
