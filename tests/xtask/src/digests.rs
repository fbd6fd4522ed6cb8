//! Digests: a line for each simulated year of a place, pinned in files that host and boards must reproduce.

use std::fmt;
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
            golden.entries.len()
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

/// A digest at a year, or at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The year, or the word that stands for the end.
    pub(crate) label: String,
    /// Sixteen hexadecimal digits.
    pub(crate) digest: String,
}

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.label, self.digest)
    }
}

/// The golden digests of a place.
#[derive(Debug, Clone)]
pub(crate) struct Golden {
    place: String,
    entries: Vec<Entry>,
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
            entries: text.lines().filter_map(entry).collect(),
        }
    }

    /// Compares entry number `index` of a run; the caller tells which board it was.
    pub(crate) fn compare(&self, index: usize, found: &Entry) -> Result<()> {
        match self.entries.get(index) {
            Some(expected) if expected == found => Ok(()),
            Some(expected) => bail!(
                "{} first differs: expected {expected}, found {found}",
                self.place
            ),
            None => bail!("{}: found {found} after the golden end", self.place),
        }
    }

    /// Fails if a run ended after `count` entries although more are golden.
    pub(crate) fn compare_end(&self, count: usize) -> Result<()> {
        match self.entries.get(count) {
            None => Ok(()),
            Some(missing) => bail!(
                "{}: expected {missing}, and the run had ended before",
                self.place
            ),
        }
    }

    fn compare_all(&self, text: &str) -> Result<()> {
        let found: Vec<_> = text.lines().filter_map(entry).collect();
        for (index, entry) in found.iter().enumerate() {
            self.compare(index, entry)?;
        }
        self.compare_end(found.len())
    }
}

/// The entry of a line: its first word and its digest. A line without a digest is a remark.
fn entry(line: &str) -> Option<Entry> {
    let label = line.split_whitespace().next()?;
    let digest = line.split_whitespace().find(|word| is_digest(word))?;
    Some(Entry {
        label: label.to_owned(),
        digest: digest.to_owned(),
    })
}

fn is_digest(word: &str) -> bool {
    word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{Entry, Golden, entry};

    const GOLDEN: &str = "1980 00000000000000aa\n1981 00000000000000bb\n";

    fn at(label: &str, digest: &str) -> Entry {
        Entry {
            label: label.to_owned(),
            digest: digest.to_owned(),
        }
    }

    #[test]
    fn a_line_is_a_label_and_a_digest() {
        assert_eq!(
            entry("1980 00000000000000aa"),
            Some(at("1980", "00000000000000aa"))
        );
        assert_eq!(entry("# a remark"), None);
    }

    #[test]
    fn the_first_difference_is_named() {
        let golden = Golden::new("yiwu", GOLDEN);
        assert!(golden.compare(0, &at("1980", "00000000000000aa")).is_ok());
        let error = golden
            .compare(1, &at("1981", "00000000000000bc"))
            .expect_err("a digit differs");
        let message =
            "yiwu first differs: expected 1981 00000000000000bb, found 1981 00000000000000bc";
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
