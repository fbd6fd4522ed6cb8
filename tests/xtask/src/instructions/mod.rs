//! `instructions`: how many instructions the queues take, on the host and on the board, held against pinned figures.

mod host;
mod pins;

use anyhow::{Context as _, Result};

use self::pins::{ByCompiler, Pins};
use crate::arm::Arm;
use crate::command::Command;
use crate::{board, setup};

/// Counts, and compares with what is pinned or pins it anew.
pub(crate) fn instructions(arm: &Arm, renew: bool) -> Result<()> {
    let on_board = arm
        .compiler()
        .context("the compiler for ARM does not answer")?;
    let found = board::queues(arm)?;
    let counted = Pins {
        host: on_host()?,
        board: [(on_board.clone(), found.instructions)].into(),
        code_bytes: [(on_board.clone(), found.code_bytes)].into(),
        ram_bytes: [(on_board, found.ram_bytes)].into(),
    };
    let pins = Pins::read()?;
    if renew {
        return pins.renew(counted);
    }
    pins.compare(&counted)
}

fn on_host() -> Result<ByCompiler> {
    if !setup::valgrind() {
        eprintln!("NOT COUNTED: this machine has no valgrind and cannot fetch it");
        return Ok(ByCompiler::new());
    }
    Ok([(version("rustc")?, host::count()?)].into())
}

fn version(rustc: &str) -> Result<String> {
    let version = Command::new(rustc).arg("--version").answer();
    version
        .map(|version| version.trim().to_owned())
        .with_context(|| format!("{rustc} does not answer"))
}
