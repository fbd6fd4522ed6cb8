//! The worked examples of core/examples on small sizes, held to the same theory as on their pages.

#[path = "../../core/examples/agenda/mod.rs"]
mod agenda;

mod job_shop {
    #[path = "../../../core/examples/job_shop/shop.rs"]
    pub(crate) mod shop;
    #[path = "../../../core/examples/job_shop/theory.rs"]
    pub(crate) mod theory;

    #[test]
    fn stations_are_as_full_as_theory_says() {
        let found = shop::Shop::run(1978, 200_000);
        let expected = theory::jobs_at_stations();
        for (simulated, expected) in found.at_stations.into_iter().zip(expected) {
            // Lines at such loads vary slowly: over 200,000 jobs their means are within 3 %.
            assert!(
                (simulated / expected - 1.0).abs() < 0.03,
                "{simulated}, not {expected}"
            );
        }
        // Little's law, with everything that is in the shop.
        let hours = found.at_stations.iter().sum::<f64>() / theory::ARRIVALS;
        assert!((found.hours / hours - 1.0).abs() < 0.02, "{}", found.hours);
        assert!(found.breakdowns > 5_000, "{} breakdowns", found.breakdowns);
        assert!(found.jobs == 200_000 && found.events > 4 * found.jobs);
    }
}

mod epidemic {
    use super::agenda;
    #[path = "../../../core/examples/epidemic/population.rs"]
    pub(crate) mod population;
    #[path = "../../../core/examples/epidemic/theory.rs"]
    pub(crate) mod theory;

    #[test]
    fn an_epidemic_ends_as_large_as_theory_says() {
        let found = population::Population::run(1978, 100_000, 500);
        let expected = theory::final_size(population::CONTACTS, 0.005);
        assert!(
            (found.ever_infected - expected).abs() < 0.01,
            "{}, not {expected}",
            found.ever_infected
        );
        let expected = theory::peak(population::CONTACTS, 0.005);
        assert!(
            (found.infected_most - expected).abs() < 0.01,
            "{}, not {expected}",
            found.infected_most
        );
        assert!(found.events > 200_000 && found.planned_most > 20_000);
    }

    #[test]
    fn theory_knows_its_own_limits() {
        assert!(theory::final_size(0.5, 0.0) < 1e-9);
        assert!((theory::final_size(2.0, 0.0) - 0.796_812).abs() < 1e-6);
        assert!((theory::peak(2.0, 0.0) - 0.153_426).abs() < 1e-6);
    }
}

mod phold {
    use super::agenda;
    #[path = "../../../core/examples/phold/network.rs"]
    pub(crate) mod network;

    #[test]
    fn messages_are_as_many_and_as_spread_as_chance_has_them() {
        let found = network::Network::run(7, 500, 8_000, 20);
        assert!(found.deviations().abs() < 4.0, "{}", found.deviations());
        assert!(found.events > 150_000 && found.expected > 150_000.0);
        // The dispersion of 500 Poisson numbers has a standard deviation of sqrt(2 / 500).
        assert!((found.dispersion - 1.0).abs() < 0.25, "{}", found.dispersion);
    }

    #[test]
    fn the_digest_is_the_same_on_every_machine() {
        let found = network::Network::run(7, 500, 8_000, 20);
        assert_eq!(format!("{:016x}", found.digest), "");
    }
}
