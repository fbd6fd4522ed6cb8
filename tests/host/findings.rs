//! Findings as a user sees them: file, line, offending text, allowed range with its unit, nearest name.

use std::fmt::Write as _;

use snapbox::{assert_data_eq, file};

use crate::command::{Folder, PROGRAM, polanyi, shell};

/// What the command says about a file with these contents, called `bad.toml`.
fn said(contents: &str) -> String {
    let folder = Folder::new();
    let path = folder.file("bad.toml", contents);
    let ended = polanyi(["run", path.to_str().unwrap()]);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert_eq!(ended.out, "");
    ended.err.replace(path.to_str().unwrap(), "bad.toml")
}

#[test]
fn many_findings_at_once() {
    let text = "\
name = \"X\"
colour = 3

[stage]
wage = 7
waeg = 0.1
kin_density = 0.4
wealth = \"rich\"

[timing]
start_year = 1990
end_year = 1980

[[policy]]
year = 1979.5
kind = \"trade_acess\"
level = nan

[[shock]]
year = 1
size = 9223372036854775808

[stage]
surplus = 3
";
    assert_data_eq!(said(text), file!["../golden/host/findings-many.txt"].raw());
}

#[test]
fn broken_syntax() {
    assert_data_eq!(
        said("name = \"X\n[stage\nwage == 3\n"),
        file!["../golden/host/findings-syntax.txt"].raw()
    );
}

#[test]
fn a_misspelt_region_is_no_new_one() {
    let misspelt = said("name = \"X\"\nwithin = [\"Zhejiang\", \"Zhejang\"]\n");
    assert!(misspelt.contains("facts of `Zhejang`"), "{misspelt}");
    assert!(misspelt.contains("did you mean `Zhejiang`?"), "{misspelt}");

    let folder = Folder::new();
    let new = folder.file("new.toml", "name = \"X\"\nwithin = [\"Silesia\"]\n");
    assert_eq!(polanyi(["digest", new.to_str().unwrap()]).code, 0);
}

#[test]
fn long_lines_and_steering_characters() {
    let text = format!(
        "name = \"X\"\n[stage]\n'\u{1b}[31m{}' = 3\nwage = {}\n",
        "x".repeat(9_000),
        "9".repeat(9_000)
    );
    let said = said(&text);
    assert!(!said.contains('\u{1b}'));
    assert_data_eq!(said, file!["../golden/host/findings-long.txt"].raw());
}

#[test]
fn settings_are_drawn_on_the_command_line() {
    let settings = [
        "stage.waeg=3",
        "stage.wealth=-1",
        "entry.active=7",
        "timing.end_year=1900",
        "foo",
        "stage.wage=0.1",
        "stage.wage=0.2",
    ];
    let line = settings.iter().flat_map(|setting| ["--set", setting]);
    let ended = polanyi(["run", "yiwu"].into_iter().chain(line));
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert_data_eq!(
        ended.err,
        file!["../golden/host/findings-settings.txt"].raw()
    );
}

#[test]
fn one_liners() {
    let mut said = String::new();
    for line in [
        &["run", "yiwuu"][..],
        &["run", "atlantis"],
        &["run", "nowhere.toml"],
        &["run", "yiwu", "--to", "1900"],
        &["digest", "yiwu", "--to", "2019"],
        &["run", "yiwu", "--seed", "-1"],
        &["run", "yiwu", "--seed", "0x1ffffffffffffffff"],
        &["run", "yiwu", "--formt", "json"],
        &["run", "yiwu", "--format", "xml"],
        &["run", "yiwu", "--out", "/nowhere/at/all.csv"],
        &["run", "yiwu", "--out", "/"],
        &["run", "yiwu", "--set", "place.scale=0.01"],
        &["plces"],
    ] {
        let ended = polanyi(line);
        assert_ne!(ended.code, 0);
        let _ = write!(
            said,
            "$ polanyi {}\n{}[{}]\n\n",
            line.join(" "),
            ended.err,
            ended.code
        );
    }
    assert_data_eq!(said, file!["../golden/host/findings-lines.txt"].raw());
}

/// On a terminal the same findings have frames and colours; `NO_COLOR` takes the colours away.
#[test]
fn colours_only_on_a_terminal_that_wants_them() {
    // `script` lends a terminal; where it is missing there is nothing to test.
    if shell("command -v script || true").out.is_empty() {
        return;
    }
    let call = format!("script -qec '{PROGRAM} run yiwu --set stage.wage=7' /dev/null || true");
    let coloured = shell(&call).out;
    assert!(
        coloured.contains('\u{1b}') && coloured.contains("╭─["),
        "{coloured}"
    );
    let plain = shell(&format!("export NO_COLOR=1; {call}")).out;
    assert!(
        !plain.contains('\u{1b}') && plain.contains("╭─["),
        "{plain}"
    );
}
