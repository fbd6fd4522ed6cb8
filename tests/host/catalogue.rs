//! The catalogue of bad scenario files: each one is refused with the finding that it deserves.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

use polanyi::scenario_file::{BYTES_MAX, ReadError, read};

use crate::bytes;
use crate::command::{Folder, polanyi, shell};

/// The first finding of a text: the offending part and the message.
fn first(text: &str) -> (String, String) {
    match bytes::read(text.as_bytes()) {
        Err(ReadError::Wrong(report)) => {
            let finding = &report.findings()[0];
            (
                report.source().text()[finding.span.clone()].to_owned(),
                finding.message.clone(),
            )
        }
        other => panic!("{text:?}: {other:?}"),
    }
}

/// A file with one line in section `stage`.
fn staged(line: &str) -> String {
    format!("name = 'X'\n[stage]\n{line}\n")
}

#[test]
fn numbers_out_of_range() {
    let beyond = "9".repeat(400);
    let numbers = [
        "nan",
        "-nan",
        "inf",
        "-inf",
        "-0.1",
        "1e400",
        "9223372036854775808",
        "-9223372036854775809",
        "0xffff",
        &beyond,
    ];
    for number in numbers {
        let (offending, message) = first(&staged(&format!("wage = {number}")));
        assert_eq!(offending, number);
        assert_eq!(message, "`stage.wage` is out of its range");
    }
    for number in [
        "-1",
        "1869",
        "2100",
        "4294967296",
        "18446744073709551616",
        &beyond,
    ] {
        let (offending, message) = first(&format!("name = 'X'\n[timing]\nstart_year = {number}\n"));
        assert_eq!(offending, number);
        assert_eq!(message, "`timing.start_year` is out of its range");
    }
}

#[test]
fn values_of_a_wrong_kind() {
    for value in [
        "'0.1'",
        "true",
        "[0.1]",
        "{ of = 0.1 }",
        "1979-07-01",
        "07:00:00",
    ] {
        let (offending, message) = first(&staged(&format!("wage = {value}")));
        assert_eq!(offending, value);
        assert_eq!(message, "`stage.wage` is of the wrong kind");
    }
    assert_eq!(
        first("name = 'X'\n[timing]\nstart_year = 1978.5\n").0,
        "1978.5"
    );
    assert_eq!(first("name = 'X'\n[entry]\nactive = 1\n").0, "1");
    assert_eq!(first("name = 7\n").0, "7");
    assert_eq!(first("name = 'X'\nwithin = 'Y'\n").0, "'Y'");
    assert_eq!(first("name = 'X'\nstage = 7\n").0, "7");
    assert_eq!(first("name = 'X'\npolicy = 7\n").0, "7");
    assert_eq!(first("name = 'X'\npolicy = [7]\n").0, "7");
}

#[test]
fn whole_numbers_are_taken_for_real_ones() {
    let place = bytes::read(staged("wage = 1\nwealth = 0x10").as_bytes()).unwrap();
    assert!((place.scenario.stage.wage - 1.0).abs() < f32::EPSILON);
    assert!((place.scenario.stage.wealth - 16.0).abs() < f32::EPSILON);
}

#[test]
fn duplicate_and_unknown_keys() {
    assert_eq!(
        first(&staged("wage = 1\nwage = 2")),
        ("wage".to_owned(), "duplicate key".to_owned())
    );
    assert_eq!(first("name = 'X'\n[stage]\n[stage]\n").1, "duplicate key");
    assert_eq!(first(&staged("wagee = 1")).0, "wagee");
    assert_eq!(first("name = 'X'\nstages.wage = 1\n").0, "stages");
    assert_eq!(
        first("name = 'X'\n[[policy]]\nyear = 1\nyears = 2\n").1,
        "this `policy` has no `kind`"
    );
}

#[test]
fn too_many_steps() {
    let step = "[[policy]]\nyear = 1980\nkind = 'special_zone'\nlevel = 1\n";
    assert!(bytes::read(format!("name = 'X'\n{}", step.repeat(16)).as_bytes()).is_ok());
    let (_, message) = first(&format!("name = 'X'\n{}", step.repeat(17)));
    assert_eq!(message, "a scenario has room for 16 of `policy`");
}

#[test]
fn marks_of_order_and_line_ends_are_fine() {
    let text = "\u{feff}name = \"X\"\r\n[stage]\r\nwage = 0.1\r\n";
    assert_eq!(bytes::read(text.as_bytes()).unwrap().name, "X");
    let (offending, _) = first("\u{feff}name = \"X\"\r\n[stage]\r\nwage = 7\r\n");
    assert_eq!(offending, "7");
}

#[test]
fn bytes_that_are_no_text() {
    match bytes::read(b"name = \"X\"\n# \xff\n") {
        Err(ReadError::NotUtf8 {
            offset: 13,
            line: 2,
            ..
        }) => {}
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        bytes::read(
            &"name = 'X'\n"
                .encode_utf16()
                .flat_map(u16::to_be_bytes)
                .collect::<Vec<_>>()
        ),
        Err(ReadError::Wrong(_))
    ));
}

#[test]
fn depth_does_not_overflow_the_stack() {
    let depth = 10_000;
    let bombs = [
        format!("a = {}", "[".repeat(depth)),
        format!("a = {}{}", "[".repeat(depth), "]".repeat(depth)),
        format!("a = {}", "{a=".repeat(depth)),
        format!("[{}a]", "a.".repeat(depth)),
        format!("{}a = 1", "a.".repeat(depth)),
        "[[".repeat(depth),
        "[".repeat(usize::try_from(BYTES_MAX).unwrap()),
        "{a=".repeat(usize::try_from(BYTES_MAX).unwrap() / 3),
    ];
    for bomb in bombs {
        assert!(bytes::read(bomb.as_bytes()).is_err());
    }
}

#[test]
fn long_files_are_refused_unread() {
    let folder = Folder::new();
    let path = folder.file("long.toml", vec![b'#'; 10_000_000]);
    assert!(matches!(read(&path), Err(ReadError::TooLong { .. })));
    let ended = polanyi([OsStr::new("run"), path.as_os_str()]);
    assert_eq!(ended.code, 2);
    // A file without an end takes no longer.
    let start = Instant::now();
    assert!(
        File::open("/dev/zero").is_err()
            || matches!(read(Path::new("/dev/zero")), Err(ReadError::TooLong { .. }))
    );
    assert!(start.elapsed() < Duration::from_secs(1));
}

/// Files of the greatest length that make the most of it: keys, tables, mistakes.
#[test]
fn the_worst_files_need_little_time_and_memory() {
    let folder = Folder::new();
    let room = usize::try_from(BYTES_MAX).unwrap() - 100;
    let numbered: String = (0..)
        .map(|number| format!("a{number}=1\n"))
        .take(room / 12)
        .collect();
    let fill = |piece: &str| format!("name = 'X'\n{}", piece.repeat(room / piece.len()));
    let deep: Vec<String> = (0..room / 30)
        .map(|number| format!("[{number}.a.b.c.d.e.f.g.h.i.j]\n"))
        .collect();
    for (number, text) in [
        numbered,
        deep.concat(),
        fill("[[shock]]\n"),
        fill("=\n"),
        fill("a"),
        fill("\"\n"),
        fill("[a]\n"),
    ]
    .iter()
    .enumerate()
    {
        assert!(bytes::read(text.as_bytes()).is_err());
        let path = folder.file(&format!("{number}.toml"), text);
        let ended = shell(&format!("ulimit -v 65536; \"$P\" run {}", path.display()));
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.err.len() < 20_000);
    }
}

#[test]
fn files_that_are_no_files() {
    let folder = Folder::new();
    let directory = folder.path("");
    for path in [
        directory.to_str().unwrap(),
        "/nowhere/at/all.toml",
        "./nothing",
        "",
        "\u{1b}[31m",
    ] {
        let ended = polanyi(["run", path]);
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(!ended.err.contains("\u{1b}[31m"), "{ended:?}");
    }
}
