//! The measures of a year: the four outcomes, and what is counted beside them.
//!
//! A share of nothing is `None`, never zero: a place without foreign capital
//! and a place without any investment are different places.

use super::nouns::{CHANNELS, MODES, ORIGINS, SEGMENTS};

/// What is measured at the end of a simulated year.
///
/// Counts are of real firms, workers, stalls and visitors: agents times the
/// scenario's `place.scale` where an agent stands for many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measures {
    /// The calendar year.
    pub year: u32,
    /// The pendulum: policy paradigm, 0 protection .. 1 release.
    pub policy: f32,
    /// World trade, % of world GDP.
    pub trade: f32,

    /// Firms at the year's end.
    pub firms: f32,
    /// Firms by segment: processing, parts, finished, design.
    pub firms_by_segment: [f32; SEGMENTS],
    /// Firms by origin: family, transplant, foreign.
    pub firms_by_origin: [f32; ORIGINS],
    /// Firms that take part in processing for foreign buyers (orders in hand at the year's end).
    pub processing_firms: f32,
    /// Firms founded in the year.
    pub entries: f32,
    /// Firms closed in the year.
    pub exits: f32,
    /// Founders and orders that were turned away in the year because a table was full, in agents: above zero, the place outgrew the run's room.
    pub refused: u32,
    /// Foreign firms that make.
    pub factories: f32,
    /// Foreign firms that design and develop.
    pub laboratories: f32,
    /// Of the firms founded three years before, the share that is still alive; `None` without such firms.
    pub survival: Option<f32>,
    /// Firms of a kin group, its mean over the groups that run at least two.
    pub kin_chain: Option<f32>,
    /// Workers of all firms.
    pub employment: f32,
    /// Machines that they mind.
    pub machines: f32,
    /// Output of the year, worker-years.
    pub output: f32,
    /// Sales of the year, frontier worker-years (the yearly wage of a frontier worker is 1).
    pub sales: f32,
    /// Work sold at home, share of what the country needs of the trade.
    pub national_share: Option<f32>,
    /// Work sold abroad, share of what the world abroad needs of the trade.
    pub world_share: Option<f32>,
    /// The region's wage, share of the frontier's.
    pub wage: f32,
    /// Wages, share of sales; above 1 where firms sell for less than they pay.
    pub wage_share: Option<f32>,
    /// Mean capability of firms, share of the frontier's.
    pub capability: Option<f32>,
    /// Division of labour: stages into which the work is divided.
    pub division: f32,

    /// Outcome 1: revenue-weighted mean segment, 0 processing .. 1 design and brand.
    pub value_chain: Option<f32>,
    /// Processing fees in revenue, share.
    pub processing_share: Option<f32>,
    /// Outcome 2: openness.
    pub openness: Openness,
    /// Outcome 3: sales by channel, shares of sales: order, market, local trade, consortium, own brand.
    pub channels: [Option<f32>; CHANNELS],
    /// Outcome 4: outsourced value by mode, shares: kin, market, association.
    pub governance: [Option<f32>; MODES],

    /// What governing outsourced work cost, defaults included, share of its value.
    pub transaction_cost: Option<f32>,
    /// Quarters of outsourcing that ended in a default, share.
    pub failures: Option<f32>,

    /// 1 less the normalized entropy of varieties.
    pub homogeneity: Option<f32>,
    /// Sales-weighted mark-up over cost.
    pub markup: Option<f32>,
    /// Occupied stalls.
    pub stalls: u32,
    /// Stalls that the halls have room for.
    pub stall_capacity: u32,
    /// Varieties on offer in the market.
    pub varieties: u32,
    /// Domestic visitors of the market, a day.
    pub buyers_domestic: f32,
    /// Foreign visitors of the market, a day.
    pub buyers_foreign: f32,
    /// Stalls at which somebody from abroad ordered in the year, share.
    pub exporting_stalls: Option<f32>,
    /// Members of the association, share of firms.
    pub members: Option<f32>,
    /// Services of the association, 0 none .. 1 all functions.
    pub services: f32,
    /// Collective assets for each resident, frontier worker-years.
    pub collective_assets: f32,
    /// Of the firms alive at the last crisis, the share that still is; `None` before any crisis.
    pub crisis_survival: Option<f32>,
}

/// Openness, the paper's second outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Openness {
    /// Exports, share of sales.
    pub export_share: Option<f32>,
    /// Foreign capital, share of the year's capital formation.
    pub foreign_capital_share: Option<f32>,
    /// Foreign buyers, share of sales at the market.
    pub foreign_buyer_share: Option<f32>,
}
