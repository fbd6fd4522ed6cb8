//! Statistics of an ensemble: medians and bands, means with their intervals, differences of pairs, correlations.
//!
//! Every function takes finite numbers and answers nothing where too few of them were given.

/// The middle half-way, and the band in which nine of ten numbers lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The quantile at 0.05.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The quantile at 0.95.
    pub high: f64,
}

impl Band {
    /// Of at least one number.
    pub fn of(numbers: &[f64]) -> Option<Self> {
        let sorted = sorted(numbers);
        Some(Self {
            low: at(&sorted, 0.05)?,
            median: at(&sorted, 0.5)?,
            high: at(&sorted, 0.95)?,
        })
    }

    /// Whether `number` lies in the band, its ends included.
    pub fn holds(&self, number: f64) -> bool {
        (self.low..=self.high).contains(&number)
    }
}

/// A mean, and the interval that holds the true one in 95 of 100 ensembles of independent, nearly normal numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Estimate {
    /// The mean of at least two numbers, with Student's interval.
    pub fn of(numbers: &[f64]) -> Option<Self> {
        let mean = mean(numbers)?;
        let freedom = numbers.len().checked_sub(2)? + 1;
        let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
        let error = (squares / float(freedom) / float(numbers.len())).sqrt();
        let half = student_quantile(freedom) * error;
        Some(Self {
            mean,
            low: mean - half,
            high: mean + half,
        })
    }

    /// The mean of `after - before` over at least two pairs, with its interval.
    ///
    /// With common random numbers a pair is one seed; what both runs share then cancels out.
    pub fn of_difference(pairs: &[(f64, f64)]) -> Option<Self> {
        let differences: Vec<f64> = pairs.iter().map(|(before, after)| after - before).collect();
        Self::of(&differences)
    }

    /// Whether the interval leaves zero out.
    pub fn is_significant(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The mean of at least one number.
pub fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / float(numbers.len()))
}

/// The median of at least one number.
pub fn median(numbers: &[f64]) -> Option<f64> {
    quantile(numbers, 0.5)
}

/// The number below which a share of `level` lies, 0 the smallest .. 1 the largest; between two numbers, on the line.
///
/// Type 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages",
/// The American Statistician 50 (1996) 361, the default of R and `NumPy`.
pub fn quantile(numbers: &[f64], level: f64) -> Option<f64> {
    at(&sorted(numbers), level)
}

/// ln(simulated / printed): 0 is equality, 0.69 twice as much, -0.69 half. Nothing unless both are above zero.
pub fn log_ratio(simulated: f64, printed: f64) -> Option<f64> {
    (simulated > 0.0 && printed > 0.0).then(|| (simulated / printed).ln())
}

/// Pearson's correlation of at least two pairs; nothing if either side is constant.
pub fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let (left, right): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (middle, centre) = (mean(&left)?, mean(&right)?);
    let sum = |of: fn(f64, f64) -> f64| -> f64 {
        pairs
            .iter()
            .map(|(one, other)| of(one - middle, other - centre))
            .sum()
    };
    let together = sum(|one, other| one * other);
    let apart = sum(|one, _| one * one).sqrt() * sum(|_, other| other * other).sqrt();
    // Rounding may carry the quotient a bit beyond its bounds.
    (apart > 0.0).then(|| (together / apart).clamp(-1.0, 1.0))
}

/// Spearman's rank correlation of at least two pairs; equal numbers share the mean of their ranks.
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let (left, right): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let ranked: Vec<(f64, f64)> = ranks(&left).into_iter().zip(ranks(&right)).collect();
    pearson(&ranked)
}

/// The quantile of Student's distribution at 0.975, so that 95 % lie between it and its negative.
///
/// Exact to four digits behind the point: a table to ten degrees of freedom, then the expansion around the normal
/// quantile, M. Abramowitz and I. Stegun, Handbook of Mathematical Functions (1964), 26.7.5.
/// Infinite without any degree of freedom.
pub fn student_quantile(freedom: usize) -> f64 {
    const TABLE: [f64; 11] = [
        f64::INFINITY,
        12.7062,
        4.3027,
        3.1824,
        2.7764,
        2.5706,
        2.4469,
        2.3646,
        2.3060,
        2.2622,
        2.2281,
    ];
    if let Some(quantile) = TABLE.get(freedom) {
        return *quantile;
    }
    let normal = 1.959_963_984_540_054_f64;
    let power = |exponent: i32| normal.powi(exponent);
    let n = float(freedom);
    let first = (power(3) + normal) / 4.0;
    let second = (5.0 * power(5) + 16.0 * power(3) + 3.0 * normal) / 96.0;
    let third = (3.0 * power(7) + 19.0 * power(5) + 17.0 * power(3) - 15.0 * normal) / 384.0;
    let fourth = (79.0 * power(9) + 776.0 * power(7) + 1482.0 * power(5)
        - 1920.0 * power(3)
        - 945.0 * normal)
        / 92_160.0;
    normal + first / n + second / n.powi(2) + third / n.powi(3) + fourth / n.powi(4)
}

fn sorted(numbers: &[f64]) -> Vec<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The quantile of sorted numbers.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a position between zero and the count"
)]
fn at(sorted: &[f64], level: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = level.clamp(0.0, 1.0) * float(last);
    let below = position as usize;
    let low = sorted.get(below)?;
    let high = sorted.get(below + 1).unwrap_or(low);
    Some(low + (high - low) * (position - position.floor()))
}

/// The rank of each number among all, from 1; equal numbers share the mean of theirs.
fn ranks(numbers: &[f64]) -> Vec<f64> {
    let rank = |number: &f64| {
        let below = numbers.iter().filter(|other| *other < number).count();
        let at_most = numbers.iter().filter(|other| *other <= number).count();
        float(below + at_most + 1) / 2.0
    };
    numbers.iter().map(rank).collect()
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of runs, far below 2^53")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(left: f64, right: f64, tolerance: f64) {
        assert!((left - right).abs() <= tolerance, "{left} is not {right}");
    }

    /// By hand: the quantile at `p` of 1, 4, 7, 10 is 1 + 9 p.
    #[test]
    fn quantiles_lie_on_the_line_between_two_numbers() {
        let numbers = [7.0, 1.0, 4.0, 10.0];
        for (level, expected) in [
            (0.0, 1.0),
            (0.05, 1.45),
            (0.25, 3.25),
            (0.5, 5.5),
            (0.95, 9.55),
            (1.0, 10.0),
        ] {
            assert_near(quantile(&numbers, level).unwrap(), expected, 1e-12);
        }
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[]), None);
        let band = Band::of(&numbers).unwrap();
        assert_eq!(
            (band.holds(1.5), band.holds(1.4), band.median),
            (true, false, 5.5)
        );
    }

    /// Table of quantiles at 0.975: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
    #[test]
    fn quantiles_of_student() {
        for (freedom, expected) in [
            (1, 12.706),
            (4, 2.776),
            (10, 2.228),
            (11, 2.201),
            (19, 2.093),
            (30, 2.042),
            (100, 1.984),
            (1_000, 1.962),
        ] {
            assert_near(student_quantile(freedom), expected, 5.1e-4);
        }
        for freedom in 0..200 {
            assert!(student_quantile(freedom) > student_quantile(freedom + 1));
        }
    }

    /// By hand: 5 ± 4.3027 · √(13 / 3).
    #[test]
    fn a_mean_with_its_interval() {
        let estimate = Estimate::of(&[2.0, 4.0, 9.0]).unwrap();
        assert_near(estimate.mean, 5.0, 1e-12);
        assert_near(estimate.low, -3.956_8, 1e-4);
        assert_near(estimate.high, 13.956_8, 1e-4);
        assert!(!estimate.is_significant());
        assert_eq!(Estimate::of(&[2.0]), None);
        assert_eq!(Estimate::of(&[]), None);
    }

    /// Sleep gained with two drugs: Student, "The Probable Error of a Mean", Biometrika 6 (1908) 1, table 1.
    /// R: `t.test(extra ~ group, data = sleep, paired = TRUE)`.
    #[test]
    fn a_difference_of_pairs() {
        let sleep = [
            (0.7, 1.9),
            (-1.6, 0.8),
            (-0.2, 1.1),
            (-1.2, 0.1),
            (-0.1, -0.1),
            (3.4, 4.4),
            (3.7, 5.5),
            (0.8, 1.6),
            (0.0, 4.6),
            (2.0, 3.4),
        ];
        let difference = Estimate::of_difference(&sleep).unwrap();
        assert_near(difference.mean, 1.58, 1e-12);
        assert_near(difference.low, 0.700_114, 1e-4);
        assert_near(difference.high, 2.459_886, 1e-4);
        assert!(difference.is_significant());
    }

    #[test]
    fn ratios_need_two_positive_numbers() {
        assert_near(log_ratio(4.0, 1.0).unwrap(), 1.386_294, 1e-6);
        assert_near(log_ratio(1.0, 4.0).unwrap(), -1.386_294, 1e-6);
        assert_eq!((log_ratio(0.0, 1.0), log_ratio(1.0, 0.0)), (None, None));
    }

    #[test]
    fn correlations() {
        let cubes: Vec<(f64, f64)> = (1..=5)
            .map(f64::from)
            .map(|root| (root, root.powi(3)))
            .collect();
        assert_near(spearman(&cubes).unwrap(), 1.0, 1e-12);
        // By hand: 304 / √(10 · 10 390).
        assert_near(pearson(&cubes).unwrap(), 0.943_118, 1e-6);
        let tied = [(1.0, 1.0), (2.0, 1.0), (2.0, 3.0), (4.0, 2.0)];
        // By hand: the ranks 1, 2.5, 2.5, 4 with 1.5, 1.5, 4, 3.
        assert_near(spearman(&tied).unwrap(), 0.5, 1e-12);
        assert_eq!(pearson(&[(1.0, 2.0), (1.0, 3.0)]), None);
        assert_eq!(pearson(&[]), None);
    }
}
