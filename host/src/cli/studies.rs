//! Experiments from the command line: signs, counterfactuals, claims.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, ValueHint};

use super::arguments::{Format, SEEDS_MAX, seed};
use super::carry_out::deliver_or_divert;
use super::drawing::say;
use super::progress::Progress;
use super::trouble::Trouble;
use crate::claims::{self, Status};
use crate::ensemble::Seeds;
use crate::experiment::{Answer, Inquiry, Readings, Study, Verdict, parse};
use crate::output::{
    Destination, answers_csv, answers_json, claims_csv, claims_json, matrix_csv, matrix_json,
};
use crate::signs::{Survey, built_in};
use crate::{scenario_file, studies, text};

pub(super) const SIGNS_EXAMPLES: &str = "\
Examples:
  polanyi signs                            the factorial with 20 seeds
  polanyi signs --seeds 200 --format csv --out signs.csv
  polanyi signs --ablate                   each mechanism off, and what is left of its effect

Causes, levels, outcomes and expected signs stand in host/data/factorial.toml.";

pub(super) const WHAT_IF_EXAMPLES: &str = "\
Examples:
  polanyi what-if                          list the counterfactuals
  polanyi what-if birth-year
  polanyi what-if all --seeds 50 --format json --out what-if.json
  polanyi what-if my-question.toml         studies of your own, written like those in host/data/what-if";

pub(super) const CLAIMS_EXAMPLES: &str = "\
Examples:
  polanyi claims                           test all claims
  polanyi claims C14 --seeds 100
  polanyi claims --status not-held
  polanyi claims --format csv --out claims.csv

The tests stand in host/data/claim-tests, and can be run from there with `polanyi what-if FILE` too.";

/// How an experiment is run, and where its output goes.
#[derive(Debug, Args)]
pub(super) struct Ensemble {
    /// Seeds of each arm, the same for all
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..=SEEDS_MAX), allow_negative_numbers = true)]
    seeds: u32,
    /// The first seed; each of the others is the next one
    #[arg(long, value_name = "N", value_parser = seed, default_value = "1", allow_negative_numbers = true)]
    first_seed: u64,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to a file instead of standard output; it is replaced only when the output is complete
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
}

/// The signs of effects.
#[derive(Debug, Args)]
pub(super) struct Signs {
    /// Switch each mechanism off instead, and see whether its effect is gone
    #[arg(long)]
    ablate: bool,
    #[command(flatten)]
    ensemble: Ensemble,
}

/// Counterfactuals.
#[derive(Debug, Args)]
pub(super) struct WhatIf {
    /// A counterfactual, `all`, or a file of studies (a path with a `/` or one that ends in `.toml`); without it they are listed
    #[arg(value_hint = ValueHint::FilePath)]
    name: Option<PathBuf>,
    #[command(flatten)]
    ensemble: Ensemble,
}

/// Claims.
#[derive(Debug, Args)]
pub(super) struct Claims {
    /// A claim, C01 to C59; without it, all
    id: Option<String>,
    /// Only claims that stand so
    #[arg(long)]
    status: Option<Wanted>,
    #[command(flatten)]
    ensemble: Ensemble,
}

/// Where a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// The effect is there, with the expected sign
    Held,
    /// Some of its effects are
    Partly,
    /// The interval of the effect holds zero
    NotToldApart,
    /// The effect has the other sign
    NotHeld,
    /// There is no test
    NotModelled,
}

impl Wanted {
    fn status(self) -> Status {
        match self {
            Self::Held => Status::Tested(Verdict::Held),
            Self::Partly => Status::Tested(Verdict::Partly),
            Self::NotToldApart => Status::Tested(Verdict::NotToldApart),
            Self::NotHeld => Status::Tested(Verdict::NotHeld),
            Self::NotModelled => Status::NotModelled,
        }
    }
}

impl Ensemble {
    fn destination(&self) -> Destination {
        self.out
            .clone()
            .map_or(Destination::Standard, Destination::File)
    }

    fn seeds(&self) -> Result<Seeds, Trouble> {
        let (first, count) = (self.first_seed, self.seeds);
        Seeds::new(first, count).ok_or(Trouble::SeedsBeyond { first, count })
    }

    /// Carries out `studies`, and warns of runs that their tables were too small for.
    fn answer<'s>(
        &self,
        name: &str,
        studies: impl IntoIterator<Item = &'s Study>,
    ) -> Result<Vec<Answer<'s>>, Trouble> {
        self.destination().probe()?;
        let inquiry = Inquiry::new(studies);
        let seeds = self.seeds()?;
        let progress = Progress::of(name, u64::from(inquiry.runs(seeds)), "runs");
        let (answers, readings) = inquiry.carry_out(seeds, || progress.advance())?;
        progress.end();
        warn_of_refusals(&readings);
        Ok(answers)
    }

    fn deliver(&self, bytes: &[u8]) -> Result<(), Trouble> {
        deliver_or_divert(bytes, &self.destination())
    }
}

/// A place that outgrew the tables of a run was shaped by them.
fn warn_of_refusals(readings: &Readings) {
    if readings.refused > 0 {
        say(&format!(
            "warning: {} founders and orders found no room in the run's tables, in {} of {} runs",
            readings.refused, readings.crowded_runs, readings.runs
        ));
    }
}

/// Carries out `polanyi signs`.
pub(super) fn signs(asked: &Signs) -> Result<(), Trouble> {
    if asked.ablate {
        return ablate(&asked.ensemble);
    }
    let seeds = asked.ensemble.seeds()?;
    asked.ensemble.destination().probe()?;
    let factorial = built_in();
    let survey = Survey::new(&factorial);
    let progress = Progress::of("Signs", u64::from(survey.runs(seeds)), "runs");
    let (matrix, readings) = survey.carry_out(seeds, || progress.advance())?;
    progress.end();
    warn_of_refusals(&readings);
    asked.ensemble.deliver(&match asked.ensemble.format {
        Format::Text => text::matrix(&matrix).into_bytes(),
        Format::Json => matrix_json(&matrix),
        Format::Csv => matrix_csv(&matrix),
    })
}

fn ablate(ensemble: &Ensemble) -> Result<(), Trouble> {
    let studies = studies::ablations();
    let answers = ensemble.answer("Ablation", &studies)?;
    ensemble.deliver(&match ensemble.format {
        Format::Text => text::ablation_table(&answers, ensemble.seeds).into_bytes(),
        Format::Json => answers_json(&answers, ensemble.seeds()?),
        Format::Csv => answers_csv(&answers),
    })
}

/// Carries out `polanyi what-if`.
pub(super) fn what_if(asked: &WhatIf) -> Result<(), Trouble> {
    let ensemble = &asked.ensemble;
    let Some(name) = asked
        .name
        .as_deref()
        .filter(|name| *name != Path::new("list"))
    else {
        let page = text::study_list(&studies::what_ifs());
        return ensemble.deliver(page.as_bytes());
    };
    let studies = chosen(name)?;
    let asked = studies.iter().filter(|study| study.not_modelled.is_none());
    let answers = ensemble.answer("What if", asked)?;
    ensemble.deliver(&match ensemble.format {
        Format::Text => text::answer_pages(&answers, ensemble.seeds).into_bytes(),
        Format::Json => answers_json(&answers, ensemble.seeds()?),
        Format::Csv => answers_csv(&answers),
    })
}

/// The studies of a name: built-in ones, or those of a file.
fn chosen(name: &Path) -> Result<Vec<Study>, Trouble> {
    if super::request::is_file(name) {
        let source = scenario_file::read_source(name)?;
        return Ok(parse(&source)?);
    }
    let mut studies = studies::what_ifs();
    if name == Path::new("all") {
        return Ok(studies);
    }
    if let Some(place) = studies
        .iter()
        .position(|study| Path::new(&study.key) == name)
    {
        return Ok(vec![studies.swap_remove(place)]);
    }
    let name = name.display().to_string();
    let nearest = studies::nearest_key(&name, &studies).map(str::to_owned);
    Err(Trouble::NoSuchStudy { name, nearest })
}

/// Carries out `polanyi claims`.
pub(super) fn claims(asked: &Claims) -> Result<(), Trouble> {
    let ensemble = &asked.ensemble;
    let tests = studies::claim_tests();
    let wanted: Vec<&Study> = match &asked.id {
        None => tests.iter().collect(),
        Some(id) => {
            let found = tests
                .iter()
                .find(|study| study.key.eq_ignore_ascii_case(id));
            let found = found.ok_or_else(|| Trouble::NoSuchClaim { name: id.clone() })?;
            vec![found]
        }
    };
    let testable = wanted
        .iter()
        .copied()
        .filter(|study| study.not_modelled.is_none());
    let answers = ensemble.answer("Claims", testable)?;
    let mut tested = claims::tested(&wanted, answers);
    if let Some(status) = asked.status.map(Wanted::status) {
        tested.retain(|one| one.status == status);
    }
    ensemble.deliver(&match ensemble.format {
        Format::Text => text::claim_pages(&tested, ensemble.seeds).into_bytes(),
        Format::Json => claims_json(&tested, ensemble.seeds()?),
        Format::Csv => claims_csv(&tested),
    })
}
