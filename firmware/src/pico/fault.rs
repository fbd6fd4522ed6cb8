//! What stops the Pico: it is kept for the next boot, and answered by a reset.
#![expect(
    unsafe_code,
    reason = "the last words lie in RAM that the start-up code leaves alone"
)]

use core::cell::UnsafeCell;
use core::fmt::{self, Write as _};
use core::panic::PanicInfo;

use cortex_m::peripheral::SCB;
use cortex_m_rt::ExceptionFrame;

use crate::last_words::LastWords;

struct Kept(UnsafeCell<LastWords>);

// SAFETY: reached only through `with_last_words`, with interrupts off, on the one core that is used.
unsafe impl Sync for Kept {}

// The start-up code does not touch `.uninit`, so a reset keeps it; its mark and checksum tell whether it was written.
#[unsafe(link_section = ".uninit.LAST_WORDS")]
static LAST_WORDS: Kept = Kept(UnsafeCell::new(LastWords::NONE));

/// Lends the last words to `action`.
pub(super) fn with_last_words<R>(action: impl FnOnce(&mut LastWords) -> R) -> R {
    // SAFETY: no interrupt handler can run meanwhile.
    cortex_m::interrupt::free(|_| action(unsafe { &mut *LAST_WORDS.0.get() }))
}

/// Ends a panic.
pub fn panicked(info: &PanicInfo<'_>) -> ! {
    stop(format_args!("{info}"))
}

/// Ends a `HardFault`.
pub fn hard_fault(frame: &ExceptionFrame) -> ! {
    stop(format_args!("hard fault at {:#010x}", frame.pc()))
}

fn stop(words: fmt::Arguments<'_>) -> ! {
    with_last_words(|kept| {
        kept.begin();
        // Writing never fails: what does not fit is dropped.
        let _ = kept.write_fmt(words);
        kept.end();
    });
    SCB::sys_reset()
}

/// Sends a binary's panics and faults to this module.
#[macro_export]
macro_rules! stop_on_faults {
    () => {
        #[panic_handler]
        fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
            $crate::pico::panicked(info)
        }

        #[cortex_m_rt::exception]
        unsafe fn HardFault(frame: &cortex_m_rt::ExceptionFrame) -> ! {
            $crate::pico::hard_fault(frame)
        }
    };
}
