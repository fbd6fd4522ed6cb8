//! A visit: all screens in all languages, by the keys of the emulated board.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use polanyi_exhibit::input::Key;
use polanyi_exhibit::{Language, Scene};

use super::machine::{LIKE_THE_BOARD, Model, NANOSECONDS_AN_INSTRUCTION, Setup};
use super::session::Session;
use super::twin::Twin;
use crate::budget::{self, Budgets, Figure};

const LIMIT: Duration = Duration::from_mins(4);

/// A step of a visitor.
#[derive(Debug, Clone, Copy)]
enum Step {
    Press(Key),
    /// Waits until the scene is this one.
    Reach(Scene),
    /// Waits so many seconds.
    Watch(u32),
    /// The screen is one of the host's pictures.
    Look,
}

use Key::{Down, Left, Right, Select};
use Step::{Look, Press, Reach, Watch};

/// A visitor who takes Yiwu's market away and has it governed by an association.
const VISIT: &[Step] = &[
    Press(Select),
    Reach(Scene::Choosing),
    Look,
    Press(Right),
    Look,
    Press(Left),
    Press(Select),
    Reach(Scene::Asking(0)),
    Look,
    Press(Right),
    Look,
    Press(Right),
    Press(Select),
    Look,
    Press(Select),
    Look,
    Press(Left),
    Look,
    Press(Select),
    Look,
    Press(Left),
    Look,
    Press(Select),
    Reach(Scene::Running),
    Look,
    Watch(6),
    Look,
    Press(Right),
    Look,
    Press(Left),
    Press(Select),
    Watch(10),
    Look,
    Reach(Scene::Result),
    Look,
    Press(Right),
    Look,
    Press(Right),
    Look,
    Press(Down),
    Reach(Scene::Choosing),
    Look,
    Press(Down),
    Reach(Scene::Attract),
    Watch(2),
    Look,
];

/// Visits the exhibit in every language.
pub(super) fn check(model: Model, program: &Path) -> Result<()> {
    let start = Instant::now();
    let mut session = arrive(model, program)?;
    session.shot().context("the first story")?;
    for (turn, language) in Language::ALL.into_iter().enumerate() {
        // A visitor begins in the first language, and asks for the next ones.
        for _ in 0..turn {
            session.press(Key::Up)?;
        }
        carry_out_all(&mut session, language, VISIT)?;
    }
    let twin = &session.twin;
    budget::check(&figures(model, twin)?)?;
    ensure!(twin.visits == 3, "{} of 3 visits were logged", twin.visits);
    eprintln!(
        "{model}: 3 visits, {} seconds of pictures equal on board and host; {:.1} s",
        twin.equal,
        start.elapsed().as_secs_f32()
    );
    session.end()
}

/// A board that tells its story, and whose keys count.
fn arrive(model: Model, program: &Path) -> Result<Session> {
    let mut session = Session::start(&Setup {
        time: LIKE_THE_BOARD,
        ..Setup::new(model, program, LIMIT)
    })?;
    session.until("the start", |line| line.text.starts_with("started "))?;
    session.let_go()?;
    session.seconds(1)?;
    Ok(session)
}

/// What a visit costs.
fn figures(model: Model, twin: &Twin) -> Result<[Figure; 3]> {
    let budgets = Budgets::read()?;
    Ok([
        Figure::new(
            format!("{model} exhibit stack, bytes"),
            twin.stack_bytes,
            budgets.stack_bytes,
        ),
        Figure::new(
            format!("{model} exhibit instructions of a picture"),
            u64::from(twin.slowest_us) * 1000 / NANOSECONDS_AN_INSTRUCTION,
            budgets.picture_instructions,
        ),
        Figure::new(
            format!("{model} exhibit milliseconds to the first picture"),
            twin.started_ms.into(),
            budgets.start_milliseconds,
        ),
    ])
}

/// All steps of a visit; one that fails is told with its number.
fn carry_out_all(session: &mut Session, language: Language, steps: &[Step]) -> Result<()> {
    for (number, step) in steps.iter().enumerate() {
        carry_out(session, *step)
            .with_context(|| format!("{}: step {number}, {step:?}", language.tag()))?;
    }
    Ok(())
}

fn carry_out(session: &mut Session, step: Step) -> Result<()> {
    match step {
        Press(key) => session.press(key),
        Watch(seconds) => session.seconds(seconds),
        Look => session.shot().map(|_| ()),
        Reach(scene) => {
            for _ in 0..120 {
                session.seconds(1)?;
                if session.twin.scene() == scene {
                    return Ok(());
                }
            }
            bail!("still at {:?} after two minutes", session.twin.scene())
        }
    }
}
