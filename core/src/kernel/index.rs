//! The border between `u32`, which is stored and hashed, and `usize`, which only addresses memory.
//!
//! A `usize` has another width on the board than on the host, so it never leaves the line that indexes with it.

/// `n` as an address; on a machine narrower than 32 bits an address that no slice has.
#[inline]
pub fn to_index(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// A length as `u32`, and `u32::MAX` for anything longer, which no container of the kernel is.
#[inline]
pub fn from_len(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
