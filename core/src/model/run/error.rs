//! Why a run could not start, or not go on.

use core::fmt;

use crate::kernel::checkpoint::RestoreError;
use crate::model::fault::Fault;
use crate::model::scenario::Conflict;

/// Why a run could not start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StartError {
    /// A scenario contradicts itself.
    Conflict {
        /// Whose, counted from zero.
        cluster: u16,
        /// What is wrong with it.
        conflict: Conflict,
    },
    /// There are more households than the run has room for.
    Households {
        /// Where, counted from zero.
        cluster: u16,
        /// `place.households` by `place.scale`.
        wanted: u32,
        /// The room.
        capacity: u32,
    },
    /// There are more clusters than the run has room for, or none.
    Clusters {
        /// Scenarios given.
        wanted: u32,
        /// The room.
        capacity: u32,
    },
    /// What all clusters of a run must have in common differs.
    Disagreement {
        /// The cluster that differs from the first, counted from zero.
        cluster: u16,
        /// The parameter.
        path: &'static str,
    },
    /// A first event could not be carried out.
    Fault(Fault),
}

impl StartError {
    /// The cluster whose scenario is at fault, counted from zero; nothing if it is none of them.
    pub fn cluster(&self) -> Option<u16> {
        match self {
            Self::Conflict { cluster, .. }
            | Self::Households { cluster, .. }
            | Self::Disagreement { cluster, .. } => Some(*cluster),
            Self::Clusters { .. } | Self::Fault(_) => None,
        }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict { conflict, .. } => conflict.fmt(f),
            Self::Households {
                wanted, capacity, ..
            } => write!(
                f,
                "place.households by place.scale makes {wanted} agents, but this run has room for {capacity}: raise place.scale"
            ),
            Self::Clusters { wanted, capacity } => write!(
                f,
                "{wanted} clusters were given, and this run has room for 1 to {capacity}: give fewer, or one at least"
            ),
            Self::Disagreement { path, .. } => write!(
                f,
                "{path} differs from that of the first cluster: all clusters of a run share it"
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
