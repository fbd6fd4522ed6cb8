//! The pace of writing: not while power is still coming up, and seldom enough that the memory outlives the exhibition.

/// Mains that flicker take the board down again within this time, so nothing is written in it.
const QUIET_MS: u64 = 2_000;

/// A power cut takes so much of a visit at the most. `docs/boards.md` tells how long memories bear it.
const INTERVAL_MS: u64 = 5_000;

/// What a visitor notices is written sooner; but who presses keys all day wears the memory out no faster than this.
const URGENT_MS: u64 = 1_000;

/// A memory that does not take a record is not bothered again so soon.
const RETRY_MS: u64 = 60_000;

/// Decides when to write. Times are milliseconds since the start.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    last: Option<u64>,
}

impl Pace {
    /// Nothing was written since the start.
    pub const NEW: Self = Self { last: None };

    /// Whether it is time to write something, urgent or not.
    pub fn allows(&self, now_ms: u64, urgent: bool) -> bool {
        let interval = if urgent { URGENT_MS } else { INTERVAL_MS };
        match self.last {
            None => now_ms >= QUIET_MS,
            Some(last) => now_ms.saturating_sub(last) >= interval,
        }
    }

    /// Something was written.
    pub const fn wrote(&mut self, now_ms: u64) {
        self.last = Some(now_ms);
    }

    /// The memory did not take it.
    pub const fn failed(&mut self, now_ms: u64) {
        self.last = Some(now_ms.saturating_add(RETRY_MS));
    }
}

#[cfg(test)]
mod tests {
    use super::{INTERVAL_MS, Pace, QUIET_MS, RETRY_MS, URGENT_MS};

    #[test]
    fn nothing_is_written_while_power_comes_up() {
        for urgent in [false, true] {
            assert!(!Pace::NEW.allows(QUIET_MS - 1, urgent));
            assert!(Pace::NEW.allows(QUIET_MS, urgent));
        }
    }

    #[test]
    fn writes_are_some_seconds_apart_and_urgent_ones_one() {
        let mut pace = Pace::NEW;
        pace.wrote(QUIET_MS);
        for (urgent, interval) in [(false, INTERVAL_MS), (true, URGENT_MS)] {
            assert!(!pace.allows(QUIET_MS + interval - 1, urgent));
            assert!(pace.allows(QUIET_MS + interval, urgent));
        }
    }

    #[test]
    fn a_failure_is_not_repeated_within_a_minute() {
        let mut pace = Pace::NEW;
        pace.failed(QUIET_MS);
        assert!(!pace.allows(QUIET_MS + RETRY_MS, true));
        assert!(pace.allows(QUIET_MS + RETRY_MS + URGENT_MS, true));
    }
}
