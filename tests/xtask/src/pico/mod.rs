//! `pico`: the exhibit for the Raspberry Pi Pico and Pico 2, as files that are dragged onto the boards.

mod boot;
mod uf2;

use std::fs;

use anyhow::{Context as _, Result};

use self::boot::Boot;
use crate::arm::{Arm, THUMBV6M, THUMBV8M};
use crate::budget::{self, Budgets, Figure, Memories};
use crate::firmware;
use crate::size::Size;
use crate::workspace;

/// A board.
#[derive(Debug, Clone, Copy)]
struct Pico {
    /// Its feature of the firmware, and what its file is called after.
    name: &'static str,
    target: &'static str,
    boot: Boot,
    /// What UF2 calls its chip.
    family: u32,
    budget: fn(&Budgets) -> Memories,
}

const BOARDS: [Pico; 2] = [
    Pico {
        name: "pico",
        target: THUMBV6M,
        boot: Boot::Loader,
        family: 0xe48b_ff56,
        budget: |budgets| budgets.pico,
    },
    Pico {
        name: "pico2",
        target: THUMBV8M,
        boot: Boot::Image,
        family: 0xe48b_ff59,
        budget: |budgets| budgets.pico2,
    },
];

/// Builds the exhibit for each board, holds it against its budgets, and writes the UF2s.
pub(crate) fn pico(arm: &Arm) -> Result<()> {
    let files = BOARDS.map(|board| board.build(arm));
    eprintln!("hold BOOTSEL while you plug the board in, and drag its file onto it:");
    for file in files {
        eprintln!("  {}", file?);
    }
    Ok(())
}

impl Pico {
    fn build(self, arm: &Arm) -> Result<String> {
        firmware::build_command(arm, self.target, "pico", self.name).run()?;
        let elf = firmware::path(self.target, "pico");
        let budget = (self.budget)(&Budgets::read()?);
        let size = Size::read(&elf)?;
        let figure =
            |what, value, ceiling| Figure::new(format!("{} {what}", self.name), value, ceiling);
        budget::check(&[
            figure("flash, bytes", size.flash, budget.flash_bytes),
            figure(
                "static RAM, bytes",
                size.static_ram,
                budget.static_ram_bytes,
            ),
        ])?;
        let program = fs::read(&elf).with_context(|| format!("cannot read {}", elf.display()))?;
        let pages = uf2::pages(&program)?;
        self.boot.check(&pages).with_context(|| {
            format!(
                "the {} would not start; see firmware/boards/{}.x",
                self.name, self.name
            )
        })?;
        let file = workspace::board_target().join(format!("polanyi-{}.uf2", self.name));
        fs::write(&file, uf2::blocks(&pages, self.family))?;
        Ok(file.display().to_string())
    }
}
