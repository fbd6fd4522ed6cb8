//! Runs: the places that answer to facts, each run once with every seed, however many facts it answers to.

use std::collections::BTreeMap;

use polanyi_core::model::Year;
use polanyi_core::model::run::{RunError, StartError};

use super::counterpart::Cluster;
use super::item::Item;
use crate::ensemble::{Seeds, ensemble};
use crate::run::{Recording, record};
use crate::scenario_file::Place;

/// The recordings of some places, by key and then by seed.
#[derive(Debug)]
pub struct Runs {
    seeds: Seeds,
    recordings: BTreeMap<String, Vec<Recording>>,
}

/// A run that stopped before its end.
#[derive(Debug, Clone, Copy)]
pub struct Stop<'a> {
    /// The key of its place.
    pub key: &'a str,
    /// Its seed.
    pub seed: u64,
    /// Why it stopped.
    pub error: RunError,
}

impl Runs {
    /// How many runs the items need: places times seeds.
    pub fn count(items: &[Item], seeds: Seeds) -> usize {
        cast(items).len() * seeds.iter().count()
    }

    /// Runs every place that the items need, as [`Runs::of_places`] does.
    pub fn of(items: &[Item], seeds: Seeds, watch: impl Fn() + Sync) -> Result<Self, StartError> {
        Self::of_places(cast(items).into_values(), seeds, watch)
    }

    /// Runs every place on all cores. The same on every machine; `watch` is called after each run.
    pub fn of_places<'a>(
        places: impl IntoIterator<Item = &'a Place>,
        seeds: Seeds,
        watch: impl Fn() + Sync,
    ) -> Result<Self, StartError> {
        let jobs: Vec<(&Place, u64)> = places
            .into_iter()
            .flat_map(|place| seeds.iter().map(move |seed| (place, seed)))
            .collect();
        let answers = ensemble(
            &jobs,
            |(place, seed)| record(&place.scenario, *seed, None, |_| ()),
            watch,
        );
        let mut recordings: BTreeMap<String, Vec<Recording>> = BTreeMap::new();
        for ((place, _), recording) in jobs.iter().zip(answers) {
            let of_place = recordings.entry(place.key.clone()).or_default();
            of_place.push(recording?);
        }
        Ok(Self { seeds, recordings })
    }

    /// The seeds.
    pub fn seeds(&self) -> Seeds {
        self.seeds
    }

    /// The recordings of a place in the order of the seeds; none if it was not run.
    pub fn recordings(&self, key: &str) -> &[Recording] {
        self.recordings.get(key).map_or(&[], Vec::as_slice)
    }

    /// For each seed, the clusters of `places`, which were run.
    pub(super) fn clusters(&self, places: &[Place]) -> Vec<Vec<Cluster<&[Year]>>> {
        let of_seed = |index: usize| {
            let cluster = |place: &Place| {
                let recording = self.recordings.get(&place.key)?.get(index)?;
                Some(Cluster {
                    key: place.key.clone(),
                    years: recording.years.as_slice(),
                })
            };
            places.iter().filter_map(cluster).collect()
        };
        (0..self.seeds.iter().count()).map(of_seed).collect()
    }

    /// Runs that stopped before their end; their years up to there are counted like all others.
    pub fn stops(&self) -> impl Iterator<Item = Stop<'_>> {
        self.recordings.iter().flat_map(|(key, recordings)| {
            let numbered = self.seeds.iter().zip(recordings);
            numbered.filter_map(move |(seed, recording)| {
                let error = recording.fault?;
                Some(Stop { key, seed, error })
            })
        })
    }

    /// Places that outgrew the tables of their runs, and how many founders and orders were turned away in all runs.
    pub fn refusals(&self) -> impl Iterator<Item = (&str, u64)> {
        let refused = |recording: &Recording| -> u64 {
            let years = recording.years.iter();
            years.map(|year| u64::from(year.measures.refused)).sum()
        };
        self.recordings
            .iter()
            .map(move |(key, recordings)| (key.as_str(), recordings.iter().map(refused).sum()))
            .filter(|(_, refused)| *refused > 0)
    }
}

/// The places that the items need, each once.
fn cast(items: &[Item]) -> BTreeMap<&str, &Place> {
    items
        .iter()
        .flat_map(|item| item.cast.iter().flatten())
        .map(|place| (place.key.as_str(), place))
        .collect()
}
