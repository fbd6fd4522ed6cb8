//! The committed JSON schemas as a check: as much of the language as the schemas use, and nothing unknown passes.

use serde_json::Value;

/// The schema of a run.
pub(crate) fn schema() -> Value {
    serde_json::from_str(include_str!("../../host/schema/run-1.schema.json"))
        .expect("the schema is JSON")
}

/// The schema of several clusters.
pub(crate) fn country_schema() -> Value {
    serde_json::from_str(include_str!("../../host/schema/country-1.schema.json"))
        .expect("the schema is JSON")
}

/// The schema of a scoreboard.
pub(crate) fn scoreboard_schema() -> Value {
    serde_json::from_str(include_str!("../../host/schema/facts-1.schema.json"))
        .expect("the schema is JSON")
}

/// The schema of an evaluation of districts outside the paper.
pub(crate) fn outside_schema() -> Value {
    serde_json::from_str(include_str!("../../host/schema/outside-1.schema.json"))
        .expect("the schema is JSON")
}

/// The schema of studies and claims.
pub(crate) fn studies_schema() -> Value {
    serde_json::from_str(include_str!("../../host/schema/studies-1.schema.json"))
        .expect("the schema is JSON")
}

/// The schema of the signs of effects.
pub(crate) fn signs_schema() -> Value {
    serde_json::from_str(include_str!("../../host/schema/signs-1.schema.json"))
        .expect("the schema is JSON")
}

/// Panics with the path of the first value that the schema does not allow.
pub(crate) fn assert_valid(value: &Value, schema: &Value, path: &str) {
    for (keyword, rule) in schema.as_object().expect("a schema is an object") {
        assert!(
            allows(keyword, rule, value, schema, path),
            "{path}: {value} breaks {keyword} {rule}"
        );
    }
}

fn allows(keyword: &str, rule: &Value, value: &Value, schema: &Value, path: &str) -> bool {
    match keyword {
        "$schema" | "$id" | "title" | "description" | "properties" => true,
        "type" => match rule {
            Value::Array(kinds) => kinds.iter().any(|kind| is(value, kind)),
            kind => is(value, kind),
        },
        "const" => value == rule,
        "enum" => rule.as_array().unwrap().contains(value),
        // Bounds and patterns speak of numbers and texts only.
        "minimum" => value
            .as_f64()
            .is_none_or(|number| number >= rule.as_f64().unwrap()),
        "maximum" => value
            .as_f64()
            .is_none_or(|number| number <= rule.as_f64().unwrap()),
        "pattern" => value
            .as_str()
            .is_none_or(|text| matches(text, rule.as_str().unwrap())),
        "required" => rule
            .as_array()
            .unwrap()
            .iter()
            .all(|name| value.get(name.as_str().unwrap()).is_some()),
        "items" => {
            for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                assert_valid(item, rule, &format!("{path}[{index}]"));
            }
            true
        }
        "additionalProperties" => members(rule, value, &schema["properties"], path),
        other => panic!("the check does not know the keyword {other}"),
    }
}

/// Checks known members by their own schemas and the others by `rule`.
fn members(rule: &Value, value: &Value, known: &Value, path: &str) -> bool {
    for (name, member) in value.as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        match (known.get(name), rule) {
            (Some(schema), _) | (None, schema @ Value::Object(_)) => {
                assert_valid(member, schema, &path);
            }
            (None, _) => panic!("{path} is not in the schema"),
        }
    }
    true
}

fn is(value: &Value, kind: &Value) -> bool {
    match kind.as_str().expect("a kind is a text") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the check does not know the kind {other}"),
    }
}

/// The patterns of the schemas.
fn matches(text: &str, pattern: &str) -> bool {
    match pattern {
        "^[0-9a-f]{16}$" => {
            text.len() == 16
                && text
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        }
        "^[0-9]{1,20}$" => {
            (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        }
        "^F[0-9]{3}$" => {
            let digits = text.strip_prefix('F').unwrap_or_default();
            digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        other => panic!("the check does not know the pattern {other}"),
    }
}
