//! `board`: the self-test on emulated boards, held against the golden digests, and the faults that a board must survive.

mod faults;
mod log;
mod machine;
mod qmp;
mod queues;
mod self_test;

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
        let [self_test, faults] = firmware::build(arm, model.target)?;
        self_test::check(model, &self_test)?;
        faults::check(model, &faults)?;
    }
    Ok(())
}
