//! Runs: the casts that answer to facts, each run once with every seed, however many facts it answers to.

use std::collections::BTreeMap;

use polanyi_core::model::Year;
use polanyi_core::model::run::{RunError, StartError};

use super::cast::{Cast, Take};
use super::counterpart::Cluster;
use super::item::Item;
use crate::ensemble::{Seeds, ensemble};

/// What became of some casts, by key and then by seed.
#[derive(Debug)]
pub struct Runs {
    seeds: Seeds,
    takes: BTreeMap<String, Vec<Take>>,
}

/// A run that stopped before its end.
#[derive(Debug, Clone, Copy)]
pub struct Stop<'a> {
    /// The key of its cast.
    pub key: &'a str,
    /// Its seed.
    pub seed: u64,
    /// Why it stopped.
    pub error: RunError,
}

impl Runs {
    /// How many runs the items need: casts times seeds.
    pub fn count(items: &[Item], seeds: Seeds) -> usize {
        casts(items).len() * seeds.iter().count()
    }

    /// Runs every cast that the items need, as [`Runs::of_casts`] does.
    pub fn of(items: &[Item], seeds: Seeds, watch: impl Fn() + Sync) -> Result<Self, StartError> {
        Self::of_casts(casts(items).into_values(), seeds, watch)
    }

    /// Runs every cast on all cores. The same on every machine; `watch` is called after each run.
    pub fn of_casts<'a>(
        casts: impl IntoIterator<Item = &'a Cast>,
        seeds: Seeds,
        watch: impl Fn() + Sync,
    ) -> Result<Self, StartError> {
        let jobs: Vec<(&Cast, u64)> = casts
            .into_iter()
            .flat_map(|cast| seeds.iter().map(move |seed| (cast, seed)))
            .collect();
        let answers = ensemble(&jobs, |(cast, seed)| cast.run(*seed), watch);
        let mut takes: BTreeMap<String, Vec<Take>> = BTreeMap::new();
        for ((cast, _), take) in jobs.iter().zip(answers) {
            let of_cast = takes.entry(cast.key().to_owned()).or_default();
            of_cast.push(take?);
        }
        Ok(Self { seeds, takes })
    }

    /// The seeds.
    pub fn seeds(&self) -> Seeds {
        self.seeds
    }

    /// The years of a place that was run alone, with the seed of this index.
    pub fn years(&self, key: &str, index: usize) -> Option<&[Year]> {
        let take = self.takes.get(key)?.get(index)?;
        take.clusters.first().map(Vec::as_slice)
    }

    /// For each seed, the clusters of `casts`, which were run.
    pub(super) fn clusters(&self, casts: &[Cast]) -> Vec<Vec<Cluster<&[Year]>>> {
        let of_cast = |cast: &Cast, index: usize| -> Vec<Cluster<&[Year]>> {
            let take = self.takes.get(cast.key()).and_then(|of| of.get(index));
            let all_years = take.into_iter().flat_map(|take| &take.clusters);
            let clusters = cast.places().iter().zip(all_years);
            clusters
                .map(|(place, years)| Cluster {
                    key: cast.called(place).to_owned(),
                    years: years.as_slice(),
                })
                .collect()
        };
        (0..self.seeds.iter().count())
            .map(|index| casts.iter().flat_map(|cast| of_cast(cast, index)).collect())
            .collect()
    }

    /// Runs that stopped before their end; their years up to there are counted like all others.
    pub fn stops(&self) -> impl Iterator<Item = Stop<'_>> {
        self.takes.iter().flat_map(|(key, takes)| {
            let numbered = self.seeds.iter().zip(takes);
            numbered.filter_map(move |(seed, take)| {
                let error = take.fault?;
                Some(Stop { key, seed, error })
            })
        })
    }

    /// Casts that outgrew the tables of their runs, and how many founders and orders were turned away in all runs.
    pub fn refusals(&self) -> impl Iterator<Item = (&str, u64)> {
        let refused = |take: &Take| -> u64 {
            let years = take.clusters.iter().flatten();
            years.map(|year| u64::from(year.measures.refused)).sum()
        };
        self.takes
            .iter()
            .map(move |(key, takes)| (key.as_str(), takes.iter().map(refused).sum()))
            .filter(|(_, refused)| *refused > 0)
    }
}

/// The casts that the items need, each once.
fn casts(items: &[Item]) -> BTreeMap<&str, &Cast> {
    items
        .iter()
        .flat_map(|item| item.casts.iter().flatten())
        .map(|cast| (cast.key(), cast))
        .collect()
}
