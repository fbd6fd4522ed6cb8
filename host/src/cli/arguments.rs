//! The arguments as they were typed.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::calibrate;
use super::exhibit;
use super::exit::Exit;
use super::studies::{CLAIMS_EXAMPLES, Claims, SIGNS_EXAMPLES, Signs, WHAT_IF_EXAMPLES, WhatIf};
use super::trouble::Trouble;
use crate::output::DeliveryError;

const EXAMPLES: &str = "\
Examples:
  polanyi                              run Yiwu and show what happened
  polanyi places                       list the places
  polanyi run shenzhen --seed 7        run another place with another seed
  polanyi run yiwu --format csv --out yiwu.csv
  polanyi run pearl-river              run several clusters at once
  polanyi run my-town.toml             run a scenario file of your own

Exit codes: 0 done, 1 a run or a disk failed, 2 arguments or a scenario file are wrong.";

const RUN_EXAMPLES: &str = "\
Examples:
  polanyi run yiwu
  polanyi run yiwu --seed 0x7e4 --to 2008
  polanyi run datang --set society.kin_density=0.2 --set market.seed_year=1992
  polanyi run shenzhen --format json --out shenzhen.json
  polanyi run pearl-river --set place.scale=20

A country is a file with several `[[cluster]]`, each with a `base` and what is changed about it; see
host/countries. Its clusters trade workers, orders and goods, and settings are made in all of them.
If a run fails in some year, the years before it are still written, and the exit code is 1.";

const FACTS_EXAMPLES: &str = "\
Examples:
  polanyi facts                        all places, 20 runs each
  polanyi facts yiwu --seeds 100
  polanyi facts --role validate --format csv --out facts.csv
  polanyi facts --list shenzhen        the figures as printed, without a run

The table in host/data/counterparts.csv says which measure of which place answers to which fact.";

const OUTSIDE_EXAMPLES: &str = "\
Examples:
  polanyi outside                      20 runs of each district
  polanyi outside --seeds 100 --format csv --out outside.csv
  polanyi run tirupur                  one of them: taichung, tirupur, tuttlingen

Scenario files and expectations, with their sources, are in host/outside.";

/// The most runs of a place that are asked for at once.
pub(super) const SEEDS_MAX: i64 = 10_000;

const DIGEST_EXAMPLES: &str = "\
Examples:
  polanyi digest yiwu --seed 7
  diff <(polanyi digest yiwu --seed 7) tests/golden/digests/yiwu.txt

One line a year, `YYYY` and sixteen hexadecimal digits; then `final`, the last digest and the events.";

const MODEL_EXAMPLES: &str = "\
Examples:
  polanyi model | less
  polanyi model --format markdown > model.md

The same tables stand in docs/odd.md, which describes the model in the field's own form, ODD+D.";

/// How industrial clusters rise, trade, govern themselves and die
///
/// Without a command, a first place is run and shown.
#[derive(Debug, Parser)]
#[command(name = "polanyi", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// What to do; without it, the default place is run and shown.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Run a place, or a country of several, and show what happened
    #[command(after_help = RUN_EXAMPLES)]
    Run(Run),
    /// Print a digest for each simulated year, by which two machines are compared
    #[command(after_help = DIGEST_EXAMPLES)]
    Digest(Case),
    /// List the places and their causes, and the countries
    #[command(after_help = "Example:\n  polanyi places")]
    Places,
    /// List every parameter: default, range, unit, meaning and source
    #[command(after_help = "Example:\n  polanyi parameters | grep -A1 kin_")]
    Parameters,
    /// Describe the model as tables: mechanisms, events, kinds of steps, measures, parameters
    #[command(after_help = MODEL_EXAMPLES)]
    Model {
        /// Form of the output
        #[arg(long, value_enum, default_value_t = PageFormat::Text)]
        format: PageFormat,
    },
    /// Compare the paper's facts with what many runs give, of one place or all
    #[command(after_help = FACTS_EXAMPLES)]
    Facts(Facts),
    /// Fit the guessed parameters to the facts that are there to be fitted
    #[command(after_help = calibrate::EXAMPLES)]
    Calibrate(calibrate::Calibrate),
    /// Compare districts that the paper does not have with what the literature reports of them
    #[command(after_help = OUTSIDE_EXAMPLES)]
    Outside(Outside),
    /// Vary the paper's four causes, all combinations, and find the sign of each effect
    #[command(after_help = SIGNS_EXAMPLES)]
    Signs(Signs),
    /// Ask what would have been: the paper's counterfactuals, or studies of your own
    #[command(after_help = WHAT_IF_EXAMPLES)]
    WhatIf(WhatIf),
    /// Test the paper's causal claims, each by an intervention
    #[command(after_help = CLAIMS_EXAMPLES)]
    Claims(Claims),
    /// Show the museum's exhibit in this terminal, record it, play it back, or write a picture of it
    #[command(after_help = exhibit::EXAMPLES)]
    Exhibit(exhibit::Exhibit),
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  polanyi completions bash > ~/.local/share/bash-completion/completions/polanyi"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  polanyi manual > ~/.local/share/man/man1/polanyi.1")]
    Manual,
}

/// A run, and its output.
#[derive(Debug, Args)]
pub(super) struct Run {
    #[command(flatten)]
    pub(super) case: Case,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Write to a file instead of standard output; it is replaced only when the output is complete
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
}

/// A scoreboard, or a list of facts.
#[derive(Debug, Args)]
pub(super) struct Facts {
    /// A place of `polanyi places`, or a scenario file; without it, all places
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) place: Option<PathBuf>,
    /// Runs of each place
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=SEEDS_MAX), allow_negative_numbers = true)]
    pub(super) seeds: u32,
    /// Seed of the first run; each of the others has the next one
    #[arg(long, value_name = "N", value_parser = seed, default_value = "1", allow_negative_numbers = true)]
    pub(super) first_seed: u64,
    /// Only facts to calibrate with, or only those to validate with
    #[arg(long)]
    pub(super) role: Option<Compared>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Write to a file instead of standard output; it is replaced only when the output is complete
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// Run nothing: list all facts as they are printed, those that drive the model too
    #[arg(long, conflicts_with_all = ["seeds", "first_seed", "role", "format", "out"])]
    pub(super) list: bool,
}

/// An evaluation of the districts outside the paper.
#[derive(Debug, Args)]
pub(super) struct Outside {
    /// Runs of each district
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=SEEDS_MAX), allow_negative_numbers = true)]
    pub(super) seeds: u32,
    /// Seed of the first run; each of the others has the next one
    #[arg(long, value_name = "N", value_parser = seed, default_value = "1", allow_negative_numbers = true)]
    pub(super) first_seed: u64,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Write to a file instead of standard output; it is replaced only when the output is complete
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
}

/// A role of facts that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Compared {
    /// Parameters may be fitted to them
    Calibrate,
    /// They are never fitted
    Validate,
}

/// What is run.
#[derive(Debug, Args)]
pub(super) struct Case {
    /// A place of `polanyi places`, or a scenario file: a path with a `/` or one that ends in `.toml`
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) place: PathBuf,
    /// Seed of all randomness, decimal or 0x hexadecimal; the same seed gives the same run
    #[arg(long, value_name = "N", value_parser = seed, default_value = "2020", allow_negative_numbers = true)]
    pub(super) seed: u64,
    /// Stop at the end of a year; the years before it are those of the full run
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub(super) to: Option<u32>,
    /// Set a parameter of `polanyi parameters`; can be repeated
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(super) settings: Vec<String>,
}

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Pages for a reader
    Text,
    /// A JSON document after a schema of host/schema
    Json,
    /// A table with a header
    Csv,
}

/// A form of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// Pages for a reader
    Text,
    /// Markdown tables
    Markdown,
}

/// A seed, decimal or hexadecimal.
pub(super) fn seed(text: &str) -> Result<u64, String> {
    let parsed = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => text.parse(),
    };
    parsed.map_err(|_| {
        format!(
            "a seed is a whole number from 0 to {}, or 0x and up to 16 hexadecimal digits",
            u64::MAX
        )
    })
}

/// What a command line amounts to.
pub(super) enum Spoken {
    /// Arguments to carry out.
    Arguments(Arguments),
    /// A question for help, or a mistake: already answered.
    Answered(Exit),
}

impl Spoken {
    /// Reads a command line; help goes to standard output, mistakes to standard error.
    pub(super) fn from_line(line: impl IntoIterator<Item = OsString>) -> Self {
        let error = match Arguments::try_parse_from(line) {
            Ok(arguments) => return Self::Arguments(arguments),
            Err(error) => error,
        };
        let printed = match error.print() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            printed => printed,
        };
        Self::Answered(match printed {
            _ if error.use_stderr() => Exit::BadInput,
            Ok(()) => Exit::Success,
            Err(error) => {
                let trouble = Trouble::Undelivered(DeliveryError { path: None, error });
                trouble.tell();
                trouble.exit()
            }
        })
    }
}
