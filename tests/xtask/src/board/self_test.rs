//! The self-test's report: read line by line and held against the golden digests and the budget of the stack.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::log::{self, Line};
use super::machine::Model;
use crate::budget::{self, Budgets, Figure};
use crate::digests::{self, Entry, Golden};

const LIMIT: Duration = Duration::from_secs(120);

/// The board's clock ticks at 50 MHz and an emulated instruction takes a nanosecond.
const INSTRUCTIONS_A_TICK: u64 = 20;

/// What the self-test says.
#[derive(Debug, PartialEq, Eq)]
enum Report {
    Year {
        place: String,
        entry: Entry,
    },
    Place {
        place: String,
        digest: String,
        events: u64,
        ticks: u64,
    },
    Stack {
        bytes: u64,
    },
    Done,
}

/// Runs the self-test. The first digest that differs ends it.
pub(super) fn check(model: Model, program: &Path) -> Result<()> {
    let start = Instant::now();
    let mut check = Check::new(model)?;
    log::follow(model, program, LIMIT, |line| check.hear(line))?;
    eprintln!(
        "{model}: {} places in {:.1} s",
        check.finished,
        start.elapsed().as_secs_f32()
    );
    let stack = check
        .stack
        .with_context(|| format!("{model} did not tell the depth of its stack"))?;
    budget::check(&[Figure::new(
        format!("{model} stack"),
        stack,
        Budgets::read()?.stack_bytes,
    )])
}

#[derive(Debug)]
struct Check {
    model: Model,
    places: Vec<(String, Golden)>,
    finished: usize,
    /// Years heard of the place that is running.
    years: usize,
    stack: Option<u64>,
}

impl Check {
    fn new(model: Model) -> Result<Self> {
        let with_golden = |place: String| Golden::read(&place).map(|golden| (place, golden));
        let places = digests::places()?
            .into_iter()
            .map(with_golden)
            .collect::<Result<_>>()?;
        Ok(Self {
            model,
            places,
            finished: 0,
            years: 0,
            stack: None,
        })
    }

    fn hear(&mut self, line: &Line) -> Result<ControlFlow<()>> {
        if line.level != "info" {
            bail!("{}", line.text);
        }
        match parse(&line.text)
            .with_context(|| format!("not a line of the self-test: {}", line.text))?
        {
            Report::Year { place, entry } => {
                self.golden(&place)?.compare(self.years, &entry)?;
                self.years += 1;
            }
            Report::Place {
                place,
                digest,
                events,
                ticks,
            } => self.finish(&place, &digest, events, ticks)?,
            Report::Stack { bytes } => self.stack = Some(bytes),
            Report::Done if self.finished == self.places.len() => {
                return Ok(ControlFlow::Break(()));
            }
            Report::Done => bail!(
                "done after {} of {} places",
                self.finished,
                self.places.len()
            ),
        }
        Ok(ControlFlow::Continue(()))
    }

    fn golden(&self, place: &str) -> Result<&Golden> {
        match self.places.get(self.finished) {
            Some((expected, golden)) if expected == place => Ok(golden),
            Some((expected, _)) => bail!("expected the place {expected}, found {place}"),
            None => bail!("found the place {place} after the last one"),
        }
    }

    fn finish(&mut self, place: &str, digest: &str, events: u64, ticks: u64) -> Result<()> {
        self.golden(place)?.compare_end(self.years)?;
        let instructions = (ticks * INSTRUCTIONS_A_TICK)
            .checked_div(events)
            .unwrap_or(0);
        let years = self.years;
        eprintln!(
            "  {place:16} {years:3} years  {events:8} events  {instructions:6} instructions an event  {digest}"
        );
        self.finished += 1;
        self.years = 0;
        Ok(())
    }
}

/// A line of the self-test, or nothing if it is none.
fn parse(text: &str) -> Option<Report> {
    let words: Vec<_> = text.split(' ').collect();
    Some(match *words.as_slice() {
        ["year", place, label, digest] => Report::Year {
            place: place.to_owned(),
            entry: Entry {
                label: label.to_owned(),
                digest: digest.to_owned(),
            },
        },
        ["place", place, digest, events, "events", ticks, "ticks"] => Report::Place {
            place: place.to_owned(),
            digest: digest.to_owned(),
            events: events.parse().ok()?,
            ticks: ticks.parse().ok()?,
        },
        ["stack", bytes] => Report::Stack {
            bytes: bytes.parse().ok()?,
        },
        ["done"] => Report::Done,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Entry, Report, parse};

    #[test]
    fn the_lines_of_the_self_test_are_understood() {
        let entry = Entry {
            label: "1985".to_owned(),
            digest: "00000000000000aa".to_owned(),
        };
        assert_eq!(
            parse("year yiwu 1985 00000000000000aa"),
            Some(Report::Year {
                place: "yiwu".to_owned(),
                entry
            })
        );
        let (place, digest) = ("yiwu".to_owned(), "00000000000000aa".to_owned());
        let told = Report::Place {
            place,
            digest,
            events: 12,
            ticks: 340,
        };
        assert_eq!(
            parse("place yiwu 00000000000000aa 12 events 340 ticks"),
            Some(told)
        );
        assert_eq!(parse("stack 1024"), Some(Report::Stack { bytes: 1024 }));
        assert_eq!(parse("done"), Some(Report::Done));
    }

    #[test]
    fn anything_else_is_not() {
        for text in ["", "stack deep", "place yiwu 12 events", "undone"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
