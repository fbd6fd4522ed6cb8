//! The evaluation of districts outside the paper as JSON, after the schema in `host/schema`, and as CSV.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::member::{Value, table};
use crate::outside::{Evaluation, Judgement};
use crate::statistics::Band;

/// The name and version of the schema.
pub const OUTSIDE_SCHEMA: &str = "polanyi.outside/1";

/// All members of a judgement, in the order of the outputs.
fn members(judgement: &Judgement) -> [(&'static str, Value); 15] {
    let row = &judgement.expectation;
    let simulated = |of: fn(Band) -> f64| Value::number(judgement.simulated.map(of));
    let whole = |number: u32| Value::Whole(u64::from(number));
    let text = |text: &str| Value::text(Some(text));
    [
        ("id", text(&row.id)),
        ("place", text(&row.place)),
        ("quantity", text(&row.quantity)),
        ("measure", text(row.column.path)),
        ("first_year", whole(row.years.0)),
        ("last_year", whole(row.years.1)),
        ("expected", text(&row.words)),
        ("runs", whole(judgement.runs)),
        ("low", simulated(|band| band.low)),
        ("median", simulated(|band| band.median)),
        ("high", simulated(|band| band.high)),
        (
            "compared",
            Value::number(judgement.compared.map(|band| band.median)),
        ),
        ("held", whole(judgement.held)),
        ("verdict", text(judgement.verdict())),
        ("source", text(&row.source)),
    ]
}

/// The table: a header, then one row an expectation; an empty cell is nothing.
pub fn outside_csv(evaluation: &Evaluation) -> Vec<u8> {
    table(evaluation.judgements.iter().map(members))
}

/// The document, with a newline at its end.
#[expect(clippy::missing_panics_doc, reason = "a vector takes all bytes")]
pub fn outside_json(evaluation: &Evaluation) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&Document(evaluation))
        .expect("all keys are texts, and a vector takes all bytes");
    bytes.push(b'\n');
    bytes
}

struct Document<'a>(&'a Evaluation);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Evaluation { seeds, judgements } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", OUTSIDE_SCHEMA)?;
        // Many readers hold numbers as 64-bit floats, which would round large seeds.
        map.serialize_entry("first_seed", &seeds.first().to_string())?;
        map.serialize_entry("seeds", &seeds.count())?;
        let rows: Vec<Members<'_>> = judgements.iter().map(Members).collect();
        map.serialize_entry("expectations", &rows)?;
        map.end()
    }
}

struct Members<'a>(&'a Judgement);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(members(self.0))
    }
}
