//! The places that are built in, so that the command works wherever it is copied to.

use crate::scenario_file::{Place, Source, nearest, parse};

/// The place of a command that names none.
pub const DEFAULT: &str = "yiwu";

/// Keys and texts of the scenario files, in the order in which they are listed.
pub const TEXTS: [(&str, &str); 4] = [
    ("yiwu", include_str!("../scenarios/yiwu.toml")),
    ("shenzhen", include_str!("../scenarios/shenzhen.toml")),
    ("datang", include_str!("../scenarios/datang.toml")),
    (
        "emilia-romagna",
        include_str!("../scenarios/emilia-romagna.toml"),
    ),
];

/// The same of districts that the paper does not have; see `polanyi outside`.
pub const OUTSIDE: [(&str, &str); 3] = [
    ("taichung", include_str!("../outside/taichung.toml")),
    ("tirupur", include_str!("../outside/tirupur.toml")),
    ("tuttlingen", include_str!("../outside/tuttlingen.toml")),
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

/// All places of the paper.
pub fn all() -> impl Iterator<Item = Place> {
    TEXTS.iter().filter_map(|(key, _)| place(key))
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
    nearest(given, texts().map(|(key, _)| *key))
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
    }
}
