//! The view: a canvas with text, and the pictures that screens are made of.

mod bars;
mod canvas;
mod icon;
mod pendulum;
mod plots;
mod scale;
mod text_block;
mod town_map;

pub(crate) use bars::{bar_row, firm_curve};
pub(crate) use canvas::{Area, Canvas};
pub(crate) use icon::Icon;
pub(crate) use pendulum::{Pendulum, STEPS, wave};
pub(crate) use text_block::{Align, Ink};
pub(crate) use town_map::{draw_road, draw_town};
