//! A job shop, run long enough to be compared with queueing theory: `cargo run --release -p polanyi-core --example job_shop`.
//!
//! docs/kernel/job-shop.md describes it.
#![allow(clippy::print_stdout, reason = "a program that tells")]

mod shop;
mod theory;

use shop::{STATIONS, Shop};

const JOBS: u64 = 2_000_000;

fn main() {
    let seed = std::env::args()
        .nth(1)
        .map_or(7, |word| word.parse().expect("the seed is a whole number"));
    let found = Shop::run(seed, JOBS);
    println!(
        "seed {seed}, {} jobs, {} events, {} breakdowns",
        found.jobs, found.events, found.breakdowns
    );
    println!(
        "{:24} {:>9} {:>9} {:>8}",
        "", "simulated", "theory", "off by"
    );
    let theory = theory::jobs_at_stations();
    for ((station, simulated), expected) in STATIONS.iter().zip(found.at_stations).zip(theory) {
        row(&format!("jobs at {}", station.name), simulated, expected);
    }
    let expected = theory.iter().sum::<f64>() / theory::arrivals();
    row("hours in the shop", found.hours, expected);
}

fn row(what: &str, simulated: f64, expected: f64) {
    let off = 100.0 * (simulated / expected - 1.0);
    println!("{what:24} {simulated:9.4} {expected:9.4} {off:7.2}%");
}
