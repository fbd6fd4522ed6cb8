//! The exhibit from the command line: pictures and replays without a terminal, and what is refused.

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;

use polanyi::exhibit::{House, ReplayError, Session, replay};
use polanyi_exhibit::input::{Key, KeyEvent};
use polanyi_exhibit::{Language, Settings};

use crate::command::{Folder, polanyi};

/// The log of a visitor who looks at a place and goes on to its questions.
fn recorded() -> Vec<u8> {
    let mut house = House::open();
    let settings = Settings {
        language: Language::Italian,
        seed: 2,
    };
    let mut session = Session::begin(&house, settings);
    let (mut exhibit, mut frame) = house.exhibit(settings);
    for key in [Key::Select, Key::Right, Key::Up, Key::Select] {
        for _ in 0..30 {
            exhibit.tick(&mut frame);
        }
        for pressed in [true, false] {
            session.key(&mut exhibit, KeyEvent { key, pressed });
        }
    }
    for _ in 0..30 {
        exhibit.tick(&mut frame);
    }
    session.end(&exhibit, &frame)
}

#[test]
fn a_recorded_session_is_played_back_bit_for_bit_as_bytes_and_as_digits() {
    let log = recorded();
    let folder = Folder::new();
    let mut hex = String::new();
    for byte in &log {
        let _ = write!(hex, "{byte:02x} ");
    }
    for bytes in [log, hex.into_bytes()] {
        let path = folder.file("visit.log", bytes);
        let ended = polanyi(["exhibit", "--replay", path.to_str().unwrap()]);
        assert_eq!(ended.code, 0, "{ended:?}");
        assert!(
            ended.out.starts_with("the same bit for bit: 150 pictures"),
            "{ended:?}"
        );
    }
}

#[test]
fn whoever_watches_a_replay_can_break_off() {
    let log = recorded();
    let mut seen = 0;
    let stopped = replay(&mut House::open(), &log, |_, _| {
        seen += 1;
        if seen == 70 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(matches!(stopped, Err(ReplayError::Stopped)));
    assert_eq!(seen, 70);
}

#[test]
fn a_log_that_was_cut_or_changed_is_refused_or_differs() {
    let log = recorded();
    let mut house = House::open();
    for length in 0..log.len() {
        assert!(replay(&mut house, &log[..length], |_, _| ControlFlow::Continue(())).is_err());
    }
    let mut refused = 0;
    for at in 0..log.len() {
        let mut other = log.clone();
        other[at] ^= 0x01;
        refused +=
            usize::from(replay(&mut house, &other, |_, _| ControlFlow::Continue(())).is_err());
    }
    // A key that was released is nothing to see, and nor is when.
    assert!(refused + 8 >= log.len(), "{refused} of {}", log.len());
}

#[test]
fn pictures_need_no_terminal_and_the_rest_says_so() {
    let folder = Folder::new();
    let path = folder.path("story.png");
    let file = path.to_str().unwrap();
    let ended = polanyi(["exhibit", "--screenshot", file, "--at", "2", "--scale", "1"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(fs::read(&path).unwrap().starts_with(b"\x89PNG"));
    let refusals: [(&[&str], &str); 4] = [
        (&["exhibit"], "--screenshot"),
        (&["exhibit", "--replay", "nowhere.log"], "--record"),
        (&["exhibit", "--replay", file], "not a valid start"),
        (
            &["exhibit", "--screenshot", "/nowhere/at/all.png"],
            "nowhere",
        ),
    ];
    for (line, said) in refusals {
        let ended = polanyi(line);
        assert_ne!(ended.code, 0, "{ended:?}");
        assert!(ended.err.contains(said), "{ended:?}");
    }
}
