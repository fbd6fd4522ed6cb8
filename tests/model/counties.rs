//! The counties of Zhejiang as data: as many as the paper counts, and every number by the rules that their file states.

use std::collections::BTreeMap;

use super::places::unsourced;

const COUNTRY: &str = include_str!("../../host/countries/zhejiang.toml");
/// The place on which every county builds.
const BASE: &str = "datang";

/// Counties and districts (F121).
const COUNTIES: usize = 88;
/// Residents of the province, thousand (F117).
const RESIDENTS: f64 = 46_000.0;
/// Residents for a household that could found a firm: one in 25, of 4.2 people each.
const FOR_A_HOUSEHOLD: f64 = 105.0;

/// The text of each county.
fn counties() -> impl Iterator<Item = &'static str> {
    COUNTRY.split("[[cluster]]").skip(1)
}

/// The number that a county gives to a key, if it does.
fn number(county: &str, key: &str) -> Option<f64> {
    let (_, rest) = county.split_once(&format!(" {key} = "))?;
    let end = rest.find([',', ' ', '\n'])?;
    rest.get(..end)?.parse().ok()
}

fn required(county: &str, key: &str) -> f64 {
    number(county, key).unwrap_or_else(|| panic!("no {key} in {county}"))
}

/// A county's name, and the trade that is noted behind it.
fn name_and_trade(county: &str) -> (&str, &str) {
    let (_, rest) = county.split_once("name = \"").expect("a county has a name");
    let line = rest.lines().next().expect("a line is left");
    let (name, trade) = line.split_once('#').expect("its trade is noted");
    (name.trim().trim_end_matches('"'), trade.trim())
}

#[test]
fn the_province_is_whole() {
    let names: std::collections::BTreeSet<&str> =
        counties().map(|county| name_and_trade(county).0).collect();
    assert_eq!((counties().count(), names.len()), (COUNTIES, COUNTIES));
    let residents: f64 = counties().map(|county| required(county, "residents")).sum();
    assert!((residents / RESIDENTS - 1.0).abs() < 0.01, "{residents}");
}

#[test]
fn households_follow_residents() {
    for county in counties() {
        let rule = (1000.0 * required(county, "residents") / FOR_A_HOUSEHOLD).round();
        let given = required(county, "households");
        assert!((given - rule).abs() < 0.5, "{given}, not {rule}: {county}");
    }
}

#[test]
fn counties_of_a_trade_share_its_demand() {
    let mut of_the_trade: BTreeMap<&str, [Option<f64>; 2]> = BTreeMap::new();
    for county in counties() {
        let demand = [number(county, "demand"), number(county, "world_demand")];
        assert!(demand.iter().all(Option::is_some), "{county}");
        let (_, trade) = name_and_trade(county);
        assert_eq!(
            *of_the_trade.entry(trade).or_insert(demand),
            demand,
            "{county}"
        );
    }
}

#[test]
fn distances_to_the_port_are_those_of_the_map() {
    let beilun = [161.5, -36.6];
    for county in counties() {
        let [east, north] = ["x", "y"].map(|key| required(county, key));
        let straight = (east - beilun[0]).hypot(north - beilun[1]);
        let given = required(county, "port_distance");
        assert!(
            (given - straight).abs() < 1.0,
            "{given}, not {straight}: {county}"
        );
    }
}

#[test]
fn what_counties_have_in_common_has_sources() {
    let (common, _) = COUNTRY
        .split_once("[[cluster]]")
        .expect("there are counties");
    assert_eq!(unsourced(common), [""; 0]);
    assert!(polanyi::places::place(BASE).is_some());
    let base = format!("base = \"{BASE}\"");
    assert!(counties().all(|county| county.contains(&base)));
}
