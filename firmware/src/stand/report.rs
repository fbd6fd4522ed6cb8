//! Reports: what a stand tells while it runs, so that a host can follow, and carry out the same again.

use polanyi_exhibit::input::{KeyEvent, KeySet};

use super::keeper::{Memory, Wrote};

/// Something that happened. Ticks are the exhibit's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report<'a> {
    /// The stand has started.
    Started {
        /// How often it was started.
        starts: u32,
        /// The number of the next visitor's seed.
        seed: u8,
        /// The code of the language.
        language: u8,
        /// What was found in the memory.
        memory: Memory,
        /// How often the board has stopped in a row before.
        stops: u32,
        /// Milliseconds since the start of the board.
        ms: u64,
    },
    /// A stored visit goes on: its bytes.
    Resumed(&'a [u8]),
    /// A key that the next picture sees.
    Key {
        /// Pictures drawn so far.
        tick: u32,
        /// What happened.
        event: KeyEvent,
    },
    /// A picture was shown; one a second is told of.
    Picture {
        /// Pictures drawn so far.
        tick: u32,
        /// The digest of all of them.
        digest: u64,
        /// Seconds since the start, as the service screen tells from now on.
        seconds: u32,
        /// The keys that are jammed, as the service screen tells from now on.
        stuck: KeySet,
        /// The longest that a picture of this second took, from the last look at the keys until it was shown.
        slowest_us: u32,
    },
    /// A visit is over.
    Visit {
        /// Pictures drawn so far.
        tick: u32,
        /// Its log.
        log: &'a [u8],
    },
    /// The memory was written.
    Wrote(Wrote),
    /// The display does not answer.
    Blind,
}

#[cfg(target_os = "none")]
impl Report<'_> {
    /// Tells it over the board's log, in lines that `cargo xtask` reads.
    pub fn log(self) {
        match self {
            Self::Started {
                starts,
                seed,
                language,
                memory,
                stops,
                ms,
            } => defmt::info!(
                "started {=u32} seed {=u8} language {=u8} memory {=str} stops {=u32} after {=u64} ms",
                starts,
                seed,
                language,
                match memory {
                    Memory::Kept => "kept",
                    Memory::Blank => "blank",
                    Memory::Damaged => "damaged",
                    Memory::Missing => "missing",
                },
                stops,
                ms
            ),
            Self::Resumed(visit) => defmt::info!("resumed {=[u8]:02x}", visit),
            Self::Key { tick, event } => defmt::info!(
                "key {=u32} {=u8} {=bool}",
                tick,
                event.key.code(),
                event.pressed
            ),
            Self::Picture {
                tick,
                digest,
                seconds,
                stuck,
                slowest_us,
            } => defmt::info!(
                "picture {=u32} {=u64:016x} {=u32} s {=u32} us stuck {=u8}",
                tick,
                digest,
                seconds,
                slowest_us,
                stuck.bits()
            ),
            Self::Visit { tick, log } => defmt::info!("visit {=u32} {=[u8]:02x}", tick, log),
            Self::Wrote(Wrote::Kept) => defmt::info!("kept"),
            Self::Wrote(Wrote::Failed) => defmt::warn!("not kept: the memory does not take it"),
            Self::Blind => defmt::warn!("the display does not answer"),
        }
    }
}
