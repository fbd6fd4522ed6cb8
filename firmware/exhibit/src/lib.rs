//! The museum's exhibit: keys in, a picture of 128 by 64 pixels and 16 greys out, the same on a board and on a host.
//!
//! It owns no clock, no pins and no display. The caller brings time and keys, and shows the frame:
//!
//! ```
//! use polanyi_core::model::BoardRun;
//! use polanyi_exhibit::{Exhibit, Frame, Gallery, Poll, Settings};
//!
//! # fn show(gallery: &Gallery<'_>) {
//! let mut run = Box::new(BoardRun::EMPTY);
//! let mut frame = Frame::new();
//! let mut exhibit = Exhibit::new(gallery, &mut run, Settings::DEFAULT);
//! for now in (0..1_000).step_by(10) {
//!     if exhibit.poll(now, &mut frame) == Poll::Drawn {
//!         for area in frame.changes() {
//!             // Send `frame.row(area, y)` for each of its rows to the display.
//!         }
//!     }
//! }
//! # }
//! ```
//!
//! In reading order:
//!
//! | module | noun |
//! |---|---|
//! | [`place`] | what is shown: places, and how their histories went |
//! | [`lever`] | the four causes, a question each |
//! | [`visit`] | what a visitor has chosen, small enough to be stored |
//! | [`input`] | keys, debounced, and the log by which a visit is replayed |
//! | [`words`] | texts in three languages, and their font |
//! | [`frame`] | the picture, and what has changed in it |
//! | [`figures`] | the four outcomes as whole percentages |
//! | `story` | what happens: scenes, the run that is played, captions, the comparison of tries |
//! | `view`, `screens` | how it looks |
//! | [`exhibit`] | all of it, driven by polls |
//! | [`service`] | what staff want to know |
#![no_std]
#![forbid(unsafe_code)]

pub mod exhibit;
pub mod figures;
pub mod frame;
pub mod input;
pub mod lever;
pub mod place;
mod screens;
pub mod service;
mod story;
mod view;
pub mod visit;
pub mod words;

pub use exhibit::{Exhibit, Poll, Settings};
pub use frame::Frame;
pub use place::{Gallery, History, Place};
pub use story::Scene;
pub use visit::Visit;
pub use words::Language;
