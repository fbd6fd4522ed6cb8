//! Turns the host's scenario files into bytes, and hands the linker the board's memory.
#![expect(
    clippy::print_stdout,
    reason = "cargo reads a build script's standard output"
)]

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("places.rs"), places()?)?;
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("none") {
        link(&out)?;
    }
    Ok(())
}

/// The source of the table of places.
fn places() -> io::Result<String> {
    Ok("/// The places.\npub static PLACES: [Place; 1] = [Place { name: \"placeholder\", bytes: &[1, 2, 3] }];\n".to_owned())
}

/// Linker arguments for every binary: the memory, cortex-m-rt's sections, defmt's strings.
fn link(out: &Path) -> io::Result<()> {
    let memory = "boards/lm3s6965evb.x";
    fs::copy(memory, out.join("memory.x"))?;
    println!("cargo:rerun-if-changed={memory}");
    println!("cargo:rustc-link-search={}", out.display());
    println!("cargo:rustc-link-arg-bins=-Tlink.x");
    println!("cargo:rustc-link-arg-bins=-Tdefmt.x");
    Ok(())
}
