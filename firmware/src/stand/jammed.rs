//! Jammed keys: those that have been down for a minute, from the power-on on, whatever the exhibit made of them.

use polanyi_exhibit::input::{Key, KeySet};

/// Seconds after which a key that is down is jammed: longer than any finger.
const SECONDS: u8 = 60;

/// For how many seconds each key has been down without a break.
#[derive(Debug)]
pub(super) struct Jammed([u8; Key::ALL.len()]);

impl Jammed {
    pub(super) const NONE: Self = Self([0; Key::ALL.len()]);

    /// A key was pressed or released: however long it was down before, it has moved.
    pub(super) fn moved(&mut self, key: Key) {
        if let Some(seconds) = self.0.get_mut(usize::from(key.code())) {
            *seconds = 0;
        }
    }

    /// A second has passed, at whose end these keys are down; the answer is which of them are jammed.
    pub(super) fn second(&mut self, down: KeySet) -> KeySet {
        let mut jammed = KeySet::NONE;
        for (key, seconds) in Key::ALL.into_iter().zip(&mut self.0) {
            *seconds = if down.contains(key) {
                seconds.saturating_add(1)
            } else {
                0
            };
            jammed = jammed.with(key, *seconds >= SECONDS);
        }
        jammed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: KeySet = KeySet::NONE.with(Key::Left, true);

    fn after(jammed: &mut Jammed, seconds: u32, down: KeySet) -> KeySet {
        (0..seconds).fold(KeySet::NONE, |_, _| jammed.second(down))
    }

    #[test]
    fn a_key_is_jammed_after_a_minute_until_it_moves() {
        let mut jammed = Jammed::NONE;
        assert_eq!(after(&mut jammed, 59, LEFT), KeySet::NONE);
        assert_eq!(after(&mut jammed, 1000, LEFT), LEFT);
        assert_eq!(jammed.second(KeySet::NONE), KeySet::NONE);
    }

    #[test]
    fn a_key_that_is_pressed_again_and_again_is_not() {
        let mut jammed = Jammed::NONE;
        for _ in 0..20 {
            assert_eq!(after(&mut jammed, 40, LEFT), KeySet::NONE);
            jammed.moved(Key::Left);
        }
    }
}
