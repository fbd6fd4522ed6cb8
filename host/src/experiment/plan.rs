//! A plan: the runs that many questions need together, each carried out once, with the same seeds for all.

use std::fmt;

use polanyi_core::model::Scenario;
use polanyi_core::model::run::{RunError, StartError};

use super::metric::{Metric, Reading};
use crate::ensemble::{Seeds, ensemble};
use crate::run::record_country;

/// How far apart the seeds of two lots are; an ensemble has fewer.
const LOT: u64 = 1 << 32;

/// The runs that are needed, and what is to be read of each.
#[derive(Debug, Default)]
pub struct Plan {
    cases: Vec<Case>,
}

/// Clusters that are run at once, mostly one, with every seed of a lot.
#[derive(Debug)]
struct Case {
    clusters: Vec<Scenario>,
    fingerprints: Vec<u64>,
    lot: u32,
    metrics: Vec<Metric>,
}

/// Where a reading will be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket {
    case: usize,
    metric: usize,
}

/// What was read of all runs.
#[derive(Debug)]
pub struct Readings {
    /// By case, by seed, by metric.
    cases: Vec<Vec<Vec<Reading>>>,
    /// Founders and orders that were turned away in all runs because a table was full.
    pub refused: u64,
    /// Runs in which that happened.
    pub crowded_runs: u32,
    /// Runs that were carried out.
    pub runs: u32,
}

/// A run that failed. The plan's other runs are of no use without it.
#[derive(Debug)]
pub struct PlanError {
    /// Its seed.
    pub seed: u64,
    /// Why.
    pub reason: Reason,
}

/// Why a run failed.
#[derive(Debug)]
pub enum Reason {
    /// It did not start.
    Start(StartError),
    /// It stopped.
    Run(RunError),
}

impl Plan {
    /// Asks for `metric` of every run of `clusters`. What was asked before is not run or read again.
    ///
    /// They are run in a room that grows, so that no full table shapes what is compared.
    /// Runs of one lot have the same seeds, whatever their scenario; runs of different lots have none in common.
    pub fn want(&mut self, clusters: &[Scenario], metric: &Metric, lot: u32) -> Ticket {
        let fingerprints: Vec<u64> = clusters.iter().map(Scenario::fingerprint).collect();
        let same = |case: &Case| case.lot == lot && case.fingerprints == fingerprints;
        let case = self.cases.iter().position(same).unwrap_or_else(|| {
            self.cases.push(Case {
                clusters: clusters.to_vec(),
                fingerprints: fingerprints.clone(),
                lot,
                metrics: Vec::new(),
            });
            self.cases.len() - 1
        });
        let metrics = &mut self.cases[case].metrics;
        let known = metrics.iter().position(|known| known == metric);
        let metric = known.unwrap_or_else(|| {
            metrics.push(metric.clone());
            metrics.len() - 1
        });
        Ticket { case, metric }
    }

    /// How many runs it takes with `seeds`.
    pub fn runs(&self, seeds: Seeds) -> u32 {
        u32::try_from(self.cases.len())
            .unwrap_or(u32::MAX)
            .saturating_mul(seeds.count())
    }

    /// Carries all runs out on all cores; `watch` is called after each.
    pub fn carry_out(&self, seeds: Seeds, watch: impl Fn() + Sync) -> Result<Readings, PlanError> {
        let jobs: Vec<(&Case, u64)> = self
            .cases
            .iter()
            .flat_map(|case| {
                let apart = u64::from(case.lot).wrapping_mul(LOT);
                seeds
                    .iter()
                    .map(move |seed| (case, seed.wrapping_add(apart)))
            })
            .collect();
        let mut answers = ensemble(&jobs, |(case, seed)| case.run(*seed), watch).into_iter();
        let mut readings = Readings {
            cases: Vec::new(),
            refused: 0,
            crowded_runs: 0,
            runs: self.runs(seeds),
        };
        for _ in &self.cases {
            let mut by_seed = Vec::new();
            for answer in answers
                .by_ref()
                .take(usize::try_from(seeds.count()).unwrap_or(usize::MAX))
            {
                let (read, refused) = answer?;
                readings.refused += refused;
                readings.crowded_runs += u32::from(refused > 0);
                by_seed.push(read);
            }
            readings.cases.push(by_seed);
        }
        Ok(readings)
    }
}

impl Case {
    /// Runs it as long as its metrics need, and reads them; with it what found no room.
    fn run(&self, seed: u64) -> Result<(Vec<Reading>, u64), PlanError> {
        let starts = self.clusters.first().map(|first| first.timing.start_year);
        let start = starts.unwrap_or_default();
        let last = self
            .metrics
            .iter()
            .map(|metric| metric.window.calendar(start).1)
            .max();
        let failed = |reason| PlanError { seed, reason };
        let recording = record_country(&self.clusters, seed, last, |_| ())
            .map_err(|error| failed(Reason::Start(error)))?;
        if let Some(error) = recording.fault {
            return Err(failed(Reason::Run(error)));
        }
        let read = |metric: &Metric| metric.read(start, recording.cluster(metric.cluster));
        let years = recording.years.iter().flat_map(|year| &year.clusters);
        let refused = years.map(|year| u64::from(year.refused)).sum();
        Ok((self.metrics.iter().map(read).collect(), refused))
    }
}

impl Readings {
    /// What a ticket was for, by seed.
    pub fn of(&self, ticket: Ticket) -> impl Iterator<Item = Reading> {
        self.cases[ticket.case]
            .iter()
            .map(move |metrics| metrics[ticket.metric])
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seed = self.seed;
        match &self.reason {
            Reason::Start(error) => write!(f, "the run with seed {seed} did not start: {error}"),
            Reason::Run(error) => write!(f, "the run with seed {seed} stopped: {error}"),
        }
    }
}

impl std::error::Error for PlanError {}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::experiment::metric::{Amount, Summary, Window};
    use crate::output::column::column;
    use crate::places;
    use crate::run::record;

    fn metric(path: &str) -> Metric {
        Metric {
            column: Amount {
                of: column(path).expect("it is a column"),
                per: None,
            },
            window: Window::Years(1979, 1981),
            summary: Summary::Mean,
            nothing: None,
            cluster: 0,
        }
    }

    #[test]
    fn what_was_asked_before_is_not_run_again() {
        let yiwu = places::place("yiwu").expect("it is built in").scenario;
        let mut other = yiwu.clone();
        other.stage.wage = 0.2;
        let mut plan = Plan::default();
        let firms = plan.want(from_ref(&yiwu), &metric("firms"), 0);
        assert_eq!(plan.want(from_ref(&yiwu), &metric("firms"), 0), firms);
        let wage = plan.want(from_ref(&yiwu), &metric("wage"), 0);
        let three = Seeds::new(1, 3).expect("there are three");
        assert_eq!(plan.runs(three), 3);
        let dear = plan.want(from_ref(&other), &metric("wage"), 0);
        let elsewhere = plan.want(from_ref(&yiwu), &metric("firms"), 1);
        assert_eq!(plan.runs(three), 9);

        let watched = AtomicU32::new(0);
        let count = || {
            watched.fetch_add(1, Ordering::Relaxed);
        };
        let readings = plan.carry_out(three, count).expect("it runs");
        assert_eq!((watched.into_inner(), readings.runs), (9, 9));
        let values = |ticket| -> Vec<f64> {
            readings
                .of(ticket)
                .map(|reading| reading.value.expect("it is measured"))
                .collect()
        };
        assert!(
            values(wage)
                .iter()
                .zip(values(dear))
                .all(|(low, high)| *low < high)
        );
        assert_ne!(
            values(firms),
            values(elsewhere),
            "another lot has other seeds"
        );
        let alone = record(&yiwu, 2, Some(1981), |_| ()).expect("it starts");
        let years = alone.years.iter().map(|year| &year.measures);
        assert_eq!(
            readings.of(firms).nth(1),
            Some(metric("firms").read(1978, years))
        );
    }
}
