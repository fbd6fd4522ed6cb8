//! `pico`: the exhibit for the Raspberry Pi Pico and Pico 2, as files that are dragged onto the boards.

mod boot;
mod uf2;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use self::boot::Boot;
use crate::arm::{Arm, THUMBV6M, THUMBV8M};
use crate::budget::{self, Budgets, Figure, Memories};
use crate::size::Size;
use crate::workspace;
use crate::{board, firmware};

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

const PICO: Pico = Pico {
    name: "pico",
    target: THUMBV6M,
    boot: Boot::Loader,
    family: 0xe48b_ff56,
    budget: |budgets| budgets.pico,
};

const PICO_2: Pico = Pico {
    name: "pico2",
    target: THUMBV8M,
    boot: Boot::Image,
    family: 0xe48b_ff59,
    budget: |budgets| budgets.pico2,
};

/// Builds the exhibit for each board, holds it against its budgets, and writes the UF2s.
///
/// `emulate` runs the Pico's; nothing emulates a Pico 2.
pub(crate) fn pico(arm: &Arm, emulate: bool) -> Result<()> {
    let files = [PICO.build(arm)?, PICO_2.build(arm)?];
    if emulate {
        let [pico, _] = &files;
        board::emulated_pico(pico, &PICO.elf())?;
    }
    eprintln!("hold BOOTSEL while you plug the board in, and drag its file onto it:");
    for file in files {
        eprintln!("  {}", file.display());
    }
    Ok(())
}

impl Pico {
    fn elf(self) -> PathBuf {
        firmware::path(self.target, "pico")
    }

    fn build(self, arm: &Arm) -> Result<PathBuf> {
        firmware::build_command(arm, self.target, "pico", self.name).run()?;
        let elf = self.elf();
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
        Ok(file)
    }
}
