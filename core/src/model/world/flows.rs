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
    /// Processing fees, with the wages that buyers advance.
    pub fees: Money,
    /// Sales abroad.
    pub exports: Money,
    /// Work sold at home, in ten-thousandths of a worker-year.
    pub sold_home: Money,
    /// Work sold abroad, likewise; orders included.
    pub sold_abroad: Money,
    /// Wages.
    pub wages: Money,
    /// What governing outsourced work cost, defaults included.
    pub governing: Money,
    /// Quarters of outsourcing, by all firms.
    pub relations: u32,
    /// Those of them that ended in a default.
    pub defaults: u32,
    /// Firms founded last year, in the year before, and before that.
    pub entries_before: [u32; 3],
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
    sold_home,
    sold_abroad,
    wages,
    governing,
    relations,
    defaults,
    entries_before,
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
        sold_home: Money::ZERO,
        sold_abroad: Money::ZERO,
        wages: Money::ZERO,
        governing: Money::ZERO,
        relations: 0,
        defaults: 0,
        entries_before: [0; 3],
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
        let [last, before, _] = self.entries_before;
        *self = Self {
            output_last: self.output,
            entries_before: [self.entries, last, before],
            years: self.years.saturating_add(1),
            ..Self::EMPTY
        };
    }
}
