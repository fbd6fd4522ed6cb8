//! The verdict: what a visitor's answers did, in one sentence, and in how many tries.

use crate::figures::{Figures, OUTCOMES};
use crate::place::{History, TRIES};
use crate::words::Text;

/// Percentage points below which an outcome counts as unchanged.
const UNCHANGED: i32 = 5;

/// What came of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing to speak of.
    None,
    /// An outcome rose or fell.
    Outcome {
        /// Its place among the outcomes.
        at: usize,
        /// Whether it rose.
        up: bool,
    },
    /// There are far more or far fewer firms.
    Firms {
        /// Whether more.
        up: bool,
    },
    /// There is no industry.
    NoFirms,
}

/// An effect, and how many tries agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) effect: Effect,
    /// Tries that show it.
    pub(crate) agreeing: u32,
    /// Tries so far.
    pub(crate) tries: u32,
}

impl Verdict {
    /// Compares each try with history's run of the same seed. Outcomes that were set themselves are not told as effects.
    pub(crate) fn of(
        tries: &[Option<Figures>; TRIES],
        history: &History<'_>,
        set: [bool; OUTCOMES],
    ) -> Self {
        let pairs = || {
            let tries = tries.iter().enumerate();
            tries.filter_map(|(at, figures)| Some(((*figures)?, history.result(at))))
        };
        let effect = strongest(pairs, set);
        let shows = pairs().filter(|(mine, was)| effect.is_shown(mine, was, set));
        Self {
            effect,
            agreeing: count(shows),
            tries: count(pairs()),
        }
    }
}

/// The effect that is told: firms come first where hardly any are left, then the outcome that moved most, then firms.
fn strongest<I: Iterator<Item = (Figures, Figures)>>(
    pairs: impl Fn() -> I,
    set: [bool; OUTCOMES],
) -> Effect {
    let firms = |of: fn(&(Figures, Figures)) -> u16| pairs().map(|pair| u32::from(of(&pair))).sum();
    let (mine, was): (u32, u32) = (firms(|pair| pair.0.firms), firms(|pair| pair.1.firms));
    if mine * 20 < was {
        return Effect::NoFirms;
    }
    let (mut best, mut most) = (Effect::None, UNCHANGED - 1);
    for at in told(set) {
        let tries = i32::try_from(pairs().count()).unwrap_or(1).max(1);
        let moved = pairs().map(|(mine, was)| points(&mine, at) - points(&was, at));
        let mean = moved.sum::<i32>() / tries;
        if mean.abs() > most {
            most = mean.abs();
            best = Effect::Outcome { at, up: mean > 0 };
        }
    }
    let many = mine * 2 > was * 3 || mine * 3 < was * 2;
    if best == Effect::None && many {
        best = Effect::Firms { up: mine > was };
    }
    best
}

/// The outcomes that are told, by their places.
fn told(set: [bool; OUTCOMES]) -> impl Iterator<Item = usize> {
    (0..).zip(set).filter_map(|(at, set)| (!set).then_some(at))
}

impl Effect {
    fn is_shown(self, mine: &Figures, was: &Figures, set: [bool; OUTCOMES]) -> bool {
        match self {
            Self::None => {
                told(set).all(|at| (points(mine, at) - points(was, at)).abs() < 2 * UNCHANGED)
            }
            Self::Outcome { at, up } => {
                let moved = points(mine, at) - points(was, at);
                if up { moved > 0 } else { moved < 0 }
            }
            Self::Firms { up } => (mine.firms > was.firms) == up,
            Self::NoFirms => u32::from(mine.firms) * 10 < u32::from(was.firms).max(1),
        }
    }

    /// It in words.
    pub(crate) fn text(self) -> Text {
        match self {
            Self::None => Text::EffectNone,
            Self::NoFirms => Text::EffectNoFirms,
            Self::Firms { up: true } => Text::EffectFirmsUp,
            Self::Firms { up: false } => Text::EffectFirmsDown,
            Self::Outcome { at, up } => match (at, up) {
                (0, true) => Text::EffectDesignUp,
                (0, false) => Text::EffectDesignDown,
                (1, true) => Text::EffectExportsUp,
                (1, false) => Text::EffectExportsDown,
                (2, true) => Text::EffectMarketUp,
                (2, false) => Text::EffectMarketDown,
                (_, true) => Text::EffectKinUp,
                (_, false) => Text::EffectKinDown,
            },
        }
    }
}

/// An outcome in percent; where nothing is sold, nothing is sold abroad, at the market or by kin.
fn points(figures: &Figures, at: usize) -> i32 {
    figures.get(at).map_or(0, i32::from)
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The market's share is always another one than history's.
    fn figures(exports: u8, kin: u8, firms: u16) -> Figures {
        Figures {
            outcomes: [Some(30), Some(exports), Some(90), Some(kin)],
            firms,
        }
    }

    fn judged(exports: [u8; TRIES], kin: u8, firms: u16, set: [bool; OUTCOMES]) -> Verdict {
        let was = Figures {
            outcomes: [Some(30), Some(40), Some(50), Some(50)],
            firms: 1000,
        };
        let results = [was.bytes(); TRIES];
        let history = History {
            years: &[],
            results: &results,
        };
        Verdict::of(
            &exports.map(|exports| Some(figures(exports, kin, firms))),
            &history,
            set,
        )
    }

    const MARKET: [bool; OUTCOMES] = [false, false, true, false];
    const MARKET_AND_KIN: [bool; OUTCOMES] = [false, false, true, true];

    fn verdict(effect: Effect, agreeing: u32) -> Verdict {
        Verdict {
            effect,
            agreeing,
            tries: 5,
        }
    }

    #[test]
    fn the_outcome_that_moved_most_is_told_with_the_tries_that_agree() {
        let exports = Effect::Outcome { at: 1, up: true };
        let judged = |exports, firms| judged(exports, 50, firms, MARKET);
        assert_eq!(judged([60, 70, 80, 90, 38], 1000), verdict(exports, 4));
        assert_eq!(judged([41, 42, 43, 38, 39], 1000), verdict(Effect::None, 5));
        assert_eq!(
            judged([40; 5], 3000),
            verdict(Effect::Firms { up: true }, 5)
        );
        assert_eq!(judged([90; 5], 20), verdict(Effect::NoFirms, 5));
    }

    #[test]
    fn what_was_set_is_neither_told_nor_counted() {
        let kin = Effect::Outcome { at: 3, up: true };
        let exports = Effect::Outcome { at: 1, up: true };
        let judged = |exports, set| judged([exports; TRIES], 80, 1000, set);
        assert_eq!(judged(50, MARKET), verdict(kin, 5));
        assert_eq!(judged(50, MARKET_AND_KIN), verdict(exports, 5));
        // Little changes but what was set: all tries agree with that.
        assert_eq!(judged(41, MARKET_AND_KIN), verdict(Effect::None, 5));
    }
}
