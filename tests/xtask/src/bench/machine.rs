//! Where and when something was measured, in words.

use std::fs;
use std::thread;

use anyhow::{Context as _, Result};

use crate::command::Command;

/// Date, processor, compiler.
pub(super) fn here() -> Result<String> {
    let date = Command::new("date")
        .words("-u +%Y-%m-%d")
        .answer()
        .context("no date")?;
    let rustc = Command::new("rustc")
        .arg("--version")
        .answer()
        .context("no rustc")?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let processor = processor();
    Ok(format!(
        "Measured on {} by `cargo xtask bench`: {processor}, {cores} cores, {}, `-C target-cpu=native`.",
        date.trim(),
        rustc.trim()
    ))
}

/// As Linux calls it.
fn processor() -> String {
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = information
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map(|rest| rest.trim_start_matches([' ', '\t', ':']));
    name.unwrap_or("an unknown processor").to_owned()
}
