//! The command as the tests drive it, and the law that every call must keep.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// How a call ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Where the command was built.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_polanyi");

/// Calls the command.
pub(crate) fn polanyi<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Ended {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .env_remove("NO_COLOR")
        .env_remove("RUST_BACKTRACE");
    lawful(&command.output().expect("the command was built"))
}

/// Calls a shell with the command in `$P`, for redirections.
pub(crate) fn shell(script: &str) -> Ended {
    let mut command = Command::new("sh");
    command
        .args(["-c", script])
        .env("P", PROGRAM)
        .env_remove("RUST_BACKTRACE");
    lawful(&command.output().expect("there is a shell"))
}

/// What holds after every call: an exit code of the three, and never a panic.
fn lawful(output: &Output) -> Ended {
    let ended = Ended {
        code: output.status.code().expect("not killed by a signal"),
        out: String::from_utf8(output.stdout.clone()).expect("standard output is text"),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
    assert!((0..=2).contains(&ended.code), "{ended:?}");
    for word in ["panicked", "RUST_BACKTRACE", "had a problem and crashed"] {
        assert!(!ended.err.contains(word), "{ended:?}");
    }
    // A run that succeeds may still warn that its tables were too small, in this one way.
    let troubled = ended.err.lines().any(|line| {
        !(line.starts_with("warning: ") && line.contains("found no room in the run's tables"))
    });
    assert_eq!(
        ended.code == 0,
        !troubled,
        "standard error is for trouble: {ended:?}"
    );
    ended
}

/// A directory of its own, removed at the end of the test.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("polanyi-{}-{count}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A file with `contents`.
    pub(crate) fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, contents).unwrap();
        path
    }

    /// The names of all files in it, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
