//! The document: the keys and sections of a scenario file.

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{SECTIONS, parameter, parameters};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::dated::{self, Dated};
use super::examination::Examination;
use super::finding::Report;
use super::literal::Literal;
use super::nearest::{advice, nearest};
use super::place::Place;
use super::source::Source;
#[cfg(feature = "cli")]
use crate::facts::region::meant;

/// Keys that describe a place and that no mechanism reads.
const DESCRIPTIONS: [&str; 4] = ["name", "country", "summary", "within"];
/// Characters of a description; they have to fit into a terminal's lines.
const DESCRIPTION_MAX: usize = 400;

pub(super) type Key<'t> = Spanned<DeString<'t>>;
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// The place that `source` describes, or everything that is wrong with it. `key` is the name of its file.
pub(super) fn parse(key: &str, source: &Source) -> Result<Place, Report> {
    let (document, errors) = DeTable::parse_recoverable(source.text());
    let mut examination = Examination::new(Scenario::DEFAULT);
    let whole = errors.is_empty();
    for error in errors {
        syntax(&mut examination, &error);
    }

    let mut place = Place {
        key: key.to_owned(),
        name: String::new(),
        country: String::new(),
        summary: String::new(),
        within: Vec::new(),
        scenario: Scenario::DEFAULT,
    };
    for (name, value) in document.get_ref() {
        entry(&mut examination, &mut place, name, value);
    }
    // In a text with errors a name may stand where the parser has lost it.
    if whole && !document.get_ref().contains_key("name") {
        examination.find(
            0..0,
            "the place has no name",
            "before this line",
            "begin the file with `name = \"...\"`",
        );
    }
    place.scenario = examination.end(source)?;
    Ok(place)
}

/// What the parser could not read.
pub(crate) fn syntax(examination: &mut Examination, error: &toml::de::Error) {
    let message = error.message().replace('\n', ", ");
    let span = error.span().unwrap_or(0..0);
    let help = if message.starts_with("duplicate key") {
        "each key and each section can stand once: put its lines together"
    } else {
        examination.doubt_from(span.start);
        "see https://toml.io for the syntax"
    };
    examination.find(span, message, "here", help);
}

/// One key of the document's top level.
fn entry(examination: &mut Examination, place: &mut Place, name: &Key<'_>, value: &Value<'_>) {
    let key = name.get_ref().as_ref();
    match key {
        "name" => place.name = description(examination, key, value),
        "country" => place.country = description(examination, key, value),
        "summary" => place.summary = description(examination, key, value),
        "within" => place.within = regions(examination, key, value),
        "cluster" => examination.find(
            name.span(),
            "the file describes a country",
            "several clusters",
            "`polanyi run` and `polanyi digest` take countries",
        ),
        _ if part(examination, key, value) => {}
        _ => {
            let names = SECTIONS
                .iter()
                .chain(&DESCRIPTIONS)
                .chain(&["policy", "shock"]);
            let help = advice(
                key,
                names.copied(),
                "`polanyi parameters` lists the sections",
            );
            examination.find_unknown(
                name.span(),
                format!("there is no key or section `{}`", brief(key)),
                help,
            );
        }
    }
}

/// A part of a scenario: a section, or dated steps. Says whether the key is that of one.
pub(super) fn part(examination: &mut Examination, key: &str, value: &Value<'_>) -> bool {
    match key {
        "policy" => steps::<dated::Policy>(examination, value),
        "shock" => steps::<dated::Shock>(examination, value),
        _ if SECTIONS.contains(&key) => section(examination, key, value),
        _ => return false,
    }
    true
}

/// A section of parameters.
fn section(examination: &mut Examination, section: &str, value: &Value<'_>) {
    let DeValue::Table(table) = value.get_ref() else {
        let message = format!("`{section}` is a section");
        examination.find(
            value.span(),
            message,
            "not a section",
            format!("write `[{section}]` on a line of its own"),
        );
        return;
    };
    for (name, value) in table {
        let key = name.get_ref().as_ref();
        match parameter(&format!("{section}.{key}")) {
            Some(parameter) => {
                examination.put(parameter, &Literal::of_toml(value.get_ref()), value.span());
            }
            None => {
                let message = format!("section `{section}` has no parameter `{}`", brief(key));
                examination.find_unknown(name.span(), message, advice_in(section, key));
            }
        }
    }
}

/// The nearest name in the section, or the section to which the name belongs.
fn advice_in(section: &str, key: &str) -> String {
    let split = || parameters().filter_map(|parameter| parameter.path.split_once('.'));
    let own = split()
        .filter(|(place, _)| *place == section)
        .map(|(_, name)| name);
    if let Some(name) = nearest(key, own) {
        return format!("did you mean `{name}`?");
    }
    match split().find(|(_, name)| *name == key) {
        Some((place, name)) => format!("`{name}` belongs into section `[{place}]`"),
        None => format!("`polanyi parameters` lists those of `[{section}]`"),
    }
}

/// The dated steps of one kind.
fn steps<D: Dated>(examination: &mut Examination, value: &Value<'_>) {
    let heading = D::HEADING;
    let DeValue::Array(entries) = value.get_ref() else {
        let message = format!("there can be several of `{heading}`");
        examination.find(
            value.span(),
            message,
            "a single one",
            format!("write `[[{heading}]]` above each"),
        );
        return;
    };
    for entry in entries {
        match entry.get_ref() {
            DeValue::Table(table) => dated::step::<D>(examination, table, entry.span()),
            _ => {
                let help = format!(
                    "write `[[{heading}]]` above its year, kind and {}",
                    D::AMOUNT
                );
                examination.find(
                    entry.span(),
                    format!("`{heading}` needs a table"),
                    "not a table",
                    help,
                );
            }
        }
    }
}

/// A description's text.
pub(super) fn description(examination: &mut Examination, key: &str, value: &Value<'_>) -> String {
    let text = value.get_ref().as_str().unwrap_or_default();
    let fits = text.chars().count() <= DESCRIPTION_MAX && !text.chars().any(char::is_control);
    if value.get_ref().is_str() && fits && (key != "name" || !text.trim().is_empty()) {
        return text.to_owned();
    }
    let help = format!("give one line of text in quotes, of at most {DESCRIPTION_MAX} characters");
    examination.find(
        value.span(),
        format!("`{key}` cannot be shown"),
        "no line of text",
        help,
    );
    String::new()
}

/// Without the command there are no facts to compare with.
#[cfg(not(feature = "cli"))]
fn meant(_region: &str) -> Option<&'static str> {
    None
}

/// Regions. One that the paper never names is as good as any, but a misspelt one would silently be compared with nothing.
fn regions(examination: &mut Examination, key: &str, value: &Value<'_>) -> Vec<String> {
    let DeValue::Array(entries) = value.get_ref() else {
        let help = format!("write `{key} = [\"...\"]`");
        examination.find(
            value.span(),
            format!("`{key}` is a list of texts"),
            "not a list",
            help,
        );
        return Vec::new();
    };
    let region = |entry: &Value<'_>| {
        let region = description(examination, key, entry);
        if let Some(meant) = meant(&region) {
            let message = format!("the paper has no facts of `{}`", brief(&region));
            let help = format!("did you mean `{meant}`?");
            examination.find(entry.span(), message, "misspelt", help);
        }
        region
    };
    entries.iter().map(region).collect()
}

/// A key as it can be named in a message of one line.
pub(crate) fn brief(key: &str) -> String {
    let shown: String = key
        .chars()
        .filter(|character| !character.is_control())
        .take(40)
        .collect();
    if shown.len() < key.len() {
        shown + "..."
    } else {
        shown
    }
}
