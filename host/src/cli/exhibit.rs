//! The command `exhibit`: its arguments, and showing, recording, playing back or picturing the exhibit.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use clap::{Args, ValueEnum, ValueHint};
use polanyi_exhibit::exhibit::SECOND;
use polanyi_exhibit::{Frame, Language, Settings};

use super::trouble::Trouble;
use crate::exhibit::{House, ReplayError, Screen, Session, TerminalError, png, replay, show};
use crate::output::Destination;

pub(super) const EXAMPLES: &str = "\
Examples:
  polanyi exhibit                                      in this terminal
  polanyi exhibit --language zh --record visit.log     and keep what was pressed
  polanyi exhibit --replay visit.log                   the same visit again, bit for bit
  polanyi exhibit --replay visit.log --screenshot end.png
  polanyi exhibit --screenshot story.png --at 40       no terminal needed

Keys: left and right choose, Enter or space goes on, down goes back, up changes the language, s shows the
service screen, q ends. A log of a board, as the hexadecimal digits of its serial line, can be played too.
See docs/exhibit.md.";

/// The exhibit: the museum's board in a terminal.
#[derive(Debug, Args)]
pub(super) struct Exhibit {
    /// The language that it starts with
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    language: Tongue,
    /// Keep what is pressed in a file, which is written at the end
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["replay", "screenshot"])]
    record: Option<PathBuf>,
    /// Play back what was kept; without a terminal it is only checked
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "language")]
    replay: Option<PathBuf>,
    /// Write a picture to a PNG file: of the end of the log, or of the story
    #[arg(long, value_name = "FILE.png", value_hint = ValueHint::FilePath)]
    screenshot: Option<PathBuf>,
    /// When the picture of the story is taken, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=3600), requires = "screenshot", conflicts_with = "replay")]
    at: u32,
    /// Pixels of the picture for each pixel of the display, across and down
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=32), requires = "screenshot")]
    scale: u32,
}

/// A language, by its two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tongue {
    /// English
    En,
    /// Italian
    It,
    /// Chinese
    Zh,
}

/// Why the exhibit was not shown or not played back.
#[derive(Debug)]
pub(super) enum ExhibitTrouble {
    /// A log was not read from its file.
    Unread { path: PathBuf, error: io::Error },
    /// A log was not played back, or not to its end.
    Replay { path: PathBuf, error: ReplayError },
    /// There was no screen to show it on.
    Terminal(TerminalError),
}

impl ExhibitTrouble {
    /// Whether a better command line or file could have avoided it.
    pub(super) const fn is_bad_input(&self) -> bool {
        !matches!(self, Self::Terminal(TerminalError::Failed(_)))
    }
}

impl fmt::Display for ExhibitTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread { path, error } => write!(
                f,
                "{} cannot be read: {error}; give a log that --record has written",
                path.display()
            ),
            Self::Replay { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Terminal(error) => error.fmt(f),
        }
    }
}

impl From<ExhibitTrouble> for Trouble {
    fn from(trouble: ExhibitTrouble) -> Self {
        Self::Exhibit(trouble)
    }
}

impl Exhibit {
    pub(super) fn carry_out(&self) -> Result<(), Trouble> {
        let settings = Settings {
            language: match self.language {
                Tongue::En => Language::English,
                Tongue::It => Language::Italian,
                Tongue::Zh => Language::Chinese,
            },
            seed: 0,
        };
        let destination = self.screenshot.clone().map(Destination::File);
        if let Some(destination) = &destination {
            destination.probe()?;
        }
        match (&self.replay, destination) {
            (Some(log), destination) => self.play_back(log, destination),
            (None, Some(destination)) => self.picture_story(settings, &destination),
            (None, None) => self.show(settings),
        }
    }

    /// Shows it in the terminal, and keeps what was pressed.
    fn show(&self, settings: Settings) -> Result<(), Trouble> {
        let record = self.record.clone().map(Destination::File);
        if let Some(destination) = &record {
            destination.probe()?;
        }
        let mut screen = Screen::open().map_err(ExhibitTrouble::Terminal)?;
        let mut house = House::open();
        let mut session = Session::begin(&house, settings);
        let (mut exhibit, mut frame) = house.exhibit(settings);
        let shown = show(&mut screen, &mut exhibit, &mut frame, |exhibit, event| {
            session.key(exhibit, event);
        });
        drop(screen);
        if let Some(destination) = record {
            destination.deliver(&session.end(&exhibit, &frame))?;
        }
        Ok(shown.map_err(ExhibitTrouble::Terminal)?)
    }

    fn picture_story(&self, settings: Settings, destination: &Destination) -> Result<(), Trouble> {
        let mut house = House::open();
        let (mut exhibit, mut frame) = house.exhibit(settings);
        for _ in 0..=self.at * SECOND {
            exhibit.tick(&mut frame);
        }
        Ok(destination.deliver(&png(&frame, self.scale))?)
    }

    /// Plays a log back, on the terminal if there is one and no picture is asked for.
    fn play_back(&self, path: &Path, destination: Option<Destination>) -> Result<(), Trouble> {
        let log = fs::read(path).map_err(|error| ExhibitTrouble::Unread {
            path: path.to_owned(),
            error,
        })?;
        let mut screen = if destination.is_none() {
            Screen::open().ok()
        } else {
            None
        };
        let mut house = House::open();
        let mut ticks = 0_u32;
        let played = replay(&mut house, &log, |_, frame: &Frame| {
            ticks += 1;
            // A terminal that is gone is not worth stopping for.
            let shown = screen.as_mut().map(|screen| screen.pace(frame));
            shown
                .and_then(Result::ok)
                .unwrap_or(ControlFlow::Continue(()))
        });
        drop(screen);
        if matches!(played, Err(ReplayError::Stopped)) {
            let line = format!("stopped after {ticks} pictures\n");
            return Ok(Destination::Standard.deliver(line.as_bytes())?);
        }
        let frame = played.map_err(|error| ExhibitTrouble::Replay {
            path: path.to_owned(),
            error,
        })?;
        if let Some(destination) = destination {
            return Ok(destination.deliver(&png(&frame, self.scale))?);
        }
        let line = format!(
            "the same bit for bit: {ticks} pictures, digest {:016x}\n",
            frame.digest()
        );
        Ok(Destination::Standard.deliver(line.as_bytes())?)
    }
}
