//! The model: how an industrial cluster rises, trades, governs itself and dies, after Li & Gao (2020).
//!
//! In reading order:
//!
//! | module | noun |
//! |---|---|
//! | [`scenario`] | the four causes, endowments and parameters of a run |
//! | [`world`] | region, households, firms, orders, market, association |
//! | [`event`] | what can happen |
//! | `mechanisms` | what it does, a room for each mechanism of the paper |
//! | `route` | which event wakes which mechanisms |
//! | [`measures`] | the four outcomes, and what is counted beside them |
//! | [`catalogue`] | mechanisms and events as data, for documents |
//! | [`room`] | how much fits into a run, and where it lies |
//! | [`run`] | scenarios and a seed, carried out year by year |

mod birth;
pub mod calendar;
pub mod catalogue;
mod demand;
pub mod event;
mod fault;
mod founding;
pub mod measures;
mod measuring;
mod mechanisms;
pub mod money;
pub mod nouns;
mod number;
mod offers;
mod pendulum;
mod prices;
pub mod room;
mod route;
pub mod run;
pub mod scenario;
mod streams;
mod turn;
pub mod world;

pub use fault::Fault;
pub use run::{BoardRun, Run, RunOf, Year};
pub use scenario::Scenario;
