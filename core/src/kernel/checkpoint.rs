//! A whole run in bytes: it is restored completely or refused with a reason, never by half.
//!
//! | bytes | content |
//! |--:|---|
//! | 8 | `POLANYI` and a zero |
//! | 2 | version of this format |
//! | 8 | hash of the layout: the capacities of everything inside |
//! | 8 | identity: what the caller hashed to name scenario and seed |
//! | 4 | length of the content |
//! | n | content, see [`State`] |
//! | 4 | CRC-32 of all that precedes |

use core::fmt;

use crc::{CRC_32_ISO_HDLC, Crc};

use super::codec::{Counter, DecodeError, NoRoom, Sink, Source, State, Writer};
use super::digest::Digest;
use super::index::{from_len, to_index};

/// The version of the format; a checkpoint of another version is refused.
pub const VERSION: u16 = 1;

const MAGIC: [u8; 8] = *b"POLANYI\0";
const HEADER_LEN: u32 = 30;
const CHECKSUM_LEN: u32 = 4;
static CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// Why a checkpoint was refused. The target is empty then, and usable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreError {
    /// It does not begin like one.
    Magic {
        /// How it begins.
        found: [u8; 8],
    },
    /// Another version wrote it.
    Version {
        /// The version of this program.
        expected: u16,
        /// The version of the checkpoint.
        found: u16,
    },
    /// It is shorter or longer than it says.
    Length {
        /// The length it should have.
        expected: u64,
        /// The length it has.
        found: u64,
    },
    /// A bit has changed since it was written.
    Checksum {
        /// Of the bytes found.
        expected: u32,
        /// Stored behind them.
        found: u32,
    },
    /// It belongs to a build with other capacities.
    Layout {
        /// Of this build.
        expected: u64,
        /// Of the checkpoint.
        found: u64,
    },
    /// It belongs to another scenario or seed.
    Identity {
        /// Of this run.
        expected: u64,
        /// Of the checkpoint.
        found: u64,
    },
    /// Its checksum is right and its content is impossible. Offsets count from the start of the content.
    Content(DecodeError),
}

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic { .. } => write!(
                f,
                "this is not a checkpoint; give a file that this program saved"
            ),
            Self::Version { expected, found } => {
                write!(
                    f,
                    "the checkpoint has format {found} and this program reads {expected}; start the run anew"
                )
            }
            Self::Length { expected, found } => {
                write!(
                    f,
                    "the checkpoint's length is {found}, not {expected}, in bytes; copy it again"
                )
            }
            Self::Checksum { expected, found } => {
                write!(
                    f,
                    "the checkpoint is damaged (CRC {found:08x}, not {expected:08x}); use an older one"
                )
            }
            Self::Layout { expected, found } => {
                write!(
                    f,
                    "the checkpoint has layout {found:016x} and this run {expected:016x}; use the queue, the capacities and the build that saved it"
                )
            }
            Self::Identity { expected, found } => {
                write!(
                    f,
                    "the checkpoint is of run {found:016x}, not {expected:016x}; give the same scenario and seed"
                )
            }
            Self::Content(error) => write!(f, "the checkpoint holds an impossible state: {error}"),
        }
    }
}

impl core::error::Error for RestoreError {}

/// How many bytes [`save`] will write.
pub fn len<T: State>(state: &T) -> u32 {
    HEADER_LEN
        .saturating_add(content_len(state))
        .saturating_add(CHECKSUM_LEN)
}

/// Writes `state` to the start of `out` and returns how many bytes that took.
///
/// `identity` names the run, for example a hash of scenario and seed; only a caller with the same one can restore it.
/// The error says how many bytes are needed; `out` is unspecified then.
///
/// ```
/// use polanyi_core::kernel::checkpoint::{restore, save};
/// use polanyi_core::kernel::table::Table;
///
/// let mut table: Table<u32, 4> = Table::new();
/// let seven = table.insert(7).unwrap();
/// let mut bytes = [0; 64];
/// let len = save(&table, 2026, &mut bytes).unwrap();
///
/// let mut copy: Table<u32, 4> = Table::new();
/// restore(&mut copy, 2026, &bytes[..len]).unwrap();
/// assert_eq!(copy.get(seven), Some(&7));
/// assert!(restore(&mut copy, 1978, &bytes[..len]).is_err());
/// assert!(copy.is_empty());
/// ```
pub fn save<T: State>(state: &T, identity: u64, out: &mut [u8]) -> Result<usize, NoRoom> {
    let needed = len(state);
    let capacity = from_len(out.len());
    if capacity < needed {
        return Err(NoRoom { needed, capacity });
    }
    let mut writer = Writer::new(out);
    writer.put(&MAGIC)?;
    writer.put_u16(VERSION)?;
    writer.put_u64(layout_of(state))?;
    writer.put_u64(identity)?;
    writer.put_u32(content_len(state))?;
    state.save(&mut writer)?;
    let covered = to_index(writer.written());
    let Some((covered, rest)) = out.split_at_mut_checked(covered) else {
        return Err(NoRoom { needed, capacity });
    };
    Writer::new(rest).put_u32(CRC.checksum(covered))?;
    Ok(to_index(needed))
}

/// Replaces `state` by the checkpoint in `bytes`, which must be exactly one checkpoint.
///
/// Everything outside the content is checked first; on any refusal `state` is reset.
pub fn restore<T: State>(state: &mut T, identity: u64, bytes: &[u8]) -> Result<(), RestoreError> {
    let outcome = open(state, identity, bytes).and_then(|content| {
        let mut source = Source::new(content);
        state
            .load(&mut source)
            .and_then(|()| source.finish())
            .map_err(RestoreError::Content)
    });
    if outcome.is_err() {
        state.reset();
    }
    outcome
}

/// The content, if all around it is as it should be.
fn open<'a, T: State>(state: &T, identity: u64, bytes: &'a [u8]) -> Result<&'a [u8], RestoreError> {
    let header = Header::read(bytes)?;
    let frame = u64::from(HEADER_LEN).wrapping_add(u64::from(CHECKSUM_LEN));
    let expected = u64::from(header.content_len).wrapping_add(frame);
    let found = u64::from(from_len(bytes.len()));
    let (covered, stored) = match bytes.split_last_chunk::<4>() {
        Some((covered, stored)) if expected == found => (covered, u32::from_le_bytes(*stored)),
        _ => return Err(RestoreError::Length { expected, found }),
    };
    let computed = CRC.checksum(covered);
    if stored != computed {
        return Err(RestoreError::Checksum {
            expected: computed,
            found: stored,
        });
    }
    let layout = layout_of(state);
    if header.layout != layout {
        return Err(RestoreError::Layout {
            expected: layout,
            found: header.layout,
        });
    }
    if header.identity != identity {
        return Err(RestoreError::Identity {
            expected: identity,
            found: header.identity,
        });
    }
    covered
        .get(to_index(HEADER_LEN)..)
        .ok_or(RestoreError::Length { expected, found })
}

struct Header {
    layout: u64,
    identity: u64,
    content_len: u32,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, RestoreError> {
        let mut source = Source::new(bytes);
        let found = u64::from(from_len(bytes.len()));
        let frame = u64::from(HEADER_LEN).wrapping_add(u64::from(CHECKSUM_LEN));
        let short = |_| RestoreError::Length {
            expected: frame,
            found,
        };
        let magic: [u8; 8] = source.take().map_err(short)?;
        if magic != MAGIC {
            return Err(RestoreError::Magic { found: magic });
        }
        let version = source.take_u16().map_err(short)?;
        if version != VERSION {
            return Err(RestoreError::Version {
                expected: VERSION,
                found: version,
            });
        }
        Ok(Self {
            layout: source.take_u64().map_err(short)?,
            identity: source.take_u64().map_err(short)?,
            content_len: source.take_u32().map_err(short)?,
        })
    }
}

fn content_len<T: State>(state: &T) -> u32 {
    let mut counter = Counter::new();
    let Ok(()) = state.save(&mut counter);
    counter.bytes()
}

fn layout_of<T: State>(state: &T) -> u64 {
    let mut digest = Digest::new();
    let Ok(()) = state.layout(&mut digest);
    digest.value()
}
