//! How the command ends: the exit codes as a type.

use std::process::ExitCode;

/// The only ways in which the command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: all was done; also when the reader of standard output went away before its end.
    Success,
    /// 1: something failed while it was done: a run, a disk.
    Failure,
    /// 2: what was asked for cannot be done: arguments, settings, scenario files.
    BadInput,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Success => Self::SUCCESS,
            Exit::Failure => Self::FAILURE,
            Exit::BadInput => Self::from(2),
        }
    }
}
