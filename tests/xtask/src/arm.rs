//! The way to build for ARM: with installed targets, or with the source of a compiler's own `core`.

use std::path::{Path, PathBuf};

use crate::command::{self, Command};
use crate::workspace;

/// Cortex-M0: no floating-point unit, no compare-and-swap.
pub(crate) const THUMBV6M: &str = "thumbv6m-none-eabi";
/// Cortex-M3.
pub(crate) const THUMBV7M: &str = "thumbv7m-none-eabi";
/// Cortex-M4 with its floating-point unit.
pub(crate) const THUMBV7EM: &str = "thumbv7em-none-eabihf";
/// Cortex-M33 with its floating-point unit.
pub(crate) const THUMBV8M: &str = "thumbv8m.main-none-eabihf";
/// All that the project builds for.
pub(crate) const TARGETS: [&str; 4] = [THUMBV6M, THUMBV7M, THUMBV7EM, THUMBV8M];

/// How this machine builds for ARM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arm {
    /// The active toolchain has the targets.
    Targets,
    /// A compiler that has no targets but the source of its `core`, which is built along.
    Source {
        /// The compiler.
        rustc: PathBuf,
        /// A linker for ARM.
        linker: PathBuf,
    },
}

impl Arm {
    /// The way that needs no installation, if there is one.
    ///
    /// `XTASK_ARM=targets` or `XTASK_ARM=source` asks for one of the two.
    pub(crate) fn find() -> Option<Self> {
        let targets = || has_targets().then_some(Self::Targets);
        match wish().as_deref() {
            Some("targets") => targets(),
            Some("source") => find_source(),
            _ => targets().or_else(find_source),
        }
    }

    /// A cargo command such as `build` for a target.
    pub(crate) fn cargo(&self, subcommand: &str, target: &str) -> Command {
        let cargo = Command::cargo()
            .arg(subcommand)
            .words("--target")
            .arg(target)
            .arg("--target-dir")
            .arg(workspace::board_target());
        match self {
            Self::Targets => cargo,
            Self::Source { rustc, linker } => cargo
                .arg("-Zbuild-std=core")
                .variable(&linker_variable(target), linker)
                // Stable compilers build their own core only when told that they are bootstrapping.
                .variable("RUSTC_BOOTSTRAP", "1")
                .variable("RUSTC", rustc),
        }
    }

    /// Who compiles: the same answer means the same code.
    pub(crate) fn compiler(&self) -> Option<String> {
        let (rustc, way) = match self {
            Self::Targets => (Path::new("rustc"), "its targets"),
            Self::Source { rustc, .. } => (rustc.as_path(), "core from source"),
        };
        let version = Command::new(rustc).arg("--version").answer()?;
        Some(format!("{}, {way}", version.trim()))
    }

    /// The way in words.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Targets => "the active toolchain's installed targets".to_owned(),
            Self::Source { rustc, linker } => {
                format!(
                    "core from source with {}, linked by {}",
                    rustc.display(),
                    linker.display()
                )
            }
        }
    }
}

/// Which way the caller asked for.
pub(crate) fn wish() -> Option<String> {
    std::env::var("XTASK_ARM").ok()
}

/// Whether the active toolchain has every target, with or without rustup.
fn has_targets() -> bool {
    let Some(sysroot) = sysroot(Path::new("rustc")) else {
        return false;
    };
    TARGETS.iter().all(|target| {
        sysroot
            .join("lib/rustlib")
            .join(target)
            .join("lib")
            .is_dir()
    })
}

fn find_source() -> Option<Arm> {
    let compilers = [PathBuf::from("rustc"), PathBuf::from("/usr/bin/rustc")];
    let rustc = compilers
        .into_iter()
        .find(|rustc| has_source(rustc) && is_new_enough(rustc))?;
    Some(Arm::Source {
        linker: find_linker(&rustc)?,
        rustc,
    })
}

fn has_source(rustc: &Path) -> bool {
    sysroot(rustc).is_some_and(|sysroot| {
        sysroot
            .join("lib/rustlib/src/rust/library/core/src/lib.rs")
            .is_file()
    })
}

fn is_new_enough(rustc: &Path) -> bool {
    let version = Command::new(rustc).arg("--version").answer();
    version.and_then(|version| minor(&version))
        >= minor(concat!("rustc ", env!("CARGO_PKG_RUST_VERSION")))
}

/// The 95 of `rustc 1.95.0 (...)`.
fn minor(version: &str) -> Option<u32> {
    version
        .split_whitespace()
        .nth(1)?
        .split('.')
        .nth(1)?
        .parse()
        .ok()
}

/// A linker for ARM: a toolchain's own, or LLVM's.
fn find_linker(rustc: &Path) -> Option<PathBuf> {
    let own = [Path::new("rustc"), rustc].into_iter().filter_map(|rustc| {
        let host = host(rustc)?;
        Some(
            sysroot(rustc)?
                .join("lib/rustlib")
                .join(host)
                .join("bin/rust-lld"),
        )
    });
    let on_path = ["rust-lld", "ld.lld"].into_iter().filter_map(command::find);
    own.filter(|path| path.is_file()).chain(on_path).next()
}

fn sysroot(rustc: &Path) -> Option<PathBuf> {
    Command::new(rustc)
        .words("--print sysroot")
        .answer()
        .map(|path| PathBuf::from(path.trim()))
}

fn host(rustc: &Path) -> Option<String> {
    let version = Command::new(rustc).arg("-vV").answer()?;
    version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
}

fn linker_variable(target: &str) -> String {
    format!(
        "CARGO_TARGET_{}_LINKER",
        target.to_uppercase().replace(['-', '.'], "_")
    )
}

#[cfg(test)]
mod tests {
    use super::{linker_variable, minor};

    #[test]
    fn cargo_reads_the_linker_of_a_target_from_this_variable() {
        assert_eq!(
            linker_variable(super::THUMBV7EM),
            "CARGO_TARGET_THUMBV7EM_NONE_EABIHF_LINKER"
        );
        assert_eq!(
            linker_variable(super::THUMBV8M),
            "CARGO_TARGET_THUMBV8M_MAIN_NONE_EABIHF_LINKER"
        );
    }

    #[test]
    fn versions_compare_by_their_second_number() {
        assert_eq!(minor("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some(96));
        assert_eq!(minor("rustc 1.95"), Some(95));
        assert_eq!(minor("rustc"), None);
    }
}
