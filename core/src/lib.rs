//! A discrete-event kernel and a model of industrial clusters that runs on it, without `std` and without allocation.
//!
//! | module | what |
//! |---|---|
//! | [`kernel`] | time, queues, engine, randomness, checkpoints; knows nothing of clusters, and is of use without them |
//! | [`model`] | how an industrial cluster rises, trades, governs itself and dies, after Li & Gao (2020) |
//!
//! # The kernel
//!
//! | to | see |
//! |---|---|
//! | say what happens | [`Model`](kernel::simulation::Model): a type of event and one function |
//! | plan, move and cancel events in it | [`Agenda`](kernel::simulation::Agenda) |
//! | run it, whole, in portions or until the present of a real clock | [`Simulation`](kernel::simulation::Simulation) |
//! | choose the order's back end | [`HeapQueue`](kernel::queue::HeapQueue) for least code, [`WheelQueue`](kernel::queue::WheelQueue) for a board, [`LadderQueue`](kernel::queue::LadderQueue) for a host |
//! | have a large queue on a host's heap | `ReservedLadderQueue` (feature `alloc`), or a [`List`](kernel::list::List) of your own |
//! | watch a run | [`Observer`](kernel::observer::Observer); [`DigestObserver`](kernel::digest::DigestObserver) to compare two |
//! | draw random numbers that no other mechanism can move | [`Stream`](kernel::stream::Stream), [distributions](kernel::distribution) |
//! | keep things that come and go | [`Table`](kernel::table::Table) |
//! | sum up without storing samples | [`statistics`](kernel::statistics) |
//! | switch off and go on | [`checkpoint`](kernel::checkpoint) |
//!
//! Pages in `docs/kernel`: choosing a queue, capacity, determinism, use in firmware, benchmarks; and three worked examples in `core/examples`
//! (a job shop, an epidemic, PHOLD), each held to theory.
//!
//! # The model
//!
//! A run is a scenario and a seed, and the same run on every machine:
//!
//! ```
//! use polanyi_core::model::{BoardRun, Scenario};
//!
//! let mut scenario = Scenario::DEFAULT;
//! scenario.timing.end_year = 1980;
//! scenario.market.seed_year = 1979;
//!
//! let mut run = Box::new(BoardRun::EMPTY);
//! run.start(&scenario, 7)?;
//! while let Some(year) = run.next_year()? {
//!     let measures = year.measures;
//!     println!("{}: {} firms, digest {:016x}", measures.year, measures.firms, year.digest);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]

pub mod kernel;
pub mod model;

/// The examples on the front page and in docs/kernel are compiled and run too.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../README.md")]
    mod front_page {}
    #[doc = include_str!("../../docs/kernel/README.md")]
    mod kernel {}
    #[doc = include_str!("../../docs/kernel/queues.md")]
    mod queues {}
    #[doc = include_str!("../../docs/kernel/capacity.md")]
    mod capacity {}
    #[doc = include_str!("../../docs/kernel/determinism.md")]
    mod determinism {}
    #[doc = include_str!("../../docs/kernel/firmware.md")]
    mod firmware {}
}
