//! An order of a foreign buyer: demand that comes before production.

use super::firm::Firm;
use super::record::record;
use crate::kernel::queue::Handle;
use crate::kernel::table::Id;
use crate::model::money::Money;

/// An order in hand. The buyer supplies the inputs, sells the goods and bears the risk of stock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    /// Who makes it.
    pub firm: Id<Firm>,
    /// Workers whom it keeps busy.
    pub workers: u32,
    /// What it takes of their time.
    pub worker_years: f32,
    /// What is paid on delivery, beyond the wages that were advanced.
    pub fee: Money,
    /// Its due event, taken back when the firm closes before.
    pub due: Option<Handle>,
}

record!(Order {
    firm,
    workers,
    worker_years,
    fee,
    due
});
