//! Every operation of an intervention on scenarios made by hand, and what cannot be done.

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{PolicyKind, PolicyStep, Shock, ShockKind};
use toml::de::DeTable;

use super::apply;
use crate::places;
use crate::scenario_file::examination::Examination;
use crate::scenario_file::{Report, Source};

/// A scenario with three steps and a shock.
fn scenario() -> Scenario {
    let mut scenario = Scenario::DEFAULT;
    for (year, kind, level) in [
        (1979.5, PolicyKind::SpecialZone, 1.5),
        (1999.5, PolicyKind::TradeAccess, 0.7),
        (2001.5, PolicyKind::TradeAccess, 1.0),
    ] {
        scenario
            .policies
            .push(PolicyStep { year, kind, level })
            .expect("there is room");
    }
    let crisis = Shock {
        year: 2008.5,
        kind: ShockKind::Crisis,
        size: 0.35,
    };
    scenario.shocks.push(crisis).expect("there is room");
    scenario
}

/// The scenario under an intervention, with the changes in words.
fn changed(text: &str) -> Result<(Scenario, Vec<String>), Report> {
    let source = Source::new("intervention", text);
    let (document, errors) = DeTable::parse_recoverable(source.text());
    assert!(errors.is_empty(), "{errors:?}");
    let mut examination = Examination::new(scenario());
    let words = apply(&mut examination, document.get_ref());
    examination.end(&source).map(|scenario| (scenario, words))
}

fn policies(scenario: &Scenario) -> Vec<(f32, PolicyKind, f32)> {
    scenario
        .policies
        .iter()
        .map(|step| (step.year, step.kind, step.level))
        .collect()
}

/// The first finding: its text, message and help.
fn found(text: &str) -> (String, String, String) {
    let report = changed(text).expect_err("something is wrong");
    let finding = &report.findings()[0];
    (
        text[finding.span.clone()].to_owned(),
        finding.message.clone(),
        finding.help.clone(),
    )
}

#[test]
#[expect(
    clippy::float_cmp,
    reason = "the values are copied or set, not computed"
)]
fn settings_are_absolute_or_relative() {
    let settings = r#"set = [
        "stage.wage*2", "stage.wealth = 0.5", "stage.surplus-3", "entry.active=false",
        "market.seed_year=timing.start_year+4", "stage.capability=stage.wage", "upgrading.active = entry.active",
    ]"#;
    let (scenario, words) = changed(settings).expect("it is right");
    assert_eq!(scenario.stage.wage, 0.1);
    assert_eq!(scenario.stage.capability, 0.1);
    assert_eq!((scenario.stage.wealth, scenario.stage.surplus), (0.5, 5.0));
    assert_eq!(scenario.market.seed_year, 1982);
    assert!(!scenario.entry.active && !scenario.upgrading.active);
    assert_eq!(words[0], "stage.wage*2");
}

#[test]
#[expect(clippy::float_cmp, reason = "the values are copied, not computed")]
fn sections_and_steps_come_from_other_places() {
    let text = r#"take = [{ from = "emilia-romagna", sections = ["society", "stage"] },
        { from = "yiwu", parameters = ["stage.wealth"] },
        { from = "shenzhen", policy = ["special_zone", "tax_holiday"], shock = ["relocation"] }]"#;
    let (scenario, words) = changed(text).expect("it is right");
    let italy = places::place("emilia-romagna")
        .expect("it is built in")
        .scenario;
    assert_eq!(scenario.society, italy.society);
    assert!(scenario.stage.wage == italy.stage.wage && scenario.stage.wealth < italy.stage.wealth);
    assert_ne!(scenario.place, italy.place);
    let kinds: Vec<PolicyKind> = policies(&scenario)
        .iter()
        .map(|(_, kind, _)| *kind)
        .collect();
    assert!(kinds.contains(&PolicyKind::TaxHoliday));
    assert_eq!(
        kinds
            .iter()
            .filter(|kind| **kind == PolicyKind::SpecialZone)
            .count(),
        1,
        "they replace the own ones"
    );
    assert_eq!(scenario.shocks.len(), 3);
    assert_eq!(words[0], "society as in emilia-romagna");
}

#[test]
fn steps_are_dropped_within_years() {
    let (all, words) =
        changed(r#"drop = [{ policy = "trade_access" }, { shock = "crisis" }]"#).unwrap();
    assert_eq!(policies(&all), [(1979.5, PolicyKind::SpecialZone, 1.5)]);
    assert!(all.shocks.is_empty());
    assert_eq!(words, ["no trade_access", "no crisis"]);
    let (later, words) = changed(r#"drop = [{ policy = "trade_access", after = 2000 }]"#).unwrap();
    assert_eq!(later.policies.len(), 2);
    assert_eq!(words, ["no trade_access from 2000 on"]);
}

#[test]
fn steps_are_moved_and_stay_in_order() {
    let (earlier, words) = changed(r#"move = [{ policy = "trade_access", by = -22 }]"#).unwrap();
    let dates: Vec<f32> = policies(&earlier).iter().map(|(year, ..)| *year).collect();
    assert_eq!(dates, [1977.5, 1979.5, 1979.5]);
    assert_eq!(policies(&earlier)[0].1, PolicyKind::TradeAccess);
    assert_eq!(words, ["trade_access 22 years earlier"]);
    let (at_once, _) = changed(r#"move = [{ policy = "trade_access", to = 1991 }]"#).unwrap();
    assert_eq!(
        policies(&at_once)[1..],
        [
            (1991.0, PolicyKind::TradeAccess, 0.7),
            (1991.0, PolicyKind::TradeAccess, 1.0)
        ]
    );
}

#[test]
fn steps_are_added() {
    let text = r#"add = [{ policy = "labour_protection", year = 1990, level = 1 }, { shock = "relocation", year = 1980.5, size = 2.0 }]"#;
    let (scenario, words) = changed(text).unwrap();
    assert_eq!(
        policies(&scenario)[1],
        (1990.0, PolicyKind::LabourProtection, 1.0)
    );
    assert_eq!(scenario.shocks[0].kind, ShockKind::Relocation);
    assert_eq!(
        words,
        ["labour_protection 1 in 1990", "relocation 2 in 1980.5"]
    );
}

#[test]
fn a_birth_is_moved_and_dated_steps_are_not() {
    let (scenario, words) = changed("born = 1950").unwrap();
    let timing = scenario.timing;
    assert_eq!((timing.start_year, timing.end_year), (1950, 1990));
    assert_eq!(policies(&scenario), policies(&self::scenario()));
    assert_eq!(words, ["born in 1950"]);
}

/// Whatever their order in the text: settings see the new birth.
#[test]
fn the_order_of_keys_does_not_matter() {
    let (scenario, _) =
        changed("set = [\"market.seed_year=timing.start_year+4\"]\nborn = 1950").unwrap();
    assert_eq!(scenario.market.seed_year, 1954);
}

#[test]
fn what_cannot_be_done_is_found_where_it_stands() {
    let (text, message, help) = found(r#"set = ["stage.wagee*2"]"#);
    assert_eq!(text, "\"stage.wagee*2\"");
    assert!(
        message.contains("no parameter") && help.contains("`stage.wage`"),
        "{help}"
    );
    let (_, _, help) = found(r#"drop = [{ policy = "trade_acess" }]"#);
    assert_eq!(help, "did you mean `trade_access`?");
    let (text, _, help) = found(r#"take = [{ from = "shenzen", sections = ["stage"] }]"#);
    assert_eq!(
        (text.as_str(), help.as_str()),
        ("\"shenzen\"", "did you mean `shenzhen`?")
    );
    let (_, _, help) = found(r#"take = [{ from = "shenzhen", sections = ["stages"] }]"#);
    assert_eq!(help, "did you mean `stage`?");
    let (_, message, _) = found(r#"drop = [{ policy = "trade_access", before = 1990 }]"#);
    assert_eq!(message, "the place has no trade_access to 1990");
    let (_, message, _) = found(r#"set = ["stage.wage*99"]"#);
    assert_eq!(message, "`stage.wage` is out of its range");
    let (_, message, _) = found(r#"drop = [{ policy = "trade_access", shock = "crisis" }]"#);
    assert_eq!(message, "`drop` names one kind of `policy` or of `shock`");
    let (_, message, _) = found(r#"move = [{ policy = "trade_access" }]"#);
    assert_eq!(message, "`move` needs one date");
    let (_, message, _) = found(r#"set = ["stage.wage"]"#);
    assert_eq!(message, "`stage.wage` sets nothing");
    let (_, message, _) = found(r#"set = ["entry.active*2"]"#);
    assert_eq!(message, "`entry.active*2` sets nothing");
    let (text, message, _) = found(r#"add = [{ policy = "trade_access", year = 1990 }]"#);
    assert_eq!(message, "this `add` has no `level`");
    assert!(text.starts_with("{ policy"));
    assert!(found("born = 1500").1.contains("out of its range"));
    assert!(found("born = 2090").1.contains("out of its range"));
}
