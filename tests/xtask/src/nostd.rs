//! `nostd`: the core builds without std and without an allocator, and its event loop and the queues for boards cannot panic.

use anyhow::{Result, bail};

use crate::arm::{Arm, THUMBV6M, THUMBV7M};
use crate::firmware;
use crate::rules;

/// The symbol that nobody defines; the firmware's proof refers to it from its panic handler.
const UNDEFINED: &str = "undefined symbol: panic_is_reachable";

/// Runs all proofs.
pub(crate) fn nostd(arm: &Arm) -> Result<()> {
    rules::check()?;
    for target in [THUMBV6M, THUMBV7M] {
        arm.cargo("build", target)
            .words("--profile board --package polanyi-core")
            .run()?;
    }
    firmware::build_command(arm, THUMBV7M, "panic_free", "board").run()?;
    eprintln!("no panic can be reached from the event loop and the queues for boards");
    control(arm)
}

/// The negative control: a proof that cannot fail proves nothing.
fn control(arm: &Arm) -> Result<()> {
    let command = firmware::build_command(arm, THUMBV7M, "panic_free", "board,planted-index");
    let shown = command.shown().to_owned();
    eprintln!("$ {shown}   (must fail to link)");
    let output = command.output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        bail!(
            "an index that may be out of bounds was planted, and the panic-free proof did not notice; repeat it with\n  {shown}"
        );
    }
    if !errors.contains(UNDEFINED) {
        bail!("the negative control failed for another reason than `{UNDEFINED}`:\n{errors}");
    }
    eprintln!("the planted index was noticed: {UNDEFINED}");
    Ok(())
}
