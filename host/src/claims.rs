//! The paper's causal claims, as they were read out of it, and what became of their tests.

use crate::experiment::{Answer, Study, Verdict};

/// The table of claims.
const TABLE: &str = include_str!("../data/claims.csv");

/// A causal claim of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// `C01` to `C59`.
    pub id: String,
    /// What is said to cause.
    pub cause: String,
    /// What is said to be caused.
    pub effect: String,
    /// Under which condition; `-` for any.
    pub condition: String,
    /// The sign of the effect.
    pub sign: String,
    /// How the one is said to bring the other about.
    pub mechanism: String,
}

/// All claims, in the order of the paper.
///
/// # Panics
///
/// If the built-in table cannot be read, which a test rules out.
pub fn claims() -> Vec<Claim> {
    let mut table = csv::Reader::from_reader(TABLE.as_bytes());
    let header = table.headers().expect("the table has a header").clone();
    let rows = table
        .records()
        .map(|row| row.expect("a test reads every row"));
    rows.map(|row| {
        let text = |name: &str| {
            let index = header.iter().position(|column| column == name);
            let cell = index.and_then(|index| row.get(index));
            cell.unwrap_or_default().to_owned()
        };
        Claim {
            id: text("id"),
            cause: text("cause"),
            effect: text("effect"),
            condition: text("condition"),
            sign: text("sign"),
            mechanism: text("mechanism"),
        }
    })
    .collect()
}

/// A claim with what became of its test.
#[derive(Debug)]
pub struct Tested<'s> {
    /// The claim.
    pub claim: Claim,
    /// Its test, or the reason why there is none.
    pub study: &'s Study,
    /// What came of it, if it was carried out.
    pub answer: Option<Answer<'s>>,
    /// Where the claim stands.
    pub status: Status,
}

/// Where a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It was tested.
    Tested(Verdict),
    /// The model has nothing to test it with.
    NotModelled,
}

impl Status {
    /// All of them, best first.
    pub const ALL: [Self; 5] = [
        Self::Tested(Verdict::Held),
        Self::Tested(Verdict::Partly),
        Self::Tested(Verdict::NotToldApart),
        Self::Tested(Verdict::NotHeld),
        Self::NotModelled,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Tested(verdict) => verdict.words(),
            Self::NotModelled => "not modelled",
        }
    }
}

/// The claims of `studies` with their answers, in the order of the studies.
///
/// A study without an answer is one that is not modelled; one whose key is no claim is left out.
pub fn tested<'s>(studies: &[&'s Study], answers: Vec<Answer<'s>>) -> Vec<Tested<'s>> {
    let claims = claims();
    let mut answers = answers.into_iter().peekable();
    let mut tested = Vec::new();
    for study in studies {
        let answer = answers.next_if(|answer| answer.study.key == study.key);
        let Some(claim) = claims.iter().find(|claim| claim.id == study.key) else {
            continue;
        };
        let verdict = answer.as_ref().and_then(|answer| answer.verdict);
        tested.push(Tested {
            claim: claim.clone(),
            study,
            answer,
            status: verdict.map_or(Status::NotModelled, Status::Tested),
        });
    }
    tested
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let claims = claims();
        assert_eq!(claims.len(), 59);
        for (number, claim) in claims.iter().enumerate() {
            assert_eq!(claim.id, format!("C{:02}", number + 1));
            assert!(
                !claim.cause.is_empty() && !claim.effect.is_empty(),
                "{}",
                claim.id
            );
        }
    }
}
