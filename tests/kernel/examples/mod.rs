//! The worked examples of core/examples on small sizes, held to the same theory as on their pages.

#[path = "../../../core/examples/agenda/mod.rs"]
mod agenda;

mod epidemic;
mod job_shop;
mod phold;
