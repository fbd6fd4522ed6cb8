//! The door to everything that is more than one cargo command: `cargo xtask <command>`.

mod arm;
mod bench;
mod board;
mod budget;
mod command;
mod digests;
#[cfg(feature = "figures")]
mod figures;
mod firmware;
mod instructions;
mod nostd;
mod packages;
mod pico;
mod results;
mod rules;
mod setup;
mod size;
mod test;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, tests and measures Polanyi on the host and on its board.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Find or install what builds and emulates the board.
    Setup,
    /// Run every check: format, lints, tests, digests, nostd, size, board, instructions, visit, trials, a few plugs, a short soak, pico.
    Test,
    /// Run the self-test on the emulated boards and compare its digests with the golden ones.
    Board,
    /// Visit the exhibit on the emulated board, key by key, and compare its screens and its log with the host's.
    Visit,
    /// Have the exhibit hang, overflow and start with damaged memories, and see it come back.
    Trials,
    /// Run the exhibit with random visitors on the emulated board, every picture held against the host's.
    Soak {
        /// Whole days of the museum, eight hours each, which begin and end with the mains; if there are none, an hour of the first.
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=10_000))]
        days: u32,
        /// The first of them: each day has its own visitors, so that a month can be seen in parts.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        from: u32,
        /// Boards that run at once, each with a memory card of its own; the days are dealt out to them.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
        boards: u32,
    },
    /// Pull the plug of the emulated board at any instant, again and again, and see every start be a valid one.
    Plugs {
        /// How often.
        #[arg(long, default_value_t = 200)]
        pulls: u32,
    },
    /// Build the exhibit for the Raspberry Pi Pico and Pico 2, check its size, and write the files that are dragged onto the boards.
    Pico {
        /// Then run the Pico's on an emulated one, and compare its display with the host's pictures; needs Node, and takes minutes.
        #[arg(long)]
        emulate: bool,
    },
    /// Prove that the core needs neither std nor an allocator, and that its event loop cannot panic.
    Nostd,
    /// Measure flash and static RAM of the board's binaries against their budgets.
    Size,
    /// Compare the host's digests with the golden ones.
    Digests {
        /// Replace the golden digests by the host's.
        #[arg(long)]
        renew: bool,
    },
    /// Run all evaluations, and fill docs/results.md and its figures with what they give.
    Results {
        /// Runs of each place and of each arm of an experiment.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..=10_000))]
        seeds: u32,
    },
    /// Draw the figures of docs/results.md from what `results` has kept.
    #[cfg(feature = "figures")]
    Figures,
    /// Count the queues' instructions on host and board and compare them with the pinned ones.
    Instructions {
        /// Pin what is counted.
        #[arg(long)]
        renew: bool,
    },
    /// Measure queues and kernel beside their peers, and fill docs/kernel/benchmarks.md.
    Bench {
        /// A tenth of the effort, for a look; the page stays as it is.
        #[arg(long)]
        quick: bool,
    },
    /// Draw the figure of docs/kernel/benchmarks.md from what `bench` has kept.
    #[cfg(feature = "figures")]
    BenchFigure,
    /// Every check, and the documentation.
    Ci,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Task::Setup => setup::setup().map(|_| ()),
        Task::Test => test::test(),
        Task::Board => setup::setup().and_then(|arm| board::board(&arm)),
        Task::Visit => setup::setup().and_then(|arm| board::visit(&arm)),
        Task::Trials => setup::setup().and_then(|arm| board::trials(&arm)),
        Task::Soak { days, from, boards } => {
            setup::setup().and_then(|arm| board::soak(&arm, days, from, boards))
        }
        Task::Plugs { pulls } => setup::setup().and_then(|arm| board::plugs(&arm, pulls)),
        Task::Pico { emulate } => setup::builder().and_then(|arm| pico::pico(&arm, emulate)),
        Task::Nostd => setup::setup().and_then(|arm| nostd::nostd(&arm)),
        Task::Size => setup::setup().and_then(|arm| size::size(&arm)),
        Task::Digests { renew } => digests::digests(renew),
        Task::Results { seeds } => results::results(seeds),
        Task::Instructions { renew } => {
            setup::setup().and_then(|arm| instructions::instructions(&arm, renew))
        }
        Task::Bench { quick } => bench::bench(quick),
        #[cfg(feature = "figures")]
        Task::Figures => figures::figures(),
        #[cfg(feature = "figures")]
        Task::BenchFigure => figures::bench(),
        Task::Ci => test::ci(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
