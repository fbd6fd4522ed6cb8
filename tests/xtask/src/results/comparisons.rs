//! Tables of what was reported beside what was simulated: the paper's facts, and districts that it does not have.

use super::answers::{Expectation, Outside, Score, Scoreboard, Total};
use super::page::{band, number, table};

/// How many facts are hit, by role.
pub(super) fn totals(board: &Scoreboard) -> String {
    let row = |total: &Total| {
        let counts = [
            total.hits,
            total.measured,
            total.put_in,
            total.not_modelled,
            total.not_simulated,
            total.all,
        ];
        let mut row = vec![total.role.clone()];
        row.extend(counts.map(|count| count.to_string()));
        row
    };
    let heads = [
        "Role",
        "Hit",
        "Measured",
        "Put in",
        "Not modelled",
        "Not simulated",
        "All",
    ];
    table(&heads, board.totals.iter().map(row))
}

/// Every fact that has a counterpart in the model.
pub(super) fn facts(board: &Scoreboard) -> String {
    let compared = board.facts.iter().filter(|score| score.median.is_some());
    let row = |score: &Score| {
        vec![
            score.fact.clone(),
            score.role.clone(),
            format!("{}: {}", score.place, score.quantity),
            printed(score),
            simulated(score),
            number(score.log_ratio),
            score.verdict.clone(),
            score.note.clone(),
        ]
    };
    let heads = [
        "Fact",
        "Role",
        "What",
        "Printed",
        "Simulated",
        "Log-ratio",
        "Verdict",
        "Measured how",
    ];
    table(&heads, compared.map(row))
}

/// What the paper prints, with its relation where that is not plain equality; and what it is compared as, where that is another number.
pub(super) fn printed(score: &Score) -> String {
    let words = format!("{} {}", score.as_printed, score.unit);
    let with_relation = |words: &str| match score.relation.as_str() {
        "=" | "date" => words.to_owned(),
        relation => format!("{relation} {words}"),
    };
    match score.printed {
        Some(compared) if score.as_printed.parse() != Ok(compared) => {
            format!(
                "{words} (compared: {})",
                with_relation(&compared.to_string())
            )
        }
        _ => with_relation(&words),
    }
}

/// The median of runs, with the band of 90 % of them; a date is no amount.
pub(super) fn simulated(score: &Score) -> String {
    if score.printed.is_some() {
        return format!("{} [{}]", number(score.median), band(score.low, score.high));
    }
    let year = |year: Option<f64>| year.map_or(number(None), |year| format!("{year:.0}"));
    format!(
        "{} [{} to {}]",
        year(score.median),
        year(score.low),
        year(score.high)
    )
}

/// What is reported, and how much that is in the runs where it is no number.
pub(super) fn reported(one: &Expectation) -> String {
    match one.compared {
        Some(compared) => format!("{} ({})", one.expected, number(Some(compared))),
        None => one.expected.clone(),
    }
}

/// Every expectation of a district outside of the paper.
pub(super) fn outside(outside: &Outside) -> String {
    let row = |one: &Expectation| {
        vec![
            one.id.clone(),
            one.place.clone(),
            one.quantity.clone(),
            format!("`{}`, {} to {}", one.measure, one.first_year, one.last_year),
            reported(one),
            format!("{} [{}]", number(one.median), band(one.low, one.high)),
            one.verdict.clone(),
        ]
    };
    let heads = [
        "",
        "District",
        "What",
        "Measure",
        "Reported",
        "Simulated",
        "Verdict",
    ];
    table(&heads, outside.expectations.iter().map(row))
}
