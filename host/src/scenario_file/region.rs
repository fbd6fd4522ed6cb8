//! Regions of which the paper has facts.

#[cfg(feature = "cli")]
use std::sync::LazyLock;

#[cfg(feature = "cli")]
use super::nearest::nearest;

/// Shorter names are near to anything.
#[cfg(feature = "cli")]
const SHORT: usize = 3;

#[cfg(feature = "cli")]
static REGIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let places = crate::facts::facts().into_iter().map(|fact| fact.place);
    let mut regions: Vec<String> = places.filter(|place| place.len() > SHORT).collect();
    regions.sort();
    regions.dedup();
    regions
});

/// The region that a misspelt one may have meant.
#[cfg(feature = "cli")]
pub(super) fn meant(region: &str) -> Option<&'static str> {
    let near = nearest(region, REGIONS.iter().map(String::as_str));
    near.filter(|_| !REGIONS.iter().any(|known| known == region))
}

/// Without the command there are no facts to compare with.
#[cfg(not(feature = "cli"))]
pub(super) fn meant(_region: &str) -> Option<&'static str> {
    None
}
