//! The evaluation of districts outside the paper as a page: each expectation with its simulated band and verdict, then the hits.

use std::fmt::Write as _;

use super::number::{brief, percent};
use super::wrapped;
use crate::outside::expected::Other;
use crate::outside::{Evaluation, Judgement};

const RULE: &str = "\
An expectation is hit if it holds in more than half of the runs; of each run the mean over the years is taken, and \
what it did not measure does not hold. Causes and expectations were written before any run, and nothing is fitted to \
them. Sources: `polanyi outside --format csv`.";

/// The page.
pub fn outside(evaluation: &Evaluation) -> String {
    let (seeds, count) = (evaluation.seeds, evaluation.seeds.count());
    let runs = if count == 1 {
        format!("one run, seed {}", seeds.first())
    } else {
        format!("{count} runs, seeds {} to {}", seeds.first(), seeds.last())
    };
    let mut page = format!("Districts outside the paper, from their causes alone: {runs}\n");
    let districts = evaluation
        .judgements
        .chunk_by(|one, next| one.place == next.place);
    let mut totals = String::new();
    for district in districts {
        page.push_str(&entries(district));
        if let Some(first) = district.first() {
            totals.push_str(&hits(&first.place.name, district));
        }
    }
    totals.push_str(&hits("all", &evaluation.judgements));
    let _ = write!(page, "\nHits\n{totals}\n{}", wrapped(RULE, 0));
    page
}

/// The expectations of one district.
fn entries(district: &[Judgement]) -> String {
    let mut lines = String::new();
    if let Some(Judgement { place, .. }) = district.first() {
        let name = format!("{}, {}", place.name, place.country);
        let head = line(&name, "median", "90 % of runs", "held", "");
        let _ = write!(lines, "\n{}\n", head.trim_end());
    }
    for judgement in district {
        lines.push_str(&entry(judgement));
    }
    lines
}

/// A line of the table: what, median, band, in how many runs it holds, verdict.
fn line(what: &str, median: &str, band: &str, held: &str, verdict: &str) -> String {
    format!("{what:<36}{median:>8} {band:>18}{held:>8}  {verdict}\n")
}

/// An expectation's line, and below it what it says.
fn entry(judgement: &Judgement) -> String {
    let row = &judgement.expectation;
    let [median, band] = match judgement.simulated {
        Some(band) => [
            brief(band.median),
            format!("{} to {}", brief(band.low), brief(band.high)),
        ],
        None => ["-".to_owned(), "not measured".to_owned()],
    };
    let mut lines = line(
        &format!("{}  {}", row.id, row.column.path),
        &median,
        &band,
        &format!("{}/{}", judgement.held, judgement.runs),
        judgement.verdict(),
    );
    let compared = match (row.expected.other(), judgement.compared) {
        // A number needs no median.
        (None | Some(Other::Number(_)), _) => String::new(),
        (Some(_), Some(other)) => format!(", which has a median of {}", brief(other.median)),
        (Some(_), None) => ", which was not measured".to_owned(),
    };
    let (first, last) = row.years;
    let says = format!(
        "     {first} to {last}, {}: expected {}{compared}.",
        row.quantity, row.words
    );
    lines.push_str(&wrapped(&says, 5));
    lines
}

/// The hits among some expectations.
fn hits(name: &str, judgements: &[Judgement]) -> String {
    let of = judgements.len();
    let hits = judgements
        .iter()
        .filter(|judgement| judgement.is_hit())
        .count();
    let share = percent(float(hits) / float(of.max(1)));
    format!("  {name:<14}{hits:>2} of {of:>2} ({share})\n")
}

#[expect(clippy::cast_precision_loss, reason = "some expectations")]
fn float(count: usize) -> f64 {
    count as f64
}
