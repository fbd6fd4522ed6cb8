//! The model of a cluster as the kernel sees it: events in, a changed world out.

use heapless::Vec;

use crate::kernel::codec::{DecodeError, Sink, Source, State};
use crate::kernel::simulation::{Agenda, Model};
use crate::model::calendar;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::measures::Measures;
use crate::model::measuring::measure;
use crate::model::route;
use crate::model::scenario::Scenario;
use crate::model::streams::Streams;
use crate::model::turn::Turn;
use crate::model::world::World;

/// The model of a cluster: a world, its scenario and its streams.
#[derive(Debug)]
pub struct ClusterModel<const FIRMS: usize, const HOUSEHOLDS: usize, const ORDERS: usize> {
    pub(super) scenario: Scenario,
    pub(super) seed: u64,
    pub(super) world: World<FIRMS, HOUSEHOLDS, ORDERS>,
    pub(super) streams: Streams,
    /// The measures of the last full year. Not an `Option`: without a year it would not be all zero bytes.
    pub(super) latest: Vec<Measures, 1>,
}

impl<const FIRMS: usize, const HOUSEHOLDS: usize, const ORDERS: usize>
    ClusterModel<FIRMS, HOUSEHOLDS, ORDERS>
{
    pub(super) const EMPTY: Self = Self {
        scenario: Scenario::ZERO,
        seed: 0,
        world: World::EMPTY,
        streams: Streams::EMPTY,
        latest: Vec::new(),
    };

    /// The world.
    pub fn world(&self) -> &World<FIRMS, HOUSEHOLDS, ORDERS> {
        &self.world
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    pub(super) fn turn<'a>(&'a mut self, agenda: &'a mut dyn Agenda<Event>) -> Turn<'a> {
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
        self.latest.clear();
        // One year was just taken out, so there is room for one.
        let _ = self.latest.push(measures);
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
        self.latest.clear();
        self.world.load(source)?;
        self.streams.start(self.seed);
        self.streams.load(source)
    }

    fn reset(&mut self) {
        self.world.reset();
        self.streams.reset();
        self.latest.clear();
    }
}
