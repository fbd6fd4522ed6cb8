//! A bench: where a parameter vector is tried on all places that the targets need.

use polanyi_core::kernel::codec::Sink;
use polanyi_core::kernel::digest::Digest;
use polanyi_core::model::Scenario;

use super::prior::Prior;
use super::sampler::Judged;
use super::target::Target;
use crate::run::{Recording, record};
use crate::scenario_file::Place;

/// A place as the bench runs it.
#[derive(Debug)]
struct Stand {
    scenario: Scenario,
    /// The last year that a target takes; nothing for the scenario's end.
    last: Option<u32>,
    /// Targets that need no place after this one.
    complete: Vec<usize>,
}

/// The priors, the targets, and what has to be run to compare them.
#[derive(Debug)]
pub struct Bench {
    priors: Vec<Prior>,
    targets: Vec<Target>,
    /// For each target, its places among the stands.
    used: Vec<Vec<usize>>,
    stands: Vec<Stand>,
    seeds: Vec<u64>,
}

/// The recordings of a stand, one for each seed; nothing for a run that ended before its time.
type Recordings = Vec<Option<Recording>>;

impl Bench {
    /// A bench for `targets`. Only the places that they name are run, and only as long as they need.
    ///
    /// All vectors are run with the same `seeds`, so that their difference is not one of luck.
    pub fn new(priors: Vec<Prior>, targets: Vec<Target>, seeds: Vec<u64>) -> Self {
        let mut places: Vec<&Place> = Vec::new();
        for place in targets.iter().flat_map(|target| &target.places) {
            if places.iter().all(|known| known.key != place.key) {
                places.push(place);
            }
        }
        let position = |place: &Place| places.iter().position(|known| known.key == place.key);
        let used: Vec<Vec<usize>> = targets
            .iter()
            .map(|target| target.places.iter().filter_map(position).collect())
            .collect();
        let stand = |(index, place): (usize, &&Place)| Stand {
            scenario: place.scenario.clone(),
            last: last(&targets, &place.key),
            complete: (0..targets.len())
                .filter(|target| used[*target].iter().max() == Some(&index))
                .collect(),
        };
        let stands = places.iter().enumerate().map(stand).collect();
        Self {
            priors,
            targets,
            used,
            stands,
            seeds,
        }
    }

    /// The priors, in the order of a vector's units.
    pub fn priors(&self) -> &[Prior] {
        &self.priors
    }

    /// The targets, in the order of the answers.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// Runs that a vector takes at most.
    pub fn runs(&self) -> usize {
        self.stands.len() * self.seeds.len()
    }

    /// The seeds with which every vector is run.
    pub fn seeds(&self) -> &[u64] {
        &self.seeds
    }

    /// Tries the vector of `units`, or gives up as soon as it must be farther than `limit`.
    ///
    /// The distance is the root of the mean [cost](Target::cost) of all targets, by their weights: 1 means that the
    /// figures miss by a tolerance.
    pub fn judge(&self, units: &[f64], limit: f64) -> Option<Judged> {
        self.judge_on(&self.seeds, units, limit)
    }

    /// [`Bench::judge`] with other seeds.
    pub fn judge_on(&self, seeds: &[u64], units: &[f64], limit: f64) -> Option<Judged> {
        let weights: f64 = self.targets.iter().map(|target| target.weight).sum();
        let mut answers = vec![None; self.targets.len()];
        let mut recordings: Vec<Recordings> = Vec::new();
        let mut cost = 0.0;
        let mut distance = 0.0;
        for stand in &self.stands {
            recordings.push(self.recordings(stand, seeds, units));
            for index in &stand.complete {
                let target = &self.targets[*index];
                answers[*index] = self.figure(*index, &recordings);
                cost += target.cost(target.residual(answers[*index]));
            }
            // Costs are never negative, so the distance can only grow.
            distance = libm::sqrt(cost / weights);
            if distance > limit {
                return None;
            }
        }
        Some(Judged { distance, answers })
    }

    /// The distance, then the residual of each target: what a parameter can have an effect on.
    #[expect(clippy::missing_panics_doc, reason = "no distance is beyond infinity")]
    pub fn outputs(&self, units: &[f64]) -> Vec<f64> {
        let judged = self.judge(units, f64::INFINITY);
        let judged = judged.expect("no distance is beyond infinity");
        let residuals = self
            .targets
            .iter()
            .zip(judged.answers)
            .map(|(target, answer)| target.residual(answer));
        std::iter::once(judged.distance).chain(residuals).collect()
    }

    /// The vector of defaults.
    pub fn defaults(&self) -> Vec<f64> {
        self.priors.iter().map(Prior::unit_of_default).collect()
    }

    /// What tells this bench from any other, the model that it runs included: by what the defaults lead to.
    pub fn identity(&self) -> u64 {
        let mut digest = Digest::new();
        let mut put = |bytes: &[u8]| {
            let Ok(()) = digest.put(bytes);
        };
        for prior in &self.priors {
            let words = (
                prior.parameter.path,
                prior.least,
                prior.greatest,
                prior.scale,
            );
            put(format!("{words:?}").as_bytes());
        }
        for target in &self.targets {
            let keys: Vec<&String> = target.places.iter().map(|place| &place.key).collect();
            let Target {
                fact,
                printed,
                tolerance,
                weight,
                ..
            } = target;
            put(format!("{:?}", (&fact.id, printed, keys, tolerance, weight)).as_bytes());
        }
        put(format!("{:?}", self.seeds).as_bytes());
        for stand in &self.stands {
            for recording in self.recordings(stand, &self.seeds, &self.defaults()) {
                put(&recording
                    .map_or(0, |recording| recording.digest)
                    .to_le_bytes());
            }
        }
        digest.value()
    }

    /// The stand's runs with the vector of `units`, one for each seed.
    fn recordings(&self, stand: &Stand, seeds: &[u64], units: &[f64]) -> Recordings {
        let mut scenario = stand.scenario.clone();
        for (prior, unit) in self.priors.iter().zip(units) {
            prior.put(&mut scenario, *unit);
        }
        let run = |seed: &u64| {
            let recording = record(&scenario, *seed, stand.last, |_| ()).ok()?;
            recording.fault.is_none().then_some(recording)
        };
        seeds.iter().map(run).collect()
    }

    fn figure(&self, target: usize, recordings: &[Recordings]) -> Option<f64> {
        let with_seed = |seed: usize| {
            let used = self.used[target].iter();
            used.map(|stand| recordings[*stand][seed].as_ref())
                .collect()
        };
        let count = recordings.first().map_or(0, Vec::len);
        let seeds: Vec<Option<Vec<&Recording>>> = (0..count).map(with_seed).collect();
        self.targets[target].figure(&seeds)
    }
}

/// The last year of a place that a target needs; nothing if one needs all.
fn last(targets: &[Target], key: &str) -> Option<u32> {
    let lasts = targets
        .iter()
        .filter(|target| target.places.iter().any(|place| place.key == key))
        .map(|target| target.last().unwrap_or(u32::MAX));
    lasts.max().filter(|last| *last < u32::MAX)
}
