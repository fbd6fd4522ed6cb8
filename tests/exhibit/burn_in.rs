//! Burn-in: over the story that is told all day, no pixel shines for long.

use polanyi_exhibit::frame::{HEIGHT, WIDTH};
use polanyi_exhibit::{Language, Scene};

use super::stage::{Stage, memory};

/// Ticks of two stories of a place each: cards, the run and its outcomes.
const STORY: u32 = 2 * 1520;

#[test]
fn the_story_moves_and_no_pixel_shines_through_it() {
    let mut run = memory();
    let mut stage = Stage::new(&mut run, Language::English);
    let mut light = vec![0_u32; (WIDTH * HEIGHT) as usize];
    let mut still = 0;
    for _ in 0..STORY {
        let before = *stage.frame.bytes();
        stage.tick();
        assert_eq!(stage.exhibit.scene(), Scene::Attract);
        still = if before == *stage.frame.bytes() {
            still + 1
        } else {
            0
        };
        assert!(still < 100, "the story stands still for five seconds");
        for (pixel, light) in light.iter_mut().enumerate() {
            let pixel = u32::try_from(pixel).unwrap();
            *light += u32::from(stage.frame.grey(pixel % WIDTH, pixel / WIDTH));
        }
    }
    let brightest = light.iter().max().unwrap();
    assert!(
        *brightest <= 8 * STORY,
        "a pixel has {brightest} of {} greys all day",
        15 * STORY
    );
}
