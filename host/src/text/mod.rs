//! A run as pages for a reader: 80 columns, no colours, the same on a terminal and in a file.

mod axis;
mod calibration;
mod causes;
mod chart;
mod country;
mod facts;
mod lists;
mod number;
mod outcomes;
mod outside;
mod pendulum;
mod scoreboard;
mod signs;
mod studies;

pub use calibration::{calibration_plan, screening};
pub use country::country_report;
pub use facts::fact_list;
pub use lists::{country_list, parameter_list, place_list};
pub(crate) use lists::{default_of, range_of};
pub use outside::outside;
pub use scoreboard::scoreboard;
pub use signs::matrix;
pub use studies::{ablation_table, answer_pages, claim_pages, study_list};

use std::fmt::Write as _;

use axis::Axis;

use crate::output::{Subject, hexadecimal};

/// The whole report of a run.
pub fn report(subject: Subject<'_>) -> String {
    let years = &subject.recording.years;
    let mut pages = header(subject);
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        pages.push_str("\nNo year was simulated.\n");
        return pages;
    };
    let axis = Axis::new(first.measures.year, last.measures.year);
    let series = |of: fn(&polanyi_core::model::measures::Measures) -> f64| -> Vec<f64> {
        years.iter().map(|year| of(&year.measures)).collect()
    };
    let firms = series(|year| f64::from(year.firms));
    let stalls = series(|year| f64::from(year.stalls));
    let mut sections = vec![chart::chart("Firms", axis, &firms)];
    // A place without a market has no use for an empty chart of its stalls.
    if stalls.iter().any(|stalls| *stalls > 0.0) {
        sections.push(chart::chart("Occupied stalls of the market", axis, &stalls));
    }
    sections.push(pendulum::strip(
        axis,
        &series(|year| f64::from(year.policy)),
    ));
    sections.push(outcomes::table(years));
    sections.push(facts::comparison_table(subject.place, years));
    for section in sections {
        pages.push('\n');
        pages.push_str(&section);
    }
    pages
}

/// Who, when, why, and by which numbers the run can be repeated.
fn header(subject: Subject<'_>) -> String {
    let Subject {
        place,
        seed,
        recording,
    } = subject;
    let country = if place.country.is_empty() {
        String::new()
    } else {
        format!(", {}", place.country)
    };
    let span = match (recording.years.first(), recording.years.last()) {
        (Some(first), Some(last)) => format!(": {} to {}", first.measures.year, last.measures.year),
        _ => String::new(),
    };
    let mut lines = format!("{}{country}{span}\n", place.name);
    if !place.summary.is_empty() {
        lines.push_str(&wrapped(&place.summary, 0));
    }
    lines.push('\n');
    for (cause, words) in causes::causes(&place.scenario) {
        lines.push_str(&wrapped(&format!("  {cause:<9}{words}"), 11));
    }
    let digest = hexadecimal(recording.digest);
    let events = number::count(f64::from(
        u32::try_from(recording.events).unwrap_or(u32::MAX),
    ));
    let _ = writeln!(lines, "\n  seed {seed}, digest {digest}, {events} events");
    if let Some(fault) = &recording.fault {
        lines.push_str(&wrapped(&format!("  The run stopped early: {fault}"), 2));
    }
    lines
}

/// A paragraph in lines of at most 79 columns, all but the first of them indented.
pub(crate) fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for (index, word) in text.split_inclusive(' ').enumerate() {
        let letters = word.trim_end().chars().count();
        if index > 0 && width + letters > 79 {
            lines.truncate(lines.trim_end().len());
            lines.push('\n');
            lines.push_str(&" ".repeat(indent));
            width = indent;
        }
        lines.push_str(word);
        width += word.chars().count();
    }
    lines.truncate(lines.trim_end().len());
    lines.push('\n');
    lines
}
