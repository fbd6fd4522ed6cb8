//! Tables of effects: the matrix of signs, counterfactuals, ablations, claims.

use super::answers::{Comparison, Effect, Observed, Signs, Studies, Study};
use super::page::{band, number, table};

/// Main effects, an outcome of a gateway in each row and a cause in each column.
pub(super) fn matrix(signs: &Signs) -> String {
    let main: Vec<&Effect> = signs
        .effects
        .iter()
        .filter(|one| one.kind == "effect")
        .collect();
    let causes = distinct(main.iter().map(|one| one.cause.as_str()));
    let rows = distinct(
        main.iter()
            .map(|one| (one.gateway.as_str(), one.outcome.as_str())),
    );
    let row = |(gateway, outcome): (&str, &str)| {
        let mut row = vec![gateway.to_owned(), outcome.to_owned()];
        for cause in &causes {
            let found = main.iter().find(|one| {
                (
                    one.gateway.as_str(),
                    one.outcome.as_str(),
                    one.cause.as_str(),
                ) == (gateway, outcome, *cause)
            });
            row.push(found.map_or(String::new(), |one| effect(one)));
        }
        row
    };
    let mut heads = vec!["Gateway", "Outcome"];
    heads.extend(&causes);
    table(&heads, rows.into_iter().map(row))
}

/// By how much the effect of one cause grows with another, and what two gateways differ in.
pub(super) fn interactions(signs: &Signs) -> String {
    let others = signs.effects.iter().filter(|one| one.kind != "effect");
    let row = |one: &Effect| {
        vec![
            causes(one),
            one.outcome.clone(),
            one.gateway.clone(),
            effect(one),
        ]
    };
    table(&["Causes", "Outcome", "Gateway", "Effect"], others.map(row))
}

/// The causes of an effect; a contrast of gateways names its own.
pub(super) fn causes(one: &Effect) -> String {
    match one.other.as_str() {
        "" => one.cause.clone(),
        contrast if contrast.contains(" x ") => contrast.to_owned(),
        other => format!("{} x {other}", one.cause),
    }
}

/// An effect with its interval, and whether it is as expected.
pub(super) fn effect(one: &Effect) -> String {
    let found = format!("{} [{}]", number(one.size), band(one.low, one.high));
    match (one.expected.as_str(), one.share) {
        ("", _) | (_, None) => found,
        (sign, Some(share)) => {
            let verdict = if one.holds == Some(true) {
                "holds"
            } else {
                "**fails**"
            };
            format!(
                "{found}, {sign} in {:.0} % of seeds: {verdict}",
                100.0 * share
            )
        }
    }
}

/// Every comparison of every study.
pub(super) fn studies(studies: &Studies) -> String {
    let rows = studies.studies.iter().flat_map(|study| {
        let name = if study.title.is_empty() {
            &study.key
        } else {
            &study.title
        };
        rows(study).map(move |(observed, comparison)| {
            vec![
                name.clone(),
                measured(observed),
                sides(comparison),
                number(comparison.difference),
                band(comparison.low, comparison.high),
                comparison.verdict.clone().unwrap_or_default(),
            ]
        })
    });
    let heads = [
        "Study",
        "Measure",
        "Compared, and expected",
        "Difference",
        "95 % interval",
        "Verdict",
    ];
    table(&heads, rows)
}

/// The two sides of a comparison: `left > right` where so much is expected.
pub(crate) fn sides(comparison: &Comparison) -> String {
    let relation = comparison.expected.as_deref().unwrap_or("less");
    format!("{} {relation} {}", comparison.left, comparison.right)
}

fn rows(study: &Study) -> impl Iterator<Item = (&Observed, &Comparison)> {
    study.observed.iter().flat_map(|observed| {
        observed
            .comparisons
            .iter()
            .map(move |comparison| (observed, comparison))
    })
}

/// What is measured, in words where the study has some.
pub(crate) fn measured(observed: &Observed) -> String {
    let Observed {
        metric,
        meaning,
        unit,
        summary,
        ..
    } = observed;
    let mut words = if meaning.is_empty() {
        format!("`{metric}`")
    } else {
        format!("{meaning} (`{metric}`)")
    };
    if summary != "mean" {
        words = format!("{summary} of {words}");
    }
    if unit.is_empty() {
        words
    } else {
        format!("{words}, {unit}")
    }
}

/// How many claims stand how.
pub(super) fn totals(claims: &Studies) -> String {
    let statuses = distinct(claims.studies.iter().map(|claim| claim.status.as_str()));
    let row = |status: &str| {
        let count = claims
            .studies
            .iter()
            .filter(|claim| claim.status == status)
            .count();
        vec![status.to_owned(), count.to_string()]
    };
    table(&["Status", "Claims"], statuses.into_iter().map(row))
}

/// The comparisons of which something was expected.
pub(super) fn expected(study: &Study) -> impl Iterator<Item = (&Observed, &Comparison)> {
    rows(study).filter(|(_, comparison)| comparison.verdict.is_some())
}

/// Every claim, how many of its comparisons hold, and the one that decides: the first that does not hold, if there is one.
pub(super) fn claims(claims: &Studies) -> String {
    let row = |claim: &Study| {
        let held = expected(claim)
            .filter(|(_, comparison)| holds(comparison))
            .count();
        let failing = expected(claim).find(|(_, comparison)| !holds(comparison));
        let deciding = failing.or_else(|| expected(claim).next()).map_or_else(
            || claim.not_modelled.clone().unwrap_or_default(),
            |(observed, comparison)| {
                format!(
                    "{}: {}, {} [{}]",
                    measured(observed),
                    sides(comparison),
                    number(comparison.difference),
                    band(comparison.low, comparison.high),
                )
            },
        );
        vec![
            claim.key.clone(),
            format!("{} → {}", claim.cause, claim.effect),
            claim.status.clone(),
            format!("{held} of {}", expected(claim).count()),
            deciding,
        ]
    };
    let heads = ["", "Claim", "Status", "Held", "The comparison that decides"];
    table(&heads, claims.studies.iter().map(row))
}

fn holds(comparison: &Comparison) -> bool {
    comparison.verdict.as_deref() == Some("held")
}

/// Every value once, in the order of its first appearance.
fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}
