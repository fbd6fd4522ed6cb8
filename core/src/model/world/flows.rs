//! Flows: what passed in the year, in money and work, for the year's measures.

use super::record::record;
use crate::model::money::Money;
use crate::model::nouns::{CHANNELS, MODES, SEGMENTS};

/// Sums of the running year; the sample starts them anew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flows {
    /// Sales by channel.
    pub sales: [Money; CHANNELS],
    /// Sales by segment.
    pub by_segment: [Money; SEGMENTS],
    /// Processing fees.
    pub fees: Money,
    /// Sales abroad.
    pub exports: Money,
    /// Sales at the market to foreign buyers.
    pub market_foreign: Money,
    /// Outsourced value by mode of governance.
    pub outsourced: [Money; MODES],
    /// Capital formation.
    pub capital: Money,
    /// Capital formation from abroad.
    pub capital_foreign: Money,
    /// Sales times mark-up.
    pub markup: Money,
    /// Work done, in ten-thousandths of a worker-year.
    pub output: Money,
    /// Work done in the year before, likewise.
    pub output_last: Money,
    /// Firms founded.
    pub entries: u32,
    /// Firms closed.
    pub exits: u32,
    /// Founders and orders turned away because a table was full.
    pub refused: u32,
    /// Years measured since the start; kept over the years.
    pub years: u32,
}

record!(Flows {
    sales,
    by_segment,
    fees,
    exports,
    market_foreign,
    outsourced,
    capital,
    capital_foreign,
    markup,
    output,
    output_last,
    entries,
    exits,
    refused,
    years
});

impl Flows {
    /// Nothing has passed.
    pub const EMPTY: Self = Self {
        sales: [Money::ZERO; CHANNELS],
        by_segment: [Money::ZERO; SEGMENTS],
        fees: Money::ZERO,
        exports: Money::ZERO,
        market_foreign: Money::ZERO,
        outsourced: [Money::ZERO; MODES],
        capital: Money::ZERO,
        capital_foreign: Money::ZERO,
        markup: Money::ZERO,
        output: Money::ZERO,
        output_last: Money::ZERO,
        entries: 0,
        exits: 0,
        refused: 0,
        years: 0,
    };

    /// Starts a new year; the output of the old one is kept, for the division of labour follows it.
    pub fn start_year(&mut self) {
        *self = Self {
            output_last: self.output,
            years: self.years.saturating_add(1),
            ..Self::EMPTY
        };
    }
}
