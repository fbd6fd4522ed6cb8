//! A budget: a figure, its ceiling and whether it holds.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::workspace;

/// The ceilings of `firmware/budgets.toml`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budgets {
    pub(crate) flash_bytes: u64,
    pub(crate) static_ram_bytes: u64,
    pub(crate) stack_bytes: u64,
    pub(crate) event_instructions: u64,
    pub(crate) picture_instructions: u64,
    pub(crate) start_milliseconds: u64,
    pub(crate) pico: Memories,
    pub(crate) pico2: Memories,
    pub(crate) emulated_pico: Times,
}

/// Those of another board.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Memories {
    pub(crate) flash_bytes: u64,
    pub(crate) static_ram_bytes: u64,
}

impl Budgets {
    /// Reads them.
    pub(crate) fn read() -> Result<Self> {
        let path = workspace::root().join("firmware/budgets.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text)
            .with_context(|| format!("{} is not a table of budgets", path.display()))
    }
}

/// What a visit may take.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Times {
    pub(crate) picture_milliseconds: u64,
    pub(crate) start_milliseconds: u64,
}

/// A figure against its ceiling.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) value: u64,
    pub(crate) ceiling: u64,
}

impl Figure {
    /// A figure with its name.
    pub(crate) fn new(name: impl Into<String>, value: u64, ceiling: u64) -> Self {
        Self {
            name: name.into(),
            value,
            ceiling,
        }
    }

    fn holds(&self) -> bool {
        self.value <= self.ceiling
    }
}

/// The figures as a table.
pub(crate) fn table(figures: &[Figure]) -> String {
    let width = figures
        .iter()
        .map(|figure| figure.name.len())
        .max()
        .unwrap_or(0);
    figures.iter().fold(String::new(), |mut table, figure| {
        let verdict = if figure.holds() { "" } else { "  BEYOND" };
        let _ = writeln!(
            table,
            "  {:width$}  {:>7} of {:>7}{verdict}",
            figure.name, figure.value, figure.ceiling
        );
        table
    })
}

/// Shows the figures and fails if one is beyond its ceiling.
pub(crate) fn check(figures: &[Figure]) -> Result<()> {
    eprint!("{}", table(figures));
    let beyond: Vec<_> = figures
        .iter()
        .filter(|figure| !figure.holds())
        .map(|figure| figure.name.as_str())
        .collect();
    if !beyond.is_empty() {
        bail!(
            "beyond the budgets of firmware/budgets.toml: {}",
            beyond.join(", ")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Budgets, Figure, check, table};

    #[test]
    fn the_ceiling_itself_is_allowed_and_one_more_is_not() {
        assert!(check(&[Figure::new("flash", 10, 10)]).is_ok());
        let error = check(&[Figure::new("flash", 10, 10), Figure::new("ram", 11, 10)])
            .expect_err("one byte beyond");
        assert_eq!(
            error.to_string(),
            "beyond the budgets of firmware/budgets.toml: ram"
        );
    }

    #[test]
    fn the_table_marks_what_is_beyond() {
        let shown = table(&[
            Figure::new("selftest flash", 9000, 131_072),
            Figure::new("ram", 50_000, 40_960),
        ]);
        assert_eq!(
            shown,
            "  selftest flash     9000 of  131072\n  ram               50000 of   40960  BEYOND\n"
        );
    }

    #[test]
    fn the_pinned_file_is_readable() {
        assert!(
            Budgets::read()
                .expect("the file is part of the project")
                .flash_bytes
                > 0
        );
    }
}
