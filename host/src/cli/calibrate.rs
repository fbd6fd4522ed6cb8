//! The command `calibrate`: its arguments, what they mean, and carrying it out.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::progress::Progress;
use super::trouble::Trouble;
use crate::calibration::bench::Bench;
use crate::calibration::fit::Fit;
use crate::calibration::plan::Plan;
use crate::calibration::sampler::{PARTICLES_MIN, Population, Sampler};
use crate::calibration::screening::screen;
use crate::calibration::state::{self, StateError};
use crate::output::Destination;
use crate::text;

pub(super) const EXAMPLES: &str = "\
Examples:
  polanyi calibrate --dry-run
  polanyi calibrate --screen
  polanyi calibrate --state fit.state --out calibrated.toml
  polanyi calibrate --state fit.state --resume --generations 20 --out calibrated.toml

Only facts with the role `calibrate` are fitted, and only parameters that are guesses. The same arguments
give the same fit, on any number of cores and after any interruption. An --out that ends in .json is JSON.";

/// How a calibration is to be done.
#[derive(Debug, Args)]
pub(super) struct Calibrate {
    /// Parameter vectors of a population
    #[arg(long, value_name = "N", default_value_t = 120, value_parser = clap::value_parser!(u32).range(i64::from(PARTICLES_MIN)..=100_000))]
    particles: u32,
    /// Populations, each nearer to the facts; fewer if hardly any step is accepted any more
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    generations: u32,
    /// Runs of each place for each vector, whose median counts; all vectors get the same seeds
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    seeds: u32,
    /// Seed of the search, and first seed of the runs, decimal or 0x hexadecimal
    #[arg(long, value_name = "N", value_parser = super::arguments::seed, default_value = "2020", allow_negative_numbers = true)]
    seed: u64,
    /// A plan of your own instead of host/data/calibration.toml, which is built in
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    plan: Option<PathBuf>,
    /// Write to a file instead of standard output; it is replaced only when the output is complete
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// Save the population to this file after every generation
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    state: Option<PathBuf>,
    /// Go on from the state
    #[arg(long, requires = "state")]
    resume: bool,
    /// Show what would be fitted to what, and how many runs that needs
    #[arg(long)]
    dry_run: bool,
    /// Measure how much each parameter of the plan matters, instead of fitting
    #[arg(long, conflicts_with_all = ["particles", "generations", "state", "dry_run"])]
    screen: bool,
    /// Walks through the parameters' ranges for --screen; each costs a vector for each parameter, and one more
    #[arg(long, value_name = "N", default_value_t = 10, requires = "screen", value_parser = clap::value_parser!(u32).range(2..=10_000))]
    trajectories: u32,
}

/// What the arguments mean.
#[derive(Debug)]
pub(super) struct Calibration {
    arguments: Calibrate,
    bench: Bench,
    destination: Destination,
}

impl Calibration {
    /// What `arguments` mean. Reads the plan, and writes nothing.
    pub(super) fn meant_by(arguments: Calibrate) -> Result<Self, Trouble> {
        let plan = match &arguments.plan {
            Some(path) => Plan::read(path)?,
            None => Plan::built_in(),
        };
        let seeds = (0..u64::from(arguments.seeds)).map(|more| arguments.seed.wrapping_add(more));
        let priors = if arguments.screen {
            plan.candidates().cloned().collect()
        } else {
            plan.priors
        };
        Ok(Self {
            bench: Bench::new(priors, plan.targets, seeds.collect()),
            destination: arguments
                .out
                .clone()
                .map_or(Destination::Standard, Destination::File),
            arguments,
        })
    }

    pub(super) fn carry_out(self) -> Result<(), Trouble> {
        self.destination.probe()?;
        let bytes = if self.arguments.dry_run {
            let Calibrate {
                particles,
                generations,
                ..
            } = self.arguments;
            text::calibration_plan(&self.bench, particles, generations).into_bytes()
        } else if self.arguments.screen {
            self.screened()
        } else {
            self.fitted()?
        };
        super::carry_out::deliver_or_divert(&bytes, &self.destination)
    }

    fn screened(&self) -> Vec<u8> {
        let (dimension, trajectories) = (self.bench.priors().len(), self.arguments.trajectories);
        let points = u64::from(trajectories) * (dimension as u64 + 1);
        let progress = Progress::of("screening", points, "vectors");
        let outputs = |units: &[f64]| self.bench.outputs(units);
        let watch = || progress.advance();
        let effects = screen(dimension, trajectories, self.arguments.seed, outputs, watch);
        progress.end();
        text::screening(&self.bench, &effects).into_bytes()
    }

    fn fitted(&self) -> Result<Vec<u8>, Trouble> {
        let population = self.population()?;
        let fit = Fit::new(&self.bench, &population, self.line());
        let is_json = |path: &PathBuf| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        };
        Ok(match &self.arguments.out {
            Some(path) if is_json(path) => fit.json(),
            _ => fit.toml(),
        })
    }

    /// The last population. Each is saved before the next is begun.
    fn population(&self) -> Result<Population, Trouble> {
        let Calibrate {
            particles,
            generations,
            seed,
            ..
        } = self.arguments;
        let sampler = Sampler {
            dimension: self.bench.priors().len(),
            particles,
            seed,
            judge: |units: &[f64], limit: f64| self.bench.judge(units, limit),
        };
        let file = self.arguments.state.clone().map(Destination::File);
        if let Some(file) = &file {
            file.probe()?;
        }
        let identity = sampler.identity(self.bench.identity());
        let mut population = match self.saved(identity)? {
            Some(population) => population,
            None => self.watched(None, particles, |watch| sampler.first(watch)),
        };
        save(file.as_ref(), identity, &population)?;
        while population.generation < generations && !population.is_stuck() {
            let replaced = sampler.replaced();
            population = self.watched(Some(&population), replaced, |watch| {
                sampler.next(&population, watch)
            });
            save(file.as_ref(), identity, &population)?;
        }
        Ok(population)
    }

    /// The population in the state, if it is to be gone on from.
    fn saved(&self, identity: u64) -> Result<Option<Population>, StateError> {
        match &self.arguments.state {
            Some(path) if self.arguments.resume => state::read(path, identity).map(Some),
            // A device is no state, and can be written into again.
            Some(path) if path.is_file() => Err(StateError::Exists { path: path.clone() }),
            _ => Ok(None),
        }
    }

    /// Makes a population while a bar shows how far that is.
    fn watched(
        &self,
        before: Option<&Population>,
        particles: u32,
        make: impl FnOnce(&(dyn Fn() + Sync)) -> Population,
    ) -> Population {
        let of = self.arguments.generations;
        let title = match before {
            None => format!("generation 1 of {of}"),
            Some(before) => format!(
                "generation {} of {of}, tolerance {:.2}, {:.0} % accepted",
                before.generation + 1,
                before.tolerance(),
                before.acceptance * 100.0
            ),
        };
        let progress = Progress::of(&title, u64::from(particles), "particles");
        let population = make(&|| progress.advance());
        progress.end();
        population
    }

    /// The command line that makes the same fit again.
    fn line(&self) -> String {
        let Calibrate {
            particles,
            generations,
            seeds,
            seed,
            plan,
            ..
        } = &self.arguments;
        let plan = plan
            .as_ref()
            .map(|path| format!(" --plan {}", path.display()));
        format!(
            "polanyi calibrate --particles {particles} --generations {generations} --seeds {seeds} --seed {seed}{}",
            plan.unwrap_or_default()
        )
    }
}

fn save(file: Option<&Destination>, identity: u64, population: &Population) -> Result<(), Trouble> {
    match file {
        Some(file) => Ok(file.deliver(&state::state(identity, population))?),
        None => Ok(()),
    }
}
