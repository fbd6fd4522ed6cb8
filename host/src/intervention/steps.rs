//! Dated steps of an intervention: taken from elsewhere, dropped, moved, added.

use std::ops::Range as Span;

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{LEVEL_MAX, PolicyKind, STEPS_MAX, ShockKind, YEARS};
use toml::de::DeTable;

use crate::reading::{Value, named, only, required, tables, text, texts};
use crate::scenario_file::Place;
use crate::scenario_file::dated::{Dated, Full, Policy, Shock, number};
use crate::scenario_file::examination::Examination;

/// A dated step of policy or shock of the world.
#[derive(Debug, Clone, Copy)]
struct Step {
    kind: Kind,
    year: f32,
    amount: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Policy(PolicyKind),
    Shock(ShockKind),
}

/// The dated steps of a kind between two years, both included.
#[derive(Debug)]
struct Selection {
    name: &'static str,
    kind: Kind,
    after: f32,
    before: f32,
}

impl Selection {
    fn holds(&self, step: &Step) -> bool {
        step.kind == self.kind && (self.after..=self.before).contains(&step.year)
    }

    /// Its name, with its years if they are bounded.
    fn words(&self) -> String {
        let (first, last) = (*YEARS.start(), *YEARS.end());
        match (self.after > first, self.before < last) {
            (false, false) => self.name.to_owned(),
            (true, false) => format!("{} from {} on", self.name, self.after),
            (false, true) => format!("{} to {}", self.name, self.before),
            (true, true) => format!("{} of {} to {}", self.name, self.after, self.before),
        }
    }
}

/// `drop`: leaves steps out.
pub(super) fn drop(examination: &mut Examination, value: &Value<'_>, words: &mut Vec<String>) {
    for (table, span) in tables(examination, "drop", value) {
        only(
            examination,
            "`drop`",
            table,
            &["policy", "shock", "after", "before"],
        );
        if let Some(selection) = selection(examination, "`drop`", table, &span) {
            let mut steps = steps(&examination.scenario);
            steps.retain(|step| !selection.holds(step));
            put_back(examination, steps, span);
            words.push(format!("no {}", selection.words()));
        }
    }
}

/// `move`: dates steps anew.
pub(super) fn shift(examination: &mut Examination, value: &Value<'_>, words: &mut Vec<String>) {
    let keys = ["policy", "shock", "after", "before", "by", "to"];
    for (table, span) in tables(examination, "move", value) {
        only(examination, "`move`", table, &keys);
        let Some(selection) = selection(examination, "`move`", table, &span) else {
            continue;
        };
        let length = YEARS.end() - YEARS.start();
        let by = table
            .get("by")
            .map(|value| number(examination, "by", (-length, length), value));
        let to = table.get("to").map(|value| year(examination, "to", value));
        let moved: &dyn Fn(f32) -> f32 = match (by, to) {
            (Some(Some(by)), None) => {
                let way = if by < 0.0 { "earlier" } else { "later" };
                words.push(format!("{} {} years {way}", selection.words(), by.abs()));
                &move |year| year + by
            }
            (None, Some(Some(to))) => {
                words.push(format!("{} in {to}", selection.words()));
                &move |_| to
            }
            (Some(None), None) | (None, Some(None)) => continue,
            _ => {
                let help = "write `by = -10` (years) or `to = 1991`, one of the two";
                examination.find(span, "`move` needs one date", "where to?", help);
                continue;
            }
        };
        let mut steps = steps(&examination.scenario);
        for step in steps.iter_mut().filter(|step| selection.holds(step)) {
            step.year = moved(step.year);
        }
        put_back(examination, steps, span);
    }
}

/// `add`: more steps.
pub(super) fn add(examination: &mut Examination, value: &Value<'_>, words: &mut Vec<String>) {
    for (table, span) in tables(examination, "add", value) {
        let what = "`add`";
        only(
            examination,
            what,
            table,
            &["policy", "shock", "year", "level", "size"],
        );
        let Some((name, kind)) = kind(examination, what, table, &span) else {
            continue;
        };
        let amount_key = match kind {
            Kind::Policy(_) => Policy::AMOUNT,
            Kind::Shock(_) => Shock::AMOUNT,
        };
        let date = required(examination, what, (table, &span), "year")
            .and_then(|value| year(examination, "year", value));
        let amount = required(examination, what, (table, &span), amount_key)
            .and_then(|value| number(examination, amount_key, (0.0, LEVEL_MAX), value));
        if let (Some(year), Some(amount)) = (date, amount) {
            let mut steps = steps(&examination.scenario);
            steps.push(Step { kind, year, amount });
            put_back(examination, steps, span);
            words.push(format!("{name} {amount} in {year}"));
        }
    }
}

/// The part of `take` that speaks of dated steps: those of the named kinds as `other` has them.
pub(super) fn take(
    examination: &mut Examination,
    table: &DeTable<'_>,
    other: &Place,
    words: &mut Vec<String>,
) {
    for heading in [Policy::HEADING, Shock::HEADING] {
        let Some(value) = table.get(heading) else {
            continue;
        };
        for (given, span) in texts(examination, heading, value) {
            let Some((name, kind)) = kind_named(examination, heading, given, span.clone()) else {
                continue;
            };
            let mut all = steps(&examination.scenario);
            all.retain(|step| step.kind != kind);
            all.extend(
                steps(&other.scenario)
                    .into_iter()
                    .filter(|step| step.kind == kind),
            );
            put_back(examination, all, span);
            words.push(format!("{name} as in {}", other.key));
        }
    }
}

/// The steps that a table selects; a finding if it selects none.
fn selection(
    examination: &mut Examination,
    what: &str,
    table: &DeTable<'_>,
    span: &Span<usize>,
) -> Option<Selection> {
    let (name, kind) = kind(examination, what, table, span)?;
    let mut bound = |key, otherwise: f32| match table.get(key) {
        Some(value) => year(examination, key, value),
        None => Some(otherwise),
    };
    let (after, before) = (
        bound("after", *YEARS.start())?,
        bound("before", *YEARS.end())?,
    );
    let selection = Selection {
        name,
        kind,
        after,
        before,
    };
    if !steps(&examination.scenario)
        .iter()
        .any(|step| selection.holds(step))
    {
        let message = format!("the place has no {}", selection.words());
        let help = "leave it out, or widen its years: it would change nothing";
        examination.find(span.clone(), message, "nothing to change", help);
        return None;
    }
    Some(selection)
}

/// The kind that a table names under `policy` or `shock`.
fn kind(
    examination: &mut Examination,
    what: &str,
    table: &DeTable<'_>,
    span: &Span<usize>,
) -> Option<(&'static str, Kind)> {
    let headings = [Policy::HEADING, Shock::HEADING];
    let given: Vec<(&str, &Value<'_>)> = headings
        .into_iter()
        .filter_map(|heading| Some((heading, table.get(heading)?)))
        .collect();
    let [(heading, value)] = given[..] else {
        let message = format!("{what} names one kind of `policy` or of `shock`");
        let help = "write `policy = \"trade_access\"` or `shock = \"crisis\"`";
        examination.find(span.clone(), message, "none or both", help);
        return None;
    };
    let name = text(examination, heading, value)?;
    kind_named(examination, heading, name, value.span())
}

fn kind_named(
    examination: &mut Examination,
    heading: &'static str,
    name: &str,
    span: Span<usize>,
) -> Option<(&'static str, Kind)> {
    let what = format!("kind of {heading}");
    if heading == Policy::HEADING {
        named(examination, &what, Policy::NAMES, (name, span))
            .map(|(name, kind)| (name, Kind::Policy(kind)))
    } else {
        named(examination, &what, Shock::NAMES, (name, span))
            .map(|(name, kind)| (name, Kind::Shock(kind)))
    }
}

fn year(examination: &mut Examination, key: &str, value: &Value<'_>) -> Option<f32> {
    number(examination, key, (*YEARS.start(), *YEARS.end()), value)
}

/// All dated steps of a scenario.
fn steps(scenario: &Scenario) -> Vec<Step> {
    let policies = scenario.policies.iter().map(|step| Step {
        kind: Kind::Policy(step.kind),
        year: step.year,
        amount: step.level,
    });
    let shocks = scenario.shocks.iter().map(|shock| Step {
        kind: Kind::Shock(shock.kind),
        year: shock.year,
        amount: shock.size,
    });
    policies.chain(shocks).collect()
}

/// Gives the scenario these dated steps, earlier ones first: of two that lie before the birth the later one counts.
fn put_back(examination: &mut Examination, mut steps: Vec<Step>, span: Span<usize>) {
    steps.sort_by(|one, other| one.year.total_cmp(&other.year));
    let scenario = &mut examination.scenario;
    scenario.policies.clear();
    scenario.shocks.clear();
    for Step { kind, year, amount } in steps {
        let added = match kind {
            Kind::Policy(kind) => Policy::add(scenario, year, kind, amount),
            Kind::Shock(kind) => Shock::add(scenario, year, kind, amount),
        };
        if let Err(Full) = added {
            let message = format!(
                "a scenario has room for {STEPS_MAX} dated steps of policy and as many shocks"
            );
            examination.find(span, message, "too many", "drop the least important ones");
            return;
        }
    }
}
