//! PHOLD: `cargo run --release -p polanyi-core --example phold`.
//!
//! docs/kernel/phold.md describes it.
#![allow(clippy::print_stdout, reason = "a program that tells")]

#[path = "../agenda/mod.rs"]
mod agenda;
mod network;

use network::Network;

const NODES: u32 = 10_000;
const MESSAGES: u32 = 160_000;
const MEANS: u64 = 20;

fn main() {
    let seed = std::env::args()
        .nth(1)
        .map_or(7, |word| word.parse().expect("the seed is a whole number"));
    let start = std::time::Instant::now();
    let found = Network::run(seed, NODES, MESSAGES, MEANS);
    let seconds = start.elapsed().as_secs_f64();
    println!("seed {seed}, {NODES} nodes, {MESSAGES} messages under way, {MEANS} mean delays");
    println!("events                   {:>9}", found.events);
    println!("expected                 {:>9.0}", found.expected);
    println!("in standard deviations   {:>9.2}", found.deviations());
    println!(
        "spread over nodes        {:>9.3}   (1 if messages choose at random)",
        found.dispersion
    );
    println!(
        "digest            {:016x}   (the same on every machine)",
        found.digest
    );
    println!(
        "{:.1} million events a second here, digest included",
        events_in_millions(found.events) / seconds
    );
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "a figure of two digits is shown"
)]
fn events_in_millions(events: u64) -> f64 {
    events as f64 / 1e6
}
