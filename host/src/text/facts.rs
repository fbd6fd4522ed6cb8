//! The facts of the paper, alone and beside the simulated figures.

use std::fmt::Write as _;

use polanyi_core::model::Year;

use super::number::brief;
use super::wrapped;
use crate::facts::verdict::Printed;
use crate::facts::{Comparison, Fact, comparisons, facts};
use crate::places;
use crate::scenario_file::Place;

/// The printed figures of a place beside the simulated ones.
pub(super) fn comparison_table(place: &Place, years: &[Year]) -> String {
    let rows = comparisons(place, years);
    let about = facts().iter().filter(|fact| fact.is_about(place)).count();
    let mut lines = "The paper's figures beside the simulated ones\n".to_owned();
    if rows.is_empty() {
        lines.push_str("  The paper prints no figure for this place that the model measures.\n");
    } else {
        let head = ["printed", "simulated", "ratio"];
        let _ = writeln!(
            lines,
            "  {:<40}{:>11}{:>13}{:>9}",
            "", head[0], head[1], head[2]
        );
        for row in &rows {
            lines.push_str(&comparison(place, row));
        }
    }
    let rest = about - rows.len();
    if rest > 0 {
        let list = if places::is_built_in(&place.key) {
            format!("`polanyi facts --list {}`", place.key)
        } else {
            "`polanyi facts --list` and the file".to_owned()
        };
        let other = format!("  {rest} more facts are not compared, or were put in: {list}");
        lines.push_str(&wrapped(&other, 2));
    }
    lines
}

/// A fact with its figures, and below it what it says.
fn comparison(place: &Place, row: &Comparison) -> String {
    let fact = &row.fact;
    let printed = printed(row.printed);
    let of_date = matches!(row.printed, Printed::Date { .. });
    let simulated = row
        .simulated
        .map_or("-".to_owned(), |number| value(number, of_date));
    let ratio = row
        .ratio()
        .map_or("-".to_owned(), |ratio| format!("{ratio:.2}"));
    let head = format!("{}  {:<11}to {}", fact.id, when(fact), fact.role);
    let mut lines = format!("  {head:<40}{printed:>11}{simulated:>13}{ratio:>9}\n");
    let region = if fact.place == place.name {
        String::new()
    } else {
        format!(" ({})", fact.place)
    };
    lines.push_str(&wrapped(
        &format!("        {}{region}, {}", fact.quantity, fact.unit),
        8,
    ));
    let others = match row.others.as_slice() {
        [] => String::new(),
        few @ ([_] | [_, _]) => format!("        the figure speaks of {} too", few.join(" and ")),
        many => format!("        the figure speaks of {} more places", many.len()),
    };
    if !others.is_empty() {
        lines.push_str(&wrapped(&others, 8));
    }
    if let Some(misprint) = fact.misprint() {
        lines.push_str(&wrapped(&format!("        {misprint}"), 8));
    }
    lines
}

/// A printed number with its sign, or the years of a printed date.
pub(super) fn printed(printed: Printed) -> String {
    match printed {
        Printed::Number {
            relation, value, ..
        } => format!("{}{}", relation.sign(), brief(value)),
        Printed::Date { first, last } if first == last => first.to_string(),
        Printed::Date { first, last } => format!("{first}-{last}"),
    }
}

/// A simulated number, or a simulated date.
pub(super) fn value(number: f64, is_date: bool) -> String {
    if is_date {
        format!("{number:.0}")
    } else {
        brief(number)
    }
}

/// All facts about a place, or all of the paper.
pub fn fact_list(place: Option<&Place>) -> String {
    let mut lines = String::new();
    for fact in facts()
        .iter()
        .filter(|fact| place.is_none_or(|place| fact.is_about(place)))
    {
        let head = format!(
            "{}  {:<11}{}: {}",
            fact.id,
            when(fact),
            fact.place,
            fact.quantity
        );
        lines.push_str(&wrapped(&head, 17));
        let value = format!(
            "{:17}{}{} {} ({})",
            "",
            fact.relation.sign(),
            fact.value,
            fact.unit,
            fact.role
        );
        lines.push_str(&wrapped(&value, 17));
        if let Some(misprint) = fact.misprint() {
            lines.push_str(&wrapped(&format!("{:17}{misprint}", ""), 17));
        }
    }
    if lines.is_empty() {
        lines.push_str("The paper prints no figure for this place.\n");
    }
    lines
}

/// The years of a fact.
pub(super) fn when(fact: &Fact) -> String {
    match fact.years {
        None => "undated".to_owned(),
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first}-{last}"),
    }
}
