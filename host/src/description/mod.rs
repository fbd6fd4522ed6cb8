//! The model as tables: what it is made of, read from the code that runs it.

mod table;
mod tables;

pub use table::Table;
pub use tables::{measures, tables};
