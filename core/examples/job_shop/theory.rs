//! What queueing theory says of the shop: exact, because each station is fed by what looks like a Poisson process.
//!
//! Turning and milling are a Jackson network (J. R. Jackson, "Networks of Waiting Lines", Operations Research 5 (1957)
//! 518-521): each station is an M/M/c queue by itself. What leaves such a network is a Poisson process, so the press is
//! an M/M/1 queue whose server fails (H. White, L. S. Christie, "Queuing with Preemptive Priorities or with Breakdown",
//! Operations Research 6 (1958) 79-95).

use super::shop::{DOWN, PAUSE, REWORK, STATIONS, UP};

/// Arrivals an hour.
pub(crate) fn arrivals() -> f64 {
    1.0 / f64::from(PAUSE)
}

/// The mean number of jobs at each station.
pub(crate) fn jobs_at_stations() -> [f64; 3] {
    let [turning, milling, press] = &STATIONS;
    // Each visit to the mills is the last one with probability 1 - REWORK.
    let visits = arrivals() / (1.0 - f64::from(REWORK));
    [
        jobs_at(turning.servers, visits, 1.0 / f64::from(turning.hours)),
        jobs_at(milling.servers, visits, 1.0 / f64::from(milling.hours)),
        jobs_at_failing(
            arrivals(),
            1.0 / f64::from(press.hours),
            1.0 / f64::from(UP),
            1.0 / f64::from(DOWN),
        ),
    ]
}

/// M/M/c: those in service and, by Erlang's formula, those in line.
fn jobs_at(servers: u32, arrivals: f64, service: f64) -> f64 {
    let offered = arrivals / service;
    let load = offered / f64::from(servers);
    let mut term = 1.0;
    let mut sum = 0.0;
    for k in 0..servers {
        sum += term;
        term *= offered / f64::from(k + 1);
    }
    let delayed = term / (1.0 - load);
    offered + delayed / (sum + delayed) * load / (1.0 - load)
}

/// M/M/1 with a server that fails at rate `failure`, busy or not, and is repaired at rate `repair`; interrupted work is
/// resumed. From the generating functions of the two states, differentiated at 1.
fn jobs_at_failing(arrivals: f64, service: f64, failure: f64, repair: f64) -> f64 {
    let up = repair / (failure + repair);
    let downs = failure / repair;
    let stretch = 1.0 + downs;
    let while_down = downs * arrivals / repair;
    arrivals * (stretch + while_down) / (service - arrivals * stretch) + while_down * up
}
