//! `pico`: the exhibit for the Raspberry Pi Pico, as a file that is dragged onto the board.

use std::fs;

use anyhow::{Context as _, Result};

use crate::arm::{Arm, THUMBV6M};
use crate::budget::{self, Budgets, Figure};
use crate::firmware;
use crate::size::Size;
use crate::uf2::{self, RP2040};
use crate::workspace;

/// Builds it, holds it against its budgets, and writes the UF2.
pub(crate) fn pico(arm: &Arm) -> Result<()> {
    firmware::build_command(arm, THUMBV6M, "pico", "pico").run()?;
    let elf = firmware::path(THUMBV6M, "pico");
    let budgets = Budgets::read()?;
    let size = Size::read(&elf)?;
    budget::check(&[
        Figure::new("pico flash, bytes", size.flash, budgets.pico_flash_bytes),
        Figure::new(
            "pico static RAM, bytes",
            size.static_ram,
            budgets.pico_static_ram_bytes,
        ),
    ])?;
    let program = fs::read(&elf).with_context(|| format!("cannot read {}", elf.display()))?;
    let target = workspace::board_target().join("polanyi-pico.uf2");
    fs::write(&target, uf2::from_elf(&program, RP2040)?)?;
    eprintln!(
        "hold BOOTSEL while you plug the Pico in, and drag this file onto it:\n  {}",
        target.display()
    );
    Ok(())
}
