//! The width of the numbers by which the events of a wheel name each other.

/// A number of 16 or 32 bits; zero names nothing, so that an empty wheel is all zero bytes.
pub trait Link: Copy + Eq + core::fmt::Debug + sealed::Sealed {
    /// Names nothing.
    const NIL: Self;
    /// How many events can be named.
    const MOST: u32;

    /// The name of the event in cell `index`, which is below [`Link::MOST`].
    fn to(index: u32) -> Self;

    /// The cell of the event; for [`Link::NIL`] one that no list has.
    fn index(self) -> u32;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for u16 {}
    impl Sealed for u32 {}
}

impl Link for u16 {
    const NIL: Self = 0;
    const MOST: u32 = 0xffff;

    #[inline]
    fn to(index: u32) -> Self {
        let [low, high, ..] = index.wrapping_add(1).to_le_bytes();
        Self::from_le_bytes([low, high])
    }

    #[inline]
    fn index(self) -> u32 {
        u32::from(self).wrapping_sub(1)
    }
}

impl Link for u32 {
    const NIL: Self = 0;
    const MOST: u32 = u32::MAX;

    #[inline]
    fn to(index: u32) -> Self {
        index.wrapping_add(1)
    }

    #[inline]
    fn index(self) -> u32 {
        self.wrapping_sub(1)
    }
}
