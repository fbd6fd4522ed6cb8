//! The stack guard: memory below the stack that the processor closes, and the stack's depth.
#![expect(
    unsafe_code,
    reason = "the stack's bounds are symbols of the linker, and the processor is told about them"
)]

#[cfg(not(armv6m))]
use cortex_m::peripheral::MPU;
use cortex_m_rt::STACK_PAINT_VALUE;

use crate::stack;

unsafe extern "C" {
    static _stack_start: u32;
    static _stack_end: u32;
    static _stack_guard: u32;
}

/// On, with the default map for everything else, and off inside fault handlers, which may then use the guard as their stack.
#[cfg(not(armv6m))]
const ON: u32 = 0b101;

/// Closes the guard: from here on a stack that overflows ends in a `HardFault`.
#[cfg(not(armv6m))]
pub(super) fn close() {
    // SAFETY: the guard is memory that nothing owns, between the statics and the stack; the linker script checks that.
    unsafe {
        let unit = &*MPU::PTR;
        describe(unit, low_bits((&raw const _stack_guard).addr()));
        unit.ctrl.write(ON);
    }
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
}

/// Nothing can be closed: a Cortex-M0 has no MPU, and nobody notices there that the stack overflows.
#[cfg(armv6m)]
pub(super) fn close() {}

/// Tells the unit of the guard that begins at `start`.
///
/// # Safety
///
/// Nothing owns the guard.
#[cfg(armv7m)]
unsafe fn describe(unit: &cortex_m::peripheral::mpu::RegisterBlock, start: u32) {
    /// Never executed, nobody may read or write, 8 KB (2 to the 13th), on.
    const CLOSED: u32 = (1 << 28) | (12 << 1) | 1;
    /// The region's number comes with its address.
    const REGION_VALID: u32 = 1 << 4;
    // SAFETY: the caller's.
    unsafe {
        unit.rbar.write(start | REGION_VALID);
        unit.rasr.write(CLOSED);
    }
}

/// Tells the unit of the guard that begins at `start`: here a region has an end, and cannot be closed to reading.
///
/// # Safety
///
/// Nothing owns the guard.
#[cfg(armv8m_main)]
unsafe fn describe(unit: &cortex_m::peripheral::mpu::RegisterBlock, start: u32) {
    /// Never executed, and nobody may write.
    const CLOSED: u32 = (0b10 << 1) | 1;
    let last_block = low_bits((&raw const _stack_end).addr()) - 32;
    // SAFETY: the caller's.
    unsafe {
        unit.rnr.write(0);
        unit.rbar.write(start | CLOSED);
        unit.rlar.write(last_block | 1);
    }
}

/// Whether an address lies in the guard.
#[cfg(not(armv6m))]
pub(super) fn holds(address: u32) -> bool {
    let guard =
        low_bits((&raw const _stack_guard).addr())..low_bits((&raw const _stack_end).addr());
    guard.contains(&address)
}

/// Bytes of the stack that were used since the start.
pub fn stack_high_water() -> u32 {
    let end = &raw const _stack_end;
    let words = ((&raw const _stack_start).addr() - end.addr()) / size_of::<u32>();
    // SAFETY: every index stays below the start of the stack, and reading cannot disturb what lies there.
    let far_words = (0..words).map(|word| unsafe { end.add(word).read_volatile() });
    let untouched = stack::untouched(far_words, STACK_PAINT_VALUE);
    low_bits((words - untouched) * size_of::<u32>())
}

/// An address as the processor's registers have it; the board's are 32 bits wide.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a pointer has 32 bits here"
)]
fn low_bits(address: usize) -> u32 {
    address as u32
}
