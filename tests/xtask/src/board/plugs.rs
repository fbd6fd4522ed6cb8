//! Pulled plugs: power fails at any instant, around the writing of records above all, and every start is a valid one.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use super::card::Card;
use super::machine::{LIKE_THE_BOARD, Model, Setup};
use super::session::Session;
use super::soak::Chance;

const LIMIT: Duration = Duration::from_mins(2);

/// The first record is written two seconds after the start, with picture 40.
const BEFORE_THE_RECORD: u32 = 20;

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
    let (mut starts, mut kept, mut cut) = (0, 0, 0);
    for pull in 0..pulls {
        let mut session = Session::start(&setup)?;
        let line = session
            .until("the start", |line| line.text.starts_with("started "))
            .with_context(|| format!("after pull {pull}"))?;
        let memory_is = |word: &str| line.text.contains(&format!(" memory {word} "));
        ensure!(
            memory_is("kept") || starts == 0 && memory_is("blank"),
            "after pull {pull}: {}",
            line.text
        );
        // A start is counted if its record was written, and may be if it was cut.
        let counted = session.twin.counted;
        if counted != starts + 1 && counted != starts + 2 {
            bail!("after pull {pull}: start {counted} follows {starts}");
        }
        starts = counted - 1;
        // Some are pulled at any time, most around the record.
        if chance.below(4) == 0 {
            thread::sleep(Duration::from_millis(chance.below(400).into()));
        } else {
            while session.twin.tick() < BEFORE_THE_RECORD {
                session.picture()?;
            }
            thread::sleep(Duration::from_micros((chance.below(600) * 1000).into()));
        }
        session.drain()?;
        let written = session.twin.kept > 0;
        session.pull_the_plug()?;
        if written {
            kept += 1;
            starts += 1;
        } else {
            cut += 1;
        }
    }
    eprintln!(
        "{model}: {pulls} plugs pulled, {cut} before the record was acknowledged and {kept} after; every start was valid; {:.0} s",
        start.elapsed().as_secs_f32()
    );
    Ok(())
}
