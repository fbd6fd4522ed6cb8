//! Pulled plugs: power fails at any instant, around the writing of records above all, and every start is a valid one
//! that goes on with the visit.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use polanyi_exhibit::input::Key;
use polanyi_exhibit::visit::Step;

use super::card::Card;
use super::machine::{LIKE_THE_BOARD, Model, Setup};
use super::session::Session;
use super::soak::Chance;

const LIMIT: Duration = Duration::from_mins(2);

/// The first record is written two seconds after the start, with picture 40.
const BEFORE_THE_RECORD: u32 = 20;

/// Seconds of the board's time after which a step of a visit is kept for sure.
const KEPT_SECONDS: u32 = 3;

/// Pulls the plug so often.
pub(super) fn check(model: Model, program: &Path, pulls: u32) -> Result<()> {
    let start = Instant::now();
    let card = Card::new("plugs", |_| 0xff)?;
    let setup = Setup {
        time: LIKE_THE_BOARD,
        card: Some(card.0.clone()),
        // Without it QEMU stops between blocks of instructions only, and no write is ever cut.
        single_step: true,
        ..Setup::new(model, program, LIMIT)
    };
    let mut chance = Chance(pulls);
    let (mut starts, mut kept, mut cut, mut resumed) = (0, 0, 0, 0);
    // The steps of a visit that the next start may go on with.
    let mut steps = vec![None];
    for pull in 0..pulls {
        let mut session = Session::start(&setup)?;
        starts = started(&mut session, starts).with_context(|| format!("after pull {pull}"))? - 1;
        let sure = if chance.below(2) == 0 {
            visited(&mut session, &mut chance)?
        } else {
            wait(&mut session, &mut chance)?;
            false
        };
        session.drain()?;
        let written = session.twin.kept > 0;
        // A visit goes on before the first picture; a board that has shown none is none to be asked.
        if session.twin.equal > 0 {
            let found = session.twin.resumed;
            ensure!(
                steps.contains(&found),
                "after pull {pull}: the visit goes on at {found:?}, and not at one of {steps:?}"
            );
            resumed += u32::from(found.is_some());
            // What was found may still be what is kept, unless it is known that the last step is.
            steps = vec![session.twin.step()];
            if !sure {
                steps.push(found);
            }
        }
        session.pull_the_plug()?;
        if written {
            kept += 1;
            starts += 1;
        } else {
            cut += 1;
        }
    }
    eprintln!(
        "{model}: {pulls} plugs pulled, {cut} before the record was acknowledged and {kept} after; every start was valid, \
         and {resumed} went on with the visit; {:.0} s",
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

/// Waits for a start, which finds the memory as it should be; the answer is its number.
fn started(session: &mut Session, starts: u32) -> Result<u32> {
    let line = session.until("the start", |line| line.text.starts_with("started "))?;
    let memory_is = |word: &str| line.text.contains(&format!(" memory {word} "));
    ensure!(
        memory_is("kept") || starts == 0 && memory_is("blank"),
        "{}",
        line.text
    );
    // A start is counted if its record was written, and may be if it was cut.
    let counted = session.twin.counted;
    if counted != starts + 1 && counted != starts + 2 {
        bail!("start {counted} follows {starts}");
    }
    Ok(counted)
}

/// Waits for nothing in particular: sometimes for any time, mostly until around the first record.
fn wait(session: &mut Session, chance: &mut Chance) -> Result<()> {
    if chance.below(4) == 0 {
        thread::sleep(Duration::from_millis(chance.below(400).into()));
    } else {
        while session.twin.tick() < BEFORE_THE_RECORD {
            session.picture()?;
        }
        thread::sleep(Duration::from_micros((chance.below(600) * 1000).into()));
    }
    Ok(())
}

/// A visitor presses a key, on or sometimes back; says whether so much time has passed that its step is kept for sure.
fn visited(session: &mut Session, chance: &mut Chance) -> Result<bool> {
    session.let_go()?;
    session.picture()?;
    let back = chance.below(6) == 0 || session.twin.step() == Some(Step::Result);
    session.press(if back { Key::Down } else { Key::Select })?;
    let sure = chance.below(2) == 0;
    session.seconds(if sure { KEPT_SECONDS } else { 1 })?;
    if !sure {
        thread::sleep(Duration::from_millis(chance.below(300).into()));
    }
    Ok(sure)
}
