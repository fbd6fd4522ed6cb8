//! Studies as pages for a reader: counterfactuals, claims, ablations.

use std::fmt::Write as _;

use super::number::{fine, signed};
use super::wrapped;
use crate::claims::{Claim, Status, Tested};
use crate::experiment::{
    Answer, Expectation, Judged, Level, Observed, Study, Summary, Verdict, Window,
};

/// Columns of a line, with its end.
const WIDTH: usize = 80;

/// Studies, one line each.
pub fn study_list(studies: &[Study]) -> String {
    let width = studies
        .iter()
        .map(|study| study.key.len())
        .max()
        .unwrap_or(0);
    studies
        .iter()
        .map(|study| {
            let claims = study.claims.join(" ");
            wrapped(
                &format!("{:<width$}  {} ({claims})", study.key, study.title),
                width + 2,
            )
        })
        .collect()
}

/// Answers, each with its arms, levels and differences.
pub fn answer_pages(answers: &[Answer<'_>], seeds: u32) -> String {
    let mut pages = preamble(seeds);
    for answer in answers {
        let study = answer.study;
        let claims = match &study.claims[..] {
            [] => String::new(),
            claims => format!(" ({})", claims.join(" ")),
        };
        let verdict = answer.verdict.map_or("reported", Verdict::words);
        let _ = write!(
            pages,
            "\n{}",
            wrapped(
                &format!("{}: {verdict}. {}{claims}", study.key, study.title),
                0
            )
        );
        pages.push_str(&body(answer));
    }
    pages
}

/// Claims with their status, and how many have which.
pub fn claim_pages(tested: &[Tested<'_>], seeds: u32) -> String {
    let mut pages = preamble(seeds);
    for one in tested {
        pages.push('\n');
        pages.push_str(&claim_head(&one.claim, one.status));
        match (&one.answer, &one.study.not_modelled) {
            (Some(answer), _) => pages.push_str(&body(answer)),
            (None, why) => pages.push_str(&wrapped(
                &format!("  {}", why.as_deref().unwrap_or_default()),
                2,
            )),
        }
    }
    let counts: Vec<String> = Status::ALL
        .iter()
        .map(|status| {
            (
                tested.iter().filter(|one| one.status == *status).count(),
                status.words(),
            )
        })
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    pages
        + &match tested.len() {
            0 => "\nNo claim stands so.\n".to_owned(),
            1 => format!("\n1 claim: {}.\n", counts.join(", ")),
            many => format!("\n{many} claims: {}.\n", counts.join(", ")),
        }
}

fn claim_head(claim: &Claim, status: Status) -> String {
    let condition = match claim.condition.as_str() {
        "" | "-" => String::new(),
        condition => format!(", given: {condition}"),
    };
    let head = format!(
        "{} {}: {} -> {}{condition}",
        claim.id,
        status.words(),
        claim.cause,
        claim.effect
    );
    wrapped(&head, 4)
}

/// How far each mechanism's effect is gone without it.
pub fn ablation_table(answers: &[Answer<'_>], seeds: u32) -> String {
    let mut lines = preamble(seeds);
    lines.push_str(
        "Each mechanism is switched off; what the paper says it brings about should be gone.\n\n",
    );
    let [on, off, left] = ["on", "off", "left"];
    let _ = writeln!(
        lines,
        "{:<12}{:<16}{on:>9}{off:>9}{left:>8}  the effect",
        "without", "place"
    );
    for answer in answers {
        for (row, observed) in answer.observed.iter().enumerate() {
            let mechanism = if row == 0 {
                answer.study.key.as_str()
            } else {
                ""
            };
            lines.push_str(&ablation_row(mechanism, answer, observed));
        }
    }
    lines
}

fn ablation_row(mechanism: &str, answer: &Answer<'_>, observed: &Observed<'_>) -> String {
    let level = |place: usize| observed.levels.get(place).and_then(|level| level.mean);
    let (on, off) = (level(0), level(1));
    let left = match (on, off) {
        (Some(on), Some(off)) if on != 0.0 => format!("{:.0} %", 100.0 * off / on),
        _ => "-".to_owned(),
    };
    let shown = |level: Option<f64>| level.map_or("-".to_owned(), fine);
    let verdict = observed.judged.first().and_then(|judged| judged.verdict);
    let gone = match verdict {
        Some(Verdict::Held) => "",
        Some(Verdict::NotHeld) => "GROWN: ",
        _ => "NOT GONE: ",
    };
    let place = answer
        .study
        .arms
        .first()
        .map_or("", |arm| arm.place.as_str());
    let meaning = &observed.expectation.meaning;
    format!(
        "{mechanism:<12}{place:<16}{:>9}{:>9}{left:>8}  {gone}{meaning}\n",
        shown(on),
        shown(off)
    )
}

fn preamble(seeds: u32) -> String {
    format!(
        "{seeds} seeds, the same for every arm. A difference (left less right) is a mean over\n\
         the seeds, with its 95 % interval and the seeds in which it is above zero.\n"
    )
}

/// Arms, then what was observed of each metric, then the note.
fn body(answer: &Answer<'_>) -> String {
    let study = answer.study;
    let mut used: Vec<usize> = study
        .expectations
        .iter()
        .flat_map(Expectation::arms)
        .collect();
    used.sort_unstable();
    used.dedup();
    let width = study
        .arms
        .iter()
        .map(|arm| arm.name.len())
        .max()
        .unwrap_or(0);
    let mut lines = String::new();
    for arm in used.into_iter().filter_map(|arm| study.arms.get(arm)) {
        let changes = if arm.changes.is_empty() {
            "as it is".to_owned()
        } else {
            arm.changes.join("; ")
        };
        let neighbours = match &arm.neighbours[..] {
            [] => String::new(),
            neighbours => format!(" with {}", neighbours.join(" and ")),
        };
        let line = format!(
            "  {:<width$}  {}{neighbours}: {changes}",
            arm.name, arm.place
        );
        lines.push_str(&wrapped(&line, width + 4));
    }
    for observed in &answer.observed {
        lines.push_str(&observation(study, observed));
    }
    if !study.note.is_empty() {
        lines.push_str(&wrapped(&format!("  Note: {}", study.note), 2));
    }
    lines
}

fn observation(study: &Study, observed: &Observed<'_>) -> String {
    let arm = observed
        .levels
        .first()
        .and_then(|level| study.arms.get(level.arm));
    let place = arm.and_then(|arm| arm.places().nth(observed.expectation.metric.cluster));
    let there = match (observed.expectation.metric.cluster, place) {
        (0, _) | (_, None) => String::new(),
        (_, Some(place)) => format!("at {place}, "),
    };
    let mut lines = wrapped(&format!("  {there}{}", what(observed.expectation)), 4);
    let levels = observed
        .levels
        .iter()
        .map(|level| level_words(study, level));
    lines.push_str(&wrapped(
        &format!("    {}", levels.collect::<Vec<_>>().join("   ")),
        4,
    ));
    for judged in &observed.judged {
        lines.push_str(&judgement(study, judged));
    }
    lines
}

/// An arm's number, with what is missing from it.
fn level_words(study: &Study, level: &Level) -> String {
    let name = study
        .arms
        .get(level.arm)
        .map_or("", |arm| arm.name.as_str());
    let mean = level.mean.map_or("-".to_owned(), fine);
    let missing = match (level.undefined, level.gaps) {
        (0, 0) => String::new(),
        (0, gaps) => format!(" (years without it in {gaps} runs)"),
        (undefined, _) => format!(" (none in {undefined} runs)"),
    };
    format!("{name} {mean}{missing}")
}

fn judgement(study: &Study, judged: &Judged) -> String {
    let relation = if judged.comparison.expected { ">" } else { "~" };
    let order = format!(
        "{} {relation} {}",
        study.side(judged.comparison.left),
        study.side(judged.comparison.right)
    );
    let difference = match judged.difference {
        Some(found) => format!(
            "{} [{}, {}]",
            signed(found.mean),
            signed(found.low),
            signed(found.high)
        ),
        None => "-".to_owned(),
    };
    let verdict = judged.verdict.map_or("reported", Verdict::words);
    let head = format!("    {verdict:<14} {order:<20}");
    let found = format!("{difference}, in {} of {}", judged.above, judged.pairs);
    // Numbers with blanks in them are not torn apart.
    if head.chars().count() + found.chars().count() < WIDTH {
        format!("{head} {found}\n")
    } else {
        format!("{}\n{:19}{found}\n", head.trim_end(), "")
    }
}

/// What is measured, with its years, summary and unit.
fn what(expectation: &Expectation) -> String {
    let metric = &expectation.metric;
    let years = match metric.window {
        Window::Years(first, last) if first == last => format!("{first}"),
        Window::Years(first, last) => format!("{first} to {last}"),
        Window::Ages(first, last) => format!("ages {first} to {last}"),
    };
    let name = if expectation.meaning.is_empty() {
        metric.column.name()
    } else {
        format!("{} ({})", expectation.meaning, metric.column.name())
    };
    let summary = match metric.summary {
        Summary::Mean if metric.window.is_single() => format!("in {years}"),
        Summary::Mean => format!("mean of {years}"),
        Summary::Sum => format!("sum of {years}"),
        Summary::Last => format!("at the end of {years}"),
        Summary::Slope => format!("growth a year, {years}"),
        Summary::Swing => format!("standard deviation by mean, {years}"),
        Summary::Wait { level } => format!("years until {level}, {years}"),
    };
    let across = expectation.across.map_or_else(String::new, |across| {
        format!(
            "; correlation with {} over {} places from {} to {}",
            across.parameter.path, across.points, across.from, across.to
        )
    });
    let unit = if expectation.unit.is_empty() {
        String::new()
    } else {
        format!(", {}", expectation.unit)
    };
    format!("{name}: {summary}{unit}{across}")
}
