//! A run: a scenario and a seed, carried out year by year by the same code on board and host.

use core::fmt;

use super::calendar;
use super::event::Event;
use super::fault::Fault;
use super::measures::Measures;
use super::measuring::measure;
use super::number::{count, index};
use super::route;
use super::scenario::{Conflict, Scenario};
use super::streams::Streams;
use super::turn::Turn;
use super::world::{Household, World};
use crate::kernel::checkpoint::{self, RestoreError};
use crate::kernel::codec::{DecodeError, Encode, NoRoom, Sink, Source, State};
use crate::kernel::digest::Digest;
use crate::kernel::observer::Observer;
use crate::kernel::queue::HeapQueue;
use crate::kernel::simulation::{self, Agenda, Model, Progress, Simulation};
use crate::kernel::time::Instant;

/// The model of a cluster: a world, its scenario and its streams.
#[derive(Debug)]
pub struct ClusterModel<const FIRMS: usize, const HOUSEHOLDS: usize, const ORDERS: usize> {
    scenario: Scenario,
    seed: u64,
    world: World<FIRMS, HOUSEHOLDS, ORDERS>,
    streams: Streams,
    /// The measures of the last full year.
    latest: Option<Measures>,
}

impl<const FIRMS: usize, const HOUSEHOLDS: usize, const ORDERS: usize>
    ClusterModel<FIRMS, HOUSEHOLDS, ORDERS>
{
    const EMPTY: Self = Self {
        scenario: Scenario::DEFAULT,
        seed: 0,
        world: World::EMPTY,
        streams: Streams::EMPTY,
        latest: None,
    };

    /// The world.
    pub fn world(&self) -> &World<FIRMS, HOUSEHOLDS, ORDERS> {
        &self.world
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    fn turn<'a>(&'a mut self, agenda: &'a mut dyn Agenda<Event>) -> Turn<'a> {
        Turn {
            now: agenda.now(),
            scenario: &self.scenario,
            cluster: &mut self.world.cluster,
            households: &mut self.world.households,
            firms: &mut self.world.firms,
            orders: &mut self.world.orders,
            streams: &mut self.streams,
            agenda,
        }
    }

    /// The year ends: it is measured, and the next begins.
    fn sample(&mut self, agenda: &mut dyn Agenda<Event>) -> Result<(), Fault> {
        let turn = self.turn(agenda);
        let measures = measure(&turn);
        turn.cluster.flows.start_year();
        turn.agenda.schedule_in(calendar::YEAR, Event::Sample)?;
        self.latest = Some(measures);
        Ok(())
    }
}

impl<const FIRMS: usize, const HOUSEHOLDS: usize, const ORDERS: usize> Model
    for ClusterModel<FIRMS, HOUSEHOLDS, ORDERS>
{
    type Event = Event;
    type Fault = Fault;

    fn handle<A: Agenda<Event>>(&mut self, event: Event, agenda: &mut A) -> Result<(), Fault> {
        if event == Event::Sample {
            return self.sample(agenda);
        }
        route::route(&mut self.turn(agenda), event)
    }
}

impl<const FIRMS: usize, const HOUSEHOLDS: usize, const ORDERS: usize> State
    for ClusterModel<FIRMS, HOUSEHOLDS, ORDERS>
{
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.world.layout(sink)?;
        self.streams.layout(sink)
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.world.save(sink)?;
        self.streams.save(sink)
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.latest = None;
        self.world.load(source)?;
        self.streams.start(self.seed);
        self.streams.load(source)
    }

    fn reset(&mut self) {
        self.world.reset();
        self.streams.reset();
        self.latest = None;
    }
}

/// A digest of every event, and at each year's end of the whole world too.
#[derive(Debug, Clone, Copy)]
struct Witness {
    digest: Digest,
}

impl<M: Model<Event = Event> + State> Observer<M> for Witness {
    fn observe(&mut self, now: Instant, event: &Event, model: &M) {
        let Ok(()) = now.encode(&mut self.digest);
        let Ok(()) = event.encode(&mut self.digest);
        if *event == Event::Sample {
            // Events tell when; the world tells how much: a difference in a till shows within the year.
            let Ok(()) = model.save(&mut self.digest);
        }
    }
}

impl State for Witness {
    fn layout<S: Sink>(&self, _: &mut S) -> Result<(), S::Error> {
        Ok(())
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u64(self.digest.value())
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.digest = Digest::resume(source.take_u64()?);
        Ok(())
    }

    fn reset(&mut self) {
        self.digest = Digest::new();
    }
}

/// A simulated year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Year {
    /// What was measured.
    pub measures: Measures,
    /// The digest of all events up to the year's end, and of the world at the end of every year.
    pub digest: u64,
}

/// Why a run could not start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StartError {
    /// The scenario contradicts itself.
    Conflict(Conflict),
    /// There are more households than the run has room for.
    Households {
        /// `place.households`.
        wanted: u32,
        /// The room.
        capacity: u32,
    },
    /// A first event could not be carried out.
    Fault(Fault),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict(conflict) => conflict.fmt(f),
            Self::Households { wanted, capacity } => write!(
                f,
                "place.households is {wanted}, but this build has room for {capacity}: lower it and raise place.scale instead"
            ),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl core::error::Error for StartError {}

impl From<Fault> for StartError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
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
    /// A run that has not started.
    pub const EMPTY: Self = {
        // Every firm and every order has one planned event, so the agenda can never be full.
        assert!(
            EVENTS >= FIRMS + ORDERS + SINGLE_EVENTS,
            "room for an event of each firm and order, and 48 more"
        );
        Self {
            simulation: Simulation::new(ClusterModel::EMPTY),
            witness: Witness {
                digest: Digest::new(),
            },
        }
    };

    /// Starts anew from a scenario and a seed.
    pub fn start(&mut self, scenario: &Scenario, seed: u64) -> Result<(), StartError> {
        self.prepare(scenario, seed)?;
        let (model, mut desk) = self.simulation.parts();
        for _ in 0..scenario.place.households {
            let household = Household {
                wealth: super::money::Money::ZERO,
                occupied: false,
                saved_at: Instant::ZERO,
            };
            // The room was checked by `prepare`.
            let _ = model.world.households.push(household);
        }
        let households = scenario.place.households;
        let region = &mut model.world.cluster.region;
        region.wage = scenario.stage.wage;
        region.pool =
            super::number::whole(scenario.stage.surplus * super::number::float(households));
        let access = super::scenario::PolicyKind::TradeAccess.index();
        if let Some(level) = region.levers.get_mut(access) {
            *level = scenario.place.trade_access;
        }
        route::start(&mut model.turn(&mut desk))?;
        desk.schedule_in(calendar::YEAR, Event::Sample)
            .map_err(Fault::from)?;
        Ok(())
    }

    /// An empty world for a scenario that fits.
    fn prepare(&mut self, scenario: &Scenario, seed: u64) -> Result<(), StartError> {
        scenario.check().map_err(StartError::Conflict)?;
        let (wanted, capacity) = (scenario.place.households, count(HOUSEHOLDS));
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

    /// Runs to the end of the next simulated year; nothing at the end of the scenario.
    ///
    /// A fault leaves everything as it was before the event that failed, for inspection; years already measured stand.
    pub fn next_year(&mut self) -> Result<Option<Year>, RunError> {
        let passed = self.years_passed();
        let timing = &self.simulation.model().scenario.timing;
        let years = u64::from(timing.end_year.saturating_sub(timing.start_year)).saturating_add(1);
        if passed >= years {
            return Ok(None);
        }
        let end = passed
            .saturating_add(1)
            .saturating_mul(calendar::YEAR_TICKS);
        self.simulation
            .run_until(Instant::from_ticks(end), &mut self.witness)?;
        Ok(self.latest())
    }

    /// Carries out at most `events_max` events up to the end of the scenario, so that a board can draw in between.
    pub fn run_for(&mut self, events_max: u32) -> Result<Progress, RunError> {
        let end = self.end();
        self.simulation.run_for(events_max, end, &mut self.witness)
    }

    /// The end of the scenario.
    fn end(&self) -> Instant {
        let timing = &self.simulation.model().scenario.timing;
        let years = u64::from(timing.end_year.saturating_sub(timing.start_year)).saturating_add(1);
        Instant::from_ticks(years.saturating_mul(calendar::YEAR_TICKS))
    }

    fn years_passed(&self) -> u64 {
        self.simulation.now().ticks() / calendar::YEAR_TICKS
    }

    /// The last full year, if one has passed since the start or since a checkpoint was restored.
    pub fn latest(&self) -> Option<Year> {
        self.simulation.model().latest.map(|measures| Year {
            measures,
            digest: self.digest(),
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

/// Why a run could not go on from a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ResumeError {
    /// The scenario cannot be run at all.
    Start(StartError),
    /// The checkpoint is damaged, or another run's.
    Restore(RestoreError),
}

impl fmt::Display for ResumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(error) => error.fmt(f),
            Self::Restore(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for ResumeError {}

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
