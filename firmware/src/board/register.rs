//! A register of a peripheral: the one place that turns an address into a memory access.
#![expect(unsafe_code, reason = "registers are memory at fixed addresses")]

/// A 32-bit register.
#[derive(Debug, Clone, Copy)]
pub(super) struct Register(usize);

impl Register {
    /// The register at a multiple of four in the range of peripherals; evaluated in constants, so it cannot fail at run time.
    pub(super) const fn new(address: usize) -> Self {
        assert!(address >= 0x4000_0000 && address < 0x6000_0000 && address.is_multiple_of(4));
        Self(address)
    }

    pub(super) fn read(self) -> u32 {
        // SAFETY: the address is aligned and lies among the peripherals, where no Rust object lives.
        unsafe { core::ptr::with_exposed_provenance::<u32>(self.0).read_volatile() }
    }

    pub(super) fn write(self, value: u32) {
        // SAFETY: as for reading; the board's registers do not start transfers to memory.
        unsafe { core::ptr::with_exposed_provenance_mut::<u32>(self.0).write_volatile(value) }
    }

    pub(super) fn set(self, bits: u32) {
        self.write(self.read() | bits);
    }

    pub(super) fn clear(self, bits: u32) {
        self.write(self.read() & !bits);
    }
}
