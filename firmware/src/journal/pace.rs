//! The pace of writing: not while power is still coming up, and seldom enough that the memory outlives the exhibition.

/// Mains that flicker take the board down again within this time, so nothing is written in it.
const QUIET_MS: u64 = 2_000;

/// A checkpoint a minute is soon enough for a visitor, and wears a ring of sixteen pages out in years.
const INTERVAL_MS: u64 = 60_000;

/// Decides when to write. Times are milliseconds since the start.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace {
    last: Option<u64>,
}

impl Pace {
    /// Nothing was written since the start.
    pub const NEW: Self = Self { last: None };

    /// Whether anything may be written: a change of settings, which staff make and wait for.
    pub fn allows_settings(&self, now_ms: u64) -> bool {
        now_ms >= QUIET_MS
    }

    /// Whether a checkpoint may be written.
    pub fn allows_checkpoint(&self, now_ms: u64) -> bool {
        let rested = |last: u64| now_ms.saturating_sub(last) >= INTERVAL_MS;
        self.allows_settings(now_ms) && self.last.is_none_or(rested)
    }

    /// A checkpoint was written.
    pub fn wrote_checkpoint(&mut self, now_ms: u64) {
        self.last = Some(now_ms);
    }
}

#[cfg(test)]
mod tests {
    use super::{INTERVAL_MS, Pace, QUIET_MS};

    #[test]
    fn nothing_is_written_while_power_comes_up() {
        assert!(!Pace::NEW.allows_settings(QUIET_MS - 1));
        assert!(!Pace::NEW.allows_checkpoint(QUIET_MS - 1));
        assert!(Pace::NEW.allows_checkpoint(QUIET_MS));
    }

    #[test]
    fn checkpoints_are_a_minute_apart_and_settings_do_not_wait() {
        let mut pace = Pace::NEW;
        pace.wrote_checkpoint(QUIET_MS);
        assert!(!pace.allows_checkpoint(QUIET_MS + INTERVAL_MS - 1));
        assert!(pace.allows_checkpoint(QUIET_MS + INTERVAL_MS));
        assert!(pace.allows_settings(QUIET_MS + 1));
    }
}
