//! Visitors: whatever they press and whenever, nothing breaks, and who leaves is forgotten.

use polanyi_exhibit::exhibit::TICK_MS;
use polanyi_exhibit::input::{Key, KeyEvent};
use polanyi_exhibit::{Exhibit, Frame, Language, Poll, Scene, Settings};
use polanyi_firmware::gallery::GALLERY;
use proptest::prelude::*;

use super::stage::{Stage, memory};

/// Something that happens: so many ticks pass, then a key goes down or up.
type Happening = (u32, KeyEvent);

fn happenings(most: usize, patience: u32) -> impl Strategy<Value = Vec<Happening>> {
    let event = (0..5_u8, any::<bool>()).prop_map(|(code, pressed)| KeyEvent {
        key: Key::from_code(code).unwrap(),
        pressed,
    });
    prop::collection::vec((0..patience, event), 0..most)
}

/// Ticks after which nobody is there any more: 90 seconds.
const GONE: u32 = 90_000 / TICK_MS;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_keys_at_any_time_end_in_the_story_and_in_the_first_language(happenings in happenings(40, 60)) {
        let mut run = memory();
        let mut stage = Stage::new(&mut run, Language::Italian);
        for (ticks, event) in happenings {
            stage.wait(ticks);
            stage.exhibit.key(event);
        }
        // Keys may still be held: a stuck key does not keep the exhibit.
        stage.wait(GONE + 1);
        prop_assert_eq!(stage.exhibit.scene(), Scene::Attract);
        prop_assert_eq!(stage.exhibit.language(), Language::Italian);
        prop_assert_eq!(stage.exhibit.checkpoint(), None);
        prop_assert_eq!(stage.exhibit.clipped(), 0);
    }

    #[test]
    fn a_clock_that_wraps_tells_the_same_story(
        happenings in happenings(20, 40),
        before in 0..200_000_u32,
        step in 1..37_u32,
    ) {
        let told = |start: u32| {
            let mut run = memory();
            let mut exhibit = Exhibit::new(&GALLERY, &mut run, Settings::DEFAULT);
            let mut frame = Box::new(Frame::new());
            let (mut now, mut digests) = (start, Vec::new());
            for (ticks, event) in &happenings {
                let until = now.wrapping_add(ticks * TICK_MS);
                while until.wrapping_sub(now) < u32::MAX / 2 {
                    while exhibit.poll(now, &mut frame) == Poll::Working {}
                    now = now.wrapping_add(step);
                }
                exhibit.key(*event);
                digests.push(frame.digest());
            }
            digests
        };
        prop_assert_eq!(told(0), told(0_u32.wrapping_sub(before)));
    }
}

#[test]
fn nobody_is_waited_for_longer_than_ninety_seconds_nor_less_than_forty_five() {
    let on = Key::Select;
    let ways: [&[Key]; 5] = [&[on], &[on; 2], &[on; 4], &[on; 6], &[on; 7]];
    for way in ways {
        let mut run = memory();
        let mut stage = Stage::new(&mut run, Language::English);
        stage.wait(5);
        for key in way {
            stage.tap(*key);
            stage.wait(5);
        }
        let mut waited = 5;
        while stage.exhibit.scene() != Scene::Attract {
            stage.tick();
            waited += 1;
        }
        let seconds = waited * TICK_MS / 1000;
        assert!((45..=90).contains(&seconds), "{way:?}: {seconds} s");
    }
}

#[test]
fn a_run_takes_a_minute_and_a_hurried_one_a_third_of_it() {
    for (hurried, expected) in [(false, 60), (true, 20)] {
        let mut run = memory();
        let mut stage = Stage::new(&mut run, Language::English);
        for _ in 0..6 {
            stage.tap(Key::Select);
            stage.tick();
        }
        assert_eq!(stage.exhibit.scene(), Scene::Running);
        if hurried {
            stage.tap(Key::Select);
        }
        let mut ticks = 0;
        while stage.exhibit.scene() == Scene::Running {
            stage.tick();
            ticks += 1;
        }
        assert_eq!(ticks * TICK_MS / 1000, expected);
        assert_eq!(stage.exhibit.scene(), Scene::Result);
    }
}

#[test]
fn a_key_is_answered_in_the_next_picture() {
    let mut run = memory();
    let mut exhibit = Exhibit::new(&GALLERY, &mut run, Settings::DEFAULT);
    let mut frame = Box::new(Frame::new());
    let mut now = 0;
    let mut draw = |exhibit: &mut Exhibit<'_>| {
        let start = now;
        while exhibit.poll(now, &mut frame) != Poll::Drawn {
            now += 1;
        }
        now - start
    };
    draw(&mut exhibit);
    exhibit.key(KeyEvent {
        key: Key::Right,
        pressed: true,
    });
    let answered = draw(&mut exhibit);
    assert_eq!(exhibit.scene(), Scene::Choosing);
    assert!(answered <= TICK_MS, "{answered} ms");
}

#[test]
fn a_stuck_key_does_not_keep_the_exhibit() {
    let mut run = memory();
    let mut stage = Stage::new(&mut run, Language::English);
    stage.exhibit.key(KeyEvent {
        key: Key::Down,
        pressed: true,
    });
    stage.wait(1300);
    assert_eq!(stage.exhibit.scene(), Scene::Attract);
}

#[test]
fn two_keys_together_open_the_service_screen_whatever_is_jammed() {
    use Key::{Down, Left, Right, Select, Up};
    let chords = [[Left, Right], [Down, Select]];
    for [first, second] in chords.into_iter().chain(chords.map(|[a, b]| [b, a])) {
        for jammed in [None, Some(Up), Some(Left), Some(Down)] {
            let jams = jammed.is_some_and(|key| key == first || key == second);
            let mut run = memory();
            let mut stage = Stage::new(&mut run, Language::English);
            let held = |key| KeyEvent { key, pressed: true };
            if let Some(key) = jammed {
                stage.exhibit.key(held(key));
                stage.wait(2500);
                assert_eq!(stage.exhibit.scene(), Scene::Attract);
            }
            for key in [first, second] {
                if Some(key) != jammed {
                    stage.exhibit.key(held(key));
                    stage.wait(3);
                }
            }
            stage.wait(60);
            let opened = stage.exhibit.scene() == Scene::Service;
            assert_eq!(opened, !jams, "{first:?} and {second:?}, {jammed:?} jammed");
        }
    }
}

#[test]
fn two_keys_together_open_the_service_screen_wherever_a_visitor_is() {
    use Key::{Down, Left, Right, Select};
    for taps in 0..8 {
        for keys in [[Left, Right], [Right, Left], [Down, Select], [Select, Down]] {
            let mut run = memory();
            let mut stage = Stage::new(&mut run, Language::English);
            for _ in 0..taps {
                stage.tap(Select);
                stage.wait(3);
            }
            for key in keys {
                stage.exhibit.key(KeyEvent { key, pressed: true });
                stage.wait(2);
            }
            stage.wait(60);
            assert_eq!(
                stage.exhibit.scene(),
                Scene::Service,
                "{keys:?} after {taps}"
            );
        }
    }
}

#[test]
fn one_key_changes_the_language_on_every_screen() {
    let mut run = memory();
    let mut stage = Stage::new(&mut run, Language::English);
    for scene in [
        Scene::Attract,
        Scene::Choosing,
        Scene::Asking(0),
        Scene::Asking(1),
        Scene::Asking(2),
        Scene::Asking(3),
        Scene::Running,
    ] {
        assert_eq!(stage.exhibit.scene(), scene);
        for language in [Language::Italian, Language::Chinese, Language::English] {
            stage.tap(Key::Up);
            stage.tick();
            assert_eq!(stage.exhibit.language(), language, "{scene:?}");
            assert_eq!(stage.exhibit.scene(), scene);
        }
        stage.tap(Key::Select);
        stage.tick();
    }
}
