//! The halves of a word of 64 bits.

/// The low half.
#[inline]
pub(crate) fn low_of(word: u64) -> u32 {
    let [a, b, c, d, ..] = word.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The high half.
#[inline]
pub(crate) fn high_of(word: u64) -> u32 {
    low_of(word >> 32)
}

/// The word of two halves.
#[inline]
pub(crate) fn joined(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}
