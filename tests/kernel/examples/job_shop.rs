//! A job shop, held to queueing theory.

#[path = "../../../core/examples/job_shop/shop.rs"]
pub(crate) mod shop;
#[path = "../../../core/examples/job_shop/theory.rs"]
pub(crate) mod theory;

#[test]
fn stations_are_as_full_as_theory_says() {
    let found = shop::Shop::run(1978, 200_000);
    let expected = theory::jobs_at_stations();
    let stations = shop::STATIONS.iter().zip(found.at_stations);
    for ((station, simulated), expected) in stations.zip(expected) {
        // Lines at such loads vary slowly: over 200,000 jobs their means are within 3 %.
        assert!(
            (simulated / expected - 1.0).abs() < 0.03,
            "{simulated} jobs at {}, not {expected}",
            station.name
        );
    }
    // Little's law, with everything that is in the shop.
    let hours = found.at_stations.iter().sum::<f64>() / theory::arrivals();
    assert!((found.hours / hours - 1.0).abs() < 0.02, "{}", found.hours);
    assert!(found.breakdowns > 5_000, "{} breakdowns", found.breakdowns);
    assert!(found.jobs == 200_000 && found.events > 4 * found.jobs);
}
