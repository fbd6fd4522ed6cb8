//! The matrix of signs as JSON, after the schema in `host/schema`, and as CSV: the same members under the same names.

use serde_json::{Value, json};

use super::table;
use crate::signs::{Cell, Matrix};

/// The name and version of the schema.
pub const SIGNS_SCHEMA: &str = "polanyi.signs/1";

const HEADER: [&str; 14] = [
    "kind", "gateway", "cause", "other", "outcome", "effect", "low", "high", "seeds", "above",
    "below", "expected", "share", "holds",
];

/// What an effect is an effect of.
struct Entry<'m> {
    kind: &'static str,
    gateway: &'m str,
    cause: &'m str,
    other: &'m str,
    outcome: &'m str,
    cell: &'m Cell,
}

/// The matrix as JSON.
#[expect(clippy::missing_panics_doc, reason = "a vector takes all bytes")]
pub fn matrix_json(matrix: &Matrix<'_>) -> Vec<u8> {
    let factorial = matrix.factorial;
    let causes: Vec<Value> = factorial
        .causes
        .iter()
        .map(|cause| json!({ "name": cause.name, "first": cause.levels[0], "second": cause.levels[1] }))
        .collect();
    let effects: Vec<Value> = entries(matrix).iter().map(Entry::json).collect();
    let document = json!({
        "schema": SIGNS_SCHEMA,
        "first_seed": matrix.seeds.first().to_string(),
        "seeds": matrix.seeds.count(),
        "causes": causes,
        "effects": effects,
        "caveat": "two countries and four collinear causes: sufficiency in this model, not proof",
    });
    let mut bytes = serde_json::to_vec_pretty(&document).expect("a vector takes all bytes");
    bytes.push(b'\n');
    bytes
}

/// The matrix as CSV.
pub fn matrix_csv(matrix: &Matrix<'_>) -> Vec<u8> {
    table(&HEADER, entries(matrix).iter().map(Entry::row))
}

fn entries<'m>(matrix: &'m Matrix<'_>) -> Vec<Entry<'m>> {
    let factorial = matrix.factorial;
    let mut entries = Vec::new();
    for (gateway, effects) in factorial.gateways.iter().zip(&matrix.effects) {
        for (outcome, cells) in factorial.outcomes.iter().zip(effects) {
            for (cause, cell) in factorial.causes.iter().zip(cells) {
                entries.push(Entry {
                    kind: "effect",
                    gateway: &gateway.name,
                    cause: &cause.name,
                    other: "",
                    outcome: &outcome.name,
                    cell,
                });
            }
        }
    }
    for (pair, cells) in factorial.interactions.iter().zip(&matrix.interactions) {
        let [cause, other] = pair
            .causes
            .map(|cause| factorial.causes[cause].name.as_str());
        for (gateway, cell) in factorial.gateways.iter().zip(cells) {
            entries.push(Entry {
                kind: "interaction",
                gateway: &gateway.name,
                cause,
                other,
                outcome: &factorial.outcomes[pair.outcome].name,
                cell,
            });
        }
    }
    for (contrast, cell) in factorial.contrasts.iter().zip(&matrix.contrasts) {
        entries.push(Entry {
            kind: "contrast",
            gateway: "",
            cause: &factorial.causes[contrast.cause].name,
            other: &contrast.name,
            outcome: &factorial.outcomes[contrast.outcome].name,
            cell,
        });
    }
    entries
}

impl Entry<'_> {
    fn json(&self) -> Value {
        let effect = &self.cell.effect;
        json!({
            "kind": self.kind,
            "gateway": self.gateway,
            "cause": self.cause,
            "other": self.other,
            "outcome": self.outcome,
            "effect": effect.estimate.map(|found| found.mean),
            "low": effect.estimate.map(|found| found.low),
            "high": effect.estimate.map(|found| found.high),
            "seeds": effect.seeds,
            "above": effect.above,
            "below": effect.below,
            "expected": self.cell.expected.name(),
            "share": self.cell.share(),
            "holds": self.cell.holds(),
        })
    }

    fn row(&self) -> Vec<String> {
        let Value::Object(members) = self.json() else {
            return Vec::new();
        };
        HEADER
            .iter()
            .map(|name| match members.get(*name) {
                Some(Value::String(text)) => text.clone(),
                None | Some(Value::Null) => String::new(),
                Some(value) => value.to_string(),
            })
            .collect()
    }
}
