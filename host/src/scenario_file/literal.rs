//! A value as it is written, and whether a parameter takes it.

use polanyi_core::model::scenario::{Parameter, Range, Refusal, Value};
use toml::de::DeValue;

/// A value before anyone knows which parameter it is for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    /// Digits without a fraction. Wider than any whole parameter; beyond it the digits are out of every range.
    Whole(Option<i128>),
    /// A number with a fraction or an exponent, as its text: it is rounded once, to `f32`.
    Number(String),
    /// `true` or `false`.
    Switch(bool),
    /// Something that no parameter takes, and what it is.
    Other(&'static str),
}

impl Literal {
    /// The literal of a value in a file.
    pub(crate) fn of_toml(value: &DeValue<'_>) -> Self {
        match value {
            DeValue::Integer(integer) => {
                Self::Whole(i128::from_str_radix(integer.as_str(), integer.radix()).ok())
            }
            DeValue::Float(float) => Self::Number(float.as_str().to_owned()),
            DeValue::Boolean(switch) => Self::Switch(*switch),
            DeValue::String(_) => Self::Other("a text"),
            DeValue::Datetime(_) => Self::Other("a date"),
            DeValue::Array(_) => Self::Other("a list"),
            DeValue::Table(_) => Self::Other("a table"),
        }
    }

    /// The literal of a word on the command line.
    pub(crate) fn of_word(word: &str) -> Self {
        let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
        if let Ok(switch) = word.parse() {
            Self::Switch(switch)
        } else if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Whole(word.parse().ok())
        } else if word.parse::<f32>().is_ok() {
            Self::Number(word.to_owned())
        } else {
            Self::Other("no number")
        }
    }

    /// A number, whole or not; infinite where it is too large for `f32`.
    pub(crate) fn number(&self) -> Option<f32> {
        match self {
            Self::Whole(Some(whole)) => whole.to_string().parse().ok(),
            Self::Whole(None) => Some(f32::INFINITY),
            Self::Number(text) => text.parse().ok(),
            Self::Switch(_) | Self::Other(_) => None,
        }
    }

    /// The value that `parameter` takes from this literal. A whole number is a real one too.
    pub(crate) fn value_for(&self, parameter: &Parameter) -> Result<Value, Refusal> {
        let value = match (parameter.range, self) {
            (Range::Number { .. }, _) => self.number().map(Value::Number),
            (Range::Whole { .. }, Self::Whole(whole)) => {
                let whole = whole.and_then(|whole| u32::try_from(whole).ok());
                Some(Value::Whole(whole.ok_or(Refusal::OutOfRange)?))
            }
            (Range::Switch, Self::Switch(switch)) => Some(Value::Switch(*switch)),
            _ => None,
        };
        let value = value.ok_or(Refusal::WrongKind)?;
        parameter.range.admit(value)?;
        Ok(value)
    }

    /// What it is, for a reader.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Whole(_) => "a whole number",
            Self::Number(_) => "a number with a fraction",
            Self::Switch(_) => "a switch",
            Self::Other(kind) => kind,
        }
    }
}

/// What a parameter takes, in words: `a number from 0.005 to 1.2, in years`.
pub(crate) fn allowed(range: Range, unit: &str) -> String {
    let unit = if unit.is_empty() {
        String::new()
    } else {
        format!(" ({unit})")
    };
    match range {
        Range::Number { least, greatest } => format!("a number from {least} to {greatest}{unit}"),
        Range::Whole { least, greatest } => {
            format!("a whole number from {least} to {greatest}{unit}")
        }
        Range::Switch => "true or false".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polanyi_core::model::scenario::parameter;

    fn taken(path: &str, word: &str) -> Result<Value, Refusal> {
        Literal::of_word(word).value_for(parameter(path).expect("the path is in the table"))
    }

    #[test]
    fn words_become_values() {
        assert_eq!(taken("stage.wage", "1"), Ok(Value::Number(1.0)));
        assert_eq!(taken("stage.wage", ".5"), Ok(Value::Number(0.5)));
        assert_eq!(taken("timing.start_year", "1979"), Ok(Value::Whole(1979)));
        assert_eq!(taken("entry.active", "false"), Ok(Value::Switch(false)));
    }

    #[test]
    fn strange_words_are_refused() {
        for word in [
            "NaN",
            "inf",
            "-inf",
            "1e400",
            "-0.1",
            "9223372036854775808",
            &"9".repeat(99),
        ] {
            assert_eq!(
                taken("stage.wage", word),
                Err(Refusal::OutOfRange),
                "{word}"
            );
        }
        for word in [
            "1e400",
            "NaN",
            "1979.0",
            "true",
            "",
            "-",
            "1979-01-01",
            "\u{661}",
        ] {
            assert_eq!(
                taken("timing.start_year", word),
                Err(Refusal::WrongKind),
                "{word}"
            );
        }
        assert_eq!(taken("timing.start_year", "-1"), Err(Refusal::OutOfRange));
        assert_eq!(taken("entry.active", "1"), Err(Refusal::WrongKind));
    }
}
