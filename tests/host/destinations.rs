//! Where outputs go: whole files or none, and a word about every refusal.

use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::command::{Folder, PROGRAM, polanyi, shell};

#[test]
fn a_file_holds_what_standard_output_would() {
    let folder = Folder::new();
    let path = folder.path("out.csv");
    let ended = polanyi([
        "run",
        "yiwu",
        "--format",
        "csv",
        "--out",
        path.to_str().unwrap(),
    ]);
    assert_eq!((ended.code, ended.out.as_str()), (0, ""));
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        polanyi(["run", "yiwu", "--format", "csv"]).out
    );
    assert_eq!(folder.names(), ["out.csv"]);
}

#[test]
fn a_file_that_is_replaced_keeps_its_permissions_and_its_links() {
    let folder = Folder::new();
    let path = folder.file("old.json", "old");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&path, folder.path("link.json")).unwrap();
    let link = folder.path("link.json");
    assert_eq!(
        polanyi([
            "run",
            "yiwu",
            "--format",
            "json",
            "--out",
            link.to_str().unwrap()
        ])
        .code,
        0
    );
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&path).unwrap().starts_with('{'));
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(folder.names(), ["link.json", "old.json"]);
}

#[test]
fn refusals_come_before_the_run_and_name_the_next_step() {
    let folder = Folder::new();
    let directory = folder.path("");
    for (path, step) in [
        ("/nowhere/at/all.csv", "create its directory first"),
        ("/proc/polanyi.csv", "create its directory first"),
        ("/sys/polanyi.csv", "choose"),
        (directory.to_str().unwrap(), "name a file in it"),
    ] {
        let ended = polanyi(["run", "yiwu", "--out", path]);
        assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{ended:?}");
        assert!(
            ended.err.contains(path) && ended.err.contains(step),
            "{ended:?}"
        );
    }
}

#[test]
fn a_full_disk_fails_and_loses_nothing() {
    let ended = polanyi(["run", "yiwu", "--format", "csv", "--out", "/dev/full"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.err.contains("/dev/full") && ended.err.contains("standard output instead"),
        "{ended:?}"
    );
    assert_eq!(ended.out, polanyi(["run", "yiwu", "--format", "csv"]).out);
    assert!(
        !fs::metadata("/dev/full").unwrap().is_file(),
        "a device is written into, never replaced"
    );
}

#[test]
fn a_full_or_closed_standard_output() {
    for command in [
        "",
        "run yiwu --format json",
        "digest yiwu",
        "places",
        "parameters",
        "facts --list",
        "calibrate --dry-run",
        "facts datang --seeds 1",
        "outside --seeds 1",
        "what-if",
        "what-if world-trade --seeds 2",
        "manual",
        "completions zsh",
        "--help",
        "--version",
    ] {
        assert_eq!(
            shell(&format!("\"$P\" {command} > /dev/full")).code,
            1,
            "{command}"
        );
        assert_eq!(shell(&format!("\"$P\" {command} >&-")).code, 0, "{command}");
        assert_eq!(
            shell(&format!("\"$P\" {command} >&- <&-")).code,
            0,
            "{command}"
        );
    }
    assert_eq!(shell("\"$P\" run atlantis 2>&-; test $? = 2").code, 0);
    assert_eq!(
        shell("\"$P\" run atlantis 2>/dev/full; test $? = 2").code,
        0
    );
}

/// A reader that leaves before the end, as `head` does, is no trouble.
#[test]
fn a_reader_that_leaves() {
    for command in [
        &["parameters"][..],
        &["facts", "--list"],
        &["run", "yiwu", "--format", "json"],
        &["--help"],
        &["manual"],
    ] {
        let mut child = Command::new(PROGRAM)
            .args(command)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert_eq!(
            (child.wait().unwrap().code(), said.as_str()),
            (Some(0), ""),
            "{command:?}"
        );
    }
}

#[test]
fn words_that_are_no_text() {
    use std::ffi::OsStr;
    let strange = OsStr::from_bytes(b"\xff\xfe.toml");
    for line in [
        vec![strange],
        vec![OsStr::new("run"), strange],
        vec![
            OsStr::new("run"),
            OsStr::new("yiwu"),
            OsStr::new("--set"),
            strange,
        ],
        vec![
            OsStr::new("run"),
            OsStr::new("yiwu"),
            OsStr::new("--seed"),
            strange,
        ],
        vec![
            OsStr::new("run"),
            OsStr::new("yiwu"),
            OsStr::new("--format"),
            strange,
        ],
        vec![OsStr::new("facts"), OsStr::from_bytes(b"\xff")],
    ] {
        assert_eq!(polanyi(&line).code, 2, "{line:?}");
    }
    // A file system knows names that are no text, so they are fine for files.
    let folder = Folder::new();
    let path = folder.path("").join(OsStr::from_bytes(b"\xff.csv"));
    assert_eq!(
        polanyi([
            OsStr::new("run"),
            OsStr::new("yiwu"),
            OsStr::new("--out"),
            path.as_os_str()
        ])
        .code,
        0
    );
    assert!(path.exists());
}

/// Whenever an interrupt comes, the file is the old one or the whole new one.
#[test]
fn an_interrupt_leaves_no_half_file() {
    let folder = Folder::new();
    let whole = polanyi(["run", "yiwu", "--format", "json"]).out;
    for round in 0..25_u64 {
        let path = folder.file("out.json", "old");
        let mut child = Command::new(PROGRAM)
            .args([
                "run",
                "yiwu",
                "--format",
                "json",
                "--out",
                path.to_str().unwrap(),
            ])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(round * 1_500));
        let _ = shell(&format!("kill -INT {} 2>&1 || true", child.id()));
        child.wait().unwrap();
        let left = fs::read_to_string(&path).unwrap();
        assert!(left == "old" || left == whole, "{} bytes", left.len());
    }
}
