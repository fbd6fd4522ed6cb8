//! The story: what happens, and nothing of how it looks.

mod caption;
mod player;
mod show;
mod town;
mod verdict;

#[cfg(test)]
pub(crate) use caption::CAPTIONS;
pub(crate) use caption::{Caption, Captions};
pub(crate) use player::Player;
pub(crate) use show::{CARD_TICKS, Part, Show, part_of};
pub(crate) use town::{PLOTS, Town};
pub(crate) use verdict::{Effect, Verdict};

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// The story that is told to nobody in particular.
    Attract,
    /// Choosing a place.
    Choosing,
    /// The question of the lever of this number.
    Asking(u8),
    /// The run.
    Running,
    /// Its result.
    Result,
    /// What staff want to know.
    Service,
}
