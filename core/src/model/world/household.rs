//! A household: wealth, kin, and whether it runs a firm.

use super::record::record;
use crate::kernel::time::Instant;
use crate::model::money::Money;

/// A household. It never leaves; its index is its name, and its kin are its neighbours in the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Household {
    /// What it could put into a firm.
    pub wealth: Money,
    /// Whether it runs a firm.
    pub occupied: bool,
    /// When its savings were last added to its wealth.
    pub saved_at: Instant,
}

record!(Household {
    wealth,
    occupied,
    saved_at
});
