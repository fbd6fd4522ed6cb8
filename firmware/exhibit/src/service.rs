//! The service screen's facts, brought by whoever knows the board.

use crate::input::KeySet;

/// What staff want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service<'a> {
    /// The version of the program.
    pub version: &'a str,
    /// The digest of the self-check, and whether it is the one that it must be; nothing before it was carried out.
    pub self_check: Option<(u64, bool)>,
    /// Seconds since the power came.
    pub up_seconds: u32,
    /// How often it was started, as far as anybody counted.
    pub starts: u32,
    /// Keys that have been down for longer than any finger.
    pub stuck: KeySet,
    /// Why it stopped last, if it did.
    pub last_stop: Option<&'a str>,
}

impl Service<'_> {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        version: env!("CARGO_PKG_VERSION"),
        self_check: None,
        up_seconds: 0,
        starts: 0,
        stuck: KeySet::NONE,
        last_stop: None,
    };
}
