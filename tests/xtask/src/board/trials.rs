//! Trials: the exhibit survives what a museum does to it.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use polanyi_exhibit::Scene;
use polanyi_exhibit::input::{Key, KeySet};

use super::card::Card;
use super::debugger::{Debugger, Socket};
use super::machine::{LIKE_THE_BOARD, Model, Setup};
use super::program::Program;
use super::session::Session;

const LIMIT: Duration = Duration::from_mins(1);

/// Milliseconds from a reset to the first picture, that of a fault's aftermath included.
const BACK_MS: u32 = 2_000;

/// `cpsid i; wfi; b` to the wait again: the end of a board that has given up, and so a place to hang in.
const GIVEN_UP: &[u8] = &[0x72, 0xb6, 0x30, 0xbf, 0xfd, 0xe7];

/// `wfi`: outside that end, where the exhibit rests, with interrupts let in and none being answered.
const REST: &[u8] = &[0x30, 0xbf];

/// All of them.
pub(super) fn check(model: Model, program: &Path) -> Result<()> {
    let start = Instant::now();
    faults(model, program).context("faults")?;
    images(model, program).context("images of the memory card")?;
    stuck_key(model, program).context("a stuck key")?;
    eprintln!(
        "{model}: hung, gone astray and silenced, with damaged memories and a stuck key, the exhibit came back; {:.1} s",
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

/// An exhibit that has started.
fn start(setup: &Setup) -> Result<Session> {
    let mut session = Session::start(setup)?;
    started(&mut session)?;
    session.let_go()?;
    session.seconds(1)?;
    Ok(session)
}

/// Waits for the start, which is in time, and for the first pictures.
fn started(session: &mut Session) -> Result<()> {
    session.until("the start", |line| line.text.starts_with("started "))?;
    let ms = session.twin.started_ms;
    ensure!(ms <= BACK_MS, "back {ms} ms after the reset");
    session.seconds(2)
}

/// What goes wrong, and what the board says of it.
const FAULTS: [(&str, Fault, Option<&str>); 4] = [
    ("a hung picture", Fault::Hung, Some("watchdog: no picture")),
    ("a wild jump", Fault::Astray, Some("hard fault at 0x2000")),
    ("a hang with interrupts off", Fault::Silenced, None),
    (
        "a hang in an interrupt",
        Fault::Interrupted,
        Some("watchdog: no picture"),
    ),
];

#[derive(Debug, Clone, Copy)]
enum Fault {
    Hung,
    Interrupted,
    Silenced,
    Astray,
}

fn faults(model: Model, program: &Path) -> Result<()> {
    let card = Card::new("faults", |_| 0xff)?;
    let socket = Socket::new("trials");
    let mut session = start(&Setup {
        time: LIKE_THE_BOARD,
        card: Some(card.0.clone()),
        debugger: Some(socket.0.clone()),
        ..Setup::new(model, program, LIMIT)
    })?;
    for (name, fault, words) in FAULTS {
        suffer(&mut session, program, &socket, fault, words).context(name)?;
    }
    // Three stops in a row: staff see why at once, and anybody who presses a key goes on.
    ensure!(session.twin.scene() == Scene::Service, "no service screen");
    session.shot().context("the reason on the service screen")?;
    // A key that reads as pressed since the reset counts from its second press on.
    session.let_go()?;
    session.seconds(1)?;
    if session.twin.scene() == Scene::Service {
        session.press(Key::Down)?;
        session.seconds(1)?;
    }
    ensure!(session.twin.scene() != Scene::Service, "it stays there");
    session.end()
}

fn suffer(
    session: &mut Session,
    program: &Path,
    socket: &Socket,
    fault: Fault,
    words: Option<&str>,
) -> Result<()> {
    let code = Program::read(program)?;
    let given_up = *code
        .places_of(GIVEN_UP)?
        .first()
        .context("the program never gives up")?;
    let mut debugger = Debugger::attach(socket)?;
    // Wherever it is now, it may be answering an interrupt; the fault is to happen in a place that is known.
    match fault {
        Fault::Interrupted => {
            debugger.run_to(&[code.symbol("DefaultHandler")?])?;
        }
        _ => debugger.run_to(&code.places_of(REST)?)?,
    }
    match fault {
        Fault::Silenced => debugger.jump(given_up)?,
        Fault::Hung | Fault::Interrupted => debugger.jump(given_up + 2)?,
        // Memory that nobody may execute.
        Fault::Astray => debugger.jump(code.symbol("_stack_guard")?)?,
    }
    debugger.detach()?;
    if let Some(words) = words {
        session.until("the fault's words", |line| {
            line.level == "error" && line.text.starts_with(words)
        })?;
    }
    // The words of the last fault that had any are kept.
    session.until("the words after the reset", |line| {
        line.level == "warn" && line.text.starts_with("last stop: ")
    })?;
    started(session)?;
    if session.twin.scene() == Scene::Attract {
        session.shot().context("the story after the reset")?;
    }
    Ok(())
}

fn images(model: Model, program: &Path) -> Result<()> {
    let mut noise = 1_u32;
    let mut random = move |_| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.to_le_bytes()[3]
    };
    let cards = [
        ("blank", Card::new("blank", |_| 0xff)?, Scene::Attract),
        ("damaged", Card::new("zeroed", |_| 0)?, Scene::Service),
        ("damaged", Card::new("random", &mut random)?, Scene::Service),
    ];
    for (memory, card, scene) in cards {
        // The second start finds what the first has kept.
        for (memory, scene) in [(memory, scene), ("kept", Scene::Attract)] {
            let mut session = Session::start(&Setup {
                time: LIKE_THE_BOARD,
                card: Some(card.0.clone()),
                ..Setup::new(model, program, LIMIT)
            })?;
            let line = session.until("the start", |line| line.text.starts_with("started "))?;
            ensure!(
                line.text.contains(&format!(" memory {memory} ")),
                "{}",
                line.text
            );
            session.seconds(1)?;
            ensure!(session.twin.scene() == scene, "{:?}", session.twin.scene());
            session.shot()?;
            // The first record is written after two seconds.
            session.seconds(2)?;
            ensure!(session.twin.kept == 1, "nothing was kept");
            session.end()?;
        }
    }
    Ok(())
}

/// Somebody leans on a key and leaves: a minute later the story is told again, other keys still work, and staff see which is jammed.
fn stuck_key(model: Model, program: &Path) -> Result<()> {
    let mut session = start(&Setup {
        time: LIKE_THE_BOARD,
        ..Setup::new(model, program, LIMIT)
    })?;
    session.hold(Key::Left, true)?;
    session.seconds(2)?;
    ensure!(
        session.twin.scene() == Scene::Choosing,
        "the key was not seen"
    );
    for _ in 0..70 {
        session.seconds(1)?;
        if session.twin.scene() == Scene::Attract {
            session.press(Key::Select)?;
            session.seconds(1)?;
            ensure!(
                session.twin.scene() == Scene::Choosing,
                "no visitor can begin"
            );
            session.shot()?;
            told_to_staff(&mut session)?;
            return session.end();
        }
    }
    bail!("a stuck key keeps the exhibit from telling its story")
}

/// The keys that are not jammed open the service screen, which shows the one that is.
fn told_to_staff(session: &mut Session) -> Result<()> {
    for key in [Key::Down, Key::Select] {
        session.hold(key, true)?;
    }
    session.seconds(4)?;
    ensure!(
        session.twin.scene() == Scene::Service,
        "no service screen beside a stuck key"
    );
    ensure!(
        session.twin.stuck() == KeySet::NONE.with(Key::Left, true),
        "the stuck key is not told"
    );
    session.shot()?;
    Ok(())
}
