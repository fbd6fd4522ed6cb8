//! What a stream draws has the distribution that its name says.

use polanyi_core::kernel::statistics::Tally;
use polanyi_core::kernel::stream::Stream;
use polanyi_core::kernel::time::Span;

use super::numbers::{NORMAL, assert_distribution, assert_fit, poisson_probabilities};

const N: usize = 100_000;

fn stream(name: &str) -> Stream {
    Stream::new(2026, name, 0)
}

fn samples(name: &str, mut draw: impl FnMut(&mut Stream) -> f64) -> Vec<f64> {
    let mut stream = stream(name);
    (0..N).map(|_| draw(&mut stream)).collect()
}

/// The mean within its error and the variance within 3 %.
fn assert_moments(what: &str, samples: &[f64], mean: f64, variance: f64) {
    let mut tally = Tally::new();
    for sample in samples {
        tally.add(*sample);
    }
    let error = NORMAL * (variance / samples.len() as f64).sqrt();
    let (found_mean, found_variance) = (tally.mean().unwrap(), tally.variance().unwrap());
    assert!(
        (found_mean - mean).abs() < error,
        "{what}: mean {found_mean}, not {mean} ± {error}"
    );
    assert!(
        (found_variance / variance - 1.0).abs() < 0.03,
        "{what}: variance {found_variance}, not {variance}"
    );
}

#[test]
fn unit_is_uniform_and_never_touches_its_ends() {
    let mut units = samples("unit", |stream| f64::from(stream.unit()));
    assert!(units.iter().all(|unit| *unit > 0.0 && *unit < 1.0));
    assert_moments("unit", &units, 0.5, 1.0 / 12.0);
    assert_distribution("unit", &mut units, |x| x);
}

#[test]
fn below_is_fair() {
    for n in [1u32, 2, 6, 7, 10, 100] {
        let mut stream = stream("below");
        let mut counts = vec![0; n as usize];
        for _ in 0..N {
            counts[stream.below(n).unwrap() as usize] += 1;
        }
        if n > 1 {
            assert_fit(
                &format!("below {n}"),
                &counts,
                &vec![1.0 / f64::from(n); n as usize],
            );
        }
    }
    assert_eq!(stream("below").below(0), None);
}

/// Three quarters of 2^32: without rejection every third number would come twice as often.
#[test]
fn below_is_fair_where_bias_would_be_largest() {
    let mut stream = stream("bias");
    let mut counts = [0; 3];
    for _ in 0..N {
        counts[stream.below(3 << 30).unwrap() as usize % 3] += 1;
    }
    assert_fit("below 3 * 2^30", &counts, &[1.0 / 3.0; 3]);
}

#[test]
fn chance_has_its_probability_and_is_certain_at_the_ends() {
    let mut stream = stream("chance");
    for p in [0.001f32, 0.25, 0.5, 0.9] {
        let hits = (0..N).filter(|_| stream.chance(p)).count() as u64;
        assert_fit(
            "chance",
            &[hits, N as u64 - hits],
            &[f64::from(p), 1.0 - f64::from(p)],
        );
    }
    let draws = stream.draws();
    assert!(
        !(0..1000).any(|_| stream.chance(0.0) || stream.chance(-1.0) || stream.chance(f32::NAN))
    );
    assert!((0..1000).all(|_| stream.chance(1.0)));
    assert_eq!(
        stream.draws(),
        draws + 4000,
        "one draw, whatever the chance"
    );
}

#[test]
fn exponential() {
    let mut values = samples("exponential", |stream| f64::from(stream.exponential()));
    assert_moments("exponential", &values, 1.0, 1.0);
    assert_distribution("exponential", &mut values, |x| 1.0 - (-x).exp());
    assert!(values[0] > 0.0 && values[N - 1] < 16.7);
    let mean = Span::from_ticks(1 << 40);
    let spans = samples("span", |stream| {
        stream.exponential_span(mean).unwrap().ticks() as f64 / (1u64 << 40) as f64
    });
    assert_moments("exponential span", &spans, 1.0, 1.0);
    assert_eq!(
        stream("span").exponential_span(Span::ZERO),
        Some(Span::ZERO)
    );
}

#[test]
fn normal_and_log_normal() {
    let distribution = |x: f64| 0.5 * libm::erfc(-x / 2f64.sqrt());
    let mut values = samples("normal", |stream| f64::from(stream.normal()));
    assert_moments("normal", &values, 0.0, 1.0);
    assert_distribution("normal", &mut values, distribution);
    let mut values = samples("log-normal", |stream| {
        f64::from(stream.log_normal(0.5, 0.25))
    });
    assert_distribution("log-normal", &mut values, |x| {
        distribution((x.ln() - 0.5) / 0.25)
    });
}

#[test]
fn poisson() {
    for mean in [0.1f32, 1.0, 4.5, 9.99, 10.0, 30.0, 300.0, 4000.0, 5000.0] {
        let mut stream = stream("poisson");
        let wide = f64::from(mean);
        let mut counts = vec![0; (wide + 12.0 * wide.sqrt() + 8.0) as usize];
        let last = counts.len() - 1;
        let n = if mean > 4096.0 { N / 10 } else { N };
        for _ in 0..n {
            counts[(stream.poisson(mean) as usize).min(last)] += 1;
        }
        assert_fit(
            &format!("Poisson {mean}"),
            &counts,
            &poisson_probabilities(wide, counts.len()),
        );
        assert!(stream.draws() < 12 * n as u64, "bounded cost");
    }
    let mut stream = stream("poisson");
    for nothing in [0.0, -1.0, f32::NAN, f32::NEG_INFINITY] {
        assert_eq!(stream.poisson(nothing), 0);
    }
    assert_eq!(stream.poisson(f32::INFINITY), u32::MAX);
    assert_eq!(stream.poisson(f32::MAX), u32::MAX);
}

#[test]
fn categorical() {
    let weights = [0.0f32, 3.0, 0.5, 0.0, 1.5, 0.0];
    let mut stream = stream("categorical");
    let mut counts = [0; 6];
    for _ in 0..N {
        counts[stream.categorical(&weights).unwrap() as usize] += 1;
    }
    assert_eq!((counts[0], counts[3], counts[5]), (0, 0, 0));
    assert_fit(
        "categorical",
        &[counts[1], counts[2], counts[4]],
        &[0.6, 0.1, 0.3],
    );
    let nonsense: [&[f32]; 7] = [
        &[],
        &[0.0],
        &[1.0, -1.0, 5.0],
        &[f32::NAN],
        &[1.0, f32::NAN],
        &[f32::INFINITY],
        &[f32::MAX, f32::MAX],
    ];
    for weights in nonsense {
        assert_eq!(stream.categorical(weights), None, "{weights:?}");
    }
    assert_eq!(stream.categorical(&[0.0, f32::MIN_POSITIVE, 0.0]), Some(1));
}

#[test]
fn uniform_span_is_fair_and_includes_both_ends() {
    let [low, high] = [40, 46].map(Span::from_ticks);
    let mut stream = stream("uniform span");
    let mut counts = [0; 7];
    for _ in 0..N {
        counts[(stream.uniform_span(low, high).unwrap().ticks() - 40) as usize] += 1;
    }
    assert_fit("uniform span", &counts, &[1.0 / 7.0; 7]);
    assert_eq!(stream.uniform_span(high, low), None);
    assert_eq!(stream.uniform_span(low, low), Some(low));
    let wide = samples("wide span", |stream| {
        stream.uniform_span(Span::ZERO, Span::MAX).unwrap().ticks() as f64 / 2f64.powi(64)
    });
    assert_moments("wide span", &wide, 0.5, 1.0 / 12.0);
}

/// Arrivals with exponential pauses: their number in windows of equal length is Poisson.
#[test]
fn a_poisson_process_is_one() {
    let mut stream = stream("process");
    let (pause, window) = (Span::from_ticks(1000), 4000);
    let windows = 20_000;
    let mut arrivals = vec![0usize; windows];
    let mut now = 0;
    loop {
        now += stream.exponential_span(pause).unwrap().ticks();
        match arrivals.get_mut((now / window) as usize) {
            Some(count) => *count += 1,
            None => break,
        }
    }
    let mut counts = [0; 25];
    for count in arrivals {
        counts[count.min(24)] += 1;
    }
    assert_fit("Poisson process", &counts, &poisson_probabilities(4.0, 25));
}
