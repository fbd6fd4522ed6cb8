//! Screening: which parameters matter at all, before any is fitted.
//!
//! Elementary effects, M. D. Morris, Technometrics 33 (1991) 161, summarized by the mean of their sizes, F. Campolongo,
//! J. Cariboni, A. Saltelli, Environmental Modelling & Software 22 (2007) 1509. Costs the number of parameters and one
//! more, for each trajectory.

use polanyi_core::kernel::stream::Stream;

use crate::ensemble::ensemble;
use crate::statistics::{float, mean};

/// Levels of the grid on which trajectories run, Morris 1991, §3: 0, 1/3, 2/3, 1.
const LEVELS: u32 = 4;
/// A step: half the levels, so that every level is as likely.
const STEP: f64 = 2.0 / 3.0;

/// What a parameter does to one output, for a step over the whole of its prior.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The mean size of its elementary effects, Campolongo's mu*: how much it matters.
    pub size: f64,
    /// Their mean, Morris's mu: in which direction.
    pub direction: f64,
    /// Their standard deviation, Morris's sigma: how much it depends on other parameters, or bends.
    pub spread: f64,
}

/// A walk through the grid that moves each parameter once.
struct Trajectory {
    /// The points; one more than parameters.
    points: Vec<Vec<f64>>,
    /// For each step the parameter that moved, and by how much.
    steps: Vec<(usize, f64)>,
}

/// The effects of each of `dimension` parameters on each output of `outputs`; `[parameter][output]`.
///
/// `watch` is called for each point, of which there are `trajectories * (dimension + 1)`. The same on any number of threads.
pub fn screen(
    dimension: usize,
    trajectories: u32,
    seed: u64,
    outputs: impl Fn(&[f64]) -> Vec<f64> + Sync,
    watch: impl Fn() + Sync,
) -> Vec<Vec<Effect>> {
    let walks: Vec<Trajectory> = (0..trajectories)
        .map(|index| trajectory(dimension, Stream::new(seed, "screening", index)))
        .collect();
    let points: Vec<&Vec<f64>> = walks.iter().flat_map(|walk| &walk.points).collect();
    let answers = ensemble(&points, |point| outputs(point), watch);
    let width = answers.first().map_or(0, Vec::len);
    // For each parameter and output the elementary effects, one for each trajectory.
    let mut effects = vec![vec![Vec::new(); width]; dimension];
    for (walk, answers) in walks.iter().zip(answers.chunks(dimension + 1)) {
        for ((parameter, step), ends) in walk.steps.iter().zip(answers.windows(2)) {
            for (output, effects) in effects[*parameter].iter_mut().enumerate() {
                effects.push((ends[1][output] - ends[0][output]) / step);
            }
        }
    }
    let summary = |effects: &Vec<Vec<f64>>| effects.iter().map(|effects| effect(effects)).collect();
    effects.iter().map(summary).collect()
}

fn trajectory(dimension: usize, mut stream: Stream) -> Trajectory {
    let mut point: Vec<f64> = (0..dimension)
        .map(|_| f64::from(stream.below(LEVELS).unwrap_or(0)) / f64::from(LEVELS - 1))
        .collect();
    let mut walk = Trajectory {
        points: vec![point.clone()],
        steps: Vec::new(),
    };
    for parameter in shuffled(dimension, &mut stream) {
        // From the lower half up, from the upper half down: the only step that stays on the grid.
        let step = if point[parameter] < 0.5 { STEP } else { -STEP };
        point[parameter] += step;
        walk.points.push(point.clone());
        walk.steps.push((parameter, step));
    }
    walk
}

/// The numbers below `count` in random order: D. E. Knuth, The Art of Computer Programming 2, algorithm 3.4.2P.
fn shuffled(count: usize, stream: &mut Stream) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        let below = u32::try_from(last + 1).expect("there are few parameters");
        order.swap(last, stream.below(below).unwrap_or(0) as usize);
    }
    order
}

fn effect(effects: &[f64]) -> Effect {
    let of = |numbers: &[f64]| mean(numbers).unwrap_or(0.0);
    let sizes: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
    let direction = of(effects);
    let squares: f64 = effects
        .iter()
        .map(|effect| (effect - direction).powi(2))
        .sum();
    let freedom = effects.len().saturating_sub(1).max(1);
    Effect {
        size: of(&sizes),
        direction,
        spread: (squares / float(freedom)).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    /// Every elementary effect of a linear function is its coefficient.
    #[test]
    fn a_linear_function() {
        let outputs = |units: &[f64]| vec![3.0 * units[0] - 2.0 * units[1], units[1]];
        let effects = screen(3, 8, 1, outputs, || ());
        for (parameter, coefficients) in [[3.0, 0.0], [-2.0, 1.0], [0.0, 0.0]].iter().enumerate() {
            for (effect, coefficient) in effects[parameter].iter().zip(coefficients) {
                assert_near(effect.direction, *coefficient);
                assert_near(effect.size, coefficient.abs());
                assert_near(effect.spread, 0.0);
            }
        }
    }

    /// The effect of either factor of a product is the other factor, which is any level of the grid:
    /// mean 1/2, standard deviation the root of 5/36.
    #[test]
    fn an_interaction() {
        let effects = screen(2, 4_000, 1, |units| vec![units[0] * units[1]], || ());
        for effect in [effects[0][0], effects[1][0]] {
            assert!((effect.size - 0.5).abs() < 0.02, "{effect:?}");
            assert!(
                (effect.spread - (5.0_f64 / 36.0).sqrt()).abs() < 0.01,
                "{effect:?}"
            );
        }
    }

    /// A parabola's effects cancel out in the mean and not in the mean size: why the size is asked for.
    #[test]
    fn effects_that_cancel_out() {
        let parabola = |units: &[f64]| vec![(units[0] - 0.5).powi(2), units[1]];
        let effect = screen(2, 4_000, 1, parabola, || ())[0][0];
        assert_near(effect.size, (0.25 - 1.0 / 36.0) / STEP * 1.0);
        assert!(effect.direction.abs() < 0.02, "{effect:?}");
    }

    #[test]
    fn a_trajectory_moves_each_parameter_once_on_the_grid() {
        for index in 0..50 {
            let walk = trajectory(5, Stream::new(1, "screening", index));
            let mut moved: Vec<usize> = walk.steps.iter().map(|(moved, _)| *moved).collect();
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2, 3, 4]);
            for unit in walk.points.iter().flatten() {
                assert!((-1e-9..=1.0 + 1e-9).contains(unit), "{unit}");
            }
        }
    }

    #[test]
    fn no_trajectory_no_effect() {
        assert_eq!(screen(2, 0, 1, |_| vec![1.0], || ()), [vec![], vec![]]);
    }
}
