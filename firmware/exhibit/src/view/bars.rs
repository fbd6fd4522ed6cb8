//! Bars: an outcome beside its history, and the curve of firms.

use super::canvas::{Area, Canvas};
use super::text_block::{Align, Ink};
use crate::figures::{FIGURE_BYTES, Figures};
use crate::words::phrase::Phrase;

/// Where bars begin.
const BAR_X: i32 = 48;
/// How long a hundred percent are.
const BAR_LENGTH: i32 = 59;
/// The height of a row.
pub(super) const ROW: i32 = 12;

/// A row: its name, history's ghost, today's bar with the tries as dots, and the percentage.
pub(crate) fn bar_row(
    canvas: &mut Canvas<'_>,
    y: i32,
    name: &str,
    mine: Option<u8>,
    history: Option<u8>,
    tries: impl Iterator<Item = u8>,
) {
    canvas.text(
        name,
        Area::new(1, y, BAR_X - 3, ROW),
        Ink::new(12, Align::Left),
    );
    canvas.fill(Area::new(BAR_X, y + 9, BAR_LENGTH, 1), 3);
    if let Some(history) = history {
        canvas.fill(Area::new(BAR_X, y + 2, length(history), 7), 4);
        canvas.fill(Area::new(BAR_X + length(history) - 1, y + 1, 1, 9), 9);
    }
    if let Some(mine) = mine {
        canvas.fill(Area::new(BAR_X, y + 4, length(mine), 3), 15);
    }
    for percent in tries {
        let x = BAR_X + length(percent) - 1;
        canvas.fill(Area::new(x - 1, y + 3, 3, 5), 0);
        canvas.fill(Area::new(x, y + 2, 1, 7), 12);
    }
    let number = Area::new(BAR_X + BAR_LENGTH + 1, y, 126 - BAR_X - BAR_LENGTH, ROW);
    match mine {
        Some(percent) => {
            let phrase = Phrase::of_number(u32::from(percent));
            canvas.text(phrase.as_str(), number, Ink::new(15, Align::Right));
        }
        None => canvas.text("-", number, Ink::new(6, Align::Right)),
    }
}

fn length(percent: u8) -> i32 {
    1 + i32::from(percent) * (BAR_LENGTH - 1) / 100
}

/// Firms over the years in an area: history as a grey band, the visitor's as a white line.
pub(crate) fn firm_curve(
    canvas: &mut Canvas<'_>,
    area: Area,
    mine: &[u16],
    history: &[[u8; FIGURE_BYTES]],
) {
    let firms = |year: &[u8; FIGURE_BYTES]| i32::from(Figures::from_bytes(*year).firms);
    let most = mine.iter().copied().map(i32::from).max();
    let top = most
        .max(history.iter().map(firms).max())
        .unwrap_or(0)
        .max(1);
    let years = mine.len().max(history.len()).max(2);
    let base = area.y + area.height - 1;
    let mut before: Option<(i32, i32)> = None;
    for column in 0..area.width {
        let at = usize::try_from(column).unwrap_or(0) * (years - 1)
            / usize::try_from(area.width - 1).unwrap_or(1).max(1);
        let height = |firms: i32| firms * (area.height - 1) / top;
        let x = area.x + column;
        if let Some(was) = history.get(at) {
            let y = base - height(firms(was));
            canvas.fill(Area::new(x, y, 1, base - y + 1), 3);
            canvas.dot(x, y, 7);
        }
        if let Some(now) = mine.get(at) {
            let here = (x, base - height(i32::from(*now)));
            canvas.line(before.unwrap_or(here), here, 15);
            before = Some(here);
        }
    }
}
