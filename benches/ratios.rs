//! Our queues and kernel beside their peers, interleaved, in processor time: the tables of docs/kernel/benchmarks.md. `SimPy`
//! is measured after the others, in a process of its own.
//!
//! `cargo xtask bench` runs it. Arguments: a folder for the tables, and `--quick` for a look at a tenth of the effort.
#![allow(clippy::print_stdout, reason = "a program that tells")]

use std::path::{Path, PathBuf};
use std::{env, fs, io, thread};

use cpu_time::ProcessTime;
use polanyi::room::Heap;
use polanyi_benches::increments::{MEANS, Shape};
use polanyi_benches::rounds::{Cost, Effort, average, each, fastest, measure};
use polanyi_benches::table::Table;
use polanyi_benches::{kernels, queues, targets, timers};
use polanyi_core::model::{BoardRun, RunOf, Scenario};

const SIZES: [usize; 5] = [16, 256, 4096, 65_536, 1_048_576];
const AGENTS: [usize; 4] = [16, 256, 4096, 65_536];
const POPULATIONS: [u32; 2] = [1_000, 100_000];

/// Rounds of `SimPy`: fewer than the others', for an event takes it a hundred times as long as us.
const SIMPY_ROUNDS: u32 = 5;

/// Queues with their storage in place pass over the stack on their way into a box.
const STACK: usize = 1 << 30;

fn main() -> io::Result<()> {
    let run = thread::Builder::new().stack_size(STACK).spawn(run)?;
    run.join().expect("the measurement panicked")
}

fn run() -> io::Result<()> {
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let quick = arguments.iter().any(|word| word == "--quick");
    let folder = arguments.iter().find(|word| !word.starts_with("--"));
    let folder = PathBuf::from(folder.map_or("target/bench", String::as_str));
    let scale = if quick { 10 } else { 1 };

    let mut held: Vec<Table> = Shape::ALL.map(|shape| hold(shape, scale)).into();
    let timed = timed(scale);
    let kernels = kernels(scale);
    let (verdicts, _) = targets::verdicts(&held[0], &timed, &kernels);
    held.extend([timed, kernels, model()]);
    write(&folder, &verdicts, &held)
}

fn hold(shape: Shape, scale: u64) -> Table {
    let mut table = Table::new(
        shape.name(),
        format!("Hold model, {} increments, ns an operation:", shape.name()),
    );
    for pending in SIZES {
        eprintln!("hold, {}, {pending}", shape.name());
        let effort = hold_effort(shape, pending, scale);
        // Ties do not scale with the mean.
        let octaves = if shape == Shape::Ties { 1 } else { MEANS.len() };
        let set_up = |mean: &u64| queues::all(pending, shape, *mean);
        let costs: Vec<Vec<Cost>> = MEANS[..octaves]
            .chunks(octaves_at_once(pending))
            .flat_map(|means| measure(&mut means.iter().map(set_up).collect::<Vec<_>>(), effort))
            .collect();
        table.add(pending.to_string(), average(&costs));
    }
    table
}

/// How many octaves are measured in turn. Larger queues of all of them would take the caches away from each other, and gigabytes of
/// memory.
const fn octaves_at_once(pending: usize) -> usize {
    if pending > 4096 { 1 } else { MEANS.len() }
}

/// A round of a large queue turns it over about once: queues that work in bursts show their whole cost.
fn hold_effort(shape: Shape, pending: usize, scale: u64) -> Effort {
    let (rounds, operations) = match pending {
        0..=4096 => (27, 100_000),
        4097..=65_536 => (18, 200_000),
        _ if shape == Shape::Exponential => (5, 1_000_000),
        _ => (3, 1_000_000),
    };
    Effort {
        warm_up: operations / 4 / scale,
        rounds,
        operations: operations / scale,
    }
}

fn timed(scale: u64) -> Table {
    let mut table = Table::new(
        "timers",
        "Timers, most of them cancelled (one pop, one cancel, two schedules), ns an operation:",
    );
    for agents in AGENTS {
        eprintln!("timers, {agents}");
        let effort = Effort {
            // Until the first cancelled time-outs come to the surface of those who leave them in.
            warm_up: 24 * agents as u64,
            rounds: 27,
            operations: 100_000 / scale,
        };
        let costs = measure(&mut [timers::all(agents)], effort).concat();
        table.add(agents.to_string(), costs);
    }
    table
}

fn kernels(scale: u64) -> Table {
    let mut table = Table::new(
        "kernels",
        "Whole kernels, so many agents that plan themselves again, ns an event:",
    );
    for agents in POPULATIONS {
        eprintln!("kernels, {agents} agents");
        let effort = Effort {
            warm_up: u64::from(agents),
            rounds: 27,
            operations: 200_000 / scale,
        };
        let mut costs = measure(&mut [kernels::all(agents)], effort).concat();
        match kernels::simpy::cost(agents, effort.operations, SIMPY_ROUNDS) {
            Ok(cost) => costs.push(cost),
            Err(error) => eprintln!("{error}"),
        }
        table.add(agents.to_string(), costs);
    }
    table
}

/// A place from beginning to end.
fn model() -> Table {
    eprintln!("model");
    let board = || {
        let mut run = Box::new(BoardRun::EMPTY);
        run.start(&Scenario::DEFAULT, 7)
            .expect("the default is valid");
        while run.next_year().expect("the default runs").is_some() {}
        run.events()
    };
    let host = || {
        let mut run = RunOf::<Heap>::EMPTY;
        run.start(&Scenario::DEFAULT, 7)
            .expect("the default is valid");
        while run.next_year().expect("the default runs").is_some() {}
        run.events()
    };
    let mut table = Table::new(
        "model",
        "The model of clusters, default place, ns an event:",
    );
    let costs = vec![
        timed_run("board's capacity", board),
        timed_run("host's capacity", host),
    ];
    table.add("events", costs);
    table
}

fn timed_run(name: &'static str, run: impl Fn() -> u64) -> Cost {
    let sample = |_| {
        let start = ProcessTime::now();
        let events = run();
        each(start.elapsed(), events)
    };
    Cost {
        name,
        ns: fastest(&[(); 5].map(sample)),
    }
}

fn write(folder: &Path, verdicts: &str, tables: &[Table]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let markdown: Vec<_> = tables.iter().map(Table::markdown).collect();
    let text = format!("{verdicts}\n{}", markdown.join("\n"));
    println!("{text}");
    fs::write(folder.join("tables.md"), text)?;
    fs::write(
        folder.join("tables.csv"),
        tables.iter().map(Table::csv).collect::<String>(),
    )
}
