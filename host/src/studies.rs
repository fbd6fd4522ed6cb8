//! The studies that are built in: counterfactuals, tests of the paper's claims, ablations.

use crate::experiment::{Study, parse};
use crate::scenario_file::{Source, nearest};

/// A file of studies with its name.
type File = (&'static str, &'static str);

macro_rules! files {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        [$((
            concat!($folder, "/", $name, ".toml"),
            include_str!(concat!("../data/", $folder, "/", $name, ".toml")),
        )),+]
    };
}

/// The counterfactuals.
const WHAT_IFS: [File; 12] = files!["what-if":
    "birth-year", "italy-in-china", "yiwu-market", "no-orders", "foreign-capital", "division", "free-associations", "kin",
    "world-trade", "pendulum", "labour", "swap",
];

/// The claims' tests, by section of the paper.
const CLAIM_TESTS: [File; 7] = files!["claim-tests":
    "introduction", "pendulum", "stage", "timing", "channels", "governance", "conclusion",
];

/// The ablations.
const ABLATIONS: [File; 1] = files!["ablation": "mechanisms"];

/// The counterfactuals, in the order in which they are listed.
pub fn what_ifs() -> Vec<Study> {
    read(&WHAT_IFS)
}

/// The tests of the paper's claims, one for each, in the order of the claims.
pub fn claim_tests() -> Vec<Study> {
    read(&CLAIM_TESTS)
}

/// The ablations, one for each mechanism.
pub fn ablations() -> Vec<Study> {
    read(&ABLATIONS)
}

/// The key among `studies` that is nearest to a misspelt one, if one is near.
pub fn nearest_key<'s>(given: &str, studies: &'s [Study]) -> Option<&'s str> {
    nearest(given, studies.iter().map(|study| study.key.as_str()))
}

/// The studies of built-in files.
///
/// # Panics
///
/// If one is wrong, which a test rules out.
fn read(files: &[File]) -> Vec<Study> {
    let of = |(name, text): &File| {
        parse(&Source::new(*name, text)).expect("a test reads every built-in file")
    };
    files.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::claims;
    use polanyi_core::model::scenario::parameters;

    #[test]
    fn every_built_in_file_is_right() {
        let mut reports = String::new();
        for (name, text) in WHAT_IFS.iter().chain(&CLAIM_TESTS).chain(&ABLATIONS) {
            if let Err(report) = parse(&Source::new(*name, text)) {
                reports += &report.to_string();
            }
        }
        assert!(reports.is_empty(), "{reports}");
    }

    #[test]
    fn every_claim_has_one_test() {
        let tests: Vec<String> = claim_tests().into_iter().map(|study| study.key).collect();
        let claims: Vec<String> = claims().into_iter().map(|claim| claim.id).collect();
        assert_eq!(tests, claims);
    }

    #[test]
    fn counterfactuals_bear_on_claims_that_there_are() {
        let claims: Vec<String> = claims().into_iter().map(|claim| claim.id).collect();
        for study in what_ifs() {
            assert!(
                !study.claims.is_empty() && !study.title.is_empty(),
                "{}",
                study.key
            );
            for claim in &study.claims {
                assert!(claims.contains(claim), "{}: {claim}", study.key);
            }
        }
    }

    #[test]
    fn every_mechanism_has_one_ablation() {
        let switches = parameters().filter_map(|parameter| parameter.path.strip_suffix(".active"));
        let keys: Vec<String> = ablations().into_iter().map(|study| study.key).collect();
        let mut sorted = keys.clone();
        sorted.sort();
        let mut switches: Vec<&str> = switches.collect();
        switches.sort_unstable();
        assert_eq!(sorted, switches);
        for study in ablations() {
            let setting = format!("{}.active=false", study.key);
            assert_eq!(study.arms[1].changes, [setting], "{}", study.key);
        }
    }

    #[test]
    fn every_study_with_arms_uses_them() {
        for study in what_ifs().iter().chain(&claim_tests()) {
            for (place, arm) in study.arms.iter().enumerate() {
                let used = study
                    .expectations
                    .iter()
                    .any(|one| one.arms().contains(&place));
                assert!(used || arm.name == "as-is", "{}: {}", study.key, arm.name);
            }
        }
    }
}
