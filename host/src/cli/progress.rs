//! Progress of a long run or of many, on standard error and only if that is a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(400);

/// A bar that appears when a run takes long.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// `count` steps of a unit, which is a noun in the plural.
    pub(super) fn of(name: &str, count: u64, unit: &str) -> Self {
        let template = format!("{{prefix}} {{wide_bar}} {{pos}} of {{len}} {unit}, {{eta}} left");
        let style = ProgressStyle::with_template(&template)
            .expect("but for a noun the template is a constant that a test has seen");
        let bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::hidden());
        bar.set_style(style);
        bar.set_prefix(name.to_owned());
        Self { bar }
    }

    /// One step more is done, on any thread.
    pub(super) fn advance(&self) {
        if self.bar.is_hidden() && self.bar.elapsed() > PATIENCE {
            // It stays hidden where standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Leaves the terminal clean.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_can_be_made_for_any_number_of_steps() {
        for count in [0, 1, u64::MAX] {
            let progress = Progress::of("here", count, "years");
            progress.advance();
            progress.end();
        }
    }
}
