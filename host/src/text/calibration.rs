//! Pages of a calibration: what would be fitted to what, and which parameters matter.

use std::fmt::Write as _;

use super::number::count;
use super::wrapped;
use crate::calibration::bench::Bench;
use crate::calibration::fit::printed;
use crate::calibration::prior::{Prior, Scale, cell};
use crate::calibration::sampler::MOVES_MAX;
use crate::calibration::screening::Effect;
use crate::calibration::target::Target;
use crate::statistics::float;

/// What would be fitted to what, and how many runs that takes at most. There is at least one generation.
pub fn calibration_plan(bench: &Bench, particles: u32, generations: u32) -> String {
    let mut page = String::from("Parameters, and where they are looked for\n");
    let width = width(bench);
    for prior in bench.priors() {
        page.push_str(&parameter(prior, width));
    }
    page.push_str("\nFacts, and how near is near\n");
    for target in bench.targets() {
        page.push_str(&fact(target));
    }
    let moves = f64::from(particles / 2) * f64::from(generations - 1) * f64::from(MOVES_MAX);
    let most = f64::from(particles) + moves;
    let (runs, seeds) = (float(bench.runs()), float(bench.seeds().len()));
    let effort = format!(
        "\nAt most {} vectors, each of at most {runs} runs ({seeds} seeds of {} places): {} runs. A vector that is too \
         far away after its first places is not run to its end, and one that the prior refuses not at all.\n",
        count(most),
        runs / seeds,
        count(most * runs),
    );
    page.push_str(&wrapped(&effort, 0));
    page
}

fn parameter(prior: &Prior, width: usize) -> String {
    let scale = match prior.scale {
        Scale::Linear => "linear",
        Scale::Log => "logarithmic",
    };
    let path = prior.parameter.path;
    let default = cell(prior.parameter.default).to_string();
    let (least, greatest) = (prior.least, prior.greatest);
    format!("  {path:<width$} {default:<9} from {least} to {greatest}, {scale}\n")
}

fn fact(target: &Target) -> String {
    let weight = match target.weight {
        1.0 => String::new(),
        weight => format!(", weight {weight}"),
    };
    let keys: Vec<&str> = target
        .places
        .iter()
        .map(|place| place.key.as_str())
        .collect();
    let line = format!(
        "  {}  {}: {}, {}, within {}{weight}; runs {}\n",
        target.fact.id,
        target.fact.place,
        target.fact.quantity,
        printed(target.printed),
        target.tolerance,
        keys.join(", "),
    );
    wrapped(&line, 8)
}

/// For each parameter its effect on the distance and on each fact, the one that matters most first.
pub fn screening(bench: &Bench, effects: &[Vec<Effect>]) -> String {
    let width = width(bench);
    let mut page = wrapped(
        "Mean size of a parameter's effect (mu*) over its whole range, in tolerances, on the distance and on each fact; \
         sigma, its spread, is large where it depends on other parameters. Morris 1991; Campolongo et al. 2007.\n",
        0,
    );
    let _ = write!(page, "\n{:<width$} {:>8} {:>8}", "", "distance", "sigma");
    for target in bench.targets() {
        let _ = write!(page, " {:>6}", target.fact.id);
    }
    page.push('\n');
    let mut rows: Vec<(&Prior, &Vec<Effect>)> = bench.priors().iter().zip(effects).collect();
    rows.sort_by(|(_, one), (_, other)| other[0].size.total_cmp(&one[0].size));
    for (prior, effects) in rows {
        let path = prior.parameter.path;
        let _ = write!(
            page,
            "{path:<width$} {:>8.3} {:>8.3}",
            effects[0].size, effects[0].spread
        );
        for effect in &effects[1..] {
            let _ = write!(page, " {:>6.2}", effect.size);
        }
        page.push('\n');
    }
    page
}

fn width(bench: &Bench) -> usize {
    let lengths = bench
        .priors()
        .iter()
        .map(|prior| prior.parameter.path.len());
    lengths.max().unwrap_or(0)
}
