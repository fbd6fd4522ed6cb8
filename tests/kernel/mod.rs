//! The kernel against oracles and theory.
#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "helpers of tests are tests, and their numbers are small"
)]

mod bytes;
mod fuzzing;
mod oracle;
mod queue;
mod table;

mod checkpoint;
mod examples;
mod running;
mod shop;

mod distributions;
mod endurance;
mod numbers;
mod streams;
mod waiting_lines;

/// How many cases a property is tried on: `PROPTEST_CASES`, or so many.
fn cases(default: u32) -> proptest::test_runner::Config {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|text| text.parse().ok());
    proptest::test_runner::Config {
        cases: cases.unwrap_or(default),
        failure_persistence: None,
        ..Default::default()
    }
}
