//! A discrete-event kernel and a model of industrial clusters that runs on it, without `std` and without allocation.
//!
//! | module | what |
//! |---|---|
//! | [`kernel`] | time, queues, engine, randomness, checkpoints; knows nothing of clusters, and is of use without them |
//! | [`model`] | how an industrial cluster rises, trades, governs itself and dies, after Li & Gao (2020) |
//!
//! # The kernel
//!
//! A model is a type with a type of event and one function. The engine takes the next event, moves the clock, and calls it:
//!
//! ```
//! use polanyi_core::kernel::queue::HeapQueue;
//! use polanyi_core::kernel::simulation::{Agenda, Model, ScheduleError, Simulation};
//! use polanyi_core::kernel::time::{Instant, Span};
//!
//! /// A counter with one clerk: customers come every five minutes and are served for four.
//! struct Counter {
//!     served: u32,
//! }
//!
//! #[derive(Clone, Copy, Debug)]
//! enum Event {
//!     Arrive,
//!     Leave,
//! }
//!
//! impl Model for Counter {
//!     type Event = Event;
//!     type Fault = ScheduleError<Event>;
//!
//!     fn handle<A: Agenda<Event>>(&mut self, event: Event, agenda: &mut A) -> Result<(), Self::Fault> {
//!         match event {
//!             Event::Arrive => {
//!                 agenda.schedule_in(Span::from_ticks(4), Event::Leave)?;
//!                 agenda.schedule_in(Span::from_ticks(5), Event::Arrive)?;
//!             }
//!             Event::Leave => self.served += 1,
//!         }
//!         Ok(())
//!     }
//! }
//!
//! // Two events at most can wait: the bound is in the type, and nothing is allocated.
//! let mut counter: Simulation<Counter, HeapQueue<Event, 2>> = Simulation::new(Counter { served: 0 });
//! counter.schedule_at(Instant::ZERO, Event::Arrive)?;
//! counter.run_until(Instant::from_ticks(60), &mut ())?;
//! assert_eq!(counter.model().served, 12);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate is not on crates.io. Depend on it by git, or by the path of a copy; the rest of the repository is not built along:
//!
//! ```toml
//! [dependencies]
//! polanyi-core = { git = "<the repository's address>" }
//! ```
//!
//! It needs Rust 1.95 and neither `std` nor `unsafe`, and is tested down to a Cortex-M0. One feature, off by default: `alloc`, for queues
//! on the heap of a host.
//!
//! | to | see |
//! |---|---|
//! | say what happens | [`Model`](kernel::simulation::Model): a type of event and one function |
//! | plan, move and cancel events in it | [`Agenda`](kernel::simulation::Agenda) |
//! | run it, whole, in portions or until the present of a real clock | [`Simulation`](kernel::simulation::Simulation) |
//! | choose the order's back end | [`HeapQueue`](kernel::queue::HeapQueue) for least code, [`SmallWheelQueue`](kernel::queue::SmallWheelQueue) for a board, [`LadderQueue`](kernel::queue::LadderQueue) for a host, [`WheelQueue`](kernel::queue::WheelQueue) for a host that cancels much |
//! | have a large queue on a host's heap | `ReservedLadderQueue` (feature `alloc`), or a [`List`](kernel::list::List) of your own |
//! | watch a run | [`Observer`](kernel::observer::Observer); [`DigestObserver`](kernel::digest::DigestObserver) to compare two |
//! | draw random numbers that no other mechanism can move | [`Stream`](kernel::stream::Stream), [distributions](kernel::distribution) |
//! | keep things that come and go | [`Table`](kernel::table::Table) |
//! | sum up without storing samples | [`statistics`](kernel::statistics) |
//! | switch off and go on | [`checkpoint`](kernel::checkpoint) |
//!
//! Pages in the repository: `docs/kernel/queues.md` (choosing a queue), `capacity.md` (what fits and what wears out), `checkpoints.md`, `determinism.md`,
//! `firmware.md` (woken by interrupts), `benchmarks.md`. Worked examples, each held to theory by a test: `core/examples/job_shop`,
//! `epidemic` and `phold`, as in `cargo run --release -p polanyi-core --example phold`.
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
    #[doc = include_str!("../../docs/kernel/checkpoints.md")]
    mod checkpoints {}
    #[doc = include_str!("../../docs/kernel/firmware.md")]
    mod firmware {}
}
