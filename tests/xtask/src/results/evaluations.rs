//! The evaluations: the commands that are run, and where their answers are kept.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::command::Command;
use crate::workspace;

/// An evaluation: the name under which its answer is kept, and its command, without the number of seeds.
pub(crate) struct Evaluation {
    pub(crate) name: &'static str,
    pub(crate) words: &'static str,
}

/// A sign is said to hold if 95 % of the seeds show it: with fewer than these, one seed more or less would decide too often.
const SIGN_SEEDS: u32 = 200;

/// With how many seeds the evaluation of this name is carried out where so many are asked for.
pub(crate) fn seeds_of(name: &str, asked: u32) -> u32 {
    if name == "signs" {
        asked.max(SIGN_SEEDS)
    } else {
        asked
    }
}

/// Those that answer in one document.
pub(crate) const EVALUATIONS: &[Evaluation] = &[
    Evaluation {
        name: "facts",
        words: "facts",
    },
    Evaluation {
        name: "signs",
        words: "signs",
    },
    Evaluation {
        name: "what-if",
        words: "what-if all",
    },
    Evaluation {
        name: "ablation",
        words: "signs --ablate",
    },
    Evaluation {
        name: "claims",
        words: "claims",
    },
    Evaluation {
        name: "outside",
        words: "outside",
    },
];

/// The places whose histories are drawn.
pub(crate) const PLACES: [&str; 4] = ["yiwu", "datang", "shenzhen", "emilia-romagna"];

/// How many real households an agent stands for, in the study of scale; the second is the place's own.
pub(crate) const SCALES: [u32; 4] = [80, 40, 20, 10];

/// The place of the study of scale.
pub(crate) const SCALED: &str = "yiwu";

/// The country whose clusters are run together, once: an agent for every firm takes minutes.
pub(crate) const COUNTRY: &str = "zhejiang";

/// Where the answer of a name is kept.
pub(crate) fn kept(name: &str) -> PathBuf {
    folder().join(name).with_extension("json")
}

/// The name of a run's answer.
pub(crate) fn run_name(place: &str, scale: Option<u32>, seed: u32) -> String {
    match scale {
        Some(scale) => format!("runs/{place}-scale-{scale}-{seed}"),
        None => format!("runs/{place}-{seed}"),
    }
}

fn folder() -> PathBuf {
    workspace::root().join("target/results")
}

/// Carries all of them out with a release build of the command.
pub(crate) fn carry_out(seeds: u32) -> Result<()> {
    Command::cargo()
        .words("build --release --package polanyi")
        .run()?;
    fs::create_dir_all(folder().join("runs"))?;
    for evaluation in EVALUATIONS {
        let seeds = seeds_of(evaluation.name, seeds);
        let words = format!("{} --seeds {seeds}", evaluation.words);
        eprintln!("$ polanyi {words}");
        ask(&words, evaluation.name)?;
    }
    eprintln!(
        "{seeds} runs of each of {} and of {SCALED} at {} scales",
        PLACES.join(", "),
        SCALES.len()
    );
    for seed in 1..=seeds {
        for place in PLACES {
            ask(
                &format!("run {place} --seed {seed}"),
                &run_name(place, None, seed),
            )?;
        }
        for scale in SCALES {
            let words = format!("run {SCALED} --seed {seed} --set place.scale={scale}");
            ask(&words, &run_name(SCALED, Some(scale), seed))?;
        }
    }
    eprintln!("$ polanyi run {COUNTRY} --seed 1");
    ask(&format!("run {COUNTRY} --seed 1"), COUNTRY)
}

/// Asks the command, and keeps its answer as JSON.
fn ask(words: &str, name: &str) -> Result<()> {
    let program = built();
    let command = Command::new(&program)
        .words(words)
        .words("--format json --out")
        .arg(kept(name));
    let output = command.output()?;
    if !output.status.success() {
        bail!(
            "`polanyi {words}` failed, and docs/results.md needs its answer:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

/// The release build of the command.
fn built() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || workspace::root().join("target"),
        |path| workspace::root().join(path),
    );
    target
        .join("release/polanyi")
        .with_extension(std::env::consts::EXE_EXTENSION)
}
