//! What stops a Pico: it is kept for the next boot, and answered by a reset.

use core::fmt::{self, Write as _};
use core::panic::PanicInfo;

use cortex_m::peripheral::SCB;
use cortex_m_rt::ExceptionFrame;

use crate::uninit::with_last_words;

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
