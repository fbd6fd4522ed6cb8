//! The scoreboard as JSON, after the schema in `host/schema`, and as CSV: the same members under the same names.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::member::{Value, table};
use crate::facts::scoreboard::{Score, Scoreboard, Total};
use crate::facts::verdict::Printed;
use crate::statistics::Band;

/// The name and version of the schema.
pub const SCOREBOARD_SCHEMA: &str = "polanyi.facts/1";

/// All members of a score, in the order of the outputs.
fn members(score: &Score) -> [(&'static str, Value); 22] {
    let Score {
        fact, counterpart, ..
    } = score;
    let measure = counterpart.measure.as_ref();
    let (relation, value, first, last) = match score.printed {
        Some(Printed::Number {
            relation, value, ..
        }) => (relation, Some(value), None, None),
        Some(Printed::Date { first, last }) => (fact.relation, None, Some(first), Some(last)),
        None => (fact.relation, None, None, None),
    };
    // The last digits of a logarithm hang on the machine, and the output must not.
    let log_ratio = score.log_ratio().map(|ratio| (ratio * 1e6).round() / 1e6);
    let simulated = |of: fn(Band) -> f64| Value::number(score.simulated.map(of));
    [
        ("fact", Value::Text(fact.id.clone())),
        ("role", Value::Text(fact.role.to_string())),
        ("place", Value::Text(fact.place.clone())),
        ("quantity", Value::Text(fact.quantity.clone())),
        ("unit", Value::Text(fact.unit.clone())),
        ("relation", Value::Text(relation.to_string())),
        ("as_printed", Value::Text(fact.value.clone())),
        ("printed", Value::number(value)),
        ("printed_first_year", Value::year(first)),
        ("printed_last_year", Value::year(last)),
        ("places", Value::text(measure.map(|of| of.places.join(" ")))),
        (
            "measure",
            Value::text(measure.map(|of| of.columns.join("+"))),
        ),
        (
            "runs",
            Value::Whole(score.runs.try_into().unwrap_or(u64::MAX)),
        ),
        ("low", simulated(|band| band.low)),
        ("median", simulated(|band| band.median)),
        ("high", simulated(|band| band.high)),
        ("never", Value::year(score.never)),
        ("log_ratio", Value::number(log_ratio)),
        ("verdict", Value::Text(score.verdict.to_string())),
        ("why", Value::text(score.why.clone())),
        ("note", Value::Text(counterpart.note.clone())),
        ("misprint", Value::text(fact.misprint())),
    ]
}

/// The table: a header, then one row a fact; an empty cell is nothing.
pub fn scoreboard_csv(board: &Scoreboard) -> Vec<u8> {
    table(board.scores.iter().map(members))
}

/// The document, with a newline at its end.
#[expect(clippy::missing_panics_doc, reason = "a vector takes all bytes")]
pub fn scoreboard_json(board: &Scoreboard) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&Document(board))
        .expect("all keys are texts, and a vector takes all bytes");
    bytes.push(b'\n');
    bytes
}

struct Document<'a>(&'a Scoreboard);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Scoreboard { seeds, scores } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCOREBOARD_SCHEMA)?;
        // Many readers hold numbers as 64-bit floats, which would round large seeds.
        map.serialize_entry("first_seed", &seeds.first().to_string())?;
        map.serialize_entry("seeds", &seeds.count())?;
        map.serialize_entry("facts", &scores.iter().map(Members).collect::<Vec<_>>())?;
        let totals = self.0.totals();
        map.serialize_entry("totals", &totals.iter().map(Hits).collect::<Vec<_>>())?;
        map.end()
    }
}

struct Members<'a>(&'a Score);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(members(self.0))
    }
}

struct Hits<'a>(&'a Total);

impl Serialize for Hits<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let total = self.0;
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("role", &total.role.to_string())?;
        map.serialize_entry("hits", &total.hits)?;
        map.serialize_entry("measured", &total.measured)?;
        map.serialize_entry("all", &total.all)?;
        map.serialize_entry("put_in", &total.put_in)?;
        map.serialize_entry("not_modelled", &total.not_modelled)?;
        map.serialize_entry("not_simulated", &total.not_simulated)?;
        map.end()
    }
}
