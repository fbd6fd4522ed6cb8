//! The map of the cluster: firms around the market hall, and what goes down the road to the port.

use polanyi_core::model::BoardRun;
use polanyi_core::model::nouns::Origin;
use polanyi_core::model::world::Firm;

use super::canvas::{Area, Canvas};
use super::plots::CORNERS;
use crate::story::Town;

/// Where the map lies.
const HEIGHT: i32 = 51;
/// How long the road to the port is: the whole picture.
const ROAD: i32 = 128;
/// The ground on which the hall stands.
const HALL: (i32, i32) = (37, 33);
/// The grey of land that nobody has built on.
const LAND: u8 = 2;
/// Real stalls at which the hall is a step larger.
const HALL_STEPS: [u32; 5] = [400, 1600, 4000, 10_000, 24_000];

/// Draws the map of a run's first cluster in the upper left corner.
pub(crate) fn draw_town(canvas: &mut Canvas<'_>, run: &BoardRun, town: &Town) {
    let Some(cluster) = run.clusters().first() else {
        return;
    };
    let world = cluster.world();
    for (slot, (x, y)) in CORNERS.iter().enumerate() {
        let at = (i32::from(*x), i32::from(*y));
        let number = u16::try_from(slot).unwrap_or(u16::MAX);
        let firm = world
            .firms
            .id_at(number)
            .and_then(|firm| world.firms.get(firm));
        match firm {
            Some(firm) => draw_firm(canvas, at, firm, town.glow(slot)),
            None => draw_closure(canvas, at, town.glow(slot)),
        }
    }
    let market = &world.cluster.market;
    if market.open {
        draw_hall(canvas, market.capacity, market.stalls);
    }
}

/// A firm: the larger the more workers, the brighter the further up the value chain; foreign ones are hollow. A new one shines.
fn draw_firm(canvas: &mut Canvas<'_>, (x, y): (i32, i32), firm: &Firm, glow: u8) {
    let side = if firm.workers > 8 { 3 } else { 2 };
    let [processing, parts, finished, design] = [5, 8, 12, 15];
    let grey = match firm.segment.code() {
        0 => processing,
        1 => parts,
        2 => finished,
        _ => design,
    };
    let area = Area::new(x, y, side, side);
    if firm.origin == Origin::Foreign {
        canvas.outline(Area::new(x, y, 3, 3), grey.max(10));
    } else {
        canvas.fill(area, grey.max(glow));
    }
}

/// A closed firm fades as a cross.
fn draw_closure(canvas: &mut Canvas<'_>, (x, y): (i32, i32), glow: u8) {
    let grey = glow / 3;
    if grey > 0 {
        for step in 0..3 {
            canvas.dot(x + step, y + step, grey);
            canvas.dot(x + 2 - step, y + step, grey);
        }
    } else {
        canvas.dot(x + 1, y + 1, LAND);
    }
}

/// The hall: larger in steps, with a window lit for each part of its stalls that is let.
fn draw_hall(canvas: &mut Canvas<'_>, capacity: u32, stalls: u32) {
    let steps = HALL_STEPS.iter().filter(|step| capacity > **step).count();
    let step = i32::try_from(steps).unwrap_or(0);
    let (half, tall) = (3 + step, 3 + step);
    let (x, ground) = HALL;
    let roof = 2 + step / 2;
    canvas.fill(
        Area::new(
            x - half - 2,
            ground - tall - roof - 1,
            2 * half + 5,
            tall + roof + 3,
        ),
        0,
    );
    for row in 0..=roof {
        let wide = (half + 1) * (row + 1) / (roof + 1);
        canvas.fill(
            Area::new(x - wide, ground - tall - roof + row, 2 * wide + 1, 1),
            13,
        );
    }
    canvas.fill(
        Area::new(x - half, ground - tall + 1, 2 * half + 1, tall),
        8,
    );
    let windows = half;
    let lit = if capacity == 0 {
        0
    } else {
        let let_out =
            u64::from(stalls) * u64::from(windows.unsigned_abs()) + u64::from(capacity) / 2;
        i32::try_from(let_out / u64::from(capacity)).unwrap_or(0)
    };
    for window in 0..windows {
        let grey = if window < lit { 15 } else { 2 };
        canvas.fill(
            Area::new(x - half + 1 + 2 * window, ground - tall + 3, 1, tall - 2),
            grey,
        );
    }
}

/// The road to the port, under the map: the more is exported, in percent, the more lights run along it.
pub(crate) fn draw_road(canvas: &mut Canvas<'_>, exports: Option<u8>, ticks: u32) {
    let y = HEIGHT - 1;
    canvas.fill(Area::new(0, y, ROAD, 1), 2);
    let lights = i32::from(exports.unwrap_or(0)) / 6;
    if lights == 0 {
        return;
    }
    let gap = ROAD / lights.max(1);
    let shift = i32::try_from(ticks % u32::try_from(gap).unwrap_or(1)).unwrap_or(0);
    for light in 0..lights {
        let x = light * gap + shift;
        canvas.dot(x, y, 15);
        canvas.dot(x - 1, y, 7);
    }
}
