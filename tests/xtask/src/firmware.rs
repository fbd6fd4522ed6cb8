//! The board's binaries: how they are built and where they lie.

use std::path::PathBuf;

use anyhow::Result;

use crate::arm::Arm;
use crate::command::Command;
use crate::workspace;

/// The binaries that run on the board.
pub(crate) const BINARIES: [&str; 3] = ["selftest", "faults", "exhibit"];

/// A cargo command that builds one of the firmware's binaries as it is shipped.
pub(crate) fn build_command(arm: &Arm, target: &str, binary: &str, features: &str) -> Command {
    arm.cargo("build", target)
        .arg("--profile")
        .arg(profile(binary))
        .words("--package polanyi-firmware --features")
        .arg(features)
        .words("--bin")
        .arg(binary)
}

/// Builds the board's binaries for a target and returns their paths, in their order.
pub(crate) fn build(arm: &Arm, target: &str) -> Result<[PathBuf; 3]> {
    for binary in BINARIES {
        build_command(arm, target, binary, "board").run()?;
    }
    Ok(BINARIES.map(|binary| path(target, binary)))
}

/// Where a binary lies once it is built.
pub(crate) fn path(target: &str, binary: &str) -> PathBuf {
    workspace::board_target()
        .join(target)
        .join(profile(binary))
        .join(binary)
}

/// How a binary is optimized: the exhibit for flash, the rest for both flash and time.
fn profile(binary: &str) -> &'static str {
    match binary {
        "exhibit" | "pico" => "exhibit",
        _ => "board",
    }
}
