//! The pace of writing: not while power is still coming up, and seldom enough that the memory outlives the exhibition.

/// Mains that flicker take the board down again within this time, so nothing is written in it.
const QUIET_MS: u64 = 2_000;

/// A minute of a visit is little to lose, and a flash of sixteen pages lasts for decades at a write a minute. A card without wear levelling
/// lasts for a year or two of visits without a pause.
const INTERVAL_MS: u64 = 60_000;

/// Decides when to write. Times are milliseconds since the start.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    last: Option<u64>,
}

impl Pace {
    /// Nothing was written since the start.
    pub const NEW: Self = Self { last: None };

    /// Whether it is time to write.
    pub fn allows(&self, now_ms: u64) -> bool {
        match self.last {
            None => now_ms >= QUIET_MS,
            Some(last) => now_ms.saturating_sub(last) >= INTERVAL_MS,
        }
    }

    /// Something was written.
    pub const fn wrote(&mut self, now_ms: u64) {
        self.last = Some(now_ms);
    }
}

#[cfg(test)]
mod tests {
    use super::{INTERVAL_MS, Pace, QUIET_MS};

    #[test]
    fn nothing_is_written_while_power_comes_up() {
        assert!(!Pace::NEW.allows(QUIET_MS - 1));
        assert!(Pace::NEW.allows(QUIET_MS));
    }

    #[test]
    fn writes_are_a_minute_apart() {
        let mut pace = Pace::NEW;
        pace.wrote(QUIET_MS);
        assert!(!pace.allows(QUIET_MS + INTERVAL_MS - 1));
        assert!(pace.allows(QUIET_MS + INTERVAL_MS));
    }
}
