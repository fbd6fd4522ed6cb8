//! A soak: days at the museum, mostly nobody and now and then somebody who presses anything, held against the host all along.

use std::fmt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use polanyi_exhibit::input::Key;

use super::card::Card;
use super::machine::{LIKE_THE_BOARD, Model, Setup};
use super::session::Session;
use super::twin::Twin;
use crate::budget::{self, Budgets, Figure};

/// The emulator is faster than the board by far more than this, so a board that stands still is noticed.
const LIMIT: Duration = Duration::from_hours(20);

/// A day at the museum, from ten to six: power comes in the morning and goes in the evening, whatever is being shown.
const DAY_MINUTES: u32 = 480;

/// What is seen where no day is asked for.
const LOOK_MINUTES: u32 = 60;

/// What came of a day, or of several.
#[derive(Debug, Clone, Copy, Default)]
struct Outcome {
    minutes: u32,
    visits: u32,
    records: u32,
    stack_bytes: u64,
    /// Of a thousand pictures that were due, those that were late, on the worst day.
    late_per_mille: u32,
}

impl Outcome {
    fn and(self, other: Self) -> Self {
        Self {
            minutes: self.minutes + other.minutes,
            visits: self.visits + other.visits,
            records: self.records + other.records,
            stack_bytes: self.stack_bytes.max(other.stack_bytes),
            late_per_mille: self.late_per_mille.max(other.late_per_mille),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} minutes with {} visits and {} records, every picture equal on board and host, no reset; \
             {} late of a thousand pictures that were due; stack {} bytes",
            self.minutes, self.visits, self.records, self.late_per_mille, self.stack_bytes
        )
    }
}

/// Runs for so many days, from one on, which are dealt out to so many boards at once; for an hour if there are none.
pub(super) fn check(model: Model, program: &Path, days: u32, from: u32, boards: u32) -> Result<()> {
    let start = Instant::now();
    let (days, minutes, seen) = match days {
        0 => (1, LOOK_MINUTES, format!("an hour of day {from}")),
        days => (days, DAY_MINUTES, format!("{days} days from day {from} on")),
    };
    let all = thread::scope(|scope| {
        let life = |board: u32| {
            let card = Card::new(&format!("soak-{board}"), |_| 0xff)?;
            let mut all = Outcome::default();
            let own = (from + board..from + days).step_by(usize::try_from(boards)?);
            for (starts, day) in (0..).zip(own) {
                let outcome = live(model, program, &card, minutes, day, starts)
                    .with_context(|| format!("day {day} on board {}", board + 1))?;
                let seconds = start.elapsed().as_secs();
                eprintln!(
                    "  day {day} on board {}: {outcome}; after {seconds} s",
                    board + 1
                );
                all = all.and(outcome);
            }
            anyhow::Ok(all)
        };
        let lives: Vec<_> = (0..boards.min(days))
            .map(|board| scope.spawn(move || life(board)))
            .collect();
        lives.into_iter().try_fold(Outcome::default(), |all, life| {
            let outcome = life
                .join()
                .map_err(|_| anyhow!("a board's thread panicked"))??;
            anyhow::Ok(all.and(outcome))
        })
    })?;
    eprintln!(
        "{model}: {seen}, {all}; {:.0} s",
        start.elapsed().as_secs_f32()
    );
    budget::check(&[Figure::new(
        format!("{model} exhibit stack, bytes"),
        all.stack_bytes,
        Budgets::read()?.stack_bytes,
    )])
}

/// A day of a board that has been started so often before.
fn live(
    model: Model,
    program: &Path,
    card: &Card,
    minutes: u32,
    day: u32,
    starts: u32,
) -> Result<Outcome> {
    let mut session = Session::start(&Setup {
        time: LIKE_THE_BOARD,
        card: Some(card.0.clone()),
        ..Setup::new(model, program, LIMIT)
    })?;
    let line = session.until("the start", |line| line.text.starts_with("started "))?;
    let memory = if starts == 0 {
        " memory blank "
    } else {
        " memory kept "
    };
    ensure!(line.text.contains(memory), "{}", line.text);
    let counted = session.twin.counted;
    ensure!(counted == starts + 1, "start {counted} follows {starts}");
    session.let_go()?;
    let mut chance = Chance(day);
    let mut hours = 0;
    while session.twin.equal < minutes * 60 {
        session.seconds(10 + chance.below(170))?;
        for _ in 0..chance.below(40) {
            let key = Key::ALL[usize::try_from(chance.below(5))?];
            session.press(key)?;
            session.seconds(chance.below(6))?;
        }
        let Twin {
            equal,
            visits,
            stack_bytes,
            ..
        } = session.twin;
        if equal / 3600 > hours {
            hours = equal / 3600;
            eprintln!("  {hours} h of day {day}: {visits} visits, stack {stack_bytes} bytes");
        }
    }
    let twin = &session.twin;
    // A reset would have begun a new count.
    ensure!(
        twin.starts == 1,
        "the board has started {} times",
        twin.starts
    );
    ensure!(twin.kept > 0, "nothing was kept");
    let outcome = Outcome {
        minutes: twin.equal / 60,
        visits: twin.visits,
        records: twin.kept,
        stack_bytes: twin.stack_bytes,
        late_per_mille: twin.late_per_mille(),
    };
    session.end()?;
    Ok(outcome)
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
