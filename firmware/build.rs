//! Turns the host's scenario files into bytes, and hands the linker the board's memory.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use polanyi::bytes::encoded;
use polanyi::scenario_file;
use polanyi_core::model::BoardRun;
use polanyi_exhibit::place::{Gathered, KEYS, SEEDS};

type AnyError = Box<dyn std::error::Error>;

const SCENARIOS: &str = "../host/scenarios";

/// Events of the exhibit's self-check: some tenths of a second on a board.
const SELF_CHECK_EVENTS: u32 = 500;

fn main() -> Result<(), AnyError> {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("places.rs"), places()?)?;
    fs::write(out.join("gallery.rs"), gallery()?)?;
    architecture();
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("none") {
        link(&out)?;
    }
    Ok(())
}

/// Names the processor's architecture as `cortex-m` does: they differ in how a stack is guarded and a fault explained.
fn architecture() {
    let target = env::var("TARGET").unwrap_or_default();
    for (start, name) in [
        ("thumbv6m-", "armv6m"),
        ("thumbv7", "armv7m"),
        ("thumbv8m.main-", "armv8m_main"),
    ] {
        println!("cargo:rustc-check-cfg=cfg({name})");
        if target.starts_with(start) {
            println!("cargo:rustc-cfg={name}");
        }
    }
}

/// The source of the table of places, in alphabetical order.
fn places() -> Result<String, AnyError> {
    println!("cargo:rerun-if-changed={SCENARIOS}");
    let mut files = fs::read_dir(SCENARIOS)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    files.sort();
    let mut source = format!(
        "/// The places.\npub static PLACES: [Place; {}] = [\n",
        files.len()
    );
    for file in files {
        println!("cargo:rerun-if-changed={}", file.display());
        let place = scenario_file::read(&file)?;
        let bytes = encoded(&place.scenario);
        writeln!(
            source,
            "    Place {{ name: {:?}, bytes: &{bytes:?} }},",
            place.key
        )?;
    }
    source.push_str("];\n");
    Ok(source)
}

/// The source of the exhibit's gallery, and of what its self-check must come to.
fn gallery() -> Result<String, AnyError> {
    let mut run = Box::new(BoardRun::EMPTY);
    let mut source = "/// The places that are shown, and how they went.\npub static GALLERY: Gallery<'static> = Gallery { places: [\n".to_owned();
    let mut check = None;
    for key in KEYS {
        let file = Path::new(SCENARIOS).join(key).with_extension("toml");
        let scenario = scenario_file::read(&file)?.scenario;
        let bytes = encoded(&scenario);
        let Gathered { years, results } = Gathered::of(&scenario, &mut run)?;
        writeln!(
            source,
            "    Place {{ scenario: &{bytes:?}, history: History {{ years: &{years:?}, results: &{results:?} }} }},"
        )?;
        if check.is_none() {
            run.start(&scenario, SEEDS[0])?;
            run.run_for(SELF_CHECK_EVENTS)?;
            check = Some(run.digest());
        }
    }
    writeln!(
        source,
        "] }};\nconst SELF_CHECK_EVENTS: u32 = {SELF_CHECK_EVENTS};\nconst SELF_CHECK_DIGEST: u64 = u64::from_le_bytes({:?});",
        check.unwrap_or_default().to_le_bytes()
    )?;
    Ok(source)
}

/// Linker arguments for every binary: the memory, cortex-m-rt's sections, defmt's strings.
fn link(out: &Path) -> io::Result<()> {
    let has = |feature| env::var_os(feature).is_some();
    let memory = if has("CARGO_FEATURE_PICO") {
        "boards/pico.x"
    } else if has("CARGO_FEATURE_PICO2") {
        "boards/pico2.x"
    } else {
        "boards/lm3s6965evb.x"
    };
    fs::copy(memory, out.join("memory.x"))?;
    println!("cargo:rerun-if-changed={memory}");
    println!("cargo:rustc-link-search={}", out.display());
    println!("cargo:rustc-link-arg-bins=-Tlink.x");
    println!("cargo:rustc-link-arg-bins=-Tdefmt.x");
    Ok(())
}
