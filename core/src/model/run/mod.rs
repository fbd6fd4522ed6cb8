//! A run: a scenario and a seed, carried out year by year by the same code on board and host.

mod cluster_model;
mod error;
mod witness;

pub use cluster_model::ClusterModel;
pub use error::{ResumeError, StartError};

use crate::kernel::checkpoint;
use crate::kernel::codec::{DecodeError, NoRoom, Sink, Source, State};
use crate::kernel::digest::Digest;
use crate::kernel::queue::HeapQueue;
use crate::kernel::simulation::{self, Agenda, Progress, Simulation};
use crate::kernel::time::Instant;
use crate::model::calendar;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::measures::Measures;
use crate::model::number::{count, index};
use crate::model::route;
use crate::model::scenario::{PolicyKind, Scenario};
use crate::model::world::Household;
use witness::Witness;

/// A simulated year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Year {
    /// What was measured.
    pub measures: Measures,
    /// The digest of all events up to the year's end, and of the world at the end of every year.
    pub digest: u64,
}

/// Why a run stopped: when, at which event, and what the model said.
pub type RunError = simulation::RunError<Event, Fault>;

/// A run with room for so many firms, households, orders and planned events.
///
/// The same scenario and seed are the same run, bit for bit, on every target;
/// and at every capacity, as long as no table is full.
#[derive(Debug)]
pub struct Run<
    const FIRMS: usize,
    const HOUSEHOLDS: usize,
    const ORDERS: usize,
    const EVENTS: usize,
> {
    simulation: Simulation<ClusterModel<FIRMS, HOUSEHOLDS, ORDERS>, HeapQueue<Event, EVENTS>>,
    witness: Witness,
}

/// A run at board scale: the one that board and host share.
pub type BoardRun = Run<192, 256, 96, 352>;

/// Planned events that are neither a firm's nor an order's: the dated steps, and one for each mechanism.
const SINGLE_EVENTS: usize = 48;

impl<const FIRMS: usize, const HOUSEHOLDS: usize, const ORDERS: usize, const EVENTS: usize>
    Run<FIRMS, HOUSEHOLDS, ORDERS, EVENTS>
{
    /// A run that has not started: all zero bytes, so that a static one lands in `.bss`.
    pub const EMPTY: Self = {
        // Every firm and every order has one planned event, so the agenda can never be full.
        assert!(
            EVENTS >= FIRMS + ORDERS + SINGLE_EVENTS,
            "room for an event of each firm and order, and 48 more"
        );
        Self {
            simulation: Simulation::new(ClusterModel::EMPTY),
            witness: Witness::ZERO,
        }
    };

    /// Starts anew from a scenario and a seed.
    pub fn start(&mut self, scenario: &Scenario, seed: u64) -> Result<(), StartError> {
        self.prepare(scenario, seed)?;
        let (model, mut desk) = self.simulation.parts();
        for _ in 0..scenario.agents() {
            let household = Household {
                wealth: crate::model::money::Money::ZERO,
                occupied: false,
                saved_at: Instant::ZERO,
            };
            // The room was checked by `prepare`.
            let _ = model.world.households.push(household);
        }
        let agents = scenario.agents();
        let region = &mut model.world.cluster.region;
        region.wage = scenario.stage.wage;
        region.pool = crate::model::number::whole(
            scenario.stage.surplus * crate::model::number::float(agents),
        );
        let levers = [
            (PolicyKind::TradeAccess, scenario.place.trade_access),
            (PolicyKind::AssociationCost, 1.0),
            (PolicyKind::AssociationAutonomy, scenario.society.autonomy),
        ];
        for (kind, level) in levers {
            if let Some(lever) = region.levers.get_mut(kind.index()) {
                *lever = level;
            }
        }
        route::start(&mut model.turn(&mut desk))?;
        desk.schedule_at(calendar::year_end(1), Event::Sample)
            .map_err(Fault::from)?;
        Ok(())
    }

    /// An empty world for a scenario that fits.
    fn prepare(&mut self, scenario: &Scenario, seed: u64) -> Result<(), StartError> {
        scenario.check().map_err(StartError::Conflict)?;
        let (wanted, capacity) = (scenario.agents(), count(HOUSEHOLDS));
        if wanted > capacity {
            return Err(StartError::Households { wanted, capacity });
        }
        self.simulation.reset();
        self.witness.reset();
        let model = self.simulation.model_mut();
        model.scenario.clone_from(scenario);
        model.seed = seed;
        model.streams.start(seed);
        Ok(())
    }

    /// Runs to the end of the next simulated year, its last minute; nothing at the end of the scenario.
    ///
    /// A fault leaves the world as the event that failed left it, for inspection; years already measured stand.
    pub fn next_year(&mut self) -> Result<Option<Year>, RunError> {
        let measured = u64::from(self.simulation.model().world.cluster.flows.years);
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
        let timing = &self.simulation.model().scenario.timing;
        u64::from(timing.end_year.saturating_sub(timing.start_year)).saturating_add(1)
    }

    /// The last full year, if one has passed since the start or since a checkpoint was restored.
    pub fn latest(&self) -> Option<Year> {
        self.simulation
            .model()
            .latest
            .first()
            .copied()
            .map(|measures| Year {
                measures,
                digest: self.witness.at_year_end.value(),
            })
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

    /// The model: world and scenario.
    pub fn model(&self) -> &ClusterModel<FIRMS, HOUSEHOLDS, ORDERS> {
        self.simulation.model()
    }

    /// How many bytes a checkpoint takes now.
    pub fn checkpoint_len(&self) -> usize {
        index(checkpoint::len(self))
    }

    /// Writes a checkpoint and says how many bytes it took.
    pub fn save_checkpoint(&self, out: &mut [u8]) -> Result<usize, NoRoom> {
        let model = self.simulation.model();
        checkpoint::save(self, identity(&model.scenario, model.seed), out)
    }

    /// Goes on from a checkpoint of the same scenario and seed; on any refusal the run is empty and can be started.
    pub fn restore_checkpoint(
        &mut self,
        scenario: &Scenario,
        seed: u64,
        bytes: &[u8],
    ) -> Result<(), ResumeError> {
        self.prepare(scenario, seed).map_err(ResumeError::Start)?;
        checkpoint::restore(self, identity(scenario, seed), bytes).map_err(ResumeError::Restore)
    }
}

/// What names a run: a hash of its scenario and its seed.
fn identity(scenario: &Scenario, seed: u64) -> u64 {
    let mut digest = Digest::resume(scenario.fingerprint());
    let Ok(()) = digest.put_u64(seed);
    digest.value()
}

impl<const FIRMS: usize, const HOUSEHOLDS: usize, const ORDERS: usize, const EVENTS: usize> State
    for Run<FIRMS, HOUSEHOLDS, ORDERS, EVENTS>
{
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
