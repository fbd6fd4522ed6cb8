//! The width of the numbers by which the events of a wheel name each other.

/// A number of 16 or 32 bits: that of a cell.
pub trait Link: Copy + Eq + core::fmt::Debug + sealed::Sealed + 'static {
    /// Of the first cell, and what stands where nothing is named yet, so that an empty wheel is all zero bytes.
    const ZERO: Self;
    /// Names nothing.
    const NONE: Self;
    /// How many events can be named.
    const MOST: u32;

    /// The name of the event in cell `index`, or [`Link::NONE`] for that. From [`Link::MOST`] on it may name another: compare its index.
    fn to(index: u32) -> Self;

    /// The cell of the event; for [`Link::NONE`] one that no list has.
    fn index(self) -> u32;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for u16 {}
    impl Sealed for u32 {}
}

impl Link for u16 {
    const ZERO: Self = 0;
    const NONE: Self = 0xffff;
    const MOST: u32 = 0xffff;

    #[inline]
    fn to(index: u32) -> Self {
        let [low, high, ..] = index.to_le_bytes();
        Self::from_le_bytes([low, high])
    }

    #[inline]
    fn index(self) -> u32 {
        u32::from(self)
    }
}

impl Link for u32 {
    const ZERO: Self = 0;
    const NONE: Self = u32::MAX;
    const MOST: u32 = u32::MAX;

    #[inline]
    fn to(index: u32) -> Self {
        index
    }

    #[inline]
    fn index(self) -> u32 {
        self
    }
}
