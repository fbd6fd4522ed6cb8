//! Debian's packages: asked about on a terminal, installed without a question in continuous integration.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use anyhow::{Result, bail};

use crate::command::{self, Command};

/// Installs packages, or says how the reader can.
pub(crate) fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let install = format!(
        "apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    );
    if command::find("apt-get").is_none() {
        bail!(
            "{purpose} needs {}, and this system has no apt-get: install them with its own package manager",
            packages.join(", ")
        );
    }
    let Some(prefix) = root_prefix() else {
        bail!(
            "{purpose} needs packages, and installing them needs root. As root, run\n  apt-get update && {install}\nand then this command again"
        );
    };
    ask(&format!(
        "{purpose}: install {} with apt-get?",
        packages.join(", ")
    ))?;
    apt(&prefix, "apt-get update")?;
    apt(&prefix, &install)
}

/// Asks on a terminal; elsewhere the answer is yes.
pub(crate) fn ask(question: &str) -> Result<()> {
    let continuous_integration = std::env::var("CI").is_ok_and(|value| value == "true");
    if continuous_integration || !io::stdin().is_terminal() {
        eprintln!("{question} yes (nobody to ask)");
        return Ok(());
    }
    eprint!("{question} [Y/n] ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    match answer.trim().to_lowercase().as_str() {
        "" | "y" | "yes" => Ok(()),
        _ => bail!("not installed, as you wished; nothing was changed"),
    }
}

/// What makes a command run as root: nothing for root, sudo where it is; none if there is no way.
fn root_prefix() -> Option<Vec<&'static str>> {
    if Command::new("id")
        .arg("-u")
        .answer()
        .is_some_and(|user| user.trim() == "0")
    {
        return Some(Vec::new());
    }
    command::find("sudo")?;
    // Without a terminal sudo must not wait for a password.
    if io::stdin().is_terminal() {
        Some(vec!["sudo"])
    } else {
        Some(vec!["sudo", "-n"])
    }
}

fn apt(prefix: &[&str], words: &str) -> Result<()> {
    let words = format!(
        "{} env DEBIAN_FRONTEND=noninteractive {words}",
        prefix.join(" ")
    );
    let (program, rest) = words
        .trim()
        .split_once(' ')
        .expect("the line has several words");
    Command::new(program).words(rest).run()
}
