//! The places that are built in, so that the command works wherever it is copied to.

use crate::scenario_file::{Place, Source, nearest, parse};

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

/// A place by its key, or nothing.
///
/// # Panics
///
/// If a built-in scenario file is wrong, which a test rules out.
pub fn place(key: &str) -> Option<Place> {
    let (key, text) = TEXTS.iter().find(|(known, _)| *known == key)?;
    let source = Source::new(format!("{key}.toml"), text);
    Some(parse(key, &source).expect("a test reads every built-in scenario file"))
}

/// All places.
pub fn all() -> impl Iterator<Item = Place> {
    TEXTS.iter().filter_map(|(key, _)| place(key))
}

/// The key nearest to a misspelt one, if one is near.
pub fn nearest_key(given: &str) -> Option<&'static str> {
    nearest(given, TEXTS.iter().map(|(key, _)| *key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_is_right() {
        for (key, text) in TEXTS {
            let source = Source::new(format!("{key}.toml"), text);
            if let Err(report) = parse(key, &source) {
                panic!("{report}");
            }
        }
        assert!(place(DEFAULT).is_some());
    }
}
