//! `size`: flash and static RAM of the board's binaries.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use object::{Object as _, ObjectSection as _, SectionFlags, SectionKind, elf};

use crate::arm::{Arm, THUMBV7EM, THUMBV7M};
use crate::budget::{self, Budgets, Figure};
use crate::firmware::{self, BINARIES};

/// RAM begins here on every Cortex-M; below it lies flash.
const RAM_START: u64 = 0x2000_0000;

/// Builds the binaries and holds them against their budgets.
pub(crate) fn size(arm: &Arm) -> Result<()> {
    let budgets = Budgets::read()?;
    let mut figures = Vec::new();
    for target in [THUMBV7M, THUMBV7EM] {
        for (binary, path) in BINARIES.into_iter().zip(firmware::build(arm, target)?) {
            let size = Size::read(&path)?;
            figures.push(Figure::new(
                format!("{target} {binary} flash, bytes"),
                size.flash,
                budgets.flash_bytes,
            ));
            figures.push(Figure::new(
                format!("{target} {binary} static RAM, bytes"),
                size.static_ram,
                budgets.static_ram_bytes,
            ));
        }
    }
    budget::check(&figures)
}

/// What a binary takes of the board's memories.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) flash: u64,
    pub(crate) static_ram: u64,
}

impl Size {
    /// Reads it from an ELF.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let file = object::File::parse(&*bytes)
            .with_context(|| format!("{} is not an ELF", path.display()))?;
        let sections = file.sections().filter(|section| is_loaded(section.flags()));
        Ok(sections.fold(Self::default(), |size, section| {
            size.with(
                section.address(),
                section.size(),
                section.kind() != SectionKind::UninitializedData,
            )
        }))
    }

    /// Adds a section. A variable with an initial value takes both memories.
    fn with(mut self, address: u64, bytes: u64, has_content: bool) -> Self {
        if address >= RAM_START {
            self.static_ram += bytes;
        }
        if has_content {
            self.flash += bytes;
        }
        self
    }
}

fn is_loaded(flags: SectionFlags) -> bool {
    matches!(flags, SectionFlags::Elf { sh_flags } if sh_flags & u64::from(elf::SHF_ALLOC) != 0)
}

#[cfg(test)]
mod tests {
    use super::Size;

    #[test]
    fn code_is_flash_zeroes_are_ram_and_initial_values_are_both() {
        let size = Size::default()
            .with(0x400, 100, true)
            .with(0x2000_0000, 10, true)
            .with(0x2000_0010, 1000, false);
        assert_eq!(
            size,
            Size {
                flash: 110,
                static_ram: 1010
            }
        );
    }
}
