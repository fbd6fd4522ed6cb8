//! The matrix of signs as a page for a reader.

use std::fmt::Write as _;

use super::number::{percent, signed};
use super::wrapped;
use crate::signs::{Cell, Factorial, Matrix, SHARE_NEEDED, Sign};

/// Columns of a cause.
const WIDTH: usize = 15;
/// Columns of an outcome's name.
const NAME: usize = 19;

/// The whole page.
pub fn matrix(matrix: &Matrix<'_>) -> String {
    let factorial = matrix.factorial;
    let mut page = preamble(factorial, matrix.seeds.count());
    for (gateway, effects) in factorial.gateways.iter().zip(&matrix.effects) {
        let _ = writeln!(
            page,
            "\nEffects at the {} gateway ({})",
            gateway.name, gateway.place
        );
        page.push_str(&heads(factorial));
        for (outcome, cells) in factorial.outcomes.iter().zip(effects) {
            page.push_str(&row(&outcome.name, cells));
        }
    }
    page.push_str("\nInteractions: by how much the effect of one cause grows with the other\n");
    for (pair, cells) in factorial.interactions.iter().zip(&matrix.interactions) {
        let [one, other] = pair
            .causes
            .map(|cause| factorial.causes[cause].name.as_str());
        let outcome = &factorial.outcomes[pair.outcome].name;
        for (gateway, cell) in factorial.gateways.iter().zip(cells) {
            let name = format!("{one} x {other} on {outcome}, {}", gateway.name);
            page.push_str(&single(&name, cell));
        }
    }
    for (contrast, cell) in factorial.contrasts.iter().zip(&matrix.contrasts) {
        let outcome = &factorial.outcomes[contrast.outcome].name;
        page.push_str(&single(&format!("{} on {outcome}", contrast.name), cell));
    }
    page.push_str(&gaps(matrix));
    page.push_str(&conclusion(matrix));
    page
}

fn preamble(factorial: &Factorial, seeds: u32) -> String {
    let levels = factorial.causes.iter().map(|cause| {
        format!(
            "{} ({} to {})",
            cause.name, cause.levels[0], cause.levels[1]
        )
    });
    let worlds = 1_u32 << factorial.causes.len();
    let mut page = wrapped(
        &format!(
            "Causes: {}. All {worlds} combinations at each of {} gateways, {seeds} seeds, the same for all.",
            levels.collect::<Vec<_>>().join(", "),
            factorial.gateways.len()
        ),
        0,
    );
    page.push_str(&wrapped(
        "An effect is the second level less the first, all else equal, with half of its 95 % interval; below it the \
         expected sign and the share of seeds that show it (\".\" where nothing is expected).",
        0,
    ));
    page
}

fn heads(factorial: &Factorial) -> String {
    let mut line = format!("  {:<width$}", "", width = NAME - 2);
    for cause in &factorial.causes {
        let _ = write!(line, "{:>WIDTH$}", cause.name);
    }
    line + "\n"
}

fn row(name: &str, cells: &[Cell]) -> String {
    let mut effects = format!("  {name:<width$}", width = NAME - 2);
    let mut signs = " ".repeat(NAME);
    for cell in cells {
        let _ = write!(effects, "{:>WIDTH$}", effect(cell));
        let _ = write!(signs, "{:>WIDTH$}", expected(cell));
    }
    if cells.iter().all(|cell| cell.expected == Sign::Any) {
        return effects + "\n";
    }
    effects + "\n" + &signs + "\n"
}

/// `+0.12 ±0.01`
fn effect(cell: &Cell) -> String {
    match cell.effect.estimate {
        Some(found) => format!("{:+.2} ±{:.2}", found.mean, (found.high - found.low) / 2.0),
        None => "-".to_owned(),
    }
}

/// `+ 100 %`, with a mark where the cell does not hold.
fn expected(cell: &Cell) -> String {
    match (cell.share(), cell.holds()) {
        (_, None) => Sign::Any.name().to_owned(),
        (None, Some(_)) => format!("{} no seed !", cell.expected.name()),
        (Some(share), Some(holds)) => {
            let mark = if holds { "" } else { " !" };
            format!("{} {}{mark}", cell.expected.name(), percent(share))
        }
    }
}

fn single(name: &str, cell: &Cell) -> String {
    let found = match cell.effect.estimate {
        Some(found) => format!(
            "{} [{}, {}]",
            signed(found.mean),
            signed(found.low),
            signed(found.high)
        ),
        None => "-".to_owned(),
    };
    format!("  {name:<39}{found:<28}{}\n", expected(cell))
}

/// What was not defined, and how it was counted.
fn gaps(matrix: &Matrix<'_>) -> String {
    let factorial = matrix.factorial;
    let mut page = String::new();
    for (gateway, place) in factorial.gateways.iter().enumerate() {
        let of = |(outcome, gaps): (usize, &u32)| {
            let (known, cells) = (
                &factorial.outcomes[outcome],
                &matrix.effects[gateway][outcome],
            );
            let pairs: u64 = cells.iter().map(|cell| cell.undefined_pairs).sum();
            let how = match known.metric.nothing {
                Some(number) => format!("such years count as {number}"),
                None if pairs == 0 => "such years are left out".to_owned(),
                None => format!(
                    "such years are left out, and {pairs} pairs of worlds that have no other"
                ),
            };
            (*gaps > 0).then(|| format!("{} in {gaps} ({how})", known.name))
        };
        let found: Vec<String> = matrix.gaps[gateway]
            .iter()
            .enumerate()
            .filter_map(of)
            .collect();
        if !found.is_empty() {
            page.push_str(&wrapped(
                &format!("  {}: {}.", place.name, found.join(", ")),
                4,
            ));
        }
    }
    if page.is_empty() {
        return page;
    }
    let worlds = 1_u32 << factorial.causes.len();
    let runs = worlds.saturating_mul(matrix.seeds.count());
    format!(
        "\nOf {runs} runs at each gateway, those with years in which nothing was sold or given out\n{page}"
    )
}

/// Which cells hold, and what that is worth.
fn conclusion(matrix: &Matrix<'_>) -> String {
    let factorial = matrix.factorial;
    let mut failed = Vec::new();
    let mut count = 0;
    let mut look = |name: String, cell: &Cell| {
        if let Some(holds) = cell.holds() {
            count += 1;
            if !holds {
                failed.push(name);
            }
        }
    };
    for (gateway, effects) in factorial.gateways.iter().zip(&matrix.effects) {
        for (outcome, cells) in factorial.outcomes.iter().zip(effects) {
            for (cause, cell) in factorial.causes.iter().zip(cells) {
                look(
                    format!("{} -> {} ({})", cause.name, outcome.name, gateway.name),
                    cell,
                );
            }
        }
    }
    for (pair, cells) in factorial.interactions.iter().zip(&matrix.interactions) {
        let [one, other] = pair
            .causes
            .map(|cause| factorial.causes[cause].name.as_str());
        for (gateway, cell) in factorial.gateways.iter().zip(cells) {
            let outcome = &factorial.outcomes[pair.outcome].name;
            look(
                format!("{one} x {other} -> {outcome} ({})", gateway.name),
                cell,
            );
        }
    }
    for (contrast, cell) in factorial.contrasts.iter().zip(&matrix.contrasts) {
        let outcome = &factorial.outcomes[contrast.outcome].name;
        look(format!("{} -> {outcome}", contrast.name), cell);
    }
    let mut page = format!(
        "\n{} of {count} expected signs show in at least {} of the seeds.\n",
        count - failed.len(),
        percent(SHARE_NEEDED)
    );
    if !failed.is_empty() {
        page.push_str(&wrapped(
            &format!("  They do not (!) in: {}.", failed.join(", ")),
            4,
        ));
    }
    page.push_str(&wrapped(
        "With two countries and four causes that come together, this shows that the causes suffice for the outcomes in \
         this model. It is no proof that they brought them about.",
        0,
    ));
    page
}
