//! The golden pictures: the board carries out the scripts of the host's test, picture by picture, and its screen is compared pixel by pixel.
//!
//! A debugger stops the board between two pictures, so that nothing depends on how fast it is or how busy this machine.

use std::path::Path;
use std::time::Instant;
use std::{env, thread};

use anyhow::{Context as _, Result, anyhow, bail};
use polanyi_exhibit::Language;

use super::machine::Model;
use super::picture::{self, Picture};
use super::script::{self, Step};
use super::stopped::Stopped;
use crate::workspace;

/// A board sees a key a picture or two later than the host's script has it; it waits so many pictures less, and looks for longer.
const EARLY: u32 = 12;

/// Pictures that are looked at before a screen counts as wrong.
const LOOKS: u32 = 200;

/// Every picture of the scripts, in every language, on as many boards at once.
pub(super) fn check(model: Model, program: &Path) -> Result<()> {
    let start = Instant::now();
    let compared = thread::scope(|scope| {
        let boards = Language::ALL.map(|language| {
            scope.spawn(move || {
                let each = script::ALL.into_iter().enumerate();
                each.map(|(number, steps)| {
                    carried_out(model, program, language, steps)
                        .with_context(|| format!("{}: script {number}", language.tag()))
                })
                .sum::<Result<usize>>()
            })
        });
        let joined = boards.map(|board| {
            let died = |_| anyhow!("a board's thread panicked");
            board.join().map_err(died).flatten()
        });
        joined.into_iter().sum::<Result<usize>>()
    })?;
    eprintln!(
        "{model}: {compared} golden pictures equal to the board's screen, pixel by pixel, in {} languages; {:.1} s",
        Language::ALL.len(),
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

/// A script on a board of its own; the answer is the number of its pictures.
fn carried_out(model: Model, program: &Path, language: Language, steps: &[Step]) -> Result<usize> {
    let mut board = Stopped::start(model, program, language)?;
    let mut pictures = 0;
    for step in steps {
        match *step {
            Step::Wait(ticks) => board.wait(ticks.saturating_sub(EARLY))?,
            Step::Press(key) => board.press(key)?,
            Step::Hold(key, down) => board.hold(key, down)?,
            Step::Shot(name) => {
                expect(&mut board, language, name)?;
                pictures += 1;
            }
        }
    }
    board.end()?;
    Ok(pictures)
}

/// Waits until the screen is a golden picture; a screen that never is fails, with the names of both pictures.
fn expect(board: &mut Stopped, language: Language, name: &str) -> Result<()> {
    let golden = workspace::root()
        .join("tests/golden/exhibit")
        .join(language.tag())
        .join(format!("{name}.png"));
    let expected = picture::read_png(&golden)?;
    let mut nearest: Option<(usize, Picture)> = None;
    for _ in 0..LOOKS {
        let screen = board.session.screen()?;
        let differing = picture::differing(&screen, &expected);
        if differing == 0 {
            return Ok(());
        }
        if nearest.is_none_or(|(least, _)| differing < least) {
            nearest = Some((differing, screen));
        }
        board.wait(1)?;
    }
    let (differing, screen) = nearest.context("no look was taken")?;
    let seen = env::temp_dir().join(format!("polanyi-board-{}-{name}.png", language.tag()));
    picture::write_png(&seen, &screen)?;
    bail!(
        "the board's screen is never {}; the nearest, {}, differs in {differing} pixels",
        golden.display(),
        seen.display()
    );
}
