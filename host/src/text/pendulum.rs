//! The pendulum strip: protection and release over the years, aligned with the charts.

use super::axis::Axis;
use super::chart::{COLUMNS, MARGIN};

/// Blocks from an empty to a full one.
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The policy paradigm of each year, 0 protection to 1 release.
pub(super) fn strip(axis: Axis, policy: &[f64]) -> String {
    let blocks: String = (0..COLUMNS)
        .map(|column| block(policy.get(axis.year_at(column)).copied()))
        .collect();
    let title = "Pendulum of globalization, low in protection and high in release";
    format!("{title}\n{}{blocks}\n{}", " ".repeat(MARGIN), axis.lines())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "one of nine blocks"
)]
fn block(level: Option<f64>) -> char {
    let level = level.filter(|level| level.is_finite()).unwrap_or(0.0);
    BLOCKS[(level.clamp(0.0, 1.0) * 8.0).round() as usize]
}
