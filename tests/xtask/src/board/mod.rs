//! `board`: the self-test on emulated boards, held against the golden digests, and the faults that a board must survive.

mod debugger;
mod faults;
mod golden;
mod log;
mod machine;
mod picture;
mod plugs;
mod qmp;
mod queues;
mod self_test;
mod session;
mod soak;
mod trials;
mod twin;
mod visit;

use std::path::PathBuf;

use anyhow::Result;

pub(crate) use self::queues::queues;

use self::machine::Model;
use crate::arm::{Arm, THUMBV7EM, THUMBV7M};
use crate::firmware;

/// The boards: one machine with two processors.
const MODELS: [Model; 2] = [
    Model {
        processor: "cortex-m3",
        target: THUMBV7M,
    },
    Model {
        processor: "cortex-m4",
        target: THUMBV7EM,
    },
];

/// Runs every binary on every board.
pub(crate) fn board(arm: &Arm) -> Result<()> {
    for model in MODELS {
        let [self_test, faults, _] = firmware::build(arm, model.target)?;
        self_test::check(model, &self_test)?;
        faults::check(model, &faults)?;
    }
    Ok(())
}

/// A visitor on the virtual board in every language, its pictures and its log held against the host's.
pub(crate) fn visit(arm: &Arm) -> Result<()> {
    let (model, program) = exhibit(arm)?;
    visit::check(model, &program)
}

/// Faults, damaged memories and stuck keys on the virtual board.
pub(crate) fn trials(arm: &Arm) -> Result<()> {
    let (model, program) = exhibit(arm)?;
    trials::check(model, &program)
}

/// So many minutes with random visitors, on so many boards at once.
pub(crate) fn soak(arm: &Arm, minutes: u32, seed: u32, boards: u32) -> Result<()> {
    let (model, program) = exhibit(arm)?;
    soak::check(model, &program, minutes, seed, boards)
}

/// So many pulled plugs.
pub(crate) fn plugs(arm: &Arm, pulls: u32) -> Result<()> {
    let (model, program) = exhibit(arm)?;
    plugs::check(model, &program, pulls)
}

/// The exhibit, built for the processor of the real board.
fn exhibit(arm: &Arm) -> Result<(Model, PathBuf)> {
    let [model, _] = MODELS;
    firmware::build_command(arm, model.target, "exhibit", "board").run()?;
    Ok((model, firmware::path(model.target, "exhibit")))
}
