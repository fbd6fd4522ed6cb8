//! `setup`: finds or installs what builds and emulates the board.

use anyhow::{Context as _, Result};

use crate::arm::{self, Arm};
use crate::command::{self, Command};
use crate::packages;

const QEMU: &str = "qemu-system-arm";

/// The way to build for ARM, once it is there: all that is needed for a file for a board that one can touch.
pub(crate) fn builder() -> Result<Arm> {
    let arm = match Arm::find() {
        Some(arm) => arm,
        None => install_arm()?,
    };
    eprintln!("builds for ARM: {}", arm.words());
    Ok(arm)
}

/// The way to build for ARM, once everything is there.
pub(crate) fn setup() -> Result<Arm> {
    let arm = builder()?;
    let qemu = match qemu() {
        Some(version) => version,
        None => {
            packages::install(&[QEMU], "Emulating the board")?;
            qemu().context("qemu-system-arm was installed and still does not answer")?
        }
    };
    eprintln!("emulates the board: {qemu}");
    eprintln!(
        "counts instructions: {}",
        if valgrind() { "valgrind" } else { "nothing" }
    );
    Ok(arm)
}

/// Whether callgrind can count the host's instructions. Where it cannot be had, the rest is checked without it.
pub(crate) fn valgrind() -> bool {
    if command::find("valgrind").is_none()
        && let Err(error) = packages::install(&["valgrind"], "Counting instructions")
    {
        eprintln!("{error:#}");
    }
    command::find("valgrind").is_some()
}

/// Adds the targets by rustup, or Debian's compiler with its source where rustup is absent or cannot fetch them.
fn install_arm() -> Result<Arm> {
    if arm::wish().as_deref() != Some("source") && command::find("rustup").is_some() {
        packages::ask(
            "Building for the board: add the targets thumbv6m, thumbv7m, thumbv7em and thumbv8m by rustup?",
        )?;
        let added = Command::new("rustup")
            .words("target add")
            .words(&arm::TARGETS.join(" "))
            .run();
        match (added, Arm::find()) {
            (Ok(()), Some(arm)) => return Ok(arm),
            (Ok(()), None) => {
                eprintln!("rustup added the targets, but this compiler does not have them");
            }
            (Err(error), _) => eprintln!("rustup could not add the targets: {error:#}"),
        }
        eprintln!("now Debian's compiler with its source instead");
    }
    packages::install(&["rustc-web", "rust-web-src"], "Building for the board")?;
    if let Some(arm) = Arm::find() {
        return Ok(arm);
    }
    // The compiler is there, so it is the linker that is missing: only rustup's toolchains bring one.
    packages::install(&["lld"], "Linking for the board")?;
    Arm::find().context("no compiler for ARM, although everything was installed: a Rust of version 1.95 or newer with its source is needed")
}

/// The emulator's version, if it is there and knows the board.
fn qemu() -> Option<String> {
    let machines = Command::new(QEMU).words("-M help").answer()?;
    let version = Command::new(QEMU).arg("--version").answer()?;
    machines
        .contains("lm3s6965evb")
        .then(|| version.lines().next().unwrap_or(QEMU).to_owned())
}
