//! House rules on the core's source that no compiler checks.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::digests;
use crate::workspace;

/// The one file that may reach for the heap: it is compiled only with the feature `alloc`.
const HEAP: &str = "kernel/list/reserved.rs";
/// What stands before its name where it is declared.
const HEAP_GATE: &str = "#[cfg(feature = \"alloc\")]\nmod reserved;";

/// Checks them all and names every breach.
pub(crate) fn check() -> Result<()> {
    let core = workspace::root().join("core/src");
    let files = read_all(&core)?;
    let places = digests::places()?;
    let mut breaches = Vec::new();
    let list = files
        .iter()
        .find(|(path, _)| *path == core.join("kernel/list/mod.rs"));
    let is_gated = list.is_some_and(|(_, text)| text.contains(HEAP_GATE));
    for (path, text) in files.iter().filter(|(path, _)| !is_test(path)) {
        if !(is_gated && *path == core.join(HEAP)) {
            breaches.extend(
                outer_worlds(text)
                    .map(|line| format!("{}:{line}: reaches for std or alloc", path.display())),
            );
        }
        if path.starts_with(core.join("model/mechanisms")) {
            let named = places.iter().filter(|place| names(text, place));
            breaches.extend(
                named.map(|place| format!("{}: a mechanism names {place}", path.display())),
            );
        }
    }
    let manifest = fs::read_to_string(workspace::root().join("core/Cargo.toml"))?;
    let root = files.iter().find(|(path, _)| *path == core.join("lib.rs"));
    if !forbids_unsafe(root.map_or("", |(_, text)| text), &manifest) {
        breaches.push("core/src/lib.rs: unsafe code is not forbidden".to_owned());
    }
    if !breaches.is_empty() {
        bail!("house rules are broken:\n  {}", breaches.join("\n  "));
    }
    eprintln!("house rules hold in {} files of the core", files.len());
    Ok(())
}

/// A file of unit tests, which run on a host with all its libraries.
fn is_test(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str() == "tests.rs" || part.as_os_str() == "tests")
}

/// Unsafe code is forbidden in the source itself, or by a manifest that does not take its lints from the workspace.
fn forbids_unsafe(root: &str, manifest: &str) -> bool {
    root.contains("#![forbid(unsafe_code)]") || manifest.contains("unsafe_code = \"forbid\"")
}

/// Lines that reach for a crate beyond `core`, tests and comments left out.
fn outer_worlds(text: &str) -> impl Iterator<Item = usize> {
    let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
    let reaches = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        code.contains("extern crate")
            || ["std::", "alloc::"]
                .iter()
                .any(|path| names_crate(code, path))
    };
    shipped
        .lines()
        .enumerate()
        .filter(move |(_, line)| reaches(line))
        .map(|(index, _)| index + 1)
}

/// Whether `path` stands in `code` as a crate and not as the end of a longer name.
fn names_crate(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(index, _)| {
        let before = code[..index].chars().next_back();
        !before.is_some_and(|character| {
            character.is_alphanumeric() || character == '_' || character == ':'
        })
    })
}

/// Whether a text names a place, in any of the ways that a name with hyphens is written.
fn names(text: &str, place: &str) -> bool {
    let text = text.to_lowercase();
    [
        place.to_owned(),
        place.replace('-', "_"),
        place.replace('-', " "),
    ]
    .iter()
    .any(|name| text.contains(name))
}

/// Every Rust file below a folder, with its text.
fn read_all(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(read_all(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            files.push((path, text));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{forbids_unsafe, names, outer_worlds};

    #[test]
    fn std_and_alloc_are_found_outside_of_tests_and_comments() {
        let lines = |text| outer_worlds(text).collect::<Vec<_>>();
        assert_eq!(lines("extern crate std;\n"), [1]);
        assert_eq!(
            lines("fn f() {}\nuse alloc::vec::Vec;\nlet x = std::mem::take(y);"),
            [2, 3]
        );
        assert_eq!(
            lines("// std::mem\nuse my_std::x;\n#[cfg(test)]\nmod tests { extern crate std; }"),
            [0_usize; 0]
        );
    }

    #[test]
    fn a_place_is_found_however_it_is_written() {
        assert!(names("// as in Emilia Romagna", "emilia-romagna"));
        assert!(names("fn emilia_romagna() {}", "emilia-romagna"));
        assert!(!names("fn yield_of() {}", "yiwu"));
    }

    #[test]
    fn unsafe_is_forbidden_by_source_or_manifest() {
        assert!(forbids_unsafe("#![forbid(unsafe_code)]", ""));
        assert!(forbids_unsafe("", "unsafe_code = \"forbid\""));
        assert!(!forbids_unsafe(
            "#![deny(unsafe_code)]",
            "unsafe_code = \"deny\""
        ));
    }
}
