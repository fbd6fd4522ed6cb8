//! Studies and claims as JSON, after the schema in `host/schema`, and as CSV, one row a comparison.

use serde_json::{Value, json};

use super::table;
use crate::claims::Tested;
use crate::ensemble::Seeds;
use crate::experiment::{
    Answer, Expectation, Judged, Observed, Side, Study, Summary, Verdict, Window,
};

/// The name and version of the schema.
pub const STUDIES_SCHEMA: &str = "polanyi.studies/1";

const HEADER: [&str; 23] = [
    "study",
    "place",
    "status",
    "metric",
    "summary",
    "level",
    "window",
    "first",
    "last",
    "across",
    "unit",
    "left",
    "right",
    "expected",
    "left_mean",
    "right_mean",
    "difference",
    "low",
    "high",
    "pairs",
    "above",
    "verdict",
    "reason",
];

/// Studies as JSON.
pub fn answers_json(answers: &[Answer<'_>], seeds: Seeds) -> Vec<u8> {
    let studies: Vec<Value> = answers
        .iter()
        .map(|answer| study_json(answer.study, Some(answer), status(answer)))
        .collect();
    document(&studies, seeds)
}

/// Claims as JSON.
pub fn claims_json(tested: &[Tested<'_>], seeds: Seeds) -> Vec<u8> {
    let studies: Vec<Value> = tested
        .iter()
        .map(|one| {
            let mut value = study_json(one.study, one.answer.as_ref(), one.status.words());
            value["cause"] = json!(one.claim.cause);
            value["effect"] = json!(one.claim.effect);
            value["condition"] = json!(one.claim.condition);
            value
        })
        .collect();
    document(&studies, seeds)
}

/// Studies as CSV.
pub fn answers_csv(answers: &[Answer<'_>]) -> Vec<u8> {
    let rows = answers
        .iter()
        .flat_map(|answer| rows(answer, status(answer)));
    table(&HEADER, rows)
}

/// Claims as CSV; one that is not modelled has a row with the reason.
pub fn claims_csv(tested: &[Tested<'_>]) -> Vec<u8> {
    let rows = tested.iter().flat_map(|one| match &one.answer {
        Some(answer) => rows(answer, one.status.words()),
        None => {
            let mut row = vec![String::new(); HEADER.len()];
            row[0].clone_from(&one.study.key);
            one.status.words().clone_into(&mut row[2]);
            row[HEADER.len() - 1] = one.study.not_modelled.clone().unwrap_or_default();
            vec![row]
        }
    });
    table(&HEADER, rows)
}

fn status(answer: &Answer<'_>) -> &'static str {
    answer.verdict.map_or("reported", Verdict::words)
}

fn document(studies: &[Value], seeds: Seeds) -> Vec<u8> {
    let document = json!({
        "schema": STUDIES_SCHEMA,
        // Many readers hold numbers as 64-bit floats, which would round large seeds.
        "first_seed": seeds.first().to_string(),
        "seeds": seeds.count(),
        "studies": studies,
    });
    let mut bytes = serde_json::to_vec_pretty(&document).expect("a vector takes all bytes");
    bytes.push(b'\n');
    bytes
}

fn study_json(study: &Study, answer: Option<&Answer<'_>>, status: &str) -> Value {
    let arms: Vec<Value> = study
        .arms
        .iter()
        .map(|arm| json!({ "name": arm.name, "place": arm.place, "neighbours": arm.neighbours, "changes": arm.changes }))
        .collect();
    let observed = answer.map_or(&[][..], |answer| &answer.observed);
    json!({
        "key": study.key,
        "title": study.title,
        "claims": study.claims,
        "note": study.note,
        "not_modelled": study.not_modelled,
        "status": status,
        "arms": arms,
        "observed": observed.iter().map(|observed| observed_json(study, observed)).collect::<Vec<_>>(),
    })
}

fn observed_json(study: &Study, observed: &Observed<'_>) -> Value {
    let expectation = observed.expectation;
    let levels: Vec<Value> = observed
        .levels
        .iter()
        .map(|level| {
            json!({
                "arm": study.arms[level.arm].name,
                "mean": level.mean,
                "undefined": level.undefined,
                "gaps": level.gaps,
            })
        })
        .collect();
    let (window, first, last) = window(expectation);
    json!({
        "metric": expectation.metric.column.name(),
        "meaning": expectation.meaning,
        "unit": expectation.unit,
        "summary": summary(expectation).0,
        "level": summary(expectation).1,
        "window": { "of": window, "first": first, "last": last },
        "nothing": expectation.metric.nothing,
        "cluster": expectation.metric.cluster,
        "across": expectation.across.map(|across| across.parameter.path),
        "levels": levels,
        "comparisons": observed.judged.iter().map(|judged| judged_json(study, judged)).collect::<Vec<_>>(),
    })
}

fn judged_json(study: &Study, judged: &Judged) -> Value {
    json!({
        "left": study.side(judged.comparison.left),
        "right": study.side(judged.comparison.right),
        "expected": judged.comparison.expected.then_some(">"),
        "difference": judged.difference.map(|found| found.mean),
        "low": judged.difference.map(|found| found.low),
        "high": judged.difference.map(|found| found.high),
        "pairs": judged.pairs,
        "above": judged.above,
        "verdict": judged.verdict.map(Verdict::words),
    })
}

fn rows(answer: &Answer<'_>, status: &str) -> Vec<Vec<String>> {
    let study = answer.study;
    let mut rows = Vec::new();
    for observed in &answer.observed {
        let expectation = observed.expectation;
        let (window, first, last) = window(expectation);
        let (summary, level) = summary(expectation);
        let mean = |side: Side| {
            let level = observed.levels.iter().find(|level| level.arm == side.arm);
            // The mean of a difference of two arms is no arm's level.
            number(
                level
                    .filter(|_| side.less.is_none())
                    .and_then(|level| level.mean),
            )
        };
        for judged in &observed.judged {
            let comparison = judged.comparison;
            let mut places = study.arms[comparison.left.arm].places();
            let place = places.nth(expectation.metric.cluster).unwrap_or_default();
            rows.push(vec![
                study.key.clone(),
                place.to_owned(),
                status.to_owned(),
                expectation.metric.column.name(),
                summary.to_owned(),
                number(level),
                window.to_owned(),
                first.to_string(),
                last.to_string(),
                expectation
                    .across
                    .map_or("", |across| across.parameter.path)
                    .to_owned(),
                expectation.unit.clone(),
                study.side(comparison.left),
                study.side(comparison.right),
                if comparison.expected { ">" } else { "" }.to_owned(),
                mean(comparison.left),
                mean(comparison.right),
                number(judged.difference.map(|found| found.mean)),
                number(judged.difference.map(|found| found.low)),
                number(judged.difference.map(|found| found.high)),
                judged.pairs.to_string(),
                judged.above.to_string(),
                judged.verdict.map_or("", Verdict::words).to_owned(),
                String::new(),
            ]);
        }
    }
    rows
}

fn number(number: Option<f64>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

fn window(expectation: &Expectation) -> (&'static str, u32, u32) {
    match expectation.metric.window {
        Window::Years(first, last) => ("years", first, last),
        Window::Ages(first, last) => ("ages", first, last),
    }
}

fn summary(expectation: &Expectation) -> (&'static str, Option<f64>) {
    match expectation.metric.summary {
        Summary::Mean => ("mean", None),
        Summary::Sum => ("sum", None),
        Summary::Last => ("last", None),
        Summary::Slope => ("slope", None),
        Summary::Swing => ("swing", None),
        Summary::Wait { level } => ("wait", Some(level)),
    }
}
