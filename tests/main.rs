//! Integration tests: one binary, one folder for each crate that it drives.
#![allow(missing_docs, reason = "tests document themselves by their names")]

mod board;
mod kernel;
mod model;
