//! The pendulum of globalization: a bob between closed borders on the left and open markets on the right.

use super::canvas::Canvas;

/// A pendulum: where it hangs, and how long it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pendulum {
    pub(crate) pivot: (i32, i32),
    pub(crate) length: i32,
    pub(crate) bob: u8,
}

/// Unit of the angle's sine and cosine.
const ONE: i32 = 1024;
/// The greatest angle, in 1024ths of a radian: 46 degrees.
const WIDEST: i32 = 820;
/// Positions between the two ends.
pub(crate) const STEPS: i32 = 256;

impl Pendulum {
    /// Draws it at a position from 0, protection, to [`STEPS`], market; `ticks` keep it alive with a little swing.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, position: i32, ticks: u32) {
        self.draw_arc(canvas);
        let sway = wave(ticks, 64) / 128;
        let angle = (position * 2 - STEPS) * WIDEST / STEPS + sway * 4;
        let end = self.at(angle, self.length);
        canvas.line(self.pivot, end, 8);
        canvas.disc(self.pivot, 1, 8);
        canvas.disc(end, self.bob, 15);
    }

    /// What stands at the ends: a wall, and open ways.
    pub(crate) fn draw_ends(&self, canvas: &mut Canvas<'_>) {
        let (left, y) = self.at(-WIDEST, self.length + 4);
        for row in 0..4 {
            let shift = row % 2;
            for brick in 0..2 {
                let x = left - 9 + 4 * brick + 2 * shift - 1;
                canvas.fill(super::Area::new(x, y + 1 + 3 * row, 3, 2), 8);
            }
        }
        let (right, y) = self.at(WIDEST, self.length + 4);
        for chevron in 0..2 {
            for step in -3_i32..=3 {
                let x = right + 4 + 4 * chevron - step.abs();
                canvas.dot(x, y + 6 + step, 8);
                canvas.dot(x + 1, y + 6 + step, 8);
            }
        }
    }

    /// The way of the bob, brighter towards the market.
    fn draw_arc(&self, canvas: &mut Canvas<'_>) {
        let around = self.length + i32::from(self.bob) + 3;
        for mark in -6..=6 {
            let (x, y) = self.at(mark * WIDEST / 6, around);
            let grey = u8::try_from(6 + mark / 2).unwrap_or(6);
            canvas.dot(x, y, grey);
            if mark > 0 {
                canvas.dot(x + 1, y, grey);
            }
        }
    }

    /// A point at an angle from the vertical, to the right of it above zero.
    fn at(&self, angle: i32, length: i32) -> (i32, i32) {
        let (sine, cosine) = sine_cosine(angle);
        let round = |product: i32| (product + ONE / 2).div_euclid(ONE);
        (
            self.pivot.0 + round(sine * length),
            self.pivot.1 + round(cosine * length),
        )
    }
}

/// Sine and cosine of an angle up to one radian, by their series: within a thousandth, which no pixel shows.
fn sine_cosine(angle: i32) -> (i32, i32) {
    let square = angle * angle / ONE;
    let sine = angle - angle * square / ONE / 6 + angle * square / ONE * square / ONE / 120;
    let cosine = ONE - square / 2 + square * square / ONE / 24;
    (sine, cosine)
}

/// A wave of so many ticks, from -1024 to 1024, made of parabolas.
pub(crate) fn wave(ticks: u32, period: u32) -> i32 {
    let half = i32::try_from(period / 2).unwrap_or(1).max(1);
    let at = i32::try_from(ticks % period.max(2)).unwrap_or(0);
    let (sign, at) = if at < half { (1, at) } else { (-1, at - half) };
    sign * 4 * ONE * at * (half - at) / (half * half).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_and_cosine_lie_on_the_circle() {
        for angle in -WIDEST - 40..=WIDEST + 40 {
            let (sine, cosine) = sine_cosine(angle);
            let square = sine * sine + cosine * cosine;
            assert!((square - ONE * ONE).abs() < ONE * 4, "{angle}: {square}");
        }
        assert_eq!(sine_cosine(0), (0, ONE));
    }

    #[test]
    fn a_wave_goes_up_down_and_round() {
        assert_eq!(
            [0, 16, 32, 48, 64].map(|at| wave(at, 64)),
            [0, ONE, 0, -ONE, 0]
        );
        assert_eq!(wave(5, 0), 0);
    }
}
