//! A wide clock from a narrow counter: 64 bits of ticks out of 24 that count down and start again.

/// Values of the counter: `SysTick` has 24 bits.
pub const PERIOD: u32 = 1 << 24;

/// Ticks since the counter started, from the number of its wraps and its `value`, which counts down.
///
/// `pending` says that the counter has wrapped but nobody has counted that yet. A value read before such a wrap is
/// small and one read after it is large, so the half of the range tells whether the wrap belongs to the value.
pub fn ticks(wraps: u32, value: u32, pending: bool) -> u64 {
    let elapsed = (PERIOD - 1).saturating_sub(value);
    let uncounted = u64::from(pending && elapsed < PERIOD / 2);
    (u64::from(wraps) + uncounted) * u64::from(PERIOD) + u64::from(elapsed)
}

#[cfg(test)]
mod tests {
    use super::{PERIOD, ticks};

    #[test]
    fn it_counts_up_from_zero() {
        assert_eq!(ticks(0, PERIOD - 1, false), 0);
        assert_eq!(ticks(0, 0, false), u64::from(PERIOD) - 1);
        assert_eq!(ticks(1, PERIOD - 1, false), u64::from(PERIOD));
    }

    #[test]
    fn an_uncounted_wrap_is_added_only_to_a_value_read_after_it() {
        assert_eq!(ticks(4, PERIOD - 2, true), 5 * u64::from(PERIOD) + 1);
        assert_eq!(ticks(4, 1, true), 5 * u64::from(PERIOD) - 2);
    }

    #[test]
    fn no_input_overflows() {
        assert_eq!(
            ticks(u32::MAX, u32::MAX, true),
            (u64::from(u32::MAX) + 1) * u64::from(PERIOD)
        );
    }
}
