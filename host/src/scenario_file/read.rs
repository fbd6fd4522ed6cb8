//! Reading a scenario file from a disk: bounded, and with an error that says what to do.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Described;
use super::finding::Report;
use super::place::Place;
use super::source::Source;

/// The length of the longest scenario file, bytes. A file that sets every parameter takes a fifth of it; a hostile one takes five hundred times its length of memory.
pub const BYTES_MAX: u64 = 64 * 1024;

/// Why a scenario file was not read.
#[derive(Debug)]
pub enum ReadError {
    /// The file system refused.
    Refused {
        /// The file.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// The file is longer than [`BYTES_MAX`]. It was not parsed.
    TooLong {
        /// The file.
        path: PathBuf,
    },
    /// The file is not text in UTF-8.
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first byte that belongs to no character, counted from zero.
        offset: usize,
        /// The line in which it stands, counted from one.
        line: usize,
    },
    /// The text was read, and this is wrong with it.
    Wrong(Report),
}

/// The place that the file at `path` describes. Its key is the file's name without `.toml`.
pub fn read(path: &Path) -> Result<Place, ReadError> {
    parse_bytes(path, &bytes(path)?)
}

/// The text of the file at `path`, whatever it describes; no longer than [`BYTES_MAX`].
pub fn read_source(path: &Path) -> Result<Source, ReadError> {
    source(path, &bytes(path)?)
}

/// The place or the country that the file at `path` describes. A country's own scenario files lie beside it.
pub fn read_any(path: &Path) -> Result<Described, ReadError> {
    let key = path.file_stem().unwrap_or_default().to_string_lossy();
    super::parse_any(&key, &read_source(path)?, path.parent()).map_err(ReadError::Wrong)
}

fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let refused = |error| ReadError::Refused {
        path: path.to_owned(),
        error,
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(refused)?;
    // One byte more than allowed tells a long file from one that just fits, and bounds a device without end.
    file.take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(refused)?;
    Ok(bytes)
}

/// The place that `bytes` describe, as if they had been read from `path`.
pub fn parse_bytes(path: &Path, bytes: &[u8]) -> Result<Place, ReadError> {
    let key = path.file_stem().unwrap_or_default().to_string_lossy();
    super::parse(&key, &source(path, bytes)?).map_err(ReadError::Wrong)
}

fn source(path: &Path, bytes: &[u8]) -> Result<Source, ReadError> {
    if bytes.len() as u64 > BYTES_MAX {
        return Err(ReadError::TooLong {
            path: path.to_owned(),
        });
    }
    let text = str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        ReadError::NotUtf8 {
            path: path.to_owned(),
            offset,
            line: bytes[..offset].split(|byte| *byte == b'\n').count(),
        }
    })?;
    Ok(Source::new(path.display().to_string(), text))
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { path, error } => {
                write!(
                    f,
                    "{}: {error}; check the path, or name a place of `polanyi places`",
                    path.display()
                )
            }
            Self::TooLong { path } => {
                let path = path.display();
                write!(
                    f,
                    "{path}: longer than {BYTES_MAX} bytes; a scenario file is a few pages"
                )
            }
            Self::NotUtf8 { path, offset, line } => {
                let path = path.display();
                write!(
                    f,
                    "{path}:{line}: byte {offset} is not text in UTF-8; save the file in that encoding"
                )
            }
            Self::Wrong(report) => report.fmt(f),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused { error, .. } => Some(error),
            Self::TooLong { .. } | Self::NotUtf8 { .. } | Self::Wrong(_) => None,
        }
    }
}
