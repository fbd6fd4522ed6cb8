//! One cluster of a run: its scenario, its world and its streams.

use heapless::Vec;

use super::error::StartError;
use crate::kernel::codec::{DecodeError, Sink, Source, State};
use crate::kernel::list::List as _;
use crate::kernel::simulation::Agenda;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::measures::Measures;
use crate::model::measuring::measure;
use crate::model::money::Money;
use crate::model::room::Room;
use crate::model::route;
use crate::model::scenario::{PolicyKind, Scenario};
use crate::model::streams::Streams;
use crate::model::turn::Turn;
use crate::model::world::{Commons, Gate, Household, Minute, World};

/// One cluster of a run: a world, its scenario and its streams.
#[derive(Debug)]
pub struct ClusterModel<R: Room> {
    scenario: Scenario,
    seed: u64,
    /// Its place among the clusters of the run, counted from zero.
    number: u16,
    world: World<R>,
    streams: Streams,
    /// The measures of the last full year. Not an `Option`: without a year it would not be all zero bytes.
    latest: Vec<Measures, 1>,
}

impl<R: Room> ClusterModel<R> {
    /// A cluster before its run: all zero bytes.
    pub const EMPTY: Self = Self {
        scenario: Scenario::ZERO,
        seed: 0,
        number: 0,
        world: World::EMPTY,
        streams: Streams::EMPTY,
        latest: Vec::new(),
    };

    /// The world.
    pub fn world(&self) -> &World<R> {
        &self.world
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The seed of the run.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// The measures of the last full year, if one has passed since the start or since a checkpoint was restored.
    pub fn latest(&self) -> Option<&Measures> {
        self.latest.first()
    }

    /// An empty world for a scenario that fits.
    pub(super) fn prepare(
        &mut self,
        scenario: &Scenario,
        seed: u64,
        number: u16,
    ) -> Result<(), StartError> {
        let cluster = number;
        scenario
            .check()
            .map_err(|conflict| StartError::Conflict { cluster, conflict })?;
        let (wanted, capacity) = (scenario.agents(), self.world.households.capacity());
        if wanted > capacity {
            return Err(StartError::Households {
                cluster,
                wanted,
                capacity,
            });
        }
        self.reset();
        self.scenario.clone_from(scenario);
        self.seed = seed;
        self.number = number;
        self.streams.start(seed, u32::from(number));
        Ok(())
    }

    /// Fills the world as the scenario says, and plans the first events.
    pub(super) fn start(
        &mut self,
        gates: &mut [Gate],
        agenda: &mut dyn Agenda<Event>,
    ) -> Result<(), Fault> {
        for _ in 0..self.scenario.agents() {
            let household = Household {
                wealth: Money::ZERO,
                occupied: false,
                saved_at: Minute::ZERO,
            };
            // The room was checked by `prepare`.
            let _ = self.world.households.push(household);
        }
        let region = &mut self.world.cluster.region;
        region.wage = self.scenario.stage.wage;
        region.pool = self.scenario.first_pool();
        let levers = [
            (PolicyKind::TradeAccess, self.scenario.place.trade_access),
            (PolicyKind::AssociationCost, 1.0),
            (
                PolicyKind::AssociationAutonomy,
                self.scenario.society.autonomy,
            ),
        ];
        for (kind, level) in levers {
            if let Some(lever) = region.levers.get_mut(kind.index()) {
                *lever = level;
            }
        }
        route::start(&mut self.turn(gates, agenda))
    }

    pub(super) fn turn<'a>(
        &'a mut self,
        gates: &'a mut [Gate],
        agenda: &'a mut dyn Agenda<Event>,
    ) -> Turn<'a> {
        Turn {
            now: agenda.now(),
            scenario: &self.scenario,
            cluster: &mut self.world.cluster,
            households: self.world.households.as_mut_slice(),
            firms: &mut self.world.firms,
            orders: &mut self.world.orders,
            streams: &mut self.streams,
            commons: Commons::new(gates, self.number),
            agenda,
        }
    }

    /// The year ends: it is measured, and the next begins.
    pub(super) fn sample(&mut self, gates: &mut [Gate], agenda: &mut dyn Agenda<Event>) {
        let measures = measure(&self.turn(gates, agenda));
        self.world.cluster.flows.start_year();
        self.latest.clear();
        // One year was just taken out, so there is room for one.
        let _ = self.latest.push(measures);
    }

    /// Years measured since the start.
    pub(super) fn years(&self) -> u32 {
        self.world.cluster.flows.years
    }
}

impl<R: Room> State for ClusterModel<R> {
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.world.layout(sink)?;
        self.streams.layout(sink)
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.world.save(sink)?;
        self.streams.save(sink)
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.latest.clear();
        self.world.load(source)?;
        self.streams.start(self.seed, u32::from(self.number));
        self.streams.load(source)
    }

    fn reset(&mut self) {
        self.world.reset();
        self.streams.reset();
        self.latest.clear();
    }
}
