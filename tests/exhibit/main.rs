//! The exhibit's tests: its pictures, what holds for any keys at any time, and visits that are replayed or taken up again.
#![allow(missing_docs, reason = "tests document themselves by their names")]
#![allow(
    clippy::unwrap_used,
    reason = "a helper of a test may fail as loudly as the test"
)]

mod burn_in;
mod pictures;
mod replays;
mod script;
mod stage;
mod visitors;
