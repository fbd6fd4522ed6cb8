//! Regions of which the paper has facts.

use std::sync::LazyLock;

use super::fact::facts;
use crate::scenario_file::nearest::nearest;

/// Shorter names are near to anything.
const SHORT: usize = 3;

static REGIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let places = facts().into_iter().map(|fact| fact.place);
    let mut regions: Vec<String> = places.filter(|place| place.len() > SHORT).collect();
    regions.sort();
    regions.dedup();
    regions
});

/// The region that a misspelt one may have meant.
pub(crate) fn meant(region: &str) -> Option<&'static str> {
    if REGIONS.iter().any(|known| known == region) {
        return None;
    }
    nearest(region, REGIONS.iter().map(String::as_str))
}
