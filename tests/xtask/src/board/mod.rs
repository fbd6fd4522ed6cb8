//! `board`: the self-test on emulated boards, held against the golden digests, and the faults that a board must survive.

mod card;
mod debugger;
mod emulated;
mod faults;
mod golden;
mod keys;
mod log;
mod machine;
mod picture;
mod plugs;
mod program;
mod qmp;
mod queues;
/// The visits of the golden pictures: the same as the host's.
#[path = "../../../exhibit/script.rs"]
mod script;
mod self_test;
mod session;
mod soak;
mod stopped;
mod trials;
mod twin;
mod visit;

use std::path::{Path, PathBuf};

use anyhow::Result;

pub(crate) use self::queues::queues;

use self::machine::Model;
use self::self_test::Extent;
use crate::arm::{Arm, THUMBV6M, THUMBV7EM, THUMBV7M, THUMBV8M};
use crate::firmware;

/// The boards are one machine with four processors. This is that of the real board.
const CORTEX_M3: Model = Model {
    processor: "cortex-m3",
    target: THUMBV7M,
};
const CORTEX_M4: Model = Model {
    processor: "cortex-m4",
    target: THUMBV7EM,
};
/// The Raspberry Pi Pico's, nearly.
const CORTEX_M0: Model = Model {
    processor: "cortex-m0",
    target: THUMBV6M,
};
/// The Raspberry Pi Pico 2's.
const CORTEX_M33: Model = Model {
    processor: "cortex-m33",
    target: THUMBV8M,
};

/// Places that the processors of other boards run: enough for each piece of code that is theirs alone, and done in seconds.
const FEW: Extent = Extent::First(3);

/// Runs the self-test and the faults on the boards.
pub(crate) fn board(arm: &Arm) -> Result<()> {
    for model in [CORTEX_M3, CORTEX_M4] {
        let [self_test, faults, _] = firmware::build(arm, model.target)?;
        self_test::check(model, &self_test, Extent::All)?;
        faults::check(model, &faults)?;
    }
    for model in [CORTEX_M0, CORTEX_M33] {
        self_test::check(model, &built(arm, model, "selftest")?, FEW)?;
    }
    // A Cortex-M0 has nothing that would notice an overflow.
    faults::check(CORTEX_M33, &built(arm, CORTEX_M33, "faults")?)
}

/// A visitor on the virtual board in every language, its pictures and its log held against the host's, and its screen against the golden
/// pictures.
pub(crate) fn visit(arm: &Arm) -> Result<()> {
    let (model, program) = exhibit(arm)?;
    visit::check(model, &program)?;
    golden::check(model, &program)
}

/// Faults, damaged memories and stuck keys on the virtual board.
pub(crate) fn trials(arm: &Arm) -> Result<()> {
    let (model, program) = exhibit(arm)?;
    trials::check(model, &program)
}

/// So many museum days with random visitors, from one on, on so many boards at once; an hour if there are none.
pub(crate) fn soak(arm: &Arm, days: u32, from: u32, boards: u32) -> Result<()> {
    let (model, program) = exhibit(arm)?;
    soak::check(model, &program, days, from, boards)
}

/// So many pulled plugs.
pub(crate) fn plugs(arm: &Arm, pulls: u32) -> Result<()> {
    let (model, program) = exhibit(arm)?;
    plugs::check(model, &program, pulls)
}

/// A short visit to the emulated Raspberry Pi Pico, with the file that is dragged onto it and the ELF that it was made of.
pub(crate) fn emulated_pico(uf2: &Path, elf: &Path) -> Result<()> {
    emulated::check(uf2, elf)
}

/// The exhibit, built for the processor of the real board.
fn exhibit(arm: &Arm) -> Result<(Model, PathBuf)> {
    Ok((CORTEX_M3, built(arm, CORTEX_M3, "exhibit")?))
}

/// A binary, built for a processor.
fn built(arm: &Arm, model: Model, binary: &str) -> Result<PathBuf> {
    firmware::build_command(arm, model.target, binary, "board").run()?;
    Ok(firmware::path(model.target, binary))
}
