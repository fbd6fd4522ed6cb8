//! The sampler against posteriors that are known, and against what nothing can be known of.

use polanyi_core::kernel::digest::Digest;

use super::*;
use crate::statistics::{mean, quantile};

fn judged(distance: f64, limit: f64) -> Option<Judged> {
    (distance <= limit).then(|| Judged {
        distance,
        answers: vec![Some(distance)],
    })
}

/// A simulator's noise: the same for the same vector, and independent for any other.
fn noise(units: &[f64]) -> f64 {
    let mut digest = Digest::new();
    for unit in units {
        let Ok(()) = polanyi_core::kernel::codec::Sink::put(&mut digest, &unit.to_le_bytes());
    }
    f64::from(Stream::new(digest.value(), "noise", 0).normal())
}

fn last<J: Fn(&[f64], f64) -> Option<Judged> + Sync>(
    dimension: usize,
    particles: u32,
    generations: u32,
    judge: J,
) -> Population {
    let sampler = Sampler {
        dimension,
        particles,
        seed: 7,
        judge,
    };
    let mut population = sampler.first(|| ());
    while population.generation < generations {
        population = sampler.next(&population, || ());
    }
    population
}

fn of(population: &Population, index: usize, value: impl Fn(f64) -> f64) -> Vec<f64> {
    population
        .particles
        .iter()
        .map(|particle| value(particle.units()[index]))
        .collect()
}

fn deviation(numbers: &[f64]) -> f64 {
    let middle = mean(numbers).unwrap();
    let squares: Vec<f64> = numbers
        .iter()
        .map(|number| (number - middle).powi(2))
        .collect();
    mean(&squares).unwrap().sqrt()
}

fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}

/// The mean of observations with a flat prior: normal around their mean, with their standard error.
#[test]
fn the_mean_of_a_normal() {
    let value = |unit: f64| 20.0 * unit - 10.0;
    let judge = |units: &[f64], limit: f64| {
        judged((value(units[0]) + 0.5 * noise(units) - 1.3).abs(), limit)
    };
    let population = last(1, 1_000, 8, judge);
    assert!(population.tolerance() < 0.2, "{}", population.tolerance());
    let found = of(&population, 0, value);
    assert_near(mean(&found).unwrap(), 1.3, 0.06);
    assert_near(deviation(&found), 0.5, 0.05);
    assert_near(quantile(&found, 0.05).unwrap(), 1.3 - 1.645 * 0.5, 0.12);
    assert_near(quantile(&found, 0.95).unwrap(), 1.3 + 1.645 * 0.5, 0.12);
}

/// Likewise where the prior ends nearby: a truncated normal, whose mean is 0.9 + 0.5 (φ(-1.8) - φ(0.2)) / (Φ(0.2) - Φ(-1.8)).
#[test]
fn the_mean_of_a_normal_near_the_end_of_the_prior() {
    let judge =
        |units: &[f64], limit: f64| judged((units[0] + 0.5 * noise(units) - 0.9).abs(), limit);
    let population = last(1, 1_000, 6, judge);
    assert!(population.tolerance() < 0.1, "{}", population.tolerance());
    let found = of(&population, 0, |unit| unit);
    assert_near(mean(&found).unwrap(), 0.612_8, 0.03);
}

/// A sum is known and its terms are not: they keep their prior, and each knows the other.
#[test]
fn a_ridge() {
    let judge = |units: &[f64], limit: f64| judged((units[0] + units[1] - 1.0).abs(), limit);
    let population = last(2, 1_000, 8, judge);
    let sums: Vec<f64> = population
        .particles
        .iter()
        .map(|particle| particle.units().iter().sum())
        .collect();
    assert!(deviation(&sums) < 0.02, "{}", deviation(&sums));
    assert_is_prior(&of(&population, 0, |unit| unit));
}

/// A parameter without influence is not found, however well the other is.
#[test]
fn a_parameter_without_influence_keeps_its_prior() {
    let judge = |units: &[f64], limit: f64| judged((units[0] - 0.3).abs(), limit);
    let population = last(2, 1_000, 8, judge);
    assert_near(mean(&of(&population, 0, |unit| unit)).unwrap(), 0.3, 0.01);
    assert_is_prior(&of(&population, 1, |unit| unit));
}

fn assert_is_prior(units: &[f64]) {
    for level in [0.05, 0.25, 0.5, 0.75, 0.95] {
        assert_near(quantile(units, level).unwrap(), level, 0.06);
    }
}

/// A truth outside of the prior is not made up: the distance says that it was missed.
#[test]
fn a_truth_outside_of_the_prior_is_not_found() {
    let population = last(1, 100, 6, |units, limit| {
        judged((units[0] - 3.0).abs(), limit)
    });
    let best = &population.particles[0];
    assert!(best.distance >= 2.0 && best.units()[0] > 0.99, "{best:?}");
}

#[test]
fn threads_change_nothing() {
    let judge = |units: &[f64], limit: f64| {
        judged(
            (units[0] * units[1] + 0.1 * noise(units) - 0.2).abs(),
            limit,
        )
    };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| last(2, 40, 5, judge))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn no_particle_of_a_generation_is_farther_than_the_median_before() {
    let judge = |units: &[f64], limit: f64| judged((units[0] + noise(units)).abs(), limit);
    let sampler = Sampler {
        dimension: 1,
        particles: 11,
        seed: 1,
        judge,
    };
    let mut before = sampler.first(|| ());
    for _ in 0..4 {
        let next = sampler.next(&before, || ());
        assert_eq!(next.particles.len(), 11);
        assert!(next.tolerance() <= before.particles[5].distance);
        assert!(next.trials <= before.trials + 5 * u64::from(MOVES_MAX));
        before = next;
    }
}

/// The fewer moves are accepted, the more are made, up to the bound.
#[test]
fn moves_follow_the_rate_of_acceptance() {
    let moves = [1.0, 0.8, 0.5, 0.3, 0.1, 0.0].map(|acceptance| {
        let population = Population {
            generation: 1,
            acceptance,
            trials: 0,
            particles: vec![],
        };
        (population.moves(), population.is_stuck())
    });
    let expected = [
        (1, false),
        (1, false),
        (3, false),
        (5, false),
        (6, false),
        (6, true),
    ];
    assert_eq!(moves, expected);
}
