//! The emulated board: `tests/pico` in a Node that this tool starts, talks to and ends.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use super::screen::Screen;
use crate::command::{self, Command};
use crate::workspace;

/// The oldest that the emulator runs on.
const NODE: u32 = 18;

/// The board answers after so much of its time at the latest.
const PORTION_US: u64 = 200_000;

/// A running board.
#[derive(Debug)]
pub(super) struct Machine {
    child: Child,
    tasks: ChildStdin,
    answers: BufReader<ChildStdout>,
    now_us: u64,
}

/// What came of running.
#[derive(Debug, Deserialize)]
struct Ran {
    /// Microseconds since the power came.
    us: u64,
    /// What was logged, in hexadecimal digits.
    log: String,
    /// What the parts around the processor did not understand.
    complaints: Vec<String>,
    /// Why the board does not run any more.
    ended: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Seen {
    lit: bool,
    /// The dots, in hexadecimal digits, four each.
    dots: String,
}

impl Machine {
    /// Drags a file onto a board and gives it power.
    pub(super) fn start(uf2: &Path) -> Result<Self> {
        install()?;
        let mut child = std::process::Command::new("node")
            .current_dir(workspace::root())
            .arg("tests/pico/board.mjs")
            .arg(uf2)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start node")?;
        let tasks = child.stdin.take().context("no pipe to node")?;
        let answers = child.stdout.take().context("no pipe from node")?;
        Ok(Self {
            child,
            tasks,
            answers: BufReader::new(answers),
            now_us: 0,
        })
    }

    /// Microseconds since the power came.
    pub(super) fn now_us(&self) -> u64 {
        self.now_us
    }

    /// Runs until something is logged, but not for long.
    pub(super) fn run(&mut self) -> Result<Vec<u8>> {
        let ran: Ran = self.ask(&json!({ "task": "run", "us": PORTION_US }))?;
        self.now_us = ran.us;
        if !ran.complaints.is_empty() {
            bail!("beside the program:\n  {}", ran.complaints.join("\n  "));
        }
        if let Some(reason) = ran.ended {
            bail!("after {} ms {reason}", ran.us / 1000);
        }
        bytes(&ran.log)
    }

    /// Holds a key of this name down, or lets it go.
    pub(super) fn hold(&mut self, name: &str, down: bool) -> Result<()> {
        self.ask(&json!({ "task": "key", "name": name, "down": down }))
            .map(|_: Value| ())
    }

    /// Pulls the plug, and puts it back.
    pub(super) fn cut_the_power(&mut self) -> Result<()> {
        self.now_us = 0;
        self.ask(&json!({ "task": "power" })).map(|_: Value| ())
    }

    /// Lets the program stand still, until the watchdog resets the board.
    pub(super) fn hang(&mut self) -> Result<()> {
        self.ask(&json!({ "task": "hang" })).map(|_: Value| ())
    }

    /// What is to be seen on the display.
    pub(super) fn screen(&mut self) -> Result<Screen> {
        let seen: Seen = self.ask(&json!({ "task": "screen" }))?;
        ensure!(seen.lit, "the display's light is off");
        Screen::from_bytes(&bytes(&seen.dots)?)
    }

    fn ask<T: for<'a> Deserialize<'a>>(&mut self, task: &Value) -> Result<T> {
        // A node that has ended says why by itself, and then there is no answer.
        let _ = writeln!(self.tasks, "{task}").and_then(|()| self.tasks.flush());
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        ensure!(!answer.is_empty(), "node ended by itself at {task}");
        serde_json::from_str(&answer).with_context(|| format!("not an answer: {answer}"))
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Checks that Node is there, and has npm fetch the emulator that `package-lock.json` pins, once.
fn install() -> Result<()> {
    const HOW: &str = "install Node 18 or newer with npm (`apt-get install nodejs npm`, or https://nodejs.org), and then this command again";
    let version = Command::new("node").arg("--version").answer();
    let version = version.with_context(|| format!("the emulated Pico needs node: {HOW}"))?;
    ensure!(
        major(&version) >= Some(NODE),
        "node is {}, too old for the emulated Pico: {HOW}",
        version.trim()
    );
    let npm = |words| {
        Command::new("npm")
            .words("--prefix tests/pico")
            .words(words)
    };
    ensure!(
        command::find("npm").is_some(),
        "the emulated Pico needs npm: {HOW}"
    );
    // It fails if anything is missing or of another version than the lock's.
    if npm("ls").answer().is_none() {
        npm("ci --ignore-scripts --no-audit --no-fund").run()?;
    }
    Ok(())
}

/// The 20 of `v20.1.0`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The bytes of hexadecimal digits.
fn bytes(digits: &str) -> Result<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| Ok(u8::from_str_radix(str::from_utf8(pair)?, 16)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{bytes, major};

    #[test]
    fn what_node_says_is_understood() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
        assert_eq!(bytes("00ff7a").ok(), Some(vec![0, 255, 122]));
        assert!(bytes("zz").is_err());
    }
}
