//! A run, recorded: all years that were simulated, also when the run did not reach its end.

use polanyi_core::model::run::{RunError, StartError};
use polanyi_core::model::{BoardRun, Scenario, Year};

/// What happened in a run.
#[derive(Debug)]
pub struct Recording {
    /// The simulated years in their order.
    pub years: Vec<Year>,
    /// The digest of the last of them; zero if there is none.
    pub digest: u64,
    /// Events carried out.
    pub events: u64,
    /// Why the run stopped before its end, if it did. The years before it stand.
    pub fault: Option<RunError>,
}

/// Runs `scenario` with `seed` to its end, or to the end of the year `last`.
///
/// Stopping early changes nothing in the years before: they are the same as those of the full run.
/// `watch` sees every year as soon as it is over.
pub fn record(
    scenario: &Scenario,
    seed: u64,
    last: Option<u32>,
    mut watch: impl FnMut(&Year),
) -> Result<Recording, StartError> {
    // A run is some ten kilobytes; the stack of a host would bear it, a test thread's need not.
    let mut run = Box::new(BoardRun::EMPTY);
    run.start(scenario, seed)?;
    let mut years = Vec::new();
    let mut fault = None;
    loop {
        match run.next_year() {
            Ok(Some(year)) => {
                watch(&year);
                let over = last.is_some_and(|last| year.measures.year >= last);
                years.push(year);
                if over {
                    break;
                }
            }
            Ok(None) => break,
            Err(error) => {
                fault = Some(error);
                break;
            }
        }
    }
    Ok(Recording {
        digest: years.last().map_or(0, |year| year.digest),
        years,
        events: run.events(),
        fault,
    })
}
