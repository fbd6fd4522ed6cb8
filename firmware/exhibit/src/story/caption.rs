//! Captions: what has just happened, from the scenario's dated steps and from the run itself. They know no place.

use heapless::Deque;
use polanyi_core::model::BoardRun;
use polanyi_core::model::calendar::YEAR_TICKS;
use polanyi_core::model::nouns::Origin;
use polanyi_core::model::scenario::{PolicyKind, PolicyStep, Scenario, Shock, ShockKind};

use crate::words::Text;

/// Ticks for which a caption is shown at least, when others wait.
const TICKS_MIN: u16 = 30;
/// Ticks for which it is shown when none waits.
const TICKS_MAX: u16 = 110;

/// Every caption's text.
#[cfg(test)]
pub(crate) const CAPTIONS: [Text; 23] = [
    Text::Relocation,
    Text::OilCrisis,
    Text::AsianCrisis,
    Text::WorldCrisis,
    Text::Crisis,
    Text::Zone,
    Text::Wto,
    Text::TradeFreed,
    Text::ForeignWelcome,
    Text::ForeignEqual,
    Text::ForeignScreened,
    Text::LabourProtected,
    Text::ServiceCentres,
    Text::IndustrialPark,
    Text::Infrastructure,
    Text::SimpleWorkLeaves,
    Text::CommunesEnd,
    Text::WorldOpens,
    Text::WorldCloses,
    Text::MarketOpens,
    Text::MarketGrows,
    Text::AssociationForms,
    Text::ForeignComes,
];

/// A caption: what happened, and in which year, for it may be told later than it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Caption {
    pub(crate) year: u16,
    pub(crate) text: Text,
}

/// What was seen at the last look.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Seen {
    year: f32,
    stalls: u32,
    association: bool,
    foreign: bool,
    released: bool,
}

/// The caption that is shown, and those that wait.
#[derive(Debug, Clone)]
pub(crate) struct Captions {
    waiting: Deque<Caption, 6>,
    shown: Option<Caption>,
    ticks: u16,
    seen: Option<Seen>,
}

impl Captions {
    pub(crate) const EMPTY: Self = Self {
        waiting: Deque::new(),
        shown: None,
        ticks: 0,
        seen: None,
    };

    /// The caption, and for how many ticks it has been shown.
    pub(crate) fn shown(&self) -> Option<(Caption, u16)> {
        self.shown.map(|caption| (caption, self.ticks))
    }

    /// Looks at the run after a tick.
    pub(crate) fn tick(&mut self, run: &BoardRun) {
        self.look(run);
        self.ticks = self.ticks.saturating_add(1);
        let over = if self.waiting.is_empty() {
            TICKS_MAX
        } else {
            TICKS_MIN
        };
        if self.shown.is_none() || self.ticks >= over {
            self.shown = self.waiting.pop_front();
            self.ticks = 0;
        }
    }

    fn look(&mut self, run: &BoardRun) {
        let Some(cluster) = run.clusters().first() else {
            return;
        };
        let (scenario, world) = (cluster.scenario(), &cluster.world().cluster);
        let foreign = world.census.by_origin.get(Origin::Foreign.index());
        let seen = Seen {
            year: decimal_year(run, scenario),
            stalls: if world.market.open {
                world.market.capacity
            } else {
                0
            },
            association: world.association.founded,
            foreign: foreign.is_some_and(|firms| *firms > 0),
            released: world.region.policy >= 0.5,
        };
        let before = self.seen.replace(seen);
        let Some(before) = before.filter(|before| before.year <= seen.year) else {
            return;
        };
        self.dated(scenario, before.year, seen.year);
        self.compared(&before, &seen);
    }

    /// What the scenario dates between two moments.
    fn dated(&mut self, scenario: &Scenario, from: f32, to: f32) {
        let passed = |year: f32| from < year && year <= to;
        for shock in scenario.shocks.iter().filter(|shock| passed(shock.year)) {
            self.tell(shock.year, Some(of_shock(shock)));
        }
        for step in scenario.policies.iter().filter(|step| passed(step.year)) {
            self.tell(step.year, of_step(step));
        }
    }

    /// What has come to be between two looks.
    fn compared(&mut self, before: &Seen, seen: &Seen) {
        if before.released != seen.released {
            let opens = if seen.released {
                Text::WorldOpens
            } else {
                Text::WorldCloses
            };
            self.tell(seen.year, Some(opens));
        }
        if seen.stalls > before.stalls {
            let built = if before.stalls == 0 {
                Text::MarketOpens
            } else {
                Text::MarketGrows
            };
            self.tell(seen.year, Some(built));
        }
        if seen.association && !before.association {
            self.tell(seen.year, Some(Text::AssociationForms));
        }
        if seen.foreign && !before.foreign {
            self.tell(seen.year, Some(Text::ForeignComes));
        }
    }

    fn tell(&mut self, year: f32, text: Option<Text>) {
        if let Some(text) = text {
            let year = calendar_year(year);
            // A world in which more happens at once than can be told is not told of in full.
            let _ = self.waiting.push_back(Caption { year, text });
        }
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a float saturates, the same on every target"
)]
const fn calendar_year(year: f32) -> u16 {
    year as u16
}

fn of_shock(shock: &Shock) -> Text {
    match shock.kind {
        ShockKind::Relocation => Text::Relocation,
        ShockKind::Crisis => match shock.year {
            1973.0..1976.0 => Text::OilCrisis,
            1997.0..1999.0 => Text::AsianCrisis,
            2008.0..2010.0 => Text::WorldCrisis,
            _ => Text::Crisis,
        },
    }
}

/// What a step of policy is called; some are not worth a visitor's glance.
fn of_step(step: &PolicyStep) -> Option<Text> {
    match step.kind {
        PolicyKind::SpecialZone => Some(Text::Zone),
        PolicyKind::TradeAccess if step.level >= 1.0 => Some(Text::Wto),
        PolicyKind::TradeAccess => Some(Text::TradeFreed),
        PolicyKind::ForeignPreference if step.level > 0.0 => Some(Text::ForeignWelcome),
        PolicyKind::ForeignPreference => Some(Text::ForeignEqual),
        PolicyKind::ForeignScreening => Some(Text::ForeignScreened),
        PolicyKind::LabourProtection => Some(Text::LabourProtected),
        PolicyKind::ServiceCentres => Some(Text::ServiceCentres),
        PolicyKind::IndustrialPark => Some(Text::IndustrialPark),
        PolicyKind::Infrastructure => Some(Text::Infrastructure),
        PolicyKind::ValueFilter => Some(Text::SimpleWorkLeaves),
        PolicyKind::Communes if step.level <= 0.0 => Some(Text::CommunesEnd),
        PolicyKind::Communes
        | PolicyKind::TaxHoliday
        | PolicyKind::AssociationCost
        | PolicyKind::AssociationAutonomy => None,
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "years and minutes of a year are exact enough in an f32 for a caption"
)]
fn decimal_year(run: &BoardRun, scenario: &Scenario) -> f32 {
    let ticks = run.now().ticks();
    let whole = u64::from(scenario.timing.start_year).saturating_add(ticks / YEAR_TICKS);
    whole as f32 + (ticks % YEAR_TICKS) as f32 / YEAR_TICKS as f32
}
