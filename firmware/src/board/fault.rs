//! What stops the board, a panic or a fault: it is logged, kept for the next boot, and answered by a reset.
#![cfg_attr(
    not(armv6m),
    expect(
        unsafe_code,
        reason = "a fault is explained by the system control block's registers"
    )
)]

use core::fmt::{self, Write as _};
use core::panic::PanicInfo;

use cortex_m::peripheral::SCB;
use cortex_m_rt::ExceptionFrame;

#[cfg(not(armv6m))]
use super::guard;
use super::uart::Uart;
use crate::last_words::STOPS_MAX;
use crate::uninit::with_last_words;

/// The processor notes the address of a memory fault.
#[cfg(not(armv6m))]
const ADDRESS_VALID: u32 = 1 << 7;

/// Ends a panic.
pub fn panicked(info: &PanicInfo<'_>) -> ! {
    match info.location() {
        Some(location) => stop(format_args!(
            "panic at {}:{}: {}",
            location.file(),
            location.line(),
            info.message()
        )),
        None => stop(format_args!("panic: {}", info.message())),
    }
}

/// Ends a `HardFault`. A Cortex-M0 does not tell what kind of fault it was.
#[cfg(armv6m)]
pub fn hard_fault(frame: &ExceptionFrame) -> ! {
    stop(format_args!("hard fault at {:#010x}", frame.pc()))
}

/// Ends a `HardFault`, to which every other fault escalates.
#[cfg(not(armv6m))]
pub fn hard_fault(frame: &ExceptionFrame) -> ! {
    // SAFETY: the registers of the system control block are only read.
    let system = unsafe { &*SCB::PTR };
    let status = system.cfsr.read();
    let fault_address = (status & ADDRESS_VALID != 0).then(|| system.mmfar.read());
    let stack_pointer = core::ptr::from_ref(frame).addr();
    let overflow = fault_address
        .into_iter()
        .chain(u32::try_from(stack_pointer))
        .find(|address| guard::holds(*address));
    match overflow {
        // The frame was not saved, so it does not tell which instruction it was.
        Some(address) => stop(format_args!("stack overflow at {address:#010x}")),
        None => stop(format_args!(
            "hard fault at {:#010x}, status {status:#010x}",
            frame.pc()
        )),
    }
}

/// Logs the words, keeps them for the next boot, and resets, or rests if that has not helped before.
pub(super) fn stop(words: fmt::Arguments<'_>) -> ! {
    let stops = with_last_words(|kept| {
        kept.begin();
        // Writing never fails: what does not fit is dropped.
        let _ = kept.write_fmt(words);
        kept.end();
        defmt::error!("{=str}", kept.text().unwrap_or("stopped without words"));
        kept.stops()
    });
    Uart::handle().drain();
    if stops < STOPS_MAX {
        SCB::sys_reset();
    }
    cortex_m::interrupt::disable();
    loop {
        cortex_m::asm::wfi();
    }
}

/// Sends a binary's panics and faults to this module. The panic-free proof has a panic handler of its own.
#[macro_export]
macro_rules! stop_on_faults {
    () => {
        #[panic_handler]
        fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
            $crate::board::fault::panicked(info)
        }

        #[cortex_m_rt::exception]
        unsafe fn HardFault(frame: &cortex_m_rt::ExceptionFrame) -> ! {
            $crate::board::fault::hard_fault(frame)
        }

        #[cortex_m_rt::exception]
        unsafe fn DefaultHandler(number: i16) {
            $crate::board::interrupt::handle(number);
        }
    };
}
