//! What a scenario file dates: `[[policy]]` steps and `[[shock]]`s of the world.

use std::ops::Range as Span;

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{
    self, LEVEL_MAX, PolicyKind, PolicyStep, STEPS_MAX, ShockKind, YEARS,
};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::brief;
use super::examination::Examination;
use super::literal::Literal;
use super::nearest::advice;

/// A list of dated things.
pub(crate) trait Dated {
    /// The kinds there are.
    type Kind: Copy + 'static;
    /// The heading in a file.
    const HEADING: &'static str;
    /// The key of its amount.
    const AMOUNT: &'static str;
    /// The kinds with their names.
    const NAMES: &'static [(&'static str, Self::Kind)];

    /// Adds one, unless the list is full.
    fn add(scenario: &mut Scenario, year: f32, kind: Self::Kind, amount: f32) -> Result<(), Full>;
}

/// The list is full.
#[derive(Debug)]
pub(crate) struct Full;

/// `[[policy]]`
pub(crate) struct Policy;

impl Dated for Policy {
    type Kind = PolicyKind;
    const HEADING: &'static str = "policy";
    const AMOUNT: &'static str = "level";
    const NAMES: &'static [(&'static str, PolicyKind)] = PolicyKind::NAMES;

    fn add(scenario: &mut Scenario, year: f32, kind: PolicyKind, level: f32) -> Result<(), Full> {
        scenario
            .policies
            .push(PolicyStep { year, kind, level })
            .map_err(|_| Full)
    }
}

/// `[[shock]]`
pub(crate) struct Shock;

impl Dated for Shock {
    type Kind = ShockKind;
    const HEADING: &'static str = "shock";
    const AMOUNT: &'static str = "size";
    const NAMES: &'static [(&'static str, ShockKind)] = ShockKind::NAMES;

    fn add(scenario: &mut Scenario, year: f32, kind: ShockKind, size: f32) -> Result<(), Full> {
        scenario
            .shocks
            .push(scenario::Shock { year, kind, size })
            .map_err(|_| Full)
    }
}

/// Reads one dated thing; `span` is that of its heading.
pub(crate) fn step<D: Dated>(
    examination: &mut Examination,
    table: &DeTable<'_>,
    span: Span<usize>,
) {
    let years = (*YEARS.start(), *YEARS.end());
    let (mut year, mut kind, mut amount) = (None, None, None);
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "year" => year = Some(number(examination, "year", years, value)),
            "kind" => kind = Some(kind_of::<D>(examination, value)),
            key if key == D::AMOUNT => {
                amount = Some(number(examination, D::AMOUNT, (0.0, LEVEL_MAX), value));
            }
            key => {
                let message = format!("`{}` has no key `{}`", D::HEADING, brief(key));
                let keys = format!("its keys are year, kind and {}", D::AMOUNT);
                let help = advice(key, ["year", "kind", D::AMOUNT], &keys);
                examination.find(name.span(), message, "unknown", help);
            }
        }
    }
    for (key, given) in [
        ("year", year.is_some()),
        ("kind", kind.is_some()),
        (D::AMOUNT, amount.is_some()),
    ] {
        if !given {
            let message = format!("this `{}` has no `{key}`", D::HEADING);
            examination.find(
                span.clone(),
                message,
                "incomplete",
                format!("add a line `{key} = ...`"),
            );
        }
    }
    if let (Some(Some(year)), Some(Some(kind)), Some(Some(amount))) = (year, kind, amount)
        && D::add(&mut examination.scenario, year, kind, amount).is_err()
    {
        let message = format!("a scenario has room for {STEPS_MAX} of `{}`", D::HEADING);
        examination.find(
            span,
            message,
            "one too many",
            "leave the least important one out",
        );
    }
}

/// A number in a range of years or levels.
pub(crate) fn number(
    examination: &mut Examination,
    key: &str,
    (least, greatest): (f32, f32),
    value: &Spanned<DeValue<'_>>,
) -> Option<f32> {
    let literal = Literal::of_toml(value.get_ref());
    let number = literal.number();
    if number.is_some_and(|number| number >= least && number <= greatest) {
        return number;
    }
    let (message, label) = match number {
        Some(_) => (
            format!("`{key}` is out of its range"),
            "out of range".to_owned(),
        ),
        None => (
            format!("`{key}` is of the wrong kind"),
            format!("this is {}", literal.kind()),
        ),
    };
    examination.find(
        value.span(),
        message,
        label,
        format!("give a number from {least} to {greatest}"),
    );
    None
}

/// A kind by its name.
fn kind_of<D: Dated>(
    examination: &mut Examination,
    value: &Spanned<DeValue<'_>>,
) -> Option<D::Kind> {
    let given = value.get_ref().as_str().unwrap_or_default();
    let found = D::NAMES.iter().find(|(name, _)| *name == given);
    if found.is_none() {
        let names: Vec<&str> = D::NAMES.iter().map(|(name, _)| *name).collect();
        let all = format!("the kinds are {}", names.join(", "));
        let message = format!("there is no such kind of `{}`", D::HEADING);
        examination.find(value.span(), message, "unknown", advice(given, names, &all));
    }
    found.map(|(_, kind)| *kind)
}
