//! The self-test's report: read line by line and held against the golden digests and the budget of the stack.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::log::{self, Line};
use super::machine::Model;
use crate::budget::{self, Budgets, Figure};
use crate::digests::{self, Golden};

const LIMIT: Duration = Duration::from_mins(2);

/// The board's clock ticks at 50 MHz and an emulated instruction takes a nanosecond.
const INSTRUCTIONS_A_TICK: u64 = 20;

/// What the self-test says.
#[derive(Debug, PartialEq, Eq)]
enum Report<'a> {
    /// A line of a place's digests, exactly as the host prints it.
    Digest {
        place: &'a str,
        line: &'a str,
    },
    /// A place is over.
    Cost {
        place: &'a str,
        events: u64,
        ticks: u64,
    },
    Stack {
        bytes: u64,
    },
    Done,
}

/// How much of the self-test is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it, with what it costs held against the budgets.
    All,
    /// So many places.
    First(usize),
}

/// Runs the self-test. The first digest that differs ends it.
pub(super) fn check(model: Model, program: &Path, extent: Extent) -> Result<()> {
    let start = Instant::now();
    let mut check = Check::new(extent)?;
    log::follow(model, program, LIMIT, |line| check.hear(line))?;
    eprintln!(
        "{model}: {} places in {:.1} s",
        check.finished,
        start.elapsed().as_secs_f32()
    );
    if extent != Extent::All {
        return Ok(());
    }
    let stack = check
        .stack
        .with_context(|| format!("{model} did not tell the depth of its stack"))?;
    let budgets = Budgets::read()?;
    budget::check(&[
        Figure::new(format!("{model} stack, bytes"), stack, budgets.stack_bytes),
        Figure::new(
            format!("{model} instructions of an event, in the dearest place"),
            check.dearest,
            budgets.event_instructions,
        ),
    ])
}

#[derive(Debug)]
struct Check {
    extent: Extent,
    places: Vec<(String, Golden)>,
    finished: usize,
    /// Lines heard of the place that is running.
    lines: usize,
    stack: Option<u64>,
    /// Instructions of an event in the place where they are most.
    dearest: u64,
}

impl Check {
    fn new(extent: Extent) -> Result<Self> {
        let with_golden = |place: String| Golden::read(&place).map(|golden| (place, golden));
        let places = digests::places()?
            .into_iter()
            .map(with_golden)
            .collect::<Result<_>>()?;
        Ok(Self {
            extent,
            places,
            finished: 0,
            lines: 0,
            stack: None,
            dearest: 0,
        })
    }

    fn hear(&mut self, line: &Line) -> Result<ControlFlow<()>> {
        if line.level != "info" {
            bail!("{}", line.text);
        }
        match parse(&line.text)
            .with_context(|| format!("not a line of the self-test: {}", line.text))?
        {
            Report::Digest { place, line } => {
                self.golden(place)?.compare(self.lines, line)?;
                self.lines += 1;
            }
            Report::Cost {
                place,
                events,
                ticks,
            } => {
                self.finish(place, events, ticks)?;
                if self.extent == Extent::First(self.finished) {
                    return Ok(ControlFlow::Break(()));
                }
            }
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

    fn finish(&mut self, place: &str, events: u64, ticks: u64) -> Result<()> {
        self.golden(place)?.compare_end(self.lines)?;
        let instructions = (ticks * INSTRUCTIONS_A_TICK)
            .checked_div(events)
            .unwrap_or(0);
        self.dearest = self.dearest.max(instructions);
        let lines = self.lines;
        eprintln!(
            "  {place:16} {lines:3} lines equal  {events:8} events  {instructions:6} instructions an event"
        );
        self.finished += 1;
        self.lines = 0;
        Ok(())
    }
}

/// A line of the self-test, or nothing if it is none.
fn parse(text: &str) -> Option<Report<'_>> {
    if let Some((place, line)) = text
        .strip_prefix("digest ")
        .and_then(|rest| rest.split_once(' '))
    {
        return Some(Report::Digest { place, line });
    }
    let words: Vec<_> = text.split(' ').collect();
    Some(match *words.as_slice() {
        ["cost", place, events, "events", ticks, "ticks"] => Report::Cost {
            place,
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
    use super::{Report, parse};

    #[test]
    fn the_lines_of_the_self_test_are_understood() {
        let told = Report::Digest {
            place: "yiwu",
            line: "1985 00000000000000aa",
        };
        assert_eq!(parse("digest yiwu 1985 00000000000000aa"), Some(told));
        let told = Report::Digest {
            place: "yiwu",
            line: "final 00000000000000aa 12 events",
        };
        assert_eq!(
            parse("digest yiwu final 00000000000000aa 12 events"),
            Some(told)
        );
        let told = Report::Cost {
            place: "yiwu",
            events: 12,
            ticks: 340,
        };
        assert_eq!(parse("cost yiwu 12 events 340 ticks"), Some(told));
        assert_eq!(parse("stack 1024"), Some(Report::Stack { bytes: 1024 }));
        assert_eq!(parse("done"), Some(Report::Done));
    }

    #[test]
    fn anything_else_is_not() {
        for text in [
            "",
            "stack deep",
            "cost yiwu 12 events",
            "digest yiwu",
            "undone",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
