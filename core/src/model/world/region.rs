//! The region: wage, labour, levers of policy, and the world as it is felt there.

use super::record::record;
use crate::kernel::time::Instant;
use crate::model::money::Money;
use crate::model::scenario::PolicyKind;

/// Number of policy levers.
pub const LEVERS: usize = PolicyKind::NAMES.len();

/// The region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Region {
    /// The wage, as a share of the frontier's.
    pub wage: f32,
    /// Workers who live there, employed or not.
    pub pool: u32,
    /// Those of them who came from elsewhere.
    pub migrants: u32,
    /// Collective assets.
    pub treasury: Money,
    /// Levels of the policy levers.
    pub levers: [f32; LEVERS],
    /// The access to trade that buyers and investors abroad know of, 0 .. 1.
    pub known_access: f32,
    /// The policy paradigm of the world, 0 protection .. 1 release.
    pub policy: f32,
    /// World trade, % of world GDP.
    pub trade: f32,
    /// How freely capital moves between countries, 0 .. 1.
    pub capital_mobility: f32,
    /// What markets elsewhere that copy the region's have taken of its catchment, share.
    pub rivalry: f32,
    /// The variety that is in vogue.
    pub vogue: u8,
    /// Whether the government has answered to them.
    pub answered: bool,
    /// The part of demand from abroad that a crisis has taken.
    pub crisis: f32,
    /// What a relocation of industries adds to orders and projects.
    pub relocation: f32,
    /// When the last crisis broke out.
    pub crisis_at: Option<Instant>,
    /// Firms alive then.
    pub crisis_firms: u32,
    /// Those that still are.
    pub crisis_survivors: u32,
    /// Home prices against the world's, at today's wage.
    pub home_level: f32,
    /// Capital of a worker's place against the frontier's, at today's wage.
    pub technique_level: f32,
}

record!(Region {
    wage,
    pool,
    migrants,
    treasury,
    levers,
    known_access,
    policy,
    trade,
    capital_mobility,
    rivalry,
    vogue,
    answered,
    crisis,
    relocation,
    crisis_at,
    crisis_firms,
    crisis_survivors,
    home_level,
    technique_level
});

/// World trade at about the height of globalization, % of world GDP (60.8 in 2008, 62.8 in 2022): the unit of global production.
const TRADE_HEIGHT: f32 = 62.0;

impl Region {
    /// An empty region.
    pub const EMPTY: Self = Self {
        wage: 0.0,
        pool: 0,
        migrants: 0,
        treasury: Money::ZERO,
        levers: [0.0; LEVERS],
        known_access: 0.0,
        policy: 0.0,
        trade: 0.0,
        capital_mobility: 0.0,
        rivalry: 0.0,
        vogue: 0,
        answered: false,
        crisis: 0.0,
        relocation: 0.0,
        crisis_at: None,
        crisis_firms: 0,
        crisis_survivors: 0,
        home_level: 0.0,
        technique_level: 0.0,
    };

    /// The level of a lever.
    pub fn lever(&self, kind: PolicyKind) -> f32 {
        self.levers.get(kind.index()).copied().unwrap_or(0.0)
    }

    /// World trade against its height.
    pub fn trade_level(&self) -> f32 {
        self.trade / TRADE_HEIGHT
    }

    /// Global production: the paradigm times the volume, less what a crisis has taken.
    pub fn global_production(&self) -> f32 {
        self.policy * self.trade_level() * (1.0 - self.crisis)
    }

    /// What an association may do by itself, 0 .. 1.
    pub fn autonomy(&self) -> f32 {
        self.lever(PolicyKind::AssociationAutonomy).min(1.0)
    }

    /// Access to foreign trade, 0 .. 1.
    pub fn trade_access(&self) -> f32 {
        self.lever(PolicyKind::TradeAccess).min(1.0)
    }
}
