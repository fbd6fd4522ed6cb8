//! `test` and `ci`: every check in one go, the quick ones first.

use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::arm::Arm;
use crate::command::Command;
use crate::{board, digests, instructions, nostd, pico, setup, size};

/// Every check.
pub(crate) fn test() -> Result<()> {
    let start = Instant::now();
    let arm = step("setup", setup::setup)?;
    step("format", format)?;
    step("lints", lints)?;
    // Every test of every crate, and the examples of their documentation.
    step("tests", || Command::cargo().words("test --workspace").run())?;
    step("digests", || digests::digests(false))?;
    on_the_board(&arm)?;
    eprintln!("\nevery check passed in {} s", start.elapsed().as_secs());
    Ok(())
}

/// Every check, and the documentation.
pub(crate) fn ci() -> Result<()> {
    test()?;
    let documentation = || {
        Command::cargo()
            .words("doc --workspace --no-deps --quiet")
            .variable("RUSTDOCFLAGS", "-D warnings")
            .run()
    };
    step("documentation", documentation)
}

fn on_the_board(arm: &Arm) -> Result<()> {
    step("nostd", || nostd::nostd(arm))?;
    step("size", || size::size(arm))?;
    step("board", || board::board(arm))?;
    step("instructions", || instructions::instructions(arm, false))?;
    step("visit", || board::visit(arm))?;
    step("trials", || board::trials(arm))?;
    step("plugs", || board::plugs(arm, 12))?;
    step("soak", || board::soak(arm, 0, 1, 1))?;
    step("pico", || pico::pico(arm, false))
}

fn step<T>(name: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("\n== {name}");
    let start = Instant::now();
    let outcome = action().with_context(|| format!("{name} failed"))?;
    eprintln!(
        "== {name}: passed in {:.1} s",
        start.elapsed().as_secs_f32()
    );
    Ok(outcome)
}

fn format() -> Result<()> {
    optional("fmt", "rustfmt", || {
        Command::cargo().words("fmt --all --check").run()
    })
}

fn lints() -> Result<()> {
    optional("clippy", "clippy", || {
        Command::cargo()
            .words("clippy --workspace --all-targets -- -D warnings")
            .run()
    })
}

/// Runs a check whose tool comes as a component of the toolchain: fetched where rustup can, and missed aloud where
/// there is no rustup, since Debian's compiler comes without it.
fn optional(subcommand: &str, component: &str, check: impl FnOnce() -> Result<()>) -> Result<()> {
    let is_there = || {
        Command::cargo()
            .arg(subcommand)
            .arg("--version")
            .answer()
            .is_some()
    };
    if !is_there() {
        let _ = Command::new("rustup")
            .words("component add")
            .arg(component)
            .run();
    }
    if is_there() {
        return check();
    }
    eprintln!("NOT CHECKED: this toolchain has no {component} and cannot fetch it");
    Ok(())
}
