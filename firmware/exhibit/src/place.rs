//! Places: what is shown, and how their histories went.

use heapless::Vec;
use polanyi_core::kernel::codec::DecodeError;
use polanyi_core::model::run::{RunError, StartError};
use polanyi_core::model::{BoardRun, Scenario};

use crate::figures::{FIGURE_BYTES, Figures, RIPE_YEARS};

/// The keys of the scenario files of the places that are shown, in the order in which they are shown.
pub const KEYS: [&str; PLACES] = [
    "yiwu",
    "shenzhen",
    "wenzhou-footwear",
    "datang",
    "emilia-romagna",
    "prato",
];
/// Number of places.
pub const PLACES: usize = 6;
/// The seeds of all runs, those of the histories too: a visitor's run and history share their luck.
pub const SEEDS: [u64; TRIES] = [2020, 2021, 2022, 2023, 2024];
/// Runs of a result.
pub const TRIES: usize = 5;
/// The most years of a run.
pub const YEARS_MAX: usize = 80;

/// A place.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Its scenario, encoded.
    pub scenario: &'a [u8],
    /// How it went.
    pub history: History<'a>,
}

impl Place<'_> {
    /// Puts the scenario where the caller has room for it. It refuses bytes that another version of the core encoded.
    pub fn read(&self, scenario: &mut Scenario) -> Result<(), DecodeError> {
        scenario.read(self.scenario)
    }
}

/// All places in the order of [`KEYS`].
#[derive(Debug, Clone, Copy)]
pub struct Gallery<'a> {
    /// The places.
    pub places: [Place<'a>; PLACES],
}

impl<'a> Gallery<'a> {
    /// A place by its number; the first one for a number that is none's.
    pub fn place(&self, number: u8) -> &Place<'a> {
        let [first, ..] = &self.places;
        self.places.get(usize::from(number)).unwrap_or(first)
    }
}

/// The history of a place: its runs with nothing changed.
#[derive(Debug, Clone, Copy)]
pub struct History<'a> {
    /// The median of each year, by age: [`Figures`] in bytes.
    pub years: &'a [[u8; FIGURE_BYTES]],
    /// The result of each seed.
    pub results: &'a [[u8; FIGURE_BYTES]; TRIES],
}

impl History<'_> {
    /// The figures at an age; those of the last year when history is over.
    pub fn at_age(&self, age: usize) -> Figures {
        let year = self.years.get(age).or(self.years.last());
        year.map_or(Figures::default(), |bytes| Figures::from_bytes(*bytes))
    }

    /// The result of a try.
    pub fn result(&self, number: usize) -> Figures {
        let result = self.results.get(number);
        result.map_or(Figures::default(), |bytes| Figures::from_bytes(*bytes))
    }

    /// The median result.
    pub fn median(&self) -> Figures {
        Figures::median(&self.results.map(Figures::from_bytes))
    }
}

/// A history that was gathered by running a place, as a build script and a host do it.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// As [`History::years`].
    pub years: Vec<[u8; FIGURE_BYTES], YEARS_MAX>,
    /// As [`History::results`].
    pub results: [[u8; FIGURE_BYTES]; TRIES],
}

/// Why a history was not gathered.
#[derive(Debug)]
pub enum GatherError {
    /// A run did not start.
    Start(StartError),
    /// A run broke off.
    Run(RunError),
}

impl core::fmt::Display for GatherError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Start(error) => error.fmt(f),
            Self::Run(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for GatherError {}

impl Gathered {
    /// Runs a scenario with every seed: a tenth of a second on a host.
    pub fn of(scenario: &Scenario, run: &mut BoardRun) -> Result<Self, GatherError> {
        let mut years: Vec<[Figures; TRIES], YEARS_MAX> = Vec::new();
        let mut results = [[0; FIGURE_BYTES]; TRIES];
        for (number, (seed, result)) in SEEDS.into_iter().zip(&mut results).enumerate() {
            run.start(scenario, seed).map_err(GatherError::Start)?;
            let (mut age, mut recent) = (0, Recent::EMPTY);
            while let Some(year) = run.next_year().map_err(GatherError::Run)? {
                let figures = Figures::of(&year.measures);
                recent.push(figures);
                if years.len() == age {
                    // More years than fit are not shown.
                    let _ = years.push([Figures::default(); TRIES]);
                }
                let of_year = years.get_mut(age);
                if let Some(place) = of_year.and_then(|year| year.get_mut(number)) {
                    *place = figures;
                }
                age += 1;
            }
            *result = recent.mean().bytes();
        }
        let years = years
            .iter()
            .map(|year| Figures::median(year).bytes())
            .collect();
        Ok(Self { years, results })
    }

    /// The history, borrowed.
    pub fn history(&self) -> History<'_> {
        History {
            years: &self.years,
            results: &self.results,
        }
    }
}

/// The last years of a run.
#[derive(Debug, Clone)]
pub(crate) struct Recent {
    years: Vec<Figures, RIPE_YEARS>,
    next: usize,
}

impl Recent {
    pub(crate) const EMPTY: Self = Self {
        years: Vec::new(),
        next: 0,
    };

    /// Adds a year, and forgets the one before the last five.
    pub(crate) fn push(&mut self, figures: Figures) {
        if let Err(figures) = self.years.push(figures)
            && let Some(oldest) = self.years.get_mut(self.next)
        {
            *oldest = figures;
            self.next = (self.next + 1) % RIPE_YEARS;
        }
    }

    /// Their mean.
    pub(crate) fn mean(&self) -> Figures {
        Figures::mean(&self.years.iter())
    }
}
