//! The calendar: a simulated minute is a tick, and a run starts at the first minute of its start year.

use super::number::{float_ticks, whole_ticks};
use crate::kernel::time::{Instant, Span};

/// Ticks (minutes) in a year of 365.25 days.
pub const YEAR_TICKS: u64 = 525_960;
/// A year.
pub const YEAR: Span = Span::from_ticks(YEAR_TICKS);
/// A quarter of a year.
pub const QUARTER: Span = Span::from_ticks(YEAR_TICKS / 4);
/// The same in years.
pub(crate) const QUARTER_YEARS: f32 = 0.25;
/// A twelfth of a year.
pub const MONTH: Span = Span::from_ticks(YEAR_TICKS / 12);

/// The last minute of the given year of a run, counted from one. Years are measured then, before anything that the next one brings.
pub const fn year_end(year: u64) -> Instant {
    Instant::from_ticks(year.saturating_mul(YEAR_TICKS).saturating_sub(1))
}

const TICKS_A_YEAR: f32 = 525_960.0;

/// Years of a run, fractions included, at the instant `now` of a run that began with `start_year`.
pub(crate) fn decimal_year(start_year: u32, now: Instant) -> f32 {
    // The whole years are added as integers: an f32 of ticks would lose minutes after 32 years.
    let whole_years = now.ticks() / YEAR_TICKS;
    let rest = now.ticks() % YEAR_TICKS;
    float_ticks(whole_years.saturating_add(u64::from(start_year)))
        + float_ticks(rest) / TICKS_A_YEAR
}

/// The instant of a decimal year, or nothing if it lies before the run.
pub(crate) fn instant_of(start_year: u32, year: f32) -> Option<Instant> {
    let since = year - super::number::float(start_year);
    (since >= 0.0).then(|| Instant::from_ticks(whole_ticks(since * TICKS_A_YEAR)))
}

/// A span of `years`; nothing for a negative, endless or undefined number of them.
pub(crate) fn years(years: f32) -> Option<Span> {
    YEAR.scale(years)
}
