//! The association: members, their fund, and the services that it gives.

use super::record::record;
use crate::model::money::Money;

/// The association of the cluster's firms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// Whether it was founded.
    pub founded: bool,
    /// Services, 0 none .. 1 all functions.
    pub services: f32,
    /// Members' fees less what services cost.
    pub fund: Money,
}

record!(Association {
    founded,
    services,
    fund
});

impl Association {
    /// No association.
    pub const EMPTY: Self = Self {
        founded: false,
        services: 0.0,
        fund: Money::ZERO,
    };
}
