//! Debouncing: what a contact does, and what its user meant.
//!
//! A press counts when the contact is still made a few milliseconds after it was first seen made, so that it is felt at once and a
//! single glitch is not; it is over only when the contact has been open for a while without a break. However long
//! a contact chatters, it is one press. A key counts only after it was seen released: one that is down at the start, or stuck, is nobody's wish.

/// How long a contact must have been made, milliseconds.
pub const MADE_MS: u32 = 4;
/// How long it must have been open without a break before it can be pressed again.
pub const OPEN_MS: u32 = 30;

/// A contact, as its samples tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Debouncer {
    state: State,
    /// When `state` began, or when the contact was last seen made.
    since: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not sampled yet.
    Unknown,
    /// Down since before anybody looked.
    Locked,
    Released,
    /// Seen made, perhaps a glitch.
    Touched {
        first: u32,
    },
    Pressed,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// It was pressed.
    Pressed,
    /// It was released.
    Released,
}

impl Default for Debouncer {
    fn default() -> Self {
        Self::new()
    }
}

impl Debouncer {
    /// A contact that nobody has looked at.
    pub const fn new() -> Self {
        Self {
            state: State::Unknown,
            since: 0,
        }
    }

    /// Takes a sample at `now`, milliseconds of a clock that may wrap.
    pub fn sample(&mut self, made: bool, now: u32) -> Option<Edge> {
        let quiet = now.wrapping_sub(self.since);
        match self.state {
            State::Unknown => {
                self.since = now;
                self.state = State::Locked;
                None
            }
            State::Locked => {
                self.open_for(made, now, quiet);
                None
            }
            State::Released => {
                if made {
                    self.since = now;
                    self.state = State::Touched { first: now };
                }
                None
            }
            State::Touched { first } => self.touched(made, now, first, quiet),
            State::Pressed => self.open_for(made, now, quiet).then_some(Edge::Released),
        }
    }

    /// Whether it is down, from a press that counted or from before.
    pub const fn is_down(&self) -> bool {
        matches!(self.state, State::Pressed | State::Locked)
    }

    /// Whether it has been open for long enough, and not been touched since.
    pub const fn is_released(&self) -> bool {
        matches!(self.state, State::Released)
    }

    fn touched(&mut self, made: bool, now: u32, first: u32, quiet: u32) -> Option<Edge> {
        if made {
            self.since = now;
            if now.wrapping_sub(first) >= MADE_MS {
                self.state = State::Pressed;
                return Some(Edge::Pressed);
            }
        } else if quiet >= OPEN_MS {
            self.state = State::Released;
        }
        None
    }

    /// Waits for the contact to be open long enough; says whether it has been.
    fn open_for(&mut self, made: bool, now: u32, quiet: u32) -> bool {
        if made {
            self.since = now;
        } else if quiet >= OPEN_MS {
            self.state = State::Released;
            return true;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::vec::Vec;

    use proptest::prelude::*;

    use super::*;

    /// The edges of a trace of samples a millisecond apart, with their times.
    fn edges(start: u32, trace: impl IntoIterator<Item = bool>) -> Vec<(u32, Edge)> {
        let mut contact = Debouncer::new();
        let mut edges = Vec::new();
        for (at, made) in (0_u32..).zip(trace) {
            if let Some(edge) = contact.sample(made, start.wrapping_add(at)) {
                edges.push((at, edge));
            }
        }
        edges
    }

    fn for_ms(made: bool, ms: usize) -> impl Iterator<Item = bool> {
        core::iter::repeat_n(made, ms)
    }

    #[test]
    fn a_press_is_felt_within_five_milliseconds() {
        let trace = for_ms(false, 50)
            .chain(for_ms(true, 100))
            .chain(for_ms(false, 50));
        assert_eq!(
            edges(0, trace),
            [(54, Edge::Pressed), (179, Edge::Released)]
        );
    }

    #[test]
    fn a_glitch_is_nothing() {
        let trace = for_ms(false, 50)
            .chain(for_ms(true, 3))
            .chain(for_ms(false, 200));
        assert_eq!(edges(0, trace), []);
    }

    #[test]
    fn chatter_of_any_length_is_one_press() {
        for ms in [1, 2, 5, 20, 10_000] {
            let chatter = (0..ms).map(|at| at % 2 == 0);
            let trace = for_ms(false, 50)
                .chain(chatter)
                .chain(for_ms(true, 80))
                .chain((0..ms).map(|at| at % 2 == 1));
            let trace = trace.chain(for_ms(false, 100));
            let edges: Vec<_> = edges(0, trace).into_iter().map(|(_, edge)| edge).collect();
            assert_eq!(edges, [Edge::Pressed, Edge::Released], "{ms} ms");
        }
    }

    #[test]
    fn a_key_that_is_down_at_the_start_counts_only_after_its_release() {
        let trace = for_ms(true, 500)
            .chain(for_ms(false, 100))
            .chain(for_ms(true, 100));
        assert_eq!(edges(0, trace), [(604, Edge::Pressed)]);
        assert_eq!(edges(0, for_ms(true, 100_000)), []);
    }

    #[test]
    fn a_clock_wraps_at_any_moment_of_a_press() {
        let trace = || {
            for_ms(false, 60)
                .chain(for_ms(true, 90))
                .chain(for_ms(false, 60))
        };
        let plain = edges(0, trace());
        for before in 0..1000 {
            assert_eq!(
                edges(0_u32.wrapping_sub(before), trace()),
                plain,
                "{before}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn edges_alternate_and_a_wrapping_clock_changes_nothing(
            start: u32,
            stretches in prop::collection::vec((any::<bool>(), 0..60_usize), 0..40),
        ) {
            let trace: Vec<bool> = stretches.into_iter().flat_map(|(made, ms)| for_ms(made, ms)).collect();
            let plain = edges(0, trace.iter().copied());
            prop_assert_eq!(&edges(start, trace.iter().copied()), &plain);
            prop_assert_eq!(&edges(u32::MAX - 20, trace), &plain);
            for (at, (_, edge)) in plain.iter().enumerate() {
                prop_assert_eq!(*edge == Edge::Pressed, at % 2 == 0);
            }
            for pair in plain.windows(2) {
                prop_assert!(pair[1].0 - pair[0].0 >= MADE_MS);
            }
        }

        /// Looked at as seldom as every ten milliseconds, it is still one press.
        #[test]
        fn seldom_looks_see_one_press_too(
            before in prop::collection::vec((1..10_u32, any::<bool>()), 0..3),
            looks in prop::collection::vec(1..10_u32, 30..60),
            after in prop::collection::vec((1..10_u32, any::<bool>()), 0..3),
        ) {
            let still = |made| looks.iter().map(move |ms| (*ms, made));
            let trace = still(false).chain(before).chain(still(true)).chain(after).chain(still(false));
            let (mut contact, mut now, mut edges) = (Debouncer::new(), u32::MAX - 100, Vec::new());
            for (ms, made) in trace {
                now = now.wrapping_add(ms);
                edges.extend(contact.sample(made, now));
            }
            prop_assert_eq!(edges, [Edge::Pressed, Edge::Released]);
        }

        #[test]
        fn however_it_bounces_a_press_is_one_press(
            before in prop::collection::vec(any::<bool>(), 0..20),
            held in 40..400_usize,
            after in prop::collection::vec(any::<bool>(), 0..20),
        ) {
            let trace = for_ms(false, 40)
                .chain(before)
                .chain(for_ms(true, held))
                .chain(after)
                .chain(for_ms(false, 60));
            let edges: Vec<_> = edges(0, trace).into_iter().map(|(_, edge)| edge).collect();
            prop_assert_eq!(edges, [Edge::Pressed, Edge::Released]);
        }
    }
}
