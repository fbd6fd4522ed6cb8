//! An epidemic, held to its final-size equation.

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
