//! A command: shown before it runs, and named when it fails.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{self, Output, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::workspace;

/// A command that runs in the project's folder.
#[derive(Debug)]
pub(crate) struct Command {
    process: process::Command,
    shown: String,
}

impl Command {
    /// Cargo, the one that runs this tool.
    pub(crate) fn cargo() -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Self::new(cargo);
        // Shown as the reader would type it. The library path that `cargo run` set belongs to this
        // toolchain and would mislead another compiler.
        "cargo".clone_into(&mut command.shown);
        command.process.env_remove("LD_LIBRARY_PATH");
        command
    }

    /// A program by its name or path.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut process = process::Command::new(&program);
        process.current_dir(workspace::root());
        Self {
            process,
            shown: program.as_ref().to_string_lossy().into_owned(),
        }
    }

    /// Adds an argument.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&argument.as_ref().to_string_lossy());
        self.process.arg(argument);
        self
    }

    /// Adds arguments, separated by blanks.
    pub(crate) fn words(self, words: &str) -> Self {
        words.split_whitespace().fold(self, Self::arg)
    }

    /// Sets an environment variable, which is shown too.
    pub(crate) fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.shown = format!("{name}={} {}", value.as_ref().to_string_lossy(), self.shown);
        self.process.env(name, value);
        self
    }

    /// The command as one would type it.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Shows the command, runs it and fails if it does.
    pub(crate) fn run(mut self) -> Result<()> {
        eprintln!("$ {}", self.shown);
        let status = self
            .process
            .status()
            .with_context(|| format!("cannot start `{}`", self.shown))?;
        if !status.success() {
            bail!(
                "this command failed ({status}); repeat it with\n  {}",
                self.shown
            );
        }
        Ok(())
    }

    /// Runs the command and returns what it printed, whether it failed or not.
    pub(crate) fn output(mut self) -> Result<Output> {
        self.process
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot start `{}`", self.shown))
    }

    /// What the command printed, or nothing if it failed or does not exist.
    pub(crate) fn answer(self) -> Option<String> {
        let output = self
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok()
    }
}

/// The program of a name on the search path.
pub(crate) fn find(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| Path::is_file(candidate))
}
