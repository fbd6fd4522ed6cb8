//! The discrete-event kernel: time, queue, engine, randomness, checkpoints. It knows nothing of what is simulated.
//!
//! In reading order:
//!
//! | module | noun |
//! |---|---|
//! | [`time`] | [`Instant`](time::Instant) and [`Span`](time::Span), integer ticks |
//! | [`codec`] | how values become bytes, for digests and checkpoints alike |
//! | [`list`] | [`List`](list::List), what tables and queues lie in |
//! | [`table`] | [`Table`](table::Table), things with ids that never name anything else |
//! | [`queue`] | [`EventQueue`](queue::EventQueue), the order of events, and its back ends |
//! | [`simulation`] | [`Model`](simulation::Model), [`Agenda`](simulation::Agenda) and the engine between them |
//! | [`observer`] | watching a run |
//! | [`digest`] | the fingerprint of a run |
//! | [`checkpoint`] | a run in bytes |
//! | [`stream`] | named random numbers, and in [`distribution`] what can be drawn from them |
//! | [`statistics`] | summaries that store no samples |
//! | [`index`] | between `u32`, which is stored, and `usize`, which addresses |
//!
//! What holds everywhere here: no clock, no I/O, no global; every container has a bound and hands the item back when it is full; the
//! same calls give the same bits on a 64-bit host and on a 32-bit board. Without the feature `alloc` nothing allocates or panics, every
//! bound is in a type, and an empty container is all zero bytes. The feature adds `Reserved` lists and the queues over them: they
//! allocate once, when they are made with a bound that is a value, and there alone panic where a host has no memory.

pub mod time;

pub mod codec;

pub mod list;

pub mod table;

pub mod queue;

pub mod simulation;

pub mod observer;

pub mod digest;

pub mod checkpoint;

pub mod stream;

pub mod distribution;

pub mod statistics;

mod halves;
pub mod index;
