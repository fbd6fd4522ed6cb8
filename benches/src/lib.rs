//! The kernel beside its peers: the same work behind one trait, so that only the queue or the kernel differs.
//!
//! - [`increments`]: how far ahead events are planned, the same sequence for everyone
//! - [`queues`]: ours and the peers' queues, and the hold model on them
//! - [`timers`]: the same queues where most events are cancelled
//! - [`kernels`]: whole kernels with agents that plan themselves again
//! - [`rounds`]: the measurement: interleaved, in processor time, the fastest round of each
//! - [`steps`]: pieces of work whose instructions are counted
//! - [`weights`]: what a queue takes of memory and code
//! - [`table`], [`targets`]: what is told, and what must hold
//!
//! The peers are compiled only with the feature `peers`.

pub mod increments;

pub mod queues;

pub mod timers;

pub mod kernels;

pub mod rounds;

pub mod steps;

pub mod table;

mod ratio;

pub mod targets;

pub mod weights;
