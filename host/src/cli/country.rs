//! Running several clusters at once, and delivering what they did.

use super::arguments::Format;
use super::carry_out::deliver_or_divert;
use super::progress::Progress;
use super::trouble::Trouble;
use crate::output::{CountrySubject, Destination, country_csv, country_digests, country_json};
use crate::run::{CountryRecording, record_country};
use crate::scenario_file::Country;
use crate::text;

/// A run of several clusters.
#[derive(Debug)]
pub(super) struct CountryRun {
    /// The clusters, with all settings.
    pub(super) country: Country,
    pub(super) seed: u64,
    /// The last year, which lies within the scenarios'.
    pub(super) last: Option<u32>,
}

impl CountryRun {
    /// Runs the clusters and delivers all years that were simulated, and only then tells what went wrong.
    pub(super) fn carry_out(
        &self,
        format: Format,
        destination: &Destination,
    ) -> Result<(), Trouble> {
        destination.probe()?;
        let recording = self.recorded()?;
        let subject = CountrySubject {
            country: &self.country,
            seed: self.seed,
            recording: &recording,
        };
        let bytes = match format {
            Format::Text => text::country_report(subject).into_bytes(),
            Format::Json => country_json(subject),
            Format::Csv => country_csv(subject),
        };
        deliver_or_divert(&bytes, destination)?;
        ended(&recording)
    }

    /// Runs the clusters and prints their common digests.
    pub(super) fn digest(&self) -> Result<(), Trouble> {
        let recording = self.recorded()?;
        Destination::Standard.deliver(country_digests(&recording).as_bytes())?;
        ended(&recording)
    }

    fn recorded(&self) -> Result<CountryRecording, Trouble> {
        let scenarios = self.country.scenarios();
        let years = scenarios.first().map_or(0, |first| {
            let end = self.last.unwrap_or(first.timing.end_year);
            u64::from(end.saturating_sub(first.timing.start_year)) + 1
        });
        let progress = Progress::of(&self.country.name, years, "years");
        let recording = record_country(&scenarios, self.seed, self.last, |_| progress.advance());
        let recording = recording.map_err(|error| {
            let cluster = error.cluster().map(usize::from);
            match cluster.and_then(|number| self.country.clusters.get(number)) {
                Some(place) => Trouble::ClusterNotStarted {
                    name: place.name.clone(),
                    error,
                },
                None => error.into(),
            }
        })?;
        progress.end();
        Ok(recording)
    }
}

/// A fault is told after everything before it was delivered.
fn ended(recording: &CountryRecording) -> Result<(), Trouble> {
    let years = recording.years.len();
    match recording.fault {
        Some(error) => Err(Trouble::Stopped { years, error }),
        None => Ok(()),
    }
}
