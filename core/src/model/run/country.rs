//! The model as the kernel sees it: planned events in, changed clusters out. A single cluster is a country of one.

use super::cluster_model::ClusterModel;
use super::error::StartError;
use super::planned::{Own, Planned};
use crate::kernel::codec::{DecodeError, Sink, Source, State};
use crate::kernel::digest::Digest;
use crate::kernel::list::{List as _, OwnedList as _};
use crate::kernel::simulation::{Agenda, Model, ScheduleError};
use crate::model::calendar;
use crate::model::event::Event;
use crate::model::fault::Fault;
use crate::model::number::count;
use crate::model::room::{Clusters as _, Room};
use crate::model::route;
use crate::model::scenario::Scenario;
use crate::model::world::{Gate, Violation};

/// The clusters of a run, and what lies between them.
#[derive(Debug)]
pub struct Country<R: Room> {
    clusters: R::Clusters,
    /// One for each cluster in use, in the same order.
    gates: R::Gates,
}

impl<R: Room> Country<R> {
    pub(super) const EMPTY: Self = Self {
        clusters: R::Clusters::EMPTY,
        gates: R::Gates::EMPTY,
    };

    /// The clusters in use; none before the start.
    pub fn clusters(&self) -> &[ClusterModel<R>] {
        let used = self.gates.as_slice().len();
        self.clusters.as_slice().get(..used).unwrap_or(&[])
    }

    /// The gates of the clusters, in the same order.
    pub fn gates(&self) -> &[Gate] {
        self.gates.as_slice()
    }

    /// Both at once.
    fn parts(&mut self) -> (&mut [ClusterModel<R>], &mut [Gate]) {
        let gates = self.gates.as_mut_slice();
        let clusters = self.clusters.as_mut_slice().get_mut(..gates.len());
        (clusters.unwrap_or(&mut []), gates)
    }

    /// Empty worlds for scenarios that fit and agree; none at all if they do not.
    pub(super) fn prepare(&mut self, scenarios: &[Scenario], seed: u64) -> Result<(), StartError> {
        self.reset();
        let prepared = self.fill(scenarios, seed);
        if prepared.is_err() {
            self.reset();
        }
        prepared
    }

    fn fill(&mut self, scenarios: &[Scenario], seed: u64) -> Result<(), StartError> {
        let wanted = count(scenarios.len());
        let refused = |capacity| StartError::Clusters { wanted, capacity };
        self.clusters.make_room(wanted).map_err(refused)?;
        let capacity = count(self.clusters.as_slice().len());
        let first = scenarios.first().ok_or(refused(capacity))?;
        let clusters = self.clusters.as_mut_slice().iter_mut().zip(scenarios);
        for (number, (cluster, scenario)) in (0..=u16::MAX).zip(clusters) {
            if let Some(path) = first.disagrees_with(scenario) {
                return Err(StartError::Disagreement {
                    cluster: number,
                    path,
                });
            }
            cluster.prepare(scenario, seed, number)?;
            let gate = Gate::at(scenario.place.x, scenario.place.y);
            self.gates.push(gate).map_err(|_| refused(capacity))?;
        }
        Ok(())
    }

    /// Starts every cluster, and plans the first sample.
    pub(super) fn start<A: Agenda<Planned>>(&mut self, agenda: &mut A) -> Result<(), Fault> {
        let (clusters, gates) = self.parts();
        for (cluster, model) in (0..=u16::MAX).zip(clusters) {
            let agenda = &mut *agenda;
            model.start(gates, &mut Own { cluster, agenda })?;
        }
        let first = agenda.schedule_at(calendar::year_end(1), SAMPLE);
        first.map(|_| ()).map_err(fault)
    }

    /// The year ends everywhere at once.
    fn sample<A: Agenda<Planned>>(&mut self, agenda: &mut A) -> Result<(), Fault> {
        let (clusters, gates) = self.parts();
        for (cluster, model) in (0..=u16::MAX).zip(clusters) {
            let agenda = &mut *agenda;
            model.sample(gates, &mut Own { cluster, agenda });
        }
        let next = agenda.schedule_in(calendar::YEAR, SAMPLE);
        next.map(|_| ()).map_err(fault)
    }

    /// Years measured since the start.
    pub(super) fn years(&self) -> u32 {
        self.clusters().first().map_or(0, ClusterModel::years)
    }

    /// What names the run: a hash of its scenarios and its seed.
    pub(super) fn identity(&self) -> u64 {
        let clusters = self.clusters();
        let first = clusters
            .first()
            .map_or(0, |first| first.scenario().fingerprint());
        let mut digest = Digest::resume(first);
        for cluster in clusters.iter().skip(1) {
            let Ok(()) = digest.put_u64(cluster.scenario().fingerprint());
        }
        let Ok(()) = digest.put_u64(clusters.first().map_or(0, ClusterModel::seed));
        digest.value()
    }

    /// Checks every law of every cluster, and what holds for all together; the first broken one is the answer.
    pub fn audit(&self) -> Result<(), Violation> {
        for cluster in self.clusters() {
            cluster.world().audit()?;
        }
        self.audit_workers()
    }

    /// Workers are neither made nor lost: all were there at the start or came from elsewhere.
    fn audit_workers(&self) -> Result<(), Violation> {
        let (mut there, mut told) = (0_u64, 0_u64);
        for cluster in self.clusters() {
            let region = &cluster.world().cluster.region;
            there = there.saturating_add(u64::from(region.pool));
            let first = u64::from(cluster.scenario().first_pool());
            told = told
                .saturating_add(first)
                .saturating_add(u64::from(region.migrants));
        }
        for gate in self.gates() {
            there = there.saturating_add(u64::from(gate.arriving));
        }
        if there == told {
            Ok(())
        } else {
            Err(Violation::Workers { there, told })
        }
    }
}

/// The sample is the whole run's, and happens in the name of its first cluster.
const SAMPLE: Planned = Planned {
    cluster: 0,
    event: Event::Sample,
};

/// Why the sample was not planned.
fn fault(error: ScheduleError<Planned>) -> Fault {
    Fault::Agenda(error.map(|planned| planned.event))
}

impl<R: Room> Model for Country<R> {
    type Event = Planned;
    type Fault = Fault;

    fn handle<A: Agenda<Planned>>(
        &mut self,
        planned: Planned,
        agenda: &mut A,
    ) -> Result<(), Fault> {
        let Planned { cluster, event } = planned;
        if event == Event::Sample {
            return self.sample(agenda);
        }
        let (clusters, gates) = self.parts();
        let Some(model) = clusters.get_mut(usize::from(cluster)) else {
            return Ok(());
        };
        route::route(&mut model.turn(gates, &mut Own { cluster, agenda }), event)
    }
}

impl<R: Room> State for Country<R> {
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        let clusters = self.clusters();
        sink.put_u32(count(clusters.len()))?;
        clusters.iter().try_for_each(|cluster| cluster.layout(sink))
    }

    /// A cluster alone has nobody at its gate: what lies there is left out.
    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        let clusters = self.clusters();
        clusters.iter().try_for_each(|cluster| cluster.save(sink))?;
        if clusters.len() > 1 {
            self.gates().iter().try_for_each(|gate| gate.save(sink))?;
        }
        Ok(())
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        let (clusters, gates) = self.parts();
        let alone = clusters.len() < 2;
        for cluster in clusters {
            cluster.load(source)?;
        }
        for gate in gates.iter_mut().filter(|_| !alone) {
            gate.load(source)?;
        }
        // Bytes with a good checksum can still tell of an impossible country; its clusters were audited one by one.
        self.audit_workers()
            .map_err(|violation| source.invalid(violation.law(), 0))
    }

    fn reset(&mut self) {
        let (clusters, _) = self.parts();
        for cluster in clusters {
            cluster.reset();
        }
        self.gates.clear();
    }
}
