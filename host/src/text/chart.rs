//! A chart: a line over the years, drawn with braille dots.

use super::axis::{Axis, round_up};
use super::number::{brief, count};

/// Columns of the plot; with the labels on its left it fits into 80.
pub(super) const COLUMNS: usize = 66;
/// Columns of the labels on the left, the axis included.
pub(super) const MARGIN: usize = 10;
/// Rows of the plot; an odd number has a middle one for the label of the half.
const ROWS: usize = 7;

/// Bits of a braille character's dots: first the left column from top to bottom, then the right one.
const DOTS: [[u32; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

/// A grid of dots, two by four in a character.
struct Plot {
    cells: Vec<[u32; COLUMNS]>,
}

impl Plot {
    fn new() -> Self {
        Self {
            cells: vec![[0; COLUMNS]; ROWS],
        }
    }

    /// Sets the dot at `x` from the left and `y` from the top.
    fn dot(&mut self, x: usize, y: usize) {
        let cell = self.cells.get_mut(y / 4).and_then(|row| row.get_mut(x / 2));
        if let Some(cell) = cell {
            *cell |= DOTS[x % 2][y % 4];
        }
    }

    /// Sets the dots between two neighbouring columns, so that a steep line has no gaps.
    fn rise(&mut self, x: usize, from: usize, to: usize) {
        for y in from.min(to)..=from.max(to) {
            self.dot(x, y);
        }
    }

    fn row(&self, row: usize) -> String {
        let characters = self.cells[row]
            .iter()
            .map(|bits| char::from_u32(0x2800 + bits).unwrap_or(' '));
        // A blank of braille is as wide as a dot pattern in every font, but a plain blank can be trimmed.
        let line: String = characters
            .map(|dots| if dots == '\u{2800}' { ' ' } else { dots })
            .collect();
        line.trim_end().to_owned()
    }
}

/// A chart of `values`, one for each of the axis' years, under its title.
pub(super) fn chart(title: &str, axis: Axis, values: &[f64]) -> String {
    let finite = values.iter().copied().filter(|value| value.is_finite());
    let top = round_up(finite.fold(0.0, f64::max));
    let mut plot = Plot::new();
    draw(&mut plot, values, top);
    let mut lines = format!("{title}\n");
    for row in 0..ROWS {
        let label = match row {
            0 => label(top),
            _ if row == ROWS / 2 => label(top / 2.0),
            _ if row == ROWS - 1 => label(0.0),
            _ => String::new(),
        };
        let tick = if label.is_empty() { '│' } else { '┤' };
        let line = format!("{label:>width$}{tick}{}", plot.row(row), width = MARGIN - 1);
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    lines + &axis.lines()
}

fn label(value: f64) -> String {
    let label = if value >= 10.0 {
        count(value)
    } else {
        brief(value)
    };
    label + " "
}

/// Joins the values by straight lines; a value that is no number leaves a gap.
fn draw(plot: &mut Plot, values: &[f64], top: f64) {
    let (width, height) = (COLUMNS * 2, ROWS * 4);
    let mut before: Option<usize> = None;
    for x in 0..width {
        let value = interpolated(values, x, width);
        let y = value.is_finite().then(|| dots_below(value / top, height));
        if let Some(y) = y {
            plot.rise(x, before.unwrap_or(y), y);
        }
        before = y;
    }
}

/// The value at the dot `x` of `width`, between the two nearest years.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few hundred dots"
)]
fn interpolated(values: &[f64], x: usize, width: usize) -> f64 {
    let place = x as f64 / (width - 1) as f64 * values.len().saturating_sub(1) as f64;
    let (left, part) = (place.floor() as usize, place.fract());
    let value = |index: usize| {
        values
            .get(index)
            .or(values.last())
            .copied()
            .unwrap_or(f64::NAN)
    };
    // The right neighbour of the last year does not exist and weighs nothing.
    if part == 0.0 {
        value(left)
    } else {
        value(left) * (1.0 - part) + value(left + 1) * part
    }
}

/// The dot of a share of the height, counted from the top.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few dozen dots"
)]
fn dots_below(share: f64, height: usize) -> usize {
    let highest = (height - 1) as f64;
    (highest - share.clamp(0.0, 1.0) * highest).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_rise_goes_from_corner_to_corner() {
        let axis = Axis::new(1980, 1990);
        let values: Vec<f64> = (0..=10).map(f64::from).collect();
        let drawn = chart("rise", axis, &values);
        let lines: Vec<&str> = drawn.lines().collect();
        assert!(lines[1].starts_with("      10 ┤"), "{drawn}");
        assert_eq!(lines[1].chars().count(), MARGIN + COLUMNS, "{drawn}");
        assert!(lines[ROWS].starts_with("       0 ┤⣀"), "{drawn}");
        assert!(
            drawn.lines().all(|line| line.chars().count() <= 79),
            "{drawn}"
        );
    }

    #[test]
    fn nothing_to_draw_is_drawn_as_nothing() {
        let axis = Axis::new(1980, 1980);
        assert!(chart("none", axis, &[]).contains("0 ┤\n"));
        assert!(chart("nan", axis, &[f64::NAN]).contains("0 ┤\n"));
        assert!(chart("zero", axis, &[0.0]).contains("0 ┤⣀"));
    }
}
