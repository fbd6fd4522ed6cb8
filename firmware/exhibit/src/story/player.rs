//! The player: a run that is carried out in step with the picture, and its years so far.

use heapless::Vec;
use polanyi_core::kernel::simulation::Progress;
use polanyi_core::model::calendar::YEAR_TICKS;
use polanyi_core::model::{BoardRun, Scenario};

use crate::figures::Figures;
use crate::place::{Recent, YEARS_MAX};
use crate::visit::Visit;

/// A run being played.
#[derive(Debug, Clone)]
pub(crate) struct Player {
    /// The first calendar year.
    first_year: u32,
    /// Minutes from the first to the last one.
    span: u64,
    /// How far the run is to come.
    target: u64,
    /// Whether nothing is left to be carried out.
    finished: bool,
    /// The calendar year measured last.
    measured: u32,
    /// Whether its years are kept.
    keep: bool,
    /// The firms of the years so far, by age.
    pub(crate) firms: Vec<u16, YEARS_MAX>,
    /// The figures of the last full year.
    latest: Option<Figures>,
    recent: Recent,
}

impl Player {
    pub(crate) const EMPTY: Self = Self {
        first_year: 0,
        span: 0,
        target: 0,
        finished: true,
        measured: 0,
        keep: false,
        firms: Vec::new(),
        latest: None,
        recent: Recent::EMPTY,
    };

    /// Starts a run, whose years replace those before it if they are to be kept. One that cannot start is over at once.
    pub(crate) fn start(&mut self, run: &mut BoardRun, scenario: &Scenario, seed: u64, keep: bool) {
        let timing = &scenario.timing;
        let years = timing.end_year.saturating_sub(timing.start_year);
        self.first_year = timing.start_year;
        self.span = u64::from(years)
            .saturating_add(1)
            .saturating_mul(YEAR_TICKS);
        self.target = 0;
        self.measured = 0;
        self.keep = keep;
        if keep {
            self.firms.clear();
            self.latest = None;
        }
        self.recent = Recent::EMPTY;
        self.finished = run.start(scenario, seed).is_err();
    }

    /// Aims at a moment, in parts of a whole run.
    pub(crate) fn aim(&mut self, moment: u16) {
        self.target = self.span / u64::from(Visit::WHOLE) * u64::from(moment.min(Visit::WHOLE));
        if moment >= Visit::WHOLE {
            self.target = self.span;
        }
    }

    /// Carries out at most so many events; how many of them are left when the aim was reached, or nothing if it was not.
    pub(crate) fn work(&mut self, run: &mut BoardRun, events_max: u32) -> Option<u32> {
        for left in (0..events_max).rev() {
            if self.finished || run.now().ticks() >= self.target {
                return Some(left);
            }
            // A run that breaks off ends early; its years stand.
            self.finished = run.run_for(1) != Ok(Progress::Paused);
            self.note(run);
        }
        None
    }

    /// Notes a year that has passed.
    fn note(&mut self, run: &BoardRun) {
        let Some(measures) = run.measures().next() else {
            return;
        };
        if measures.year != self.measured {
            self.measured = measures.year;
            let figures = Figures::of(measures);
            self.recent.push(figures);
            if self.keep {
                // A longer run than any place has is not shown to its end.
                let _ = self.firms.push(figures.firms);
                self.latest = Some(figures);
            }
        }
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.finished
    }

    /// How far the run has come, in parts of a whole run.
    pub(crate) fn moment(&self, run: &BoardRun) -> u16 {
        if self.finished {
            return Visit::WHOLE;
        }
        let parts = run.now().ticks() / (self.span / u64::from(Visit::WHOLE)).max(1);
        u16::try_from(parts).map_or(Visit::WHOLE, |parts| parts.min(Visit::WHOLE))
    }

    /// Whole years since the start.
    pub(crate) fn age(&self, run: &BoardRun) -> usize {
        let last = (self.span / YEAR_TICKS).saturating_sub(1);
        let age = (run.now().ticks() / YEAR_TICKS).min(last);
        usize::try_from(age).unwrap_or(0)
    }

    /// The calendar year.
    pub(crate) fn year(&self, run: &BoardRun) -> u32 {
        let age = u32::try_from(self.age(run)).unwrap_or(0);
        self.first_year.saturating_add(age)
    }

    /// The figures of the last full year.
    pub(crate) fn latest(&self) -> Option<Figures> {
        self.latest
    }

    /// The mean of the last years.
    pub(crate) fn result(&self) -> Figures {
        self.recent.mean()
    }
}
