//! Runs one piece of work so that callgrind can count its instructions: `cargo xtask instructions`.
#![allow(clippy::print_stdout, reason = "a program that tells")]

use std::process::ExitCode;

use polanyi_benches::rounds::Contender;
use polanyi_benches::steps;

/// Enough to drown what happens once, and few enough for an emulated processor.
const OPERATIONS: u64 = 10_000;

/// What callgrind counts, and nothing else.
#[inline(never)]
fn counted(contender: &mut dyn Contender) -> u64 {
    contender.work(OPERATIONS).operations
}

/// With the name of a piece of work: does it. Without: lists all names.
fn main() -> ExitCode {
    let Some(name) = std::env::args().nth(1) else {
        for name in steps::names() {
            println!("{name}");
        }
        return ExitCode::SUCCESS;
    };
    let Some(mut contender) = steps::find(&name) else {
        eprintln!("no piece of work is called {name}");
        return ExitCode::FAILURE;
    };
    contender.work(OPERATIONS);
    println!("{}", counted(&mut *contender));
    ExitCode::SUCCESS
}
