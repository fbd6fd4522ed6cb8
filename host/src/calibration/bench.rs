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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::plan::Plan;
    use crate::calibration::target::FAR;

    const PLAN: &str = "
        [[parameter]]
        path = 'stalls.growth_max'
        least = 0.05
        greatest = 4.0
        scale = 'log'
        [[target]]
        fact = 'F115'
        factor = 1.2
        [[target]]
        fact = 'F026'
        factor = 1.2
        weight = 3.0
    ";

    fn bench(seeds: &[u64]) -> Bench {
        let plan = Plan::parse("my.toml", PLAN).unwrap();
        Bench::new(plan.priors, plan.targets, seeds.to_vec())
    }

    #[test]
    fn a_distance_is_the_root_of_the_mean_cost() {
        let bench = bench(&[1, 2]);
        assert_eq!(bench.runs(), 6, "three places, two seeds");
        let judged = bench.judge(&[0.3], f64::INFINITY).unwrap();
        let outputs = bench.outputs(&[0.3]);
        let cost = |index: usize| bench.targets()[index].cost(outputs[index + 1]);
        assert!(outputs[1..].iter().all(|residual| residual.abs() <= FAR));
        let expected = ((cost(0) + cost(1)) / 4.0).sqrt();
        assert!((judged.distance - expected).abs() < 1e-12, "{judged:?}");
        assert!(judged.answers.iter().all(Option::is_some), "{judged:?}");
    }

    /// Giving up early is the same decision as a comparison at the end.
    #[test]
    fn a_limit_is_kept_to_the_last_bit() {
        let bench = bench(&[1]);
        let judged = bench.judge(&[0.9], f64::INFINITY).unwrap();
        assert!(judged.distance > 0.0);
        assert_eq!(bench.judge(&[0.9], judged.distance), Some(judged.clone()));
        assert_eq!(bench.judge(&[0.9], judged.distance.next_down()), None);
        assert_eq!(bench.judge(&[0.9], 0.0), None);
    }

    #[test]
    fn the_defaults_give_what_the_places_give_by_themselves() {
        let bench = bench(&[5]);
        let judged = bench.judge(&bench.defaults(), f64::INFINITY).unwrap();
        let yiwu = crate::places::place("yiwu").unwrap();
        let recording = record(&yiwu.scenario, 5, Some(1992), |_| ()).unwrap();
        let stalls = recording.years.last().unwrap().measures.stalls;
        assert_eq!(judged.answers[0], Some(f64::from(stalls)));
    }

    /// Growth of stalls moves the stalls, so the parameter is really put into the runs.
    #[test]
    fn a_parameter_reaches_the_runs() {
        let bench = bench(&[5]);
        let stalls = |unit: f64| bench.judge(&[unit], f64::INFINITY).unwrap().answers[0];
        assert!(
            stalls(0.9) > stalls(0.05),
            "{:?} {:?}",
            stalls(0.9),
            stalls(0.05)
        );
    }

    #[test]
    fn an_identity_is_that_of_plan_and_seeds() {
        let identity = bench(&[1]).identity();
        assert_eq!(identity, bench(&[1]).identity());
        assert_ne!(identity, bench(&[2]).identity());
        let plan = Plan::parse("my.toml", &PLAN.replace("1.2", "1.3")).unwrap();
        let other = Bench::new(plan.priors, plan.targets, vec![1]);
        assert_ne!(identity, other.identity());
        // A changed place stands for a changed model: what the defaults lead to differs.
        let mut plan = Plan::parse("my.toml", PLAN).unwrap();
        plan.targets[0].places[0].scenario.stage.wage = 0.06;
        let changed = Bench::new(plan.priors, plan.targets, vec![1]);
        assert_ne!(identity, changed.identity());
    }
}
