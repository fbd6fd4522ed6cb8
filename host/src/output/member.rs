//! Members of a row, for outputs that are rows: the same under the same names as JSON and as CSV.

use serde::ser::{Serialize, Serializer};

/// The value of a member.
pub(super) enum Value {
    Text(String),
    Number(f64),
    Whole(u64),
    Nothing,
}

impl Value {
    /// A number; nothing for nothing and for what is no number.
    pub(super) fn number(number: Option<f64>) -> Self {
        number
            .filter(|number| number.is_finite())
            .map_or(Self::Nothing, Self::Number)
    }

    /// A year, or nothing.
    pub(super) fn year(year: Option<u32>) -> Self {
        year.map_or(Self::Nothing, |year| Self::Whole(u64::from(year)))
    }

    /// A text, or nothing.
    pub(super) fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.into()))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Whole(number) => serializer.serialize_u64(*number),
            Self::Nothing => serializer.serialize_none(),
        }
    }
}

/// A table: a header, then the rows; an empty cell is nothing.
pub(super) fn table<const MEMBERS: usize>(
    rows: impl IntoIterator<Item = [(&'static str, Value); MEMBERS]>,
) -> Vec<u8> {
    let why = "a vector takes all bytes, and all rows are of one length";
    let mut table = csv::Writer::from_writer(Vec::new());
    for (index, members) in rows.into_iter().enumerate() {
        if index == 0 {
            table
                .write_record(members.iter().map(|(name, _)| name))
                .expect(why);
        }
        let cell = |(_, value): &(&str, Value)| match value {
            Value::Text(text) => text.clone(),
            Value::Nothing => String::new(),
            number => serde_json::to_string(number).expect("a number can be written"),
        };
        table.write_record(members.iter().map(cell)).expect(why);
    }
    table.into_inner().expect(why)
}
