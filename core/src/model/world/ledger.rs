//! The ledger: the accounts beyond firms, households, treasury and fund, so that all money adds up to zero.

use super::record::record;
use crate::model::money::Money;

/// Accounts that stand for everybody else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ledger {
    /// Buyers, suppliers, machine makers, banks: the rest of the world.
    pub outside: Money,
    /// Workers of the cluster.
    pub workers: Money,
}

record!(Ledger { outside, workers });

impl Ledger {
    /// Nobody has paid anybody.
    pub const EMPTY: Self = Self {
        outside: Money::ZERO,
        workers: Money::ZERO,
    };
}
