//! A visit: all screens in all languages, by the keys of the emulated board.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use polanyi_exhibit::input::Key;
use polanyi_exhibit::{Language, Scene};

use super::golden;
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
    /// The screen is the golden picture of this name.
    Golden(&'static str),
}

use Key::{Down, Left, Right, Select};
use Step::{Golden, Look, Press, Reach, Watch};

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

/// The visitor of the golden pictures, who takes Yiwu's market away and changes nothing else.
const GOLDEN_VISIT: &[Step] = &[
    Press(Select),
    Reach(Scene::Choosing),
    Golden("choosing-1-yiwu"),
    Press(Right),
    Golden("choosing-2-shenzhen"),
    Press(Right),
    Golden("choosing-3-wenzhou"),
    Press(Right),
    Golden("choosing-4-datang"),
    Press(Right),
    Golden("choosing-5-emilia"),
    Press(Right),
    Golden("choosing-6-prato"),
    Press(Right),
    Press(Select),
    Golden("asking-1-poor"),
    Press(Right),
    Golden("asking-1-rich"),
    Press(Right),
    Press(Select),
    Golden("asking-2-open"),
    Press(Right),
    Golden("asking-2-closing"),
    Press(Right),
    Golden("asking-2-closed"),
    Press(Right),
    Press(Select),
    Golden("asking-3-early"),
    Press(Right),
    Golden("asking-3-late"),
    Press(Right),
    Golden("asking-3-never"),
    Press(Select),
    Golden("asking-4-kin"),
    Press(Right),
    Golden("asking-4-strangers"),
    Press(Right),
    Golden("asking-4-association"),
    Press(Right),
    Press(Select),
    Reach(Scene::Running),
    Press(Select),
    Reach(Scene::Result),
    // Who turns pages keeps the one that is shown, while all tries are carried out.
    Press(Right),
    Press(Left),
    Watch(70),
    Golden("result-2-sentence"),
    Press(Right),
    Golden("result-3-spread"),
    Press(Right),
    Golden("result-4-firms"),
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
    session.end()?;
    let start = Instant::now();
    let mut compared = 0;
    for language in Language::ALL {
        compared += golden_visit(model, program, language)?;
    }
    eprintln!(
        "{model}: {compared} golden pictures equal to the board's screen, pixel by pixel, in {} languages; {:.1} s",
        Language::ALL.len(),
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

/// The golden pictures that a visit passes by in a language, on a board of its own, for all of them are of the first seed.
fn golden_visit(model: Model, program: &Path, language: Language) -> Result<usize> {
    let mut session = arrive(model, program)?;
    while session.twin.language() != language {
        session.press(Key::Up)?;
        session.seconds(1)?;
    }
    carry_out_all(&mut session, language, GOLDEN_VISIT)?;
    session.end()?;
    let golden = |step: &&Step| matches!(step, Golden(_));
    Ok(GOLDEN_VISIT.iter().filter(golden).count())
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
        Golden(name) => {
            let language = session.twin.language();
            let seen = golden::expect(session, language, name);
            session.pause(false)?;
            seen
        }
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
