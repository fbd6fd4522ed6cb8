//! Replays: a visit from its log, and a visit that was cut off, taken up again.

use polanyi_core::kernel::codec::{Decode as _, Encode as _, Source, Writer};
use polanyi_exhibit::exhibit::fingerprint;
use polanyi_exhibit::input::log::{Entry, read};
use polanyi_exhibit::input::{Key, KeyEvent};
use polanyi_exhibit::visit::Step;
use polanyi_exhibit::{Exhibit, Frame, Language, Scene, Settings, Visit};
use polanyi_firmware::gallery::GALLERY;
use proptest::prelude::*;

use super::stage::{Stage, memory};

/// Plays a log back; the answer is the digest that it tells, and the one of what was played.
fn replayed(log: &[u8]) -> (u64, u64) {
    let (header, entries) = read(log).unwrap();
    assert_eq!(header.gallery, fingerprint(&GALLERY));
    let mut run = memory();
    let settings = Settings {
        language: header.language,
        seed: header.seed,
    };
    let mut exhibit = Exhibit::new(&GALLERY, &mut run, settings);
    let mut frame = Box::new(Frame::new());
    for entry in entries {
        match entry.unwrap() {
            Entry::Key { ticks, event } => {
                for _ in 0..ticks {
                    exhibit.tick(&mut frame);
                }
                exhibit.key(event);
            }
            Entry::Resumed(visit) => exhibit.resume(visit, &mut frame),
            Entry::End { ticks, digest } => {
                for _ in 0..ticks {
                    exhibit.tick(&mut frame);
                }
                return (digest, frame.digest());
            }
            Entry::Full => panic!("the log was full"),
        }
    }
    panic!("the log has no end");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_visit_is_replayed_bit_for_bit(
        first in 0..300_u32,
        keys in prop::collection::vec((0..50_u32, 0..5_u8), 1..60),
    ) {
        let mut run = memory();
        let mut stage = Stage::new(&mut run, Language::Chinese);
        stage.wait(first);
        for (ticks, code) in keys {
            stage.wait(ticks);
            stage.tap(Key::from_code(code).unwrap());
        }
        stage.wait(1900);
        let log = stage.exhibit.log();
        if !log.is_empty() {
            let (told, played) = replayed(log);
            prop_assert_eq!(told, played);
        }
    }
}

/// A visitor who waits for a run of other answers; the scene and the time at which the power is cut.
fn cut(ticks: u32) -> (Visit, u64) {
    let mut run = memory();
    let mut stage = Stage::new(&mut run, Language::Italian);
    for key in [Key::Select, Key::Right, Key::Select, Key::Right] {
        stage.tap(key);
        stage.tick();
    }
    for _ in 0..4 {
        stage.tap(Key::Select);
        stage.tick();
    }
    stage.wait(ticks);
    let visit = stage.exhibit.checkpoint().unwrap();
    // What the run has come to when the visit is over.
    while stage.exhibit.scene() != Scene::Result {
        stage.tick();
    }
    stage.wait(2);
    (visit, picture(&stage.frame))
}

fn picture(frame: &Frame) -> u64 {
    polanyi_core::kernel::digest::Digest::of(frame.bytes())
}

#[test]
fn a_visit_that_was_cut_off_goes_on_to_the_same_result() {
    for ticks in [0, 300, 1100] {
        let (visit, result) = cut(ticks);
        let mut bytes = [0; Visit::BYTES];
        visit.encode(&mut Writer::new(&mut bytes)).unwrap();
        let stored = Visit::decode(&mut Source::new(&bytes)).unwrap();
        let mut run = memory();
        let mut stage = Stage::new(&mut run, Language::English);
        stage.exhibit.resume(stored, &mut stage.frame);
        assert_eq!(stage.exhibit.scene(), Scene::Running);
        assert_eq!(stage.exhibit.language(), Language::Italian);
        while stage.exhibit.scene() != Scene::Result {
            stage.tick();
        }
        stage.wait(2);
        assert_eq!(picture(&stage.frame), result, "cut after {ticks} ticks");
        // Its log is of all that came after, and is replayed as any other.
        stage.tap(Key::Right);
        stage.wait(1900);
        assert_eq!(stage.exhibit.scene(), Scene::Attract);
        let (told, played) = replayed(stage.exhibit.log());
        assert_eq!(told, played, "cut after {ticks} ticks");
    }
}

#[test]
fn every_step_of_a_visit_is_taken_up_again() {
    let steps = [
        (Step::Choosing, Scene::Choosing),
        (Step::Asking(2), Scene::Asking(2)),
        (Step::Running, Scene::Running),
        (Step::Result, Scene::Running),
    ];
    for (step, scene) in steps {
        let mut run = memory();
        let mut stage = Stage::new(&mut run, Language::English);
        let visit = Visit {
            step,
            place: 3,
            moment: 40,
            ..Visit::new(Language::Chinese, 4)
        };
        stage.exhibit.resume(visit, &mut stage.frame);
        stage.tick();
        assert_eq!(stage.exhibit.scene(), scene);
        let goes_on = stage.exhibit.checkpoint().unwrap();
        assert_eq!((goes_on.place, goes_on.seed), (3, 4));
    }
}

#[test]
fn the_next_visitor_has_another_seed_and_the_first_language() {
    let mut run = memory();
    let mut stage = Stage::new(&mut run, Language::English);
    for seed in [0, 1, 2, 3, 4, 0] {
        stage.exhibit.key(KeyEvent {
            key: Key::Up,
            pressed: true,
        });
        stage.tap(Key::Select);
        stage.tick();
        let visit = stage.exhibit.checkpoint().unwrap();
        assert_eq!(visit.seed, seed);
        assert_eq!(visit.language, Language::Italian);
        stage.tap(Key::Down);
        stage.tick();
        assert_eq!(stage.exhibit.language(), Language::English);
    }
}
