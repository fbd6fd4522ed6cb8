//! A run, recorded: all years that were simulated, also when the run did not reach its end.

use polanyi_core::model::measures::Measures;
use polanyi_core::model::room::Room;
use polanyi_core::model::run::{RunError, StartError};
use polanyi_core::model::{BoardRun, RunOf, Scenario, Year};

use crate::room::Heap;

/// Agents for whose households the board has room.
const BOARD_AGENTS: u32 = 256;

/// What happened in a run of one cluster.
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

/// What happened in a run of several clusters.
#[derive(Debug)]
pub struct CountryRecording {
    /// The simulated years in their order.
    pub years: Vec<CountryYear>,
    /// The digest of the last of them; zero if there is none.
    pub digest: u64,
    /// Events carried out, in all clusters.
    pub events: u64,
    /// Why the run stopped before its end, if it did. The years before it stand.
    pub fault: Option<RunError>,
}

/// A simulated year of several clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryYear {
    /// What was measured in each cluster, in their order.
    pub clusters: Vec<Measures>,
    /// The digest of all events up to the year's end, and of all worlds at the end of every year.
    pub digest: u64,
}

impl CountryYear {
    /// The calendar year; zero where there is no cluster.
    pub fn calendar_year(&self) -> u32 {
        self.clusters.first().map_or(0, |first| first.year)
    }
}

impl CountryRecording {
    /// One cluster's years; none for a number that is no cluster's.
    pub fn cluster(&self, number: usize) -> impl Iterator<Item = &Measures> {
        self.years
            .iter()
            .filter_map(move |year| year.clusters.get(number))
    }
}

/// Runs `scenario` with `seed` to its end, or to the end of the year `last`.
///
/// Stopping early changes nothing in the years before: they are the same as those of the full run.
/// `watch` sees every year as soon as it is over. A scenario whose agents have room on the board is run in the
/// board's room, with the board's digests; any other in one that grows.
pub fn record(
    scenario: &Scenario,
    seed: u64,
    last: Option<u32>,
    mut watch: impl FnMut(&Year),
) -> Result<Recording, StartError> {
    let mut years = Vec::new();
    let mut keep = |year: Year| {
        watch(&year);
        years.push(year);
    };
    let (events, fault) = if scenario.agents() <= BOARD_AGENTS {
        // A run is some ten kilobytes; the stack of a host would bear it, a test thread's need not.
        let mut run = Box::new(BoardRun::EMPTY);
        run.start(scenario, seed)?;
        drive(&mut run, last, |_, year| keep(year))
    } else {
        let mut run = RunOf::<Heap>::EMPTY;
        run.start(scenario, seed)?;
        drive(&mut run, last, |_, year| keep(year))
    };
    Ok(Recording {
        digest: years.last().map_or(0, |year| year.digest),
        years,
        events,
        fault,
    })
}

/// Runs several clusters at once, as [`record`] runs one.
pub fn record_country(
    scenarios: &[Scenario],
    seed: u64,
    last: Option<u32>,
    mut watch: impl FnMut(&CountryYear),
) -> Result<CountryRecording, StartError> {
    let mut run = RunOf::<Heap>::EMPTY;
    run.start_country(scenarios, seed)?;
    let mut years: Vec<CountryYear> = Vec::new();
    let (events, fault) = drive(&mut run, last, |run, Year { digest, .. }| {
        let clusters = run.measures().copied().collect();
        let year = CountryYear { clusters, digest };
        watch(&year);
        years.push(year);
    });
    Ok(CountryRecording {
        digest: years.last().map_or(0, |year| year.digest),
        years,
        events,
        fault,
    })
}

/// Carries a started run out year by year; the answer is how many events that took, and why it stopped early.
fn drive<R: Room>(
    run: &mut RunOf<R>,
    last: Option<u32>,
    mut keep: impl FnMut(&RunOf<R>, Year),
) -> (u64, Option<RunError>) {
    loop {
        match run.next_year() {
            Ok(Some(year)) => {
                keep(run, year);
                if last.is_some_and(|last| year.measures.year >= last) {
                    return (run.events(), None);
                }
            }
            Ok(None) => return (run.events(), None),
            Err(fault) => return (run.events(), Some(fault)),
        }
    }
}
