//! An epidemic among a million people: `cargo run --release -p polanyi-core --example epidemic`.
//!
//! docs/kernel/epidemic.md describes it.
#![allow(clippy::print_stdout, reason = "a program that tells")]

#[path = "../agenda/mod.rs"]
mod agenda;
mod population;
mod theory;

use population::{CONTACTS, Population};

const PEOPLE: u32 = 1_000_000;
const FIRST_CASES: u32 = 1_000;

fn main() {
    let seed = std::env::args()
        .nth(1)
        .map_or(7, |word| word.parse().expect("the seed is a whole number"));
    let found = Population::run(seed, PEOPLE, FIRST_CASES);
    println!(
        "seed {seed}, {PEOPLE} people, {} events, at most {} planned",
        found.events, found.planned_most
    );
    println!(
        "{:24} {:>9} {:>9}",
        "share of all people", "simulated", "theory"
    );
    let first = f64::from(FIRST_CASES) / f64::from(PEOPLE);
    let row = |what, simulated: f64, expected: f64| {
        println!("{what:24} {simulated:9.4} {expected:9.4}");
    };
    row(
        "ever infected",
        found.ever_infected,
        theory::final_size(CONTACTS, first),
    );
    row(
        "infected at the peak",
        found.infected_most,
        theory::peak(CONTACTS, first),
    );
}
