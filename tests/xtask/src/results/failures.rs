//! The list of what fails: facts that are missed, signs and claims that do not hold, expectations of other districts.

use std::fmt::Write as _;

use super::answers::{Answers, Effect, Expectation, Score, Study};
use super::comparisons::{printed, reported, simulated};
use super::effects::{causes, effect, expected, measured, sides};
use super::page::{band, number};

/// All of it, a heading for each kind.
pub(super) fn failures(answers: &Answers) -> String {
    let facts = answers.facts.facts.iter();
    let signs = answers.signs.effects.iter();
    let districts = answers.outside.expectations.iter();
    let claims = |status: &'static str| {
        let claims = answers.claims.studies.iter();
        claims
            .filter(move |claim| claim.status == status)
            .map(|claim| format!("{}: {} → {}.", claim.key, claim.cause, claim.effect))
    };
    let studies = answers.claims.studies.iter();
    let studies = studies.chain(&answers.what_if.studies);
    [
        list(
            "Facts that are missed",
            facts.filter(|one| one.verdict == "missed").map(fact),
        ),
        list(
            "Signs that do not hold",
            signs.filter(|one| one.holds == Some(false)).map(sign),
        ),
        list("Claims that come out the other way", claims("not held")),
        list(
            "Claims whose effect is not told apart from none",
            claims("not told apart"),
        ),
        list(
            "Comparisons that come out the other way, of all claims and counterfactuals",
            studies.flat_map(reversed),
        ),
        list(
            "Expectations of other districts that are missed",
            districts.filter(|one| one.verdict != "hit").map(district),
        ),
    ]
    .concat()
}

fn fact(score: &Score) -> String {
    let why = score.why.as_ref();
    format!(
        "{} ({}), {}: {}. Printed {}, simulated {}.{}",
        score.fact,
        score.role,
        score.place,
        score.quantity,
        printed(score),
        simulated(score),
        why.map_or(String::new(), |why| format!(" Why: {why}.")),
    )
}

fn sign(one: &Effect) -> String {
    let gateway = match one.gateway.as_str() {
        "" => "both gateways",
        gateway => gateway,
    };
    format!(
        "{} on {}, {gateway}: {}.",
        causes(one),
        one.outcome,
        effect(one)
    )
}

/// What was expected the other way round, whatever became of the rest of the study.
fn reversed(study: &Study) -> impl Iterator<Item = String> {
    let name = match study.cause.as_str() {
        "" => study.title.clone(),
        cause => format!("{}, {cause} → {}", study.key, study.effect),
    };
    expected(study)
        .filter(|(_, comparison)| comparison.verdict.as_deref() == Some("not held"))
        .map(move |(observed, comparison)| {
            format!(
                "{name}: {}, expected {}: {} [{}].",
                measured(observed),
                sides(comparison),
                number(comparison.difference),
                band(comparison.low, comparison.high)
            )
        })
}

fn district(one: &Expectation) -> String {
    format!(
        "{}, {}: {}. Reported {}, simulated {} [{}].",
        one.id,
        one.place,
        one.quantity,
        reported(one),
        number(one.median),
        band(one.low, one.high)
    )
}

fn list(heading: &str, items: impl Iterator<Item = String>) -> String {
    let mut page = format!("**{heading}**\n\n");
    let mut any = false;
    for item in items {
        any = true;
        let _ = writeln!(page, "- {item}");
    }
    if !any {
        page.push_str("None.\n");
    }
    page.push('\n');
    page
}
