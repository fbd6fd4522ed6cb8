//! The board's log: defmt's frames, decoded with the strings that lie in the program's ELF.

use std::path::Path;
use std::time::Duration;
use std::{fs, ops::ControlFlow};

use anyhow::{Context as _, Result, anyhow, bail};
use defmt_decoder::{DecodeError, StreamDecoder, Table};

use super::machine::{Machine, Model, Setup};

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// `info`, `warn`, `error`; empty for a line without a level.
    pub(super) level: String,
    pub(super) text: String,
}

/// Runs a program and hands every line of its log to `reader` until that breaks off.
///
/// An error of the reader's, a program that falls silent and a QEMU that ends by itself all fail, and the
/// message ends with the lines that came last.
pub(super) fn follow(
    model: Model,
    program: &Path,
    limit: Duration,
    mut reader: impl FnMut(&Line) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let table = table(program)?;
    let machine = Machine::start(&Setup::new(model, program, limit))?;
    let mut heard = Vec::new();
    let outcome = read(&table, &machine, &mut |line| {
        heard.push(line.clone());
        reader(&line)
    });
    outcome.map_err(|error| anyhow!("{model}: {error:#}{}", last_lines(&heard)))?;
    machine.end().with_context(|| model.to_string())
}

/// The strings of a program's log.
pub(super) fn table(program: &Path) -> Result<Table> {
    let elf = fs::read(program).with_context(|| format!("cannot read {}", program.display()))?;
    Table::parse(&elf)?.with_context(|| format!("{} logs nothing", program.display()))
}

/// The next whole line of what a decoder has received.
pub(super) fn next_line(decoder: &mut dyn StreamDecoder) -> Option<Line> {
    match decoder.decode() {
        Ok(frame) => Some(Line {
            level: frame.level().map_or("", |level| level.as_str()).to_owned(),
            text: frame.display_message().to_string(),
        }),
        Err(DecodeError::UnexpectedEof) => None,
        // A panic while a line is formatted cuts that line off; the panic's own line follows.
        Err(DecodeError::Malformed) => Some(Line {
            level: "warn".to_owned(),
            text: "(a line was cut off)".to_owned(),
        }),
    }
}

/// Lines as they stand in an error's message.
pub(super) fn shown<'a>(lines: impl Iterator<Item = &'a Line>) -> String {
    let lines = lines.map(|line| format!("\n  {:5} {}", line.level, line.text));
    lines.collect::<Vec<_>>().concat()
}

fn read(
    table: &Table,
    machine: &Machine,
    reader: &mut dyn FnMut(Line) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let mut decoder = table.new_stream_decoder();
    while let Some(bytes) = machine.listen()? {
        decoder.received(&bytes);
        while let Some(line) = next_line(decoder.as_mut()) {
            if reader(line)?.is_break() {
                return Ok(());
            }
        }
    }
    bail!("QEMU ended by itself")
}

fn last_lines(heard: &[Line]) -> String {
    let lines = shown(heard.iter().rev().take(5).rev());
    if lines.is_empty() {
        "; its log is empty".to_owned()
    } else {
        format!("; its log ended with{lines}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, last_lines};

    #[test]
    fn the_last_five_lines_are_shown() {
        let line = |number: u32| Line {
            level: "info".to_owned(),
            text: format!("line {number}"),
        };
        let heard: Vec<_> = (0..9).map(line).collect();
        let shown = last_lines(&heard);
        assert!(
            shown.contains("line 4") && shown.contains("line 8") && !shown.contains("line 3"),
            "{shown}"
        );
        assert_eq!(last_lines(&[]), "; its log is empty");
    }
}
