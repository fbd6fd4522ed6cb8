//! The pendulum of globalization: a policy paradigm that swings, and world trade that mostly grew.
//!
//! Trade rose through the age of protection, so paradigm and volume are two
//! drivers (Li & Gao 2020, p. 628; facts F010 to F019).

use super::number::{float, index, unit, whole};
use super::scenario::WorldDrivers;

/// The first year of the table of world trade.
const FIRST_YEAR: f32 = 1950.0;

/// World trade in hundredths of a percent of world GDP, 1950 to 2023: Penn World Table 9.0 before
/// 1970, then World Development Indicators `NE.TRD.GNFS.ZS`, both through Our World in Data.
const TRADE: [u16; 74] = [
    1970, 2260, 2004, 1861, 1914, 1980, 2077, 2118, 1936, 1965, 2188, 2152, 2116, 2177, 2197, 2180,
    2215, 2196, 2255, 2318, 2534, 2538, 2552, 2854, 3319, 3147, 3230, 3270, 3313, 3526, 3862, 3911,
    3701, 3619, 3749, 3705, 3458, 3585, 3768, 3806, 3806, 3794, 4082, 4035, 4128, 4310, 4324, 4508,
    4556, 4602, 5042, 4930, 4935, 5103, 5460, 5665, 5881, 5919, 6082, 5231, 5666, 5978, 5960, 5889,
    5828, 5591, 5411, 5583, 5735, 5612, 5223, 5707, 6284, 5851,
];

/// The end of the first wave of globalization (F011).
const FIRST_WAVE_END: f32 = 1914.0;

/// The policy paradigm at a decimal year, 0 protection .. 1 release.
pub(crate) fn policy(world: &WorldDrivers, year: f32) -> f32 {
    if world.policy_held {
        return world.policy;
    }
    let past = |turn: f32| logistic((year - turn) / world.swing);
    let first_wave = (world.first_wave - world.protection) * (1.0 - past(FIRST_WAVE_END));
    let release = (1.0 - world.protection) * past(world.release_year);
    let retreat = (1.0 - world.return_level) * past(world.return_year);
    unit(world.protection + first_wave + release - retreat)
}

/// How freely capital moves between countries at a decimal year, 0 .. 1 (F016).
pub(crate) fn capital_mobility(world: &WorldDrivers, year: f32) -> f32 {
    let freed = logistic((year - world.capital_year) / world.swing);
    CONTROLLED + (1.0 - CONTROLLED) * freed
}

/// What controls of capital let through.
const CONTROLLED: f32 = 0.1;

/// World trade at a decimal year, % of world GDP: the table between its years, its ends beyond them.
pub(crate) fn trade(world: &WorldDrivers, year: f32) -> f32 {
    if world.trade_held {
        return world.trade;
    }
    let since = (year - FIRST_YEAR).max(0.0);
    let before = whole(since);
    let percent = |at: u32| {
        let entry = TRADE.get(index(at)).or(TRADE.last());
        entry.map_or(0.0, |hundredths| f32::from(*hundredths) / 100.0)
    };
    let (from, to) = (percent(before), percent(before.saturating_add(1)));
    from + (to - from) * (since - float(before))
}

/// The logistic function.
pub(crate) fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-x))
}

#[cfg(test)]
mod tests {
    use super::{capital_mobility, policy, trade};
    use crate::model::scenario::WorldDrivers;

    const HISTORY: WorldDrivers = WorldDrivers::DEFAULT;

    #[test]
    fn the_paradigm_swings_from_protection_to_release_and_half_way_back() {
        let at = |year| policy(&HISTORY, year);
        assert!(at(1900.0) > 0.75, "first wave: {}", at(1900.0));
        assert!(at(1960.0) < 0.15, "protection: {}", at(1960.0));
        assert!(at(1995.0) > 0.95, "release: {}", at(1995.0));
        assert!((at(2018.0) - 0.4).abs() < 0.05, "return: {}", at(2018.0));
    }

    #[test]
    fn capital_is_controlled_until_bretton_woods_ends() {
        let at = |year| capital_mobility(&HISTORY, year);
        assert!(at(1960.0) < 0.11 && at(1980.0) > 0.95);
    }

    #[test]
    fn trade_is_the_table_at_its_years_and_between_them() {
        assert!((trade(&HISTORY, 1950.0) - 19.7).abs() < 1e-3);
        assert!((trade(&HISTORY, 2008.0) - 60.82).abs() < 1e-3);
        assert!((trade(&HISTORY, 2008.5) - 56.565).abs() < 1e-2);
        assert!((trade(&HISTORY, 1900.0) - 19.7).abs() < 1e-3);
        assert!((trade(&HISTORY, 2090.0) - 58.51).abs() < 1e-3);
    }

    #[test]
    fn a_held_driver_does_not_move() {
        let held = WorldDrivers {
            policy_held: true,
            policy: 0.3,
            trade_held: true,
            trade: 40.0,
            ..HISTORY
        };
        assert_eq!((policy(&held, 1950.0), policy(&held, 2000.0)), (0.3, 0.3));
        assert!((trade(&held, 2008.0) - 40.0).abs() < 1e-6);
    }
}
