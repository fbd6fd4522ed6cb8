//! What was to be reached, and what is: the targets were set before the model was fitted.

use super::answers::{Answers, Effect};
use super::page::table;

/// A target, and how many of its cases reach it.
struct Target {
    what: &'static str,
    /// The least percentage of cases.
    least: u32,
    reached: u32,
    cases: u32,
}

/// Every target in a row.
pub(super) fn targets(answers: &Answers) -> String {
    let row = |target: Target| {
        let Target {
            what,
            least,
            reached,
            cases,
        } = target;
        let met = if 100 * reached >= least * cases {
            "yes"
        } else {
            "**no**"
        };
        vec![
            what.to_owned(),
            format!("{least} %"),
            format!("{reached} of {cases}, {} %", percent(reached, cases)),
            met.to_owned(),
        ]
    };
    let all = [
        signs(
            answers,
            "strong effects whose sign shows in at least 95 % of the seeds",
            true,
        ),
        signs(
            answers,
            "named interactions whose sign shows in at least 95 % of the seeds",
            false,
        ),
        gone(answers),
        hits(
            answers,
            "facts to calibrate with that are hit, of those measured",
            "calibrate",
            80,
        ),
        hits(
            answers,
            "facts to validate with that are hit, of those measured",
            "validate",
            60,
        ),
    ];
    table(&["Target", "At least", "Reached", "Met"], all.map(row))
}

fn signs(answers: &Answers, what: &'static str, is_main: bool) -> Target {
    let judged = answers.signs.effects.iter();
    let judged = judged.filter(|one| (one.kind == "effect") == is_main && one.holds.is_some());
    let (cases, reached) = counted(judged, |one: &&Effect| one.holds == Some(true));
    Target {
        what,
        least: 100,
        reached,
        cases,
    }
}

fn gone(answers: &Answers) -> Target {
    let ablated = answers.ablation.studies.iter();
    let (cases, reached) = counted(ablated, |study| study.status == "held");
    Target {
        what: "mechanisms without which the effect that the paper gives them is gone",
        least: 100,
        reached,
        cases,
    }
}

/// The scoreboard has counted them.
fn hits(answers: &Answers, what: &'static str, role: &str, least: u32) -> Target {
    let mut totals = answers.facts.totals.iter();
    let of_role = totals.find(|total| total.role == role);
    let (cases, reached) = of_role.map_or((0, 0), |total| (total.measured, total.hits));
    Target {
        what,
        least,
        reached,
        cases,
    }
}

/// To the nearest.
fn percent(part: u32, all: u32) -> u32 {
    (200 * part + all) / (2 * all.max(1))
}

/// How many there are, and how many of them are so.
fn counted<T>(all: impl Iterator<Item = T>, is_so: impl Fn(&T) -> bool) -> (u32, u32) {
    all.fold((0, 0), |(cases, so), one| {
        (cases + 1, so + u32::from(is_so(&one)))
    })
}
