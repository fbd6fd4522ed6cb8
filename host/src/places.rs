//! The places that are built in, so that the command works wherever it is copied to.

use crate::scenario_file::{Country, Described, Place, Source, nearest, parse, parse_any};

/// The place of a command that names none.
pub const DEFAULT: &str = "yiwu";

/// Keys and texts of the scenario files, in the order in which they are listed: China's domestic clusters, its export gateways, Italy.
pub const TEXTS: [(&str, &str); 17] = [
    ("yiwu", include_str!("../scenarios/yiwu.toml")),
    ("datang", include_str!("../scenarios/datang.toml")),
    (
        "wenzhou-footwear",
        include_str!("../scenarios/wenzhou-footwear.toml"),
    ),
    (
        "wenzhou-clothing",
        include_str!("../scenarios/wenzhou-clothing.toml"),
    ),
    (
        "wenzhou-eyeglasses",
        include_str!("../scenarios/wenzhou-eyeglasses.toml"),
    ),
    (
        "wenzhou-buttons",
        include_str!("../scenarios/wenzhou-buttons.toml"),
    ),
    (
        "wenzhou-lighters",
        include_str!("../scenarios/wenzhou-lighters.toml"),
    ),
    (
        "shengzhou-ties",
        include_str!("../scenarios/shengzhou-ties.toml"),
    ),
    ("prd-west", include_str!("../scenarios/prd-west.toml")),
    ("shenzhen", include_str!("../scenarios/shenzhen.toml")),
    ("baoan", include_str!("../scenarios/baoan.toml")),
    ("dongguan", include_str!("../scenarios/dongguan.toml")),
    (
        "huaqiangbei-phones",
        include_str!("../scenarios/huaqiangbei-phones.toml"),
    ),
    ("sunan", include_str!("../scenarios/sunan.toml")),
    ("fujian", include_str!("../scenarios/fujian.toml")),
    (
        "emilia-romagna",
        include_str!("../scenarios/emilia-romagna.toml"),
    ),
    ("prato", include_str!("../scenarios/prato.toml")),
];

/// The same of districts that the paper does not have; see `polanyi outside`.
pub const OUTSIDE: [(&str, &str); 3] = [
    ("taichung", include_str!("../outside/taichung.toml")),
    ("tirupur", include_str!("../outside/tirupur.toml")),
    ("tuttlingen", include_str!("../outside/tuttlingen.toml")),
];

/// Keys and texts of the files of countries: several places that are run together.
pub const COUNTRIES: [(&str, &str); 2] = [
    ("pearl-river", include_str!("../countries/pearl-river.toml")),
    ("zhejiang", include_str!("../countries/zhejiang.toml")),
];

/// A place by its key, the districts outside the paper among them, or nothing.
///
/// # Panics
///
/// If a built-in scenario file is wrong, which a test rules out.
pub fn place(key: &str) -> Option<Place> {
    let (key, text) = texts().find(|(known, _)| *known == key)?;
    let source = Source::new(format!("{key}.toml"), text);
    Some(parse(key, &source).expect("a test reads every built-in scenario file"))
}

/// Whether [`place`] knows this key.
pub fn is_built_in(key: &str) -> bool {
    texts().any(|(known, _)| *known == key)
}

/// All places of the paper.
pub fn all() -> impl Iterator<Item = Place> {
    TEXTS.iter().filter_map(|(key, _)| place(key))
}

/// A country by its key, or nothing.
///
/// # Panics
///
/// If a built-in file is wrong, which a test rules out.
pub fn country(key: &str) -> Option<Country> {
    let (key, text) = COUNTRIES.iter().find(|(known, _)| *known == key)?;
    let source = Source::new(format!("{key}.toml"), text);
    match parse_any(key, &source, None).expect("a test reads every built-in file") {
        Described::Country(country) => Some(country),
        Described::Place(_) => None,
    }
}

/// All countries.
pub fn countries() -> impl Iterator<Item = Country> {
    COUNTRIES.iter().filter_map(|(key, _)| country(key))
}

/// The districts outside the paper.
pub fn outside() -> impl Iterator<Item = Place> {
    OUTSIDE.iter().filter_map(|(key, _)| place(key))
}

fn texts() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    TEXTS.iter().chain(&OUTSIDE)
}

/// The key nearest to a misspelt one, if one is near.
pub fn nearest_key(given: &str) -> Option<&'static str> {
    nearest(given, texts().chain(&COUNTRIES).map(|(key, _)| *key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_is_right() {
        for (key, text) in texts() {
            let source = Source::new(format!("{key}.toml"), text);
            if let Err(report) = parse(key, &source) {
                panic!("{report}");
            }
        }
        assert!(place(DEFAULT).is_some());
        assert!(is_built_in(DEFAULT) && !is_built_in("atlantis"));
        for (key, text) in COUNTRIES {
            let source = Source::new(format!("{key}.toml"), text);
            match parse_any(key, &source, None) {
                Ok(Described::Country(country)) => assert!(country.clusters.len() > 1),
                Ok(Described::Place(_)) => panic!("{key} has no clusters"),
                Err(report) => panic!("{report}"),
            }
        }
    }
}
