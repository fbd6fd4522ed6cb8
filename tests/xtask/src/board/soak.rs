//! A soak: days at the museum, mostly nobody and now and then somebody who presses anything, held against the host all along.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use polanyi_exhibit::input::Key;

use super::machine::{LIKE_THE_BOARD, Model, Setup};
use super::session::Session;
use super::trials::Card;
use crate::budget::{self, Budgets, Figure};

/// The emulator is faster than the board by far more than this, so a board that stands still is noticed.
const LIMIT: Duration = Duration::from_hours(200);

/// Runs for so many of the board's minutes.
pub(super) fn check(model: Model, program: &Path, minutes: u32, seed: u32) -> Result<()> {
    let start = Instant::now();
    let card = Card::new("soak", |_| 0xff)?;
    let mut session = Session::start(&Setup {
        time: LIKE_THE_BOARD,
        card: Some(card.0.clone()),
        ..Setup::new(model, program, LIMIT)
    })?;
    session.until("the start", |line| line.text.starts_with("started "))?;
    session.let_go()?;
    let mut chance = Chance(seed);
    let mut told = 0;
    while session.twin.equal < minutes * 60 {
        session.seconds(10 + chance.below(170))?;
        for _ in 0..chance.below(40) {
            let key = Key::ALL[usize::try_from(chance.below(5))?];
            session.press(key)?;
            session.seconds(chance.below(6))?;
        }
        let hours = session.twin.equal / 3600;
        if hours > told {
            told = hours;
            eprintln!(
                "  {hours} h: {} visits, after {} s",
                session.twin.visits,
                start.elapsed().as_secs()
            );
        }
    }
    let twin = &session.twin;
    // A start would have begun a new count.
    ensure!(
        twin.starts == 1,
        "the board has started {} times",
        twin.starts
    );
    let seconds = start.elapsed().as_secs_f32();
    eprintln!(
        "{model}: {} minutes with {} visits and {} records, every picture equal on board and host, in {seconds:.0} s; \
         of a thousand pictures that were due, {} were late",
        twin.equal / 60,
        twin.visits,
        twin.kept,
        twin.late_per_mille(),
    );
    budget::check(&[Figure::new(
        format!("{model} exhibit stack, bytes"),
        twin.stack_bytes,
        Budgets::read()?.stack_bytes,
    )])?;
    session.end()
}

/// Numbers that repeat with their seed.
#[derive(Debug)]
pub(super) struct Chance(pub(super) u32);

impl Chance {
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % bound
    }
}
