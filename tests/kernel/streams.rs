//! Streams of different names have nothing to do with each other.

use polanyi_core::kernel::stream::Stream;

use super::numbers::assert_fit;

fn family() -> Vec<(String, Stream)> {
    let mut family = Vec::new();
    for seed in [0, 1, 2, 1 << 63] {
        for name in ["", "a", "b", "ab", "ba", "entry"] {
            for index in [0, 1, 2, u32::MAX] {
                family.push((
                    format!("{seed} {name} {index}"),
                    Stream::new(seed, name, index),
                ));
            }
        }
    }
    family
}

/// The correlation of n independent pairs is normal with deviation 1 / sqrt n. 4560 pairs of streams: 5.5 deviations are
/// exceeded by chance once in 5000 such tests.
#[test]
fn streams_of_different_names_are_uncorrelated() {
    const N: usize = 2000;
    let samples: Vec<(String, Vec<f64>)> = family()
        .into_iter()
        .map(|(name, mut stream)| {
            (
                name,
                (0..N).map(|_| f64::from(stream.unit()) - 0.5).collect(),
            )
        })
        .collect();
    for (i, (left, xs)) in samples.iter().enumerate() {
        for (right, ys) in &samples[i + 1..] {
            // The variance of a uniform number is 1/12.
            let product: f64 = xs.iter().zip(ys).map(|(x, y)| x * y).sum();
            let correlation = 12.0 * product / (N as f64).sqrt();
            assert!(
                correlation.abs() < 5.5,
                "{left} and {right}: {correlation:.1} deviations"
            );
        }
    }
}

/// Neighbours could be shifted copies of each other: no window of two draws occurs in two streams.
#[test]
fn streams_do_not_overlap() {
    let mut seen = std::collections::HashMap::new();
    for (name, mut stream) in family() {
        let mut last = stream.draw();
        for _ in 0..5000 {
            let next = stream.draw();
            if let Some(other) = seen.insert((last, next), name.clone()) {
                panic!("{name} and {other} share {last:08x} {next:08x}");
            }
            last = next;
        }
    }
}

#[test]
fn the_bits_of_the_first_draws_of_many_streams_are_fair() {
    let mut ones = [0u64; 32];
    for index in 0..20_000 {
        let bits = Stream::new(7, "firm", index).draw();
        for (bit, count) in ones.iter_mut().enumerate() {
            *count += u64::from(bits >> bit & 1);
        }
    }
    for (bit, ones) in ones.iter().enumerate() {
        assert_fit(&format!("bit {bit}"), &[*ones, 20_000 - ones], &[0.5, 0.5]);
    }
}
