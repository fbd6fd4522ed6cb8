//! Faults on purpose: a stack that overflows and a panic must be told at once and remembered by the next boot.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};

use super::log::{self, Line};
use super::machine::Model;

const LIMIT: Duration = Duration::from_mins(1);

/// The lines of the three boots, in order: level and how the text begins.
const STORY: [(&str, &str); 7] = [
    ("info", "digging"),
    ("error", "stack overflow at 0x2000"),
    ("warn", "last stop: stack overflow at 0x2000"),
    ("info", "panicking"),
    ("error", "panic at "),
    ("warn", "last stop: panic at "),
    ("info", "done"),
];

/// Runs the program of faults and compares its story.
pub(super) fn check(model: Model, program: &Path) -> Result<()> {
    let mut story = Story::default();
    log::follow(model, program, LIMIT, |line| story.hear(line))?;
    eprintln!("{model}: a stack overflow and a panic were caught, and remembered after a reset");
    Ok(())
}

#[derive(Debug, Default)]
struct Story {
    heard: usize,
}

impl Story {
    fn hear(&mut self, line: &Line) -> Result<ControlFlow<()>> {
        let Some((level, text)) = STORY.get(self.heard) else {
            bail!("the story was over, and then came: {}", line.text)
        };
        if line.level != *level || !line.text.starts_with(text) {
            bail!(
                "expected {level} `{text}...`, found {} `{}`",
                line.level,
                line.text
            );
        }
        self.heard += 1;
        Ok(if self.heard == STORY.len() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, STORY, Story};

    fn line(level: &str, text: &str) -> Line {
        Line {
            level: level.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn the_story_ends_with_its_last_line() {
        let mut story = Story::default();
        let ends: Vec<_> = STORY
            .iter()
            .map(|(level, text)| story.hear(&line(level, text)).expect("as told").is_break())
            .collect();
        assert_eq!(ends, [false, false, false, false, false, false, true]);
    }

    #[test]
    fn an_overflow_that_is_not_caught_is_noticed() {
        let mut story = Story::default();
        assert!(story.hear(&line("info", "digging")).is_ok());
        assert!(story.hear(&line("info", "dug 0")).is_err());
    }
}
