//! The statistics that judge the statistics: quantiles and goodness of fit.
//!
//! All seeds are fixed, so a test that passes passes for ever. Levels are 99.9 %: a right generator would fail one seed in a
//! thousand, and the seeds were not chosen.

/// The 99.9 % quantile of the standard normal distribution.
pub(crate) const NORMAL: f64 = 3.090;

/// The 99.9 % quantile of chi-square (Wilson and Hilferty, PNAS 17 (1931) 684; within 1 % from 3 degrees of freedom on).
fn chi_square_quantile(freedom: f64) -> f64 {
    let spread = 2.0 / (9.0 * freedom);
    freedom * (1.0 - spread + NORMAL * spread.sqrt()).powi(3)
}

/// Pearson's test of counts against probabilities that sum to 1. Neighbours are merged until 10 are expected.
pub(crate) fn assert_fit(what: &str, counts: &[u64], probabilities: &[f64]) {
    let total = counts.iter().sum::<u64>() as f64;
    let mut cells = vec![(0.0, 0.0)];
    for (count, probability) in counts.iter().zip(probabilities) {
        if cells.last().is_some_and(|(_, expected)| *expected >= 10.0) {
            cells.push((0.0, 0.0));
        }
        let cell = cells.last_mut().unwrap();
        cell.0 += *count as f64;
        cell.1 += probability * total;
    }
    if cells.len() > 1 && cells.last().is_some_and(|(_, expected)| *expected < 10.0) {
        let (count, expected) = cells.pop().unwrap();
        let last = cells.last_mut().unwrap();
        *last = (last.0 + count, last.1 + expected);
    }
    assert!(cells.len() > 1, "{what}: nothing to compare");
    let expected: f64 = cells.iter().map(|(_, expected)| expected).sum();
    assert!(
        (expected / total - 1.0).abs() < 1e-6,
        "{what}: the probabilities sum to {}",
        expected / total
    );
    let statistic: f64 = cells
        .iter()
        .map(|(count, expected)| (count - expected).powi(2) / expected)
        .sum();
    let limit = chi_square_quantile((cells.len() - 1) as f64);
    assert!(
        statistic < limit,
        "{what}: chi-square {statistic:.1}, limit {limit:.1}, {} cells",
        cells.len()
    );
}

/// Kolmogorov and Smirnov: the largest distance between the samples and `distribution`, at 99.9 % (1.95 / sqrt n).
pub(crate) fn assert_distribution(
    what: &str,
    samples: &mut [f64],
    distribution: impl Fn(f64) -> f64,
) {
    samples.sort_by(f64::total_cmp);
    let n = samples.len() as f64;
    let distance = |(index, sample): (usize, &f64)| {
        let expected = distribution(*sample);
        (expected - index as f64 / n)
            .abs()
            .max((expected - (index + 1) as f64 / n).abs())
    };
    let largest = samples.iter().enumerate().map(distance).fold(0.0, f64::max);
    assert!(
        largest * n.sqrt() < 1.95,
        "{what}: distance {largest:.5} at {n} samples"
    );
}

/// Probabilities of 0, 1, 2 ... and, last, of all the rest.
pub(crate) fn poisson_probabilities(mean: f64, cells: usize) -> Vec<f64> {
    let mut probabilities: Vec<f64> = Vec::with_capacity(cells);
    for k in 0..cells - 1 {
        probabilities.push((k as f64 * mean.ln() - mean - libm::lgamma(k as f64 + 1.0)).exp());
    }
    probabilities.push(1.0 - probabilities.iter().sum::<f64>());
    probabilities
}
