//! Flags in pairs: whatever two flags say, the exit code is the one that they deserve together.

use crate::command::{Folder, polanyi};

/// What a choice of a flag leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Good,
    Fails,
    Bad,
}

use Fate::{Bad, Fails, Good};

/// A choice: the words, and their fate.
type Choice<'a> = (Vec<&'a str>, Fate);

#[test]
fn every_pair_of_choices() {
    let folder = Folder::new();
    let good = folder.file(
        "good.toml",
        "name = 'Good'\n[timing]\nstart_year = 1978\nend_year = 1990\n",
    );
    let bad = folder.file("bad.toml", "name = 'Bad'\n[stage]\nwage = nan\n");
    let out = folder.path("out");
    let (good, bad, out) = (
        good.to_str().unwrap(),
        bad.to_str().unwrap(),
        out.to_str().unwrap(),
    );
    let flags = flags(good, bad, out);
    let mut calls = 0;
    for (first, choices) in flags.iter().enumerate() {
        for (second, others) in flags.iter().enumerate().skip(first + 1) {
            for choice in choices {
                for other in others {
                    let mut line: Vec<&Choice<'_>> =
                        flags.iter().map(|choices| &choices[0]).collect();
                    (line[first], line[second]) = (choice, other);
                    assert_fate(&line);
                    calls += 1;
                }
            }
        }
    }
    assert!(calls >= 200, "{calls} calls");
}

/// The flags, the place first, each with its choices; the first choice of each is good.
fn flags<'a>(good: &'a str, bad: &'a str, out: &'a str) -> [Vec<Choice<'a>>; 6] {
    [
        vec![
            (vec!["yiwu"], Good),
            (vec![good], Good),
            (vec![bad], Bad),
            (vec!["atlantis"], Bad),
        ],
        vec![
            (vec![], Good),
            (vec!["--seed", "7"], Good),
            (vec!["--seed", "0xFF"], Good),
            (vec!["--seed", "-1"], Bad),
            (vec!["--seed", "18446744073709551616"], Bad),
        ],
        vec![
            (vec!["--to", "1984"], Good),
            (vec![], Good),
            (vec!["--to", "1869"], Bad),
            (vec!["--to", "never"], Bad),
        ],
        vec![
            (vec![], Good),
            (
                vec!["--set", "stage.wage=0.1", "--set=entry.active=false"],
                Good,
            ),
            (vec!["--set", "wage=0.1"], Bad),
            (vec!["--set", "stage.wage=inf"], Bad),
            (vec!["--set", "timing.end_year=1900"], Bad),
        ],
        vec![
            (vec![], Good),
            (vec!["--format", "json"], Good),
            (vec!["--format=csv"], Good),
            (vec!["--format", "text"], Good),
            (vec!["--format", "xml"], Bad),
        ],
        vec![
            (vec![], Good),
            (vec!["--out", out], Good),
            (vec!["--out", "/nowhere/at/all"], Fails),
            (vec!["--out", "/dev/full"], Fails),
            (vec!["--out", "/"], Fails),
        ],
    ]
}

/// A bad word makes the whole line bad; a failure shows only on a good line.
fn assert_fate(line: &[&Choice<'_>]) {
    let fate = line.iter().map(|(_, fate)| *fate).max().unwrap_or(Good);
    let words = line.iter().flat_map(|(words, _)| words).copied();
    let ended = polanyi(["run"].into_iter().chain(words));
    let code = match fate {
        Good => 0,
        Fails => 1,
        Bad => 2,
    };
    assert_eq!(ended.code, code, "{line:?}: {ended:?}");
}
