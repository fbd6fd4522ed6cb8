//! A fit: what a calibration found, for a file that can be committed.

use serde::Serialize;

use super::bench::Bench;
use super::prior::{Prior, Scale, cell, number};
use super::sampler::{Particle, Population};
use crate::facts::verdict::Printed;
use crate::output::column::Cell;
use crate::statistics::Band;

/// The name and version of the schema.
const SCHEMA: &str = "polanyi.calibration/1";
const METHOD: &str = "approximate Bayesian computation by sequential Monte Carlo with MCMC moves \
    (Del Moral, Doucet & Jasra 2012; Drovandi & Pettitt 2011)";
/// Seeds that no vector was fitted with, on which the best is tried once more.
const FRESH_SEEDS: u64 = 10;
const HEAD: &str = "# Made by `polanyi calibrate`. `best` is the vector nearest to the facts; `median` and `range` (90 %) are of the\n\
    # approximate posterior, in which all particles weigh the same. Distances count tolerances: 1 misses the facts by one.\n\n";

/// What a calibration found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    schema: &'static str,
    /// The command line that makes it again.
    command: String,
    method: &'static str,
    generations: u32,
    particles: usize,
    /// Vectors that were tried.
    trials: u64,
    /// The part of the last generation's moves that were accepted.
    acceptance: f64,
    distance: Distances,
    parameter: Vec<FittedParameter>,
    target: Vec<FittedTarget>,
}

/// Distances from the facts.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Distances {
    /// Of the defaults.
    default: f64,
    /// Of the best vector.
    best: f64,
    /// Of the best vector with seeds that it was not fitted with: the honest one.
    best_on_fresh_seeds: f64,
    /// Of the farthest vector of the posterior.
    tolerance: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct FittedParameter {
    path: &'static str,
    unit: &'static str,
    default: Cell,
    best: Cell,
    median: f64,
    range: [f64; 2],
    prior: [f64; 2],
    scale: Scale,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct FittedTarget {
    fact: String,
    title: String,
    places: Vec<String>,
    tolerance: String,
    /// The printed figure, or the first and the last year of a date.
    printed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best_on_fresh_seeds: Option<f64>,
    /// In nine of ten vectors of the posterior.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<[f64; 2]>,
}

impl Fit {
    /// What `population` says. Tries two vectors more, one of them on seeds beyond those of the bench.
    #[expect(clippy::missing_panics_doc, reason = "a population is not empty")]
    pub fn new(bench: &Bench, population: &Population, command: String) -> Self {
        let best = population
            .particles
            .first()
            .expect("a population is not empty");
        let units = best.units();
        let last = bench.seeds().last().copied().unwrap_or_default();
        let fresh: Vec<u64> = (1..=FRESH_SEEDS)
            .map(|more| last.wrapping_add(more))
            .collect();
        let judged = |seeds: &[u64], units: &[f64]| {
            let judged = bench.judge_on(seeds, units, f64::INFINITY);
            judged.expect("no distance is beyond infinity")
        };
        let default = judged(bench.seeds(), &bench.defaults());
        let again = judged(&fresh, &units);
        let target = |index: usize| {
            let answers: Vec<f64> = population
                .particles
                .iter()
                .filter_map(|particle| particle.answers[index])
                .collect();
            let [default, best, again] = [&default.answers, &best.answers, &again.answers]
                .map(|answers| answers[index].map(rounded));
            FittedTarget::new(bench, index, [default, best, again], Band::of(&answers))
        };
        Self {
            schema: SCHEMA,
            command,
            method: METHOD,
            generations: population.generation,
            particles: population.particles.len(),
            trials: population.trials,
            acceptance: rounded(population.acceptance),
            distance: Distances {
                default: rounded(default.distance),
                best: rounded(best.distance),
                best_on_fresh_seeds: rounded(again.distance),
                tolerance: rounded(population.tolerance()),
            },
            parameter: parameters(bench, population, &units),
            target: (0..bench.targets().len()).map(target).collect(),
        }
    }

    /// As TOML, for a file that people read.
    #[expect(clippy::missing_panics_doc, reason = "all keys are texts")]
    pub fn toml(&self) -> Vec<u8> {
        let text = toml::to_string(self).expect("all keys are texts, and all numbers finite");
        (HEAD.to_owned() + &text).into_bytes()
    }

    /// As JSON.
    #[expect(clippy::missing_panics_doc, reason = "all keys are texts")]
    pub fn json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("all keys are texts");
        bytes.push(b'\n');
        bytes
    }
}

fn parameters(bench: &Bench, population: &Population, best: &[f64]) -> Vec<FittedParameter> {
    let units: Vec<Vec<f64>> = population.particles.iter().map(Particle::units).collect();
    let fitted = |(index, prior): (usize, &Prior)| {
        let value = |unit: f64| number(prior.value(unit));
        let values: Vec<f64> = units.iter().map(|units| value(units[index])).collect();
        let band = Band::of(&values).expect("a population is not empty");
        FittedParameter {
            path: prior.parameter.path,
            unit: prior.parameter.unit,
            default: cell(prior.parameter.default),
            best: cell(prior.value(best[index])),
            median: rounded(band.median),
            range: [rounded(band.low), rounded(band.high)],
            prior: [value(0.0), value(1.0)].map(rounded),
            scale: prior.scale,
        }
    };
    bench.priors().iter().enumerate().map(fitted).collect()
}

impl FittedTarget {
    fn new(
        bench: &Bench,
        index: usize,
        [default, best, best_on_fresh_seeds]: [Option<f64>; 3],
        band: Option<Band>,
    ) -> Self {
        let target = &bench.targets()[index];
        Self {
            fact: target.fact.id.clone(),
            title: format!("{}: {}", target.fact.place, target.fact.quantity),
            places: target
                .places
                .iter()
                .map(|place| place.key.clone())
                .collect(),
            tolerance: target.tolerance.to_string(),
            printed: printed(target.printed),
            default,
            best,
            best_on_fresh_seeds,
            range: band.map(|band| [rounded(band.low), rounded(band.high)]),
        }
    }
}

/// To four significant digits: more would pretend what an approximate posterior does not know.
fn rounded(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}

/// A printed figure in words: `> 1000`, `1980-1989`.
pub fn printed(printed: Printed) -> String {
    match printed {
        Printed::Date { first, last } if first == last => first.to_string(),
        Printed::Date { first, last } => format!("{first}-{last}"),
        Printed::Number {
            relation,
            value,
            is_share,
        } => {
            let percent = if is_share { " %" } else { "" };
            format!("{}{value}{percent}", spaced(relation.sign()))
        }
    }
}

fn spaced(sign: &str) -> String {
    if sign.is_empty() {
        String::new()
    } else {
        format!("{sign} ")
    }
}
