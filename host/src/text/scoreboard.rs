//! The scoreboard as a page: each fact with its simulated band and verdict, then the hits, and by which rules.

use std::fmt::Write as _;

use super::facts::{printed, value, when};
use super::number::percent;
use super::wrapped;
use crate::facts::Role;
use crate::facts::scoreboard::{Score, Scoreboard, Total};
use crate::facts::verdict::Tolerance;
use crate::statistics::Band;

/// The page.
pub fn scoreboard(board: &Scoreboard) -> String {
    let (seeds, count) = (board.seeds, board.seeds.count());
    let runs = if count == 1 {
        format!("one run, seed {}", seeds.first())
    } else {
        format!("{count} runs, seeds {} to {}", seeds.first(), seeds.last())
    };
    let mut page = format!("The paper's figures beside those of {runs}\n\n");
    if board.scores.is_empty() {
        page.push_str("The paper prints no figure for this place that is compared.\n");
        return page;
    }
    let head = line("", "printed", "median", "90 % of runs", "ln", "");
    page.push_str(head.trim_end());
    page.push('\n');
    for score in &board.scores {
        page.push_str(&entry(score));
    }
    page.push_str("\nHits\n");
    for total in board.totals() {
        page.push_str(&hits(total));
    }
    page.push('\n');
    page.push_str(&rules());
    page
}

/// A line of the table: what, printed, median, band, log-ratio, verdict.
fn line(what: &str, printed: &str, median: &str, band: &str, ratio: &str, verdict: &str) -> String {
    format!("{what:<26}{printed:>10}{median:>9} {band:>18}{ratio:>6}  {verdict}\n")
}

/// A fact's line, and below it what it says and what is to be said of it.
fn entry(score: &Score) -> String {
    let fact = &score.fact;
    let what = format!("{}  {:<11}{}", fact.id, when(fact), fact.role);
    let mut lines = match (score.printed, score.simulated) {
        (Some(figure), Some(band)) => {
            let [median, band] = simulated(score, band);
            let ratio = score
                .log_ratio()
                .map_or("-".to_owned(), |ratio| format!("{ratio:.2}"));
            let verdict = score.verdict.to_string();
            line(&what, &printed(figure), &median, &band, &ratio, &verdict)
        }
        _ => format!("{what:<28}{}\n", score.verdict),
    };
    let mut say = |words: &str| lines.push_str(&wrapped(&format!("      {words}"), 6));
    say(&format!("{}: {}, {}", fact.place, fact.quantity, fact.unit));
    if let Some(misprint) = fact.misprint() {
        say(misprint);
    }
    let note = &score.counterpart.note;
    if score.counterpart.measure.is_some() && !note.is_empty() && !score.counterpart.is_put_in {
        say(&format!("Note: {note}."));
    }
    if score.is_within_tolerance_of_nothing() {
        say("A weak test: the share is so small that nothing at all would hit it.");
    }
    if let Some(times) = score.of_bound() {
        say(&format!("The median is {times:.2} times the bound."));
    }
    if let Some(why) = &score.why {
        say(&format!("Why: {why}."));
    }
    lines
}

/// The median and the ends of the band.
fn simulated(score: &Score, band: Band) -> [String; 2] {
    let never = score.never.map(f64::from);
    let shown = |number: f64| {
        if never.is_some_and(|never| number >= never) {
            "never".to_owned()
        } else {
            value(number, never.is_some())
        }
    };
    let ends = format!("{} to {}", shown(band.low), shown(band.high));
    [shown(band.median), ends]
}

/// The hits of a role.
fn hits(total: Total) -> String {
    let of = |all: usize, what: &str| {
        let share = if all == 0 {
            String::new()
        } else {
            format!(" ({})", percent(float(total.hits) / float(all)))
        };
        format!("of {all} {what}{share}")
    };
    let mut lines = String::new();
    let _ = writeln!(
        lines,
        "  {:<11}{} {}, {}",
        total.role.to_string(),
        total.hits,
        of(total.measured, "measured"),
        of(total.all, "in all")
    );
    let rest = format!(
        "{:13}{} not modelled, {} not simulated; {} put in and not counted",
        "", total.not_modelled, total.not_simulated, total.put_in
    );
    lines.push_str(&wrapped(&rest, 13));
    lines
}

#[expect(clippy::cast_precision_loss, reason = "some facts")]
fn float(facts: usize) -> f64 {
    facts as f64
}

/// By which rules facts are hit.
fn rules() -> String {
    let of = |role: Role| {
        let Tolerance {
            factor,
            points,
            years,
        } = Tolerance::of(role);
        (factor, points, years)
    };
    let (factor, points, years) = of(Role::Calibrate);
    let calibrate = format!(
        "A figure to calibrate with is hit if it lies in the band that holds 90 % of the runs, or if their median \
         is within a factor of {factor} of it; a share, within {points} percentage points."
    );
    let (factor, points, _) = of(Role::Validate);
    let validate = format!(
        "One to validate with is hit if the median is within a factor of {factor}; a share, within {points} points."
    );
    let both = format!(
        "A bound is hit if the median keeps it; a date, if the median lies in the printed years or within {years:.0} \
         of them. The column ln is the logarithm of median by printed: 0.69 is twice as much. What is not modelled \
         or not simulated counts as not hit in all; what a scenario file puts in is not counted."
    );
    [calibrate, validate, both]
        .iter()
        .map(|rule| wrapped(rule, 0))
        .collect()
}
