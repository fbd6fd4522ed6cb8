//! A run: scenarios and a seed, carried out year by year by the same code on board and host.

mod cluster_model;
mod country;
mod error;
mod planned;
mod witness;

pub use cluster_model::ClusterModel;
pub use country::Country;
pub use error::{ResumeError, StartError};
pub use planned::Planned;

use core::slice;

use crate::kernel::checkpoint;
use crate::kernel::codec::{DecodeError, NoRoom, Sink, Source, State};
use crate::kernel::simulation::{self, Progress, Simulation};
use crate::kernel::time::Instant;
use crate::model::calendar;
use crate::model::fault::Fault;
use crate::model::measures::Measures;
use crate::model::number::index;
use crate::model::room::{Fixed, Room};
use crate::model::scenario::Scenario;
use crate::model::world::Violation;
use witness::Witness;

/// A simulated year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Year {
    /// What was measured, in the first cluster of several; [`RunOf::measures`] has those of all.
    pub measures: Measures,
    /// The digest of all events up to the year's end, and of the world at the end of every year.
    pub digest: u64,
}

/// Why a run stopped: when, at which event, and what the model said.
pub type RunError = simulation::RunError<Planned, Fault>;

/// A run of one cluster or several, in any room: use it as [`Run`] or [`BoardRun`], or in a room that grows.
///
/// The same scenarios and seed are the same run, bit for bit, on every target;
/// and in every room, as long as no table is full.
#[derive(Debug)]
pub struct RunOf<R: Room> {
    simulation: Simulation<Country<R>, R::Queue>,
    witness: Witness,
}

/// A run with room for so many clusters, each with so many firms, households and orders, and so many planned events in all.
pub type Run<
    const CLUSTERS: usize,
    const FIRMS: usize,
    const HOUSEHOLDS: usize,
    const ORDERS: usize,
    const EVENTS: usize,
> = RunOf<Fixed<CLUSTERS, FIRMS, HOUSEHOLDS, ORDERS, EVENTS>>;

/// A run at board scale: the one that board and host share.
pub type BoardRun = Run<1, 192, 256, 88, 328>;

impl<R: Room> RunOf<R> {
    /// A run that has not started: all zero bytes, so that a static one lands in `.bss`.
    pub const EMPTY: Self = {
        let () = R::CHECK;
        Self {
            simulation: Simulation::new(Country::EMPTY),
            witness: Witness::ZERO,
        }
    };

    /// Starts anew from a scenario and a seed.
    pub fn start(&mut self, scenario: &Scenario, seed: u64) -> Result<(), StartError> {
        self.start_country(slice::from_ref(scenario), seed)
    }

    /// Starts several clusters anew, which trade workers, orders and goods with one another.
    ///
    /// They have the same years and the same `place.scale`. A cluster's number among them is part of its streams' names.
    pub fn start_country(&mut self, scenarios: &[Scenario], seed: u64) -> Result<(), StartError> {
        self.prepare(scenarios, seed)?;
        let (country, mut desk) = self.simulation.parts();
        Ok(country.start(&mut desk)?)
    }

    /// Empty worlds for scenarios that fit.
    fn prepare(&mut self, scenarios: &[Scenario], seed: u64) -> Result<(), StartError> {
        self.simulation.reset();
        self.witness.reset();
        self.simulation.model_mut().prepare(scenarios, seed)
    }

    /// Runs to the end of the next simulated year, its last minute; nothing at the end of the scenario.
    ///
    /// A fault leaves the world as the event that failed left it, for inspection; years already measured stand.
    pub fn next_year(&mut self) -> Result<Option<Year>, RunError> {
        let measured = u64::from(self.country().years());
        if measured >= self.years() {
            return Ok(None);
        }
        let end = calendar::year_end(measured.saturating_add(1));
        self.simulation.run_until(end, &mut self.witness)?;
        Ok(self.latest())
    }

    /// Carries out at most `events_max` events up to the end of the scenario, so that a board can draw in between.
    pub fn run_for(&mut self, events_max: u32) -> Result<Progress, RunError> {
        let end = calendar::year_end(self.years());
        self.simulation.run_for(events_max, end, &mut self.witness)
    }

    /// Years of the scenario.
    fn years(&self) -> u64 {
        self.clusters().first().map_or(0, |first| {
            let timing = &first.scenario().timing;
            u64::from(timing.end_year.saturating_sub(timing.start_year)).saturating_add(1)
        })
    }

    /// The last full year, if one has passed since the start or since a checkpoint was restored.
    pub fn latest(&self) -> Option<Year> {
        let measures = *self.measures().next()?;
        Some(Year {
            measures,
            digest: self.witness.at_year_end.value(),
        })
    }

    /// What was measured in the last full year, in every cluster; nothing where [`RunOf::latest`] is nothing.
    pub fn measures(&self) -> impl Iterator<Item = &Measures> {
        self.clusters().iter().filter_map(ClusterModel::latest)
    }

    /// The digest so far.
    pub fn digest(&self) -> u64 {
        self.witness.digest.value()
    }

    /// Events carried out so far.
    pub fn events(&self) -> u64 {
        self.simulation.processed()
    }

    /// The present instant, ticks since the start of the first year.
    pub fn now(&self) -> Instant {
        self.simulation.now()
    }

    /// The clusters and what lies between them.
    pub fn country(&self) -> &Country<R> {
        self.simulation.model()
    }

    /// The clusters; none before the start.
    pub fn clusters(&self) -> &[ClusterModel<R>] {
        self.country().clusters()
    }

    /// Checks every law of the model; the first broken one is the answer. Costs a sweep over all tables.
    pub fn audit(&self) -> Result<(), Violation> {
        self.country().audit()
    }

    /// How many bytes a checkpoint takes now.
    pub fn checkpoint_len(&self) -> usize {
        index(checkpoint::len(self))
    }

    /// Writes a checkpoint and says how many bytes it took.
    pub fn save_checkpoint(&self, out: &mut [u8]) -> Result<usize, NoRoom> {
        checkpoint::save(self, self.country().identity(), out)
    }

    /// Goes on from a checkpoint of the same scenario and seed; on any refusal the run is empty and can be started.
    pub fn restore_checkpoint(
        &mut self,
        scenario: &Scenario,
        seed: u64,
        bytes: &[u8],
    ) -> Result<(), ResumeError> {
        self.restore_country(slice::from_ref(scenario), seed, bytes)
    }

    /// The same for several clusters.
    pub fn restore_country(
        &mut self,
        scenarios: &[Scenario],
        seed: u64,
        bytes: &[u8],
    ) -> Result<(), ResumeError> {
        self.prepare(scenarios, seed).map_err(ResumeError::Start)?;
        let identity = self.country().identity();
        checkpoint::restore(self, identity, bytes).map_err(ResumeError::Restore)
    }
}

impl<R: Room> State for RunOf<R> {
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.simulation.layout(sink)
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.simulation.save(sink)?;
        self.witness.save(sink)
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.simulation.load(source)?;
        self.witness.load(source)
    }

    fn reset(&mut self) {
        self.simulation.reset();
        self.witness.reset();
    }
}
