//! The last words in memory that a reset keeps, for any board.
#![expect(
    unsafe_code,
    reason = "the last words lie in RAM that the start-up code leaves alone"
)]

use core::cell::UnsafeCell;

use crate::last_words::LastWords;

struct Kept(UnsafeCell<LastWords>);

// SAFETY: reached only through `with_last_words`, with interrupts off, on the one core that is used.
unsafe impl Sync for Kept {}

// The start-up code does not touch `.uninit`, so a reset keeps it. Any bits are a valid `LastWords`,
// and its mark and checksum tell whether they were written as one.
#[unsafe(link_section = ".uninit.LAST_WORDS")]
static LAST_WORDS: Kept = Kept(UnsafeCell::new(LastWords::NONE));

/// Lends the last words to `action`.
pub(crate) fn with_last_words<R>(action: impl FnOnce(&mut LastWords) -> R) -> R {
    // SAFETY: no interrupt handler can run meanwhile; a fault handler never returns, so nobody sees a shared borrow.
    cortex_m::interrupt::free(|_| action(unsafe { &mut *LAST_WORDS.0.get() }))
}
