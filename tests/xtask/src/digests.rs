//! Digests: a line for each simulated year of a place, pinned in files that host and boards must reproduce.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::command::Command;
use crate::workspace;

/// The places that have a scenario file, in alphabetical order.
pub(crate) fn places() -> Result<Vec<String>> {
    let folder = workspace::root().join("host/scenarios");
    let mut places = Vec::new();
    for entry in
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            places.extend(
                path.file_stem()
                    .map(|stem| stem.to_string_lossy().into_owned()),
            );
        }
    }
    places.sort();
    Ok(places)
}

/// `digests`: the host's release build against the golden files, or the files renewed from it.
pub(crate) fn digests(renew: bool) -> Result<()> {
    let places = places()?;
    if places.is_empty() {
        bail!("host/scenarios holds no scenario file");
    }
    Command::cargo()
        .words("build --release --package polanyi")
        .run()?;
    for place in places {
        let found = host(&place)?;
        if renew {
            fs::create_dir_all(folder())?;
            fs::write(path(&place), &found)?;
            eprintln!("{place}: renewed");
            continue;
        }
        let golden = Golden::read(&place)?;
        golden.compare_all(&found).context("host")?;
        eprintln!(
            "{place}: the host's digests are the golden ones, {} lines",
            golden.lines.len()
        );
    }
    Ok(())
}

fn host(place: &str) -> Result<String> {
    let command = Command::cargo()
        .words("run --release --quiet --package polanyi -- digest")
        .arg(place)
        .words("--seed 7");
    let shown = command.shown().to_owned();
    let output = command.output()?;
    if !output.status.success() {
        bail!(
            "`{shown}` failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` did not print text"))
}

fn folder() -> PathBuf {
    workspace::root().join("tests/golden/digests")
}

fn path(place: &str) -> PathBuf {
    folder().join(place).with_extension("txt")
}

/// The golden digests of a place, line by line.
#[derive(Debug, Clone)]
pub(crate) struct Golden {
    place: String,
    lines: Vec<String>,
}

impl Golden {
    /// Reads those of a place.
    pub(crate) fn read(place: &str) -> Result<Self> {
        let path = path(place);
        let text = fs::read_to_string(&path).with_context(|| {
            format!(
                "cannot read {}; `cargo xtask digests --renew` writes it",
                path.display()
            )
        })?;
        Ok(Self::new(place, &text))
    }

    fn new(place: &str, text: &str) -> Self {
        Self {
            place: place.to_owned(),
            lines: text.lines().map(str::to_owned).collect(),
        }
    }

    /// Compares line number `index` of a run: `YYYY <digest>`, and at the end `final <digest> <events> events`.
    pub(crate) fn compare(&self, index: usize, found: &str) -> Result<()> {
        match self.lines.get(index) {
            Some(expected) if expected == found => Ok(()),
            Some(expected) => bail!(
                "{} first differs: expected `{expected}`, found `{found}`",
                self.place
            ),
            None => bail!("{}: found `{found}` after the golden end", self.place),
        }
    }

    /// Fails if a run ended after `count` lines although more are golden.
    pub(crate) fn compare_end(&self, count: usize) -> Result<()> {
        match self.lines.get(count) {
            None => Ok(()),
            Some(missing) => bail!(
                "{}: expected `{missing}`, and the run had ended before",
                self.place
            ),
        }
    }

    fn compare_all(&self, text: &str) -> Result<()> {
        for (index, line) in text.lines().enumerate() {
            self.compare(index, line)?;
        }
        self.compare_end(text.lines().count())
    }
}

#[cfg(test)]
mod tests {
    use super::Golden;

    const GOLDEN: &str =
        "1980 00000000000000aa\n1981 00000000000000bb\nfinal 00000000000000bb 9 events\n";

    #[test]
    fn the_first_difference_is_named() {
        let golden = Golden::new("yiwu", GOLDEN);
        assert!(golden.compare(0, "1980 00000000000000aa").is_ok());
        let error = golden
            .compare(1, "1981 00000000000000bc")
            .expect_err("a digit differs");
        let message =
            "yiwu first differs: expected `1981 00000000000000bb`, found `1981 00000000000000bc`";
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn runs_that_are_too_short_or_too_long_fail() {
        let golden = Golden::new("yiwu", GOLDEN);
        assert!(golden.compare_all(GOLDEN).is_ok());
        assert!(golden.compare_all("1980 00000000000000aa\n").is_err());
        assert!(
            golden
                .compare_all(&format!("{GOLDEN}1982 00000000000000cc\n"))
                .is_err()
        );
    }
}
