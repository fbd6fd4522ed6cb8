//! The host's counts: callgrind runs each piece of work of the bench crate.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::command::Command;
use crate::workspace;

/// Instructions an operation of every piece of work.
pub(super) fn count() -> Result<BTreeMap<String, f64>> {
    Command::cargo()
        .words("build --release --package polanyi-benches --bin instructions")
        .run()?;
    let program = program();
    let names = Command::new(&program)
        .answer()
        .context("the list of work is missing")?;
    names
        .lines()
        .map(|name| Ok((name.to_owned(), callgrind(&program, name)?)))
        .collect()
}

fn program() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    workspace::root().join(target).join("release/instructions")
}

fn callgrind(program: &std::path::Path, name: &str) -> Result<f64> {
    let output = Command::new("valgrind")
        .words("--tool=callgrind --toggle-collect=*counted* --callgrind-out-file=/dev/null")
        .arg(program)
        .arg(name)
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        bail!("callgrind did not count {name}:\n{said}");
    }
    let operations = String::from_utf8_lossy(&output.stdout).trim().parse()?;
    let collected =
        collected(&said).with_context(|| format!("callgrind counted nothing of {name}"))?;
    Ok(each(collected, operations))
}

/// The number of `==1== Collected : 123`.
fn collected(said: &str) -> Option<u64> {
    let (_, rest) = said.split_once("Collected : ")?;
    rest.split_whitespace()
        .next()?
        .parse()
        .ok()
        .filter(|count| *count > 0)
}

#[expect(clippy::cast_precision_loss, reason = "five digits are kept")]
fn each(instructions: u64, operations: u64) -> f64 {
    instructions as f64 / operations.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn callgrind_says_what_it_counted() {
        assert_eq!(
            collected("==9== Events    : Ir\n==9== Collected : 4450015\n==9==\n"),
            Some(4_450_015)
        );
        assert_eq!(collected("==9== Collected : 0\n"), None);
        assert_eq!(collected(""), None);
    }
}
