//! The self-test: every place at the board's capacity with a fixed seed, reported year by year.

use polanyi_core::kernel::codec::DecodeError;
use polanyi_core::model::run::{RunError, StartError};
use polanyi_core::model::{BoardRun, Year};

use crate::places::{PLACES, Place};

/// The seed of the self-test and of the golden digests that it is compared with.
pub const SEED: u64 = 7;

/// What a self-test tells while it runs.
pub trait Reporter {
    /// Ticks of a clock; only differences matter.
    fn now(&mut self) -> u64;
    /// A simulated year has ended.
    fn year(&mut self, place: &str, year: &Year);
    /// A place has been run to its end: `ticks` were spent in the core.
    fn place(&mut self, place: &str, digest: u64, events: u64, ticks: u64);
}

/// Why a self-test ended early.
#[derive(Debug)]
pub enum Failure {
    /// The bytes of a place are not a scenario of this core.
    Decode(DecodeError),
    /// A place does not fit the board.
    Start(StartError),
    /// A run broke off.
    Run(RunError),
}

/// Runs every place to its end. An error names the place that failed; the places after it were not run.
pub fn run(
    run: &mut BoardRun,
    reporter: &mut impl Reporter,
) -> Result<(), (&'static str, Failure)> {
    for place in &PLACES {
        run_place(run, place, reporter).map_err(|failure| (place.name, failure))?;
    }
    Ok(())
}

fn run_place(
    run: &mut BoardRun,
    place: &Place,
    reporter: &mut impl Reporter,
) -> Result<(), Failure> {
    let scenario = place.scenario().map_err(Failure::Decode)?;
    run.start(&scenario, SEED).map_err(Failure::Start)?;
    let mut spent = 0;
    loop {
        let before = reporter.now();
        let year = run.next_year().map_err(Failure::Run)?;
        spent += reporter.now().saturating_sub(before);
        let Some(year) = year else { break };
        reporter.year(place.name, &year);
    }
    reporter.place(place.name, run.digest(), run.events(), spent);
    Ok(())
}
