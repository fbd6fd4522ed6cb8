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
