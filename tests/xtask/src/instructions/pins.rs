//! The pinned figures of benches/instructions.toml.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::workspace;

/// The same compiler gives the same figures to the instruction; half a percent lets the C library's copies differ
/// between processors.
const TOLERANCE: f64 = 0.005;

const HEAD: &str = "\
# Instructions an operation of our queues, and bytes of their code and RAM, by compiler. `cargo xtask instructions` fails half a
# percent beside them, and `--renew` pins those of the compilers at hand anew. A compiler that is not here is not compared.
# On the host counted by callgrind (release, events of 8 bytes), on the board by QEMU (events of 4 bytes, optimised for size).
# hold-16, -256, -4096: a pop and a schedule among so many events. fill-and-drain: one in and out of 256 that are planned and then
# popped. schedule-and-cancel: one of each among 256. schedule-pop-cancel: a cancel, a pop and two schedules among 128.
# generator: what the increments take, which is in all others too.
# Code is a queue's with all of its calls, RAM that of one for 256 events.
";

/// Figures by name.
pub(super) type Figures = BTreeMap<String, f64>;

/// Figures by the compiler whose they are.
pub(super) type ByCompiler = BTreeMap<String, Figures>;

/// All figures.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Pins {
    /// Instructions an operation on the host.
    pub(super) host: ByCompiler,
    /// Instructions an operation on the board.
    pub(super) board: ByCompiler,
    /// Bytes of code on the board.
    pub(super) code_bytes: ByCompiler,
    /// Bytes of RAM on the board.
    pub(super) ram_bytes: ByCompiler,
}

fn path() -> PathBuf {
    workspace::root().join("benches/instructions.toml")
}

impl Pins {
    /// The pinned figures; none if the file is not there yet.
    pub(super) fn read() -> Result<Self> {
        let path = path();
        if !path.is_file() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&path)?;
        toml::from_str(&text).with_context(|| format!("{} has no pinned figures", path.display()))
    }

    /// Pins what was counted, and keeps what is pinned of other compilers.
    pub(super) fn renew(mut self, counted: Self) -> Result<()> {
        self.host.extend(counted.host);
        self.board.extend(counted.board);
        self.code_bytes.extend(counted.code_bytes);
        self.ram_bytes.extend(counted.ram_bytes);
        let path = path();
        fs::write(&path, self.text())
            .with_context(|| format!("cannot write {}", path.display()))?;
        eprint!("{}", self.text());
        Ok(())
    }

    fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        let tables = [
            ("host", &self.host),
            ("board", &self.board),
            ("code-bytes", &self.code_bytes),
            ("ram-bytes", &self.ram_bytes),
        ];
        for (table, by_compiler) in tables {
            for (compiler, figures) in by_compiler {
                let _ = writeln!(text, "\n[{table}.{compiler:?}]");
                for (name, value) in figures {
                    let _ = writeln!(text, "{name:?} = {value:.1}");
                }
            }
        }
        text
    }

    /// Fails if a figure is beside its pin, missing or new.
    pub(super) fn compare(&self, counted: &Self) -> Result<()> {
        let mut beside = Vec::new();
        for (pinned, counted) in [
            (&self.host, &counted.host),
            (&self.board, &counted.board),
            (&self.code_bytes, &counted.code_bytes),
            (&self.ram_bytes, &counted.ram_bytes),
        ] {
            for (compiler, figures) in counted {
                match pinned.get(compiler) {
                    Some(pins) => beside.extend(differences(pins, figures)),
                    None => eprintln!("NOT COMPARED: nothing is pinned for {compiler}"),
                }
            }
        }
        if !beside.is_empty() {
            bail!(
                "not as pinned in benches/instructions.toml:\n  {}\nif that is meant, `cargo xtask instructions --renew`, and say why in CHANGELOG.md",
                beside.join("\n  ")
            );
        }
        Ok(())
    }
}

/// What differs by more than the tolerance, in words; shows everything on the way.
fn differences(pinned: &Figures, counted: &Figures) -> Vec<String> {
    let names: BTreeSet<_> = pinned.keys().chain(counted.keys()).collect();
    let mut differences = Vec::new();
    for name in names {
        match (pinned.get(name), counted.get(name)) {
            (Some(pin), Some(count)) => {
                eprintln!("  {name:48} {count:9.1}, pinned {pin:9.1}");
                // Pins are kept to a tenth.
                if (count - pin).abs() > (pin * TOLERANCE).max(0.1) {
                    differences.push(format!("{name}: {count:.1}, pinned {pin:.1}"));
                }
            }
            (Some(pin), None) => differences.push(format!("{name}: gone, pinned {pin:.1}")),
            (None, Some(count)) => differences.push(format!("{name}: {count:.1}, not pinned")),
            (None, None) => {}
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pins(compiler: &str, figures: &[(&str, f64)]) -> Pins {
        let figures = figures
            .iter()
            .map(|(name, value)| ((*name).to_owned(), *value));
        Pins {
            host: ByCompiler::from([(compiler.to_owned(), figures.collect())]),
            ..Pins::default()
        }
    }

    fn hold(instructions: f64) -> Pins {
        pins("rustc 1", &[("hold", instructions)])
    }

    #[test]
    fn half_a_percent_is_allowed_and_more_is_not() {
        assert!(hold(100.0).compare(&hold(100.4)).is_ok());
        let error = hold(100.0)
            .compare(&hold(100.6))
            .expect_err("beside the pin");
        assert!(
            error.to_string().contains("hold: 100.6, pinned 100.0"),
            "{error}"
        );
        let better = hold(100.0).compare(&hold(99.0));
        assert!(better.is_err(), "better is a change too");
    }

    #[test]
    fn another_compiler_is_not_compared() {
        let other = pins("rustc 2", &[("hold", 200.0)]);
        assert!(hold(100.0).compare(&other).is_ok());
    }

    #[test]
    fn what_is_new_or_gone_is_noticed() {
        let more = pins("rustc 1", &[("hold", 100.0), ("cancel", 5.0)]);
        assert!(hold(100.0).compare(&more).is_err());
        assert!(more.compare(&hold(100.0)).is_err());
    }

    #[test]
    fn what_is_written_is_read() {
        let pins = hold(100.5);
        let read: Pins =
            toml::from_str(&format!("{}[board]\n[code-bytes]\n", pins.text())).expect("it is TOML");
        assert_eq!(read, pins);
    }
}
