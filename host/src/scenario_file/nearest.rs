//! The valid name that a misspelt one may have meant.

/// The name among `names` that is nearest to `given`, if it is near: at most a third of the letters differ.
///
/// A name far from everything gets no suggestion, because a wrong one misleads.
pub(crate) fn nearest<'n>(
    given: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    // A name longer than any valid one is not compared: the cost grows with the product of the lengths.
    if given.len() > 64 {
        return None;
    }
    let given = given.to_ascii_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&given, name), name))
        .filter(|(distance, name)| *distance <= name.chars().count().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// A sentence that offers the nearest name, or else says where the valid ones are listed.
pub(crate) fn advice<'n>(
    given: &str,
    names: impl IntoIterator<Item = &'n str>,
    otherwise: &str,
) -> String {
    match nearest(given, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => otherwise.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_offered() {
        let names = ["wage", "wealth", "capability"];
        assert_eq!(nearest("waeg", names), Some("wage"));
        assert_eq!(nearest("Wealth", names), Some("wealth"));
        assert_eq!(nearest("capabilty", names), Some("capability"));
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest(&"wage".repeat(1_000), names), None);
    }
}
