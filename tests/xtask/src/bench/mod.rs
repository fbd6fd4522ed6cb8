//! `bench`: queues and kernel beside their peers, and the page that shows it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use polanyi::blocks;

use crate::command::Command;
use crate::workspace;

mod machine;

const PAGE: &str = "docs/kernel/benchmarks.md";

/// Where the tables of the last run are kept.
pub(crate) fn folder() -> PathBuf {
    workspace::root().join("target/bench")
}

/// Measures, and fills the page unless it was only a look.
pub(crate) fn bench(quick: bool) -> Result<()> {
    let folder = folder();
    let command = Command::cargo()
        .words("bench --package polanyi-benches --features peers --bench ratios")
        // Beside the other builds: another processor is meant, and everything is compiled for it.
        .words("--target-dir target/native --")
        .arg(&folder)
        // One of the peers needs the vector instructions of the machine at hand, and so everyone gets them.
        .variable("RUSTFLAGS", "-C target-cpu=native");
    if quick {
        return command.arg("--quick").run();
    }
    command.run()?;
    fill(&fs::read_to_string(folder.join("tables.md"))?)?;
    // A second build, so that whoever wants no figure need not build a chart library.
    Command::cargo()
        .words("run --package polanyi-xtask --features figures -- bench-figure")
        .run()
}

fn fill(tables: &str) -> Result<()> {
    let path = workspace::root().join(PAGE);
    let page = fs::read_to_string(&path).with_context(|| format!("cannot read {PAGE}"))?;
    let measured = format!("*{}*\n\n{tables}", machine::here()?);
    let filled = blocks::filled(&page, |name| (name == "tables").then(|| measured.clone()))?;
    fs::write(&path, filled)?;
    eprintln!("{PAGE}: filled");
    Ok(())
}
