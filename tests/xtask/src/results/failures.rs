//! The list of what fails: facts that are missed, signs and claims that do not hold, expectations of other districts.

use std::fmt::Write as _;

use super::answers::Answers;
use super::comparisons::{printed, reported, simulated};
use super::effects::{causes, effect};
use super::page::{band, number};

/// All of it, a heading for each kind.
pub(super) fn failures(answers: &Answers) -> String {
    let facts = answers
        .facts
        .facts
        .iter()
        .filter(|score| score.verdict == "missed");
    let facts = facts.map(|score| {
        format!(
            "{} ({}), {}: {}. Printed {} {}, simulated {}.{}",
            score.fact,
            score.role,
            score.place,
            score.quantity,
            printed(score),
            score.unit,
            simulated(score),
            score
                .why
                .as_ref()
                .map_or(String::new(), |why| format!(" Why: {why}.")),
        )
    });
    let signs = answers
        .signs
        .effects
        .iter()
        .filter(|one| one.holds == Some(false));
    let signs = signs.map(|one| {
        format!(
            "{} on {}, {}: {}.",
            causes(one),
            one.outcome,
            if one.gateway.is_empty() {
                "both gateways"
            } else {
                &one.gateway
            },
            effect(one)
        )
    });
    let claims = |status: &'static str| {
        let claims = answers.claims.studies.iter();
        claims
            .filter(move |claim| claim.status == status)
            .map(|claim| format!("{}: {} → {}.", claim.key, claim.cause, claim.effect))
    };
    let outside = answers
        .outside
        .expectations
        .iter()
        .filter(|one| one.verdict != "hit");
    let outside = outside.map(|one| {
        format!(
            "{}, {}: {}. Reported {}, simulated {} [{}].",
            one.id,
            one.place,
            one.quantity,
            reported(one),
            number(one.median),
            band(one.low, one.high)
        )
    });
    let mut page = list("Facts that are missed", facts);
    page.push_str(&list("Signs that do not hold", signs));
    page.push_str(&list("Claims that come out the other way", claims("not held")));
    page.push_str(&list(
        "Claims whose effect is not told apart from none",
        claims("not told apart"),
    ));
    page.push_str(&list("Other districts", outside));
    page
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
