//! `instructions`: how many instructions the queues take, on the host and on the board, held against pinned figures.

mod host;
mod pins;

use anyhow::{Context as _, Result};

use self::pins::Pins;
use crate::arm::Arm;
use crate::command::{self, Command};
use crate::{board, packages};

/// Counts, and compares with what is pinned or pins it anew.
pub(crate) fn instructions(arm: &Arm, renew: bool) -> Result<()> {
    if command::find("valgrind").is_none() {
        packages::install(&["valgrind"], "Counting instructions")?;
    }
    let on_board = arm
        .compiler()
        .context("the compiler for ARM does not answer")?;
    let found = board::queues(arm)?;
    let counted = Pins {
        host: [(version("rustc")?, host::count()?)].into(),
        board: [(on_board.clone(), found.instructions)].into(),
        code_bytes: [(on_board, found.code_bytes)].into(),
    };
    let pins = Pins::read()?;
    if renew {
        return pins.renew(counted);
    }
    pins.compare(&counted)
}

fn version(rustc: &str) -> Result<String> {
    let version = Command::new(rustc).arg("--version").answer();
    version
        .map(|version| version.trim().to_owned())
        .with_context(|| format!("{rustc} does not answer"))
}
