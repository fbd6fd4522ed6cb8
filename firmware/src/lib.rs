//! Polanyi on a board: what a board needs around the core, written so that its pure parts are tested on a host.
//!
//! - [`places`]: the host's scenario files, as bytes in flash
//! - [`self_test`]: every place at the board's capacity, reported year by year
//! - [`journal`]: a value in flash that survives the mains being switched off
//! - [`card`]: a memory card, in which the journal lies
//! - [`gallery`]: what is shown
//! - [`stand`]: the exhibit on any board
//! - [`ssd0323`]: the display
//! - [`stack`]: how deep the stack has been
//! - [`wide_clock`]: a wide clock from a narrow counter
//! - [`last_words`]: what a panic leaves for the next boot
//! - `uninit`: where that lies, on a board only
//! - [`enlarged`]: the picture for larger displays
//! - `pico`: the Raspberry Pi Pico and Pico 2, on their own targets and with their own features only
//! - `board`: the LM3S6965 evaluation board, on its own target only
#![no_std]

#[cfg(all(target_os = "none", not(feature = "pico-lcd")))]
pub mod board;
pub mod card;
pub mod enlarged;
pub mod gallery;
pub mod journal;
pub mod last_words;
#[cfg(all(target_os = "none", feature = "pico-lcd"))]
pub mod pico;
pub mod places;
pub mod self_test;
pub mod ssd0323;
pub mod stack;
pub mod stand;
#[cfg(target_os = "none")]
mod uninit;
pub mod wide_clock;
