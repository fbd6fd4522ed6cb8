//! How deep the stack has been: it was painted before `main`, and what is no longer paint was used.

/// Words at the far end of the stack that nobody has touched: those that still show the paint.
///
/// `words` begin at the end that is reached last. A used word that happens to hold the paint's value is taken for
/// paint, so a stack may have been a few bytes deeper than this tells.
pub fn untouched(words: impl Iterator<Item = u32>, paint: u32) -> usize {
    words.take_while(|word| *word == paint).count()
}

#[cfg(test)]
mod tests {
    use super::untouched;

    const PAINT: u32 = 0xcccc_cccc;

    #[test]
    fn a_fresh_stack_is_all_paint() {
        assert_eq!(untouched([PAINT; 8].into_iter(), PAINT), 8);
        assert_eq!(untouched(core::iter::empty(), PAINT), 0);
    }

    #[test]
    fn paint_above_the_deepest_word_does_not_count() {
        assert_eq!(untouched([PAINT, PAINT, 1, PAINT, 2].into_iter(), PAINT), 2);
    }
}
