//! A session with a board: its log line by line, its keys and its screen.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;
use std::{env, fs, thread};

use anyhow::{Context as _, Result, anyhow, bail};
use defmt_decoder::{StreamDecoder, Table};
use polanyi_exhibit::frame::BYTES;
use polanyi_exhibit::input::Key;
use serde_json::json;

use super::keys;
use super::log::{self, Line};
use super::machine::{Machine, Setup};
use super::picture::{self, Picture};
use super::twin::Twin;

/// Lines that are kept for an error's message.
const LAST_LINES: usize = 8;

/// Looks at the screen before it counts as wrong: one look can fall between two parts of a picture.
const SHOTS: u32 = 20;

/// A running board.
pub(super) struct Session {
    machine: Machine,
    decoder: Box<dyn StreamDecoder>,
    waiting: VecDeque<Line>,
    heard: VecDeque<Line>,
    /// The same exhibit on the host.
    pub(super) twin: Twin,
    screen: PathBuf,
    glances: u64,
}

impl Session {
    /// Starts a board.
    pub(super) fn start(setup: &Setup) -> Result<Self> {
        // A decoder borrows its table; a table lives as long as this short program.
        let table: &'static Table = Box::leak(Box::new(log::table(&setup.program)?));
        let machine = Machine::start(setup)?;
        let screen = env::temp_dir().join(format!("polanyi-{}.ppm", machine.id()));
        Ok(Self {
            machine,
            decoder: table.new_stream_decoder(),
            waiting: VecDeque::new(),
            heard: VecDeque::new(),
            twin: Twin::new(),
            screen,
            glances: 0,
        })
    }

    /// The next line, once the twin has heard it and agrees.
    pub(super) fn line(&mut self) -> Result<Line> {
        loop {
            if let Some(line) = self.waiting.pop_front() {
                if self.heard.len() == LAST_LINES {
                    self.heard.pop_front();
                }
                self.heard.push_back(line.clone());
                let agreed = self.twin.hear(&line);
                agreed.map_err(|error| self.with_last_lines(&error))?;
                return Ok(line);
            }
            let heard = self.machine.listen();
            let bytes = heard.map_err(|error| self.with_last_lines(&error))?;
            let bytes = bytes.context("QEMU ended by itself")?;
            self.decode(&bytes);
        }
    }

    /// Lines up to the first that `is_it`, which is the answer. A warning or an error that it does not want fails.
    pub(super) fn until(&mut self, what: &str, is_it: impl Fn(&Line) -> bool) -> Result<Line> {
        loop {
            let line = self.line().with_context(|| format!("waiting for {what}"))?;
            if is_it(&line) {
                return Ok(line);
            }
            if line.level != "info" {
                bail!(
                    "waiting for {what}, the board told: {} {}",
                    line.level,
                    line.text
                );
            }
        }
    }

    /// Lines up to a picture that is told of after the present one.
    pub(super) fn picture(&mut self) -> Result<Line> {
        self.until("a picture", |line| line.text.starts_with("picture "))
    }

    /// Lines for so many seconds of the board's time.
    pub(super) fn seconds(&mut self, seconds: u32) -> Result<()> {
        (0..seconds).try_for_each(|_| self.picture().map(|_| ()))
    }

    /// Looks at the screen until it shows one of the twin's pictures, whole; the answer is the picture.
    pub(super) fn shot(&mut self) -> Result<Picture> {
        let mut screen = [0; BYTES];
        for _ in 0..SHOTS {
            self.wait_out_of_step();
            self.pause(true)?;
            screen = self.screen()?;
            self.pause(false)?;
            // The board tells of it within a second or, if it has just done so, two.
            self.seconds(2)?;
            if self.twin.saw(&screen).is_some() {
                return Ok(screen);
            }
        }
        bail!(
            "the screen shows none of the pictures that the host has drawn; the nearest differs in {} bytes",
            self.twin.distance(&screen)
        );
    }

    /// Waits a moment, another one each time: who always looks right after the board has told something may see half a picture
    /// each time.
    fn wait_out_of_step(&mut self) {
        self.glances = self.glances.wrapping_add(1);
        thread::sleep(Duration::from_micros(200 * (1 + self.glances % 9)));
    }

    /// Hears what the board has told already, without waiting. A warning or an error fails.
    pub(super) fn drain(&mut self) -> Result<()> {
        for bytes in self.machine.told() {
            self.decode(&bytes);
        }
        while !self.waiting.is_empty() {
            let line = self.line()?;
            if line.level != "info" {
                bail!("the board told: {} {}", line.level, line.text);
            }
        }
        Ok(())
    }

    fn decode(&mut self, bytes: &[u8]) {
        self.decoder.received(bytes);
        while let Some(line) = log::next_line(self.decoder.as_mut()) {
            self.waiting.push_back(line);
        }
    }

    fn with_last_lines(&self, error: &anyhow::Error) -> anyhow::Error {
        let last = log::shown(self.heard.iter());
        anyhow!("{error:#}; the log ended with{last}")
    }

    /// Presses a key and releases it, each once the board has noticed.
    pub(super) fn press(&mut self, key: Key) -> Result<()> {
        for down in [true, false] {
            self.hold(key, down)?;
            self.until("a key", |line| keys::is_told(line, key, down))?;
        }
        Ok(())
    }

    /// Holds a key down, or lets it go.
    pub(super) fn hold(&mut self, key: Key, down: bool) -> Result<()> {
        let name = match key {
            Key::Select => "ctrl",
            arrow => keys::name(arrow),
        };
        let code = json!({ "type": "qcode", "data": name });
        let event = json!({ "type": "key", "data": { "down": down, "key": code } });
        self.machine
            .qmp()
            .execute_with("input-send-event", &json!({ "events": [event] }))?;
        Ok(())
    }

    /// Touches every key once: until then, all of them read as pressed after a start of the emulator.
    pub(super) fn let_go(&mut self) -> Result<()> {
        for key in Key::ALL {
            self.hold(key, true)?;
            self.hold(key, false)?;
        }
        Ok(())
    }

    /// What the screen shows, while the board's time stands still.
    pub(super) fn screen(&mut self) -> Result<Picture> {
        let arguments = json!({ "filename": self.screen, "format": "ppm" });
        self.machine.qmp().execute_with("screendump", &arguments)?;
        picture::read_screendump(&self.screen)
    }

    /// Stops the board's time, or lets it go on.
    pub(super) fn pause(&mut self, pause: bool) -> Result<()> {
        self.machine
            .qmp()
            .execute(if pause { "stop" } else { "cont" })?;
        Ok(())
    }

    /// Ends the board and fails if QEMU had anything to complain about.
    pub(super) fn end(self) -> Result<()> {
        let _ = fs::remove_file(&self.screen);
        self.machine.end()
    }

    /// Ends it at once.
    pub(super) fn pull_the_plug(self) -> Result<()> {
        let _ = fs::remove_file(&self.screen);
        self.machine.pull_the_plug()
    }
}
