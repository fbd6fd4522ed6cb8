//! Why a run could not start, or not go on.

use core::fmt;

use crate::kernel::checkpoint::RestoreError;
use crate::model::fault::Fault;
use crate::model::scenario::Conflict;

/// Why a run could not start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StartError {
    /// The scenario contradicts itself.
    Conflict(Conflict),
    /// There are more households than the run has room for.
    Households {
        /// `place.households` by `place.scale`.
        wanted: u32,
        /// The room.
        capacity: u32,
    },
    /// A first event could not be carried out.
    Fault(Fault),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict(conflict) => conflict.fmt(f),
            Self::Households { wanted, capacity } => write!(
                f,
                "place.households by place.scale makes {wanted} agents, but this run has room for {capacity}: raise place.scale"
            ),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl core::error::Error for StartError {}

impl From<Fault> for StartError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Why a run could not go on from a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ResumeError {
    /// The scenario cannot be run at all.
    Start(StartError),
    /// The checkpoint is damaged, or another run's.
    Restore(RestoreError),
}

impl fmt::Display for ResumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(error) => error.fmt(f),
            Self::Restore(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for ResumeError {}
