//! The request: what the arguments mean, with every name resolved and every value checked.

use std::path::Path;

use clap_complete::Shell;

use super::arguments::{
    self, Arguments, Case, Command, Compared, Facts, Format, Outside, PageFormat,
};
use super::calibrate::Calibration;
use super::country::CountryRun;
use super::exhibit::Exhibit;
use super::studies::{Claims, Signs, WhatIf};
use super::trouble::Trouble;
use crate::ensemble::Seeds;
use crate::facts::Role;
use crate::output::Destination;
use crate::places;
use crate::scenario_file::{self, Described, Place};

/// The seed of a command without arguments: the year in which the paper appeared.
const DEFAULT_SEED: u64 = 2020;

/// What is to be done; nothing in it can be wrong any more.
#[derive(Debug)]
pub(super) enum Request {
    Run {
        run: Run,
        format: Format,
        destination: Destination,
    },
    Country {
        run: CountryRun,
        format: Format,
        destination: Destination,
    },
    Digest(Run),
    CountryDigest(CountryRun),
    Places,
    Parameters,
    Model(PageFormat),
    FactList(Option<Place>),
    Scoreboard(Board),
    Calibrate(Box<Calibration>),
    Outside {
        seeds: Seeds,
        format: Format,
        destination: Destination,
    },
    Signs(Signs),
    WhatIf(WhatIf),
    Claims(Claims),
    Exhibit(Exhibit),
    Completions(Shell),
    Manual,
}

/// A run.
#[derive(Debug)]
pub(super) struct Run {
    /// The place, with all settings.
    pub(super) place: Place,
    pub(super) seed: u64,
    /// The last year, which lies within the scenario's.
    pub(super) last: Option<u32>,
}

/// A scoreboard.
#[derive(Debug)]
pub(super) struct Board {
    /// The place whose facts are compared; nothing for all.
    pub(super) place: Option<Place>,
    /// Their role; nothing for both.
    pub(super) role: Option<Role>,
    pub(super) seeds: Seeds,
    pub(super) format: Format,
    pub(super) destination: Destination,
}

impl Run {
    /// Years to simulate.
    pub(super) fn years(&self) -> u32 {
        let timing = &self.place.scenario.timing;
        self.last
            .unwrap_or(timing.end_year)
            .saturating_sub(timing.start_year)
            + 1
    }
}

impl Request {
    /// What `arguments` mean. Reads scenario files, and writes nothing.
    pub(super) fn meant_by(arguments: Arguments) -> Result<Self, Trouble> {
        Ok(match arguments.command {
            None => Self::Run {
                run: default_run(),
                format: Format::Text,
                destination: Destination::Standard,
            },
            Some(Command::Run(typed)) => run(typed)?,
            Some(Command::Digest(case)) => match meant(&case)? {
                Meant::Place(run) => Self::Digest(*run),
                Meant::Country(run) => Self::CountryDigest(run),
            },
            Some(Command::Places) => Self::Places,
            Some(Command::Parameters) => Self::Parameters,
            Some(Command::Model { format }) => Self::Model(format),
            Some(Command::Facts(facts)) if facts.list => {
                Self::FactList(facts.place.as_deref().map(place).transpose()?)
            }
            Some(Command::Facts(facts)) => Self::Scoreboard(board(facts)?),
            Some(Command::Calibrate(typed)) => {
                Self::Calibrate(Box::new(Calibration::meant_by(typed)?))
            }
            Some(Command::Outside(typed)) => outside(typed)?,
            Some(Command::Signs(signs)) => Self::Signs(signs),
            Some(Command::WhatIf(what_if)) => Self::WhatIf(what_if),
            Some(Command::Claims(claims)) => Self::Claims(claims),
            Some(Command::Exhibit(exhibit)) => Self::Exhibit(exhibit),
            Some(Command::Completions { shell }) => Self::Completions(shell),
            Some(Command::Manual) => Self::Manual,
        })
    }
}

fn default_run() -> Run {
    let place = places::place(places::DEFAULT).expect("a test finds the default among the places");
    Run {
        place,
        seed: DEFAULT_SEED,
        last: None,
    }
}

fn board(facts: Facts) -> Result<Board, Trouble> {
    let (first, count) = (facts.first_seed, facts.seeds);
    Ok(Board {
        place: facts.place.as_deref().map(place).transpose()?,
        role: facts.role.map(|role| match role {
            Compared::Calibrate => Role::Calibrate,
            Compared::Validate => Role::Validate,
        }),
        seeds: seeds(first, count)?,
        format: facts.format,
        destination: facts.out.map_or(Destination::Standard, Destination::File),
    })
}

fn outside(typed: Outside) -> Result<Request, Trouble> {
    Ok(Request::Outside {
        seeds: seeds(typed.first_seed, typed.seeds)?,
        format: typed.format,
        destination: typed.out.map_or(Destination::Standard, Destination::File),
    })
}

fn seeds(first: u64, count: u32) -> Result<Seeds, Trouble> {
    Seeds::new(first, count).ok_or(Trouble::SeedsBeyond { first, count })
}

fn run(typed: arguments::Run) -> Result<Request, Trouble> {
    let format = typed.format;
    let destination = typed.out.map_or(Destination::Standard, Destination::File);
    Ok(match meant(&typed.case)? {
        Meant::Place(run) => Request::Run {
            run: *run,
            format,
            destination,
        },
        Meant::Country(run) => Request::Country {
            run,
            format,
            destination,
        },
    })
}

/// What a case means: one cluster or several.
enum Meant {
    Place(Box<Run>),
    Country(CountryRun),
}

fn meant(case: &Case) -> Result<Meant, Trouble> {
    let seed = case.seed;
    match described(&case.place)? {
        Described::Place(mut place) => {
            set(&mut place, &case.settings)?;
            let last = last(case.to, &place)?;
            let place = *place;
            Ok(Meant::Place(Box::new(Run { place, seed, last })))
        }
        Described::Country(mut country) => {
            for cluster in &mut country.clusters {
                set(cluster, &case.settings)?;
            }
            let last = match country.clusters.first() {
                Some(first) => last(case.to, first)?,
                None => None,
            };
            Ok(Meant::Country(CountryRun {
                country,
                seed,
                last,
            }))
        }
    }
}

fn set(place: &mut Place, settings: &[String]) -> Result<(), Trouble> {
    if !settings.is_empty() {
        place.scenario = scenario_file::set(&place.scenario, settings)?;
    }
    Ok(())
}

/// The last year, if one was given and lies within the place's.
fn last(to: Option<u32>, place: &Place) -> Result<Option<u32>, Trouble> {
    let timing = &place.scenario.timing;
    let (start, end) = (timing.start_year, timing.end_year);
    match to {
        Some(to) if !(start..=end).contains(&to) => Err(Trouble::YearOutside { to, start, end }),
        last => Ok(last),
    }
}

/// The place or the country of a name: a built-in one, or a scenario file.
fn described(name: &Path) -> Result<Described, Trouble> {
    if is_file(name) {
        return Ok(scenario_file::read_any(name)?);
    }
    match name.to_str().and_then(places::country) {
        Some(country) => Ok(Described::Country(country)),
        None => place(name).map(|place| Described::Place(Box::new(place))),
    }
}

/// Whether a name means a file: it ends in `.toml`, or has a `/` in it.
pub(super) fn is_file(name: &Path) -> bool {
    let is_toml = name
        .extension()
        .is_some_and(|extension| extension == "toml");
    // `./town` has one component after normalization, but whoever typed the `.` meant a file.
    is_toml || name.components().count() > 1 || name.is_absolute() || name.starts_with(".")
}

/// The place of a name: a built-in one, or a scenario file.
fn place(name: &Path) -> Result<Place, Trouble> {
    if is_file(name) {
        return Ok(scenario_file::read(name)?);
    }
    name.to_str()
        .and_then(places::place)
        .ok_or_else(|| Trouble::NoSuchPlace {
            name: name.display().to_string(),
        })
}
