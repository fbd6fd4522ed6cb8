//! Where an output goes: standard output, or a file that is either the old one or the whole new one.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::{fmt, process};

/// Where an output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Standard,
    /// A file, which is written beside its place and then moved there.
    File(PathBuf),
}

/// An output that could not be delivered.
#[derive(Debug)]
pub struct DeliveryError {
    /// The file; nothing for standard output.
    pub path: Option<PathBuf>,
    /// What the system said.
    pub error: io::Error,
}

impl Destination {
    /// Tries whether a file can be written here, so that a long run does not end in vain.
    pub fn probe(&self) -> Result<(), DeliveryError> {
        let Self::File(path) = self else {
            return Ok(());
        };
        let probed = match replaceable(path) {
            Ok(Some(target)) => {
                let beside = beside(&target);
                create(&beside).and_then(|_| fs::remove_file(&beside))
            }
            Ok(None) => OpenOptions::new().write(true).open(path).map(drop),
            Err(error) => Err(error),
        };
        probed.map_err(|error| self.error(error))
    }

    /// Delivers all of `bytes`. A reader of standard output that has gone away is no error: it had enough.
    pub fn deliver(&self, bytes: &[u8]) -> Result<(), DeliveryError> {
        let delivered = match self {
            Self::Standard => match standard(bytes) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                result => result,
            },
            Self::File(path) => match replaceable(path) {
                Ok(Some(target)) => replace(&target, bytes),
                Ok(None) => OpenOptions::new()
                    .write(true)
                    .open(path)
                    .and_then(|mut file| file.write_all(bytes)),
                Err(error) => Err(error),
            },
        };
        delivered.map_err(|error| self.error(error))
    }

    fn error(&self, error: io::Error) -> DeliveryError {
        let path = match self {
            Self::Standard => None,
            Self::File(path) => Some(path.clone()),
        };
        DeliveryError { path, error }
    }
}

fn standard(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// The file to replace, with links resolved; nothing for a device or a pipe, which must be written into instead.
fn replaceable(path: &Path) -> io::Result<Option<PathBuf>> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(found) if found.is_file() => path.canonicalize().map(Some),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Some(path.to_owned())),
        Err(error) => Err(error),
    }
}

/// A hidden name in the same directory: only within a file system is a move all or nothing.
fn beside(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".{}.part", process::id()));
    target.with_file_name(name)
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Writes beside `target`, then moves it there; leaves nothing behind after an error.
fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = beside(target);
    let mut file = create(&beside)?;
    let moved = write_down(&mut file, bytes)
        .and_then(|()| keep_permissions(&beside, target))
        .and_then(|()| fs::rename(&beside, target));
    if moved.is_err() {
        // The first error is the one to tell; a part that cannot be removed is hidden and harmless.
        let _ = fs::remove_file(&beside);
    }
    moved
}

fn write_down(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    // Without it a loss of power after the move could leave an empty file.
    file.sync_all()
}

/// A file that is replaced keeps its permissions.
fn keep_permissions(beside: &Path, target: &Path) -> io::Result<()> {
    match fs::metadata(target) {
        Ok(old) => fs::set_permissions(beside, old.permissions()),
        Err(_) => Ok(()),
    }
}

impl fmt::Display for DeliveryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = match self.error.kind() {
            ErrorKind::NotFound => "create its directory first",
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "choose a directory that you may write to"
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "make room, or choose another disk"
            }
            ErrorKind::IsADirectory => "name a file in it",
            _ => "choose another file",
        };
        let name = self
            .path
            .as_ref()
            .map_or("standard output".to_owned(), |path| {
                path.display().to_string()
            });
        write!(f, "{name}: cannot be written: {}; {next}", self.error)
    }
}

impl std::error::Error for DeliveryError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
