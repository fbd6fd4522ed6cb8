//! The log: defmt's frames over the serial port.
#![expect(
    unsafe_code,
    reason = "defmt's logger is an unsafe trait, because its frames must not interleave"
)]

use core::cell::UnsafeCell;

use cortex_m::register::primask;
use defmt::Encoder;

use super::uart::Uart;

#[defmt::global_logger]
struct SerialLogger;

struct Frame {
    encoder: Encoder,
    open: bool,
    interrupts_were_on: bool,
}

struct Shared(UnsafeCell<Frame>);

// SAFETY: the frame is touched only with interrupts off, on a single core.
unsafe impl Sync for Shared {}

static FRAME: Shared = Shared(UnsafeCell::new(Frame {
    encoder: Encoder::new(),
    open: false,
    interrupts_were_on: false,
}));

// SAFETY: interrupts are off from `acquire` to `release`, so frames cannot interleave.
unsafe impl defmt::Logger for SerialLogger {
    fn acquire() {
        let interrupts_on = primask::read().is_active();
        cortex_m::interrupt::disable();
        // SAFETY: interrupts are off.
        let frame = unsafe { &mut *FRAME.0.get() };
        // A frame is still open when a value panics while it is formatted, or a fault strikes. What was
        // sent of it is closed, and the message about the panic follows as a frame of its own.
        if frame.open {
            frame.encoder.end_frame(send);
        } else {
            frame.interrupts_were_on = interrupts_on;
        }
        frame.open = true;
        frame.encoder.start_frame(send);
    }

    unsafe fn flush() {
        Uart::handle().drain();
    }

    unsafe fn release() {
        // SAFETY: interrupts are off since `acquire`.
        let frame = unsafe { &mut *FRAME.0.get() };
        frame.encoder.end_frame(send);
        frame.open = false;
        if frame.interrupts_were_on {
            // SAFETY: they were on before, and the frame is closed.
            unsafe { cortex_m::interrupt::enable() };
        }
    }

    unsafe fn write(bytes: &[u8]) {
        // SAFETY: interrupts are off since `acquire`.
        let frame = unsafe { &mut *FRAME.0.get() };
        frame.encoder.write(bytes, send);
    }
}

fn send(bytes: &[u8]) {
    Uart::handle().send(bytes);
}
