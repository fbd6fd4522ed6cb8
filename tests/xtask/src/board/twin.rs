//! The twin: the same exhibit on the host, which is told what the board tells and must come to the same pictures.

use std::collections::VecDeque;

use anyhow::{Context as _, Result, bail};
use polanyi_core::kernel::codec::{Decode as _, Source};
use polanyi_core::model::BoardRun;
use polanyi_exhibit::input::{Key, KeyEvent, KeySet};
use polanyi_exhibit::service::Service;
use polanyi_exhibit::visit::Step;
use polanyi_exhibit::{Exhibit, Frame, Language, Scene, Settings, Visit};
use polanyi_firmware::gallery::{self, GALLERY};
use polanyi_firmware::stand::STOPS_SUSPECT;

use super::log::Line;
use super::picture::Picture;

/// Pictures that are remembered, for a screen that was looked at before the board told of it.
const REMEMBERED: usize = 100;

/// The exhibit on the host.
pub(super) struct Twin {
    exhibit: Exhibit<'static>,
    frame: Box<Frame>,
    service: Service<'static>,
    recent: VecDeque<(u32, Picture)>,
    last_stop: Option<&'static str>,
    /// The step of the visit that went on after the last start.
    pub(super) resumed: Option<Step>,
    /// Digests that were compared and found equal.
    pub(super) equal: u32,
    /// Visits whose logs were.
    pub(super) visits: u32,
    /// The longest that the board took for a picture, microseconds.
    pub(super) slowest_us: u32,
    /// Starts that were heard of.
    pub(super) starts: u32,
    /// The start's number, as the board counts them.
    pub(super) counted: u32,
    /// Seconds since the start, as the board tells.
    seconds: u32,
    /// Records that the board has written.
    pub(super) kept: u32,
    /// The deepest that the board's stack has been.
    pub(super) stack_bytes: u64,
    /// The board's milliseconds from its start to the first picture's beginning.
    pub(super) started_ms: u32,
}

impl Twin {
    /// A twin that has not been told anything.
    pub(super) fn new() -> Self {
        Self {
            exhibit: exhibit(Settings::DEFAULT),
            frame: Box::new(Frame::new()),
            service: Service::UNKNOWN,
            recent: VecDeque::new(),
            last_stop: None,
            resumed: None,
            equal: 0,
            visits: 0,
            slowest_us: 0,
            stack_bytes: 0,
            kept: 0,
            starts: 0,
            counted: 0,
            seconds: 0,
            started_ms: 0,
        }
    }

    /// What is on its screen.
    pub(super) fn scene(&self) -> Scene {
        self.exhibit.scene()
    }

    /// The keys that are jammed, as the board tells.
    pub(super) fn stuck(&self) -> KeySet {
        self.service.stuck
    }

    /// The step of the visit that is going on.
    pub(super) fn step(&self) -> Option<Step> {
        self.exhibit.checkpoint().map(|visit| visit.step)
    }

    /// Pictures drawn so far.
    pub(super) fn tick(&self) -> u32 {
        self.exhibit.ticks()
    }

    /// Of a thousand pictures that were due since the start, those that were not drawn for want of time.
    pub(super) fn late_per_mille(&self) -> u32 {
        let due = (self.seconds * 20).max(1);
        due.saturating_sub(self.exhibit.ticks()) * 1000 / due
    }

    /// Does what the board did, and fails where the board's pictures were others.
    pub(super) fn hear(&mut self, line: &Line) -> Result<()> {
        let text = line.text.as_str();
        if let Some(reason) = text.strip_prefix("last stop: ") {
            self.last_stop = Some(reason.to_owned().leak());
            return Ok(());
        }
        let words: Vec<_> = text.split(' ').collect();
        match *words.as_slice() {
            [
                "started",
                starts,
                "seed",
                seed,
                "language",
                language,
                "memory",
                memory,
                "stops",
                stops,
                "after",
                ms,
                "ms",
            ] => {
                self.started_ms = ms.parse()?;
                let language = Language::from_code(language.parse()?).context("a language")?;
                let seed = seed.parse()?;
                self.start(
                    Settings { language, seed },
                    starts.parse()?,
                    memory,
                    stops.parse()?,
                );
            }
            ["resumed", ..] => self.resume(&bytes(text)?)?,
            ["key", tick, code, pressed] => {
                self.run_to(tick.parse()?)?;
                self.key(code.parse()?, pressed == "true")?;
            }
            [
                "picture",
                tick,
                digest,
                seconds,
                "s",
                slowest,
                "us",
                "stuck",
                stuck,
            ] => {
                self.run_to(tick.parse()?)?;
                self.compare(u64::from_str_radix(digest, 16)?)?;
                self.slowest_us = self.slowest_us.max(slowest.parse()?);
                self.seconds = seconds.parse()?;
                self.service.up_seconds = self.seconds;
                self.service.stuck = KeySet::from_bits(stuck.parse()?);
                self.exhibit.tell(self.service);
            }
            ["kept"] => self.kept += 1,
            ["stack", bytes] => self.stack_bytes = bytes.parse()?,
            ["visit", tick, ..] => {
                self.run_to(tick.parse()?)?;
                if bytes(text)? != self.exhibit.log() {
                    bail!("the board's log of a visit differs from the host's");
                }
                self.visits += 1;
            }
            _ => {}
        }
        Ok(())
    }

    fn key(&mut self, code: u8, pressed: bool) -> Result<()> {
        let key = Key::from_code(code).context("a key")?;
        self.exhibit.key(KeyEvent { key, pressed });
        Ok(())
    }

    fn resume(&mut self, bytes: &[u8]) -> Result<()> {
        let visit = Visit::decode(&mut Source::new(bytes));
        let visit = visit.map_err(|error| anyhow::anyhow!("{error}"))?;
        self.resumed = Some(visit.step);
        self.exhibit.resume(visit, &mut self.frame);
        Ok(())
    }

    /// Compares the digest of all pictures so far.
    fn compare(&mut self, digest: u64) -> Result<()> {
        if digest != self.frame.digest() {
            let tick = self.exhibit.ticks();
            bail!("the board's pictures differ from the host's before picture {tick}");
        }
        self.equal += 1;
        Ok(())
    }

    fn start(&mut self, settings: Settings, starts: u32, memory: &str, stops: u32) {
        let (digest, right) = gallery::self_check(&mut Box::new(BoardRun::EMPTY));
        self.starts += 1;
        self.counted = starts;
        self.exhibit = exhibit(settings);
        *self.frame = Frame::new();
        self.recent.clear();
        self.resumed = None;
        let notice = match memory {
            "blank" => Some("new memory"),
            "damaged" => Some("memory damaged"),
            "missing" => Some("no memory"),
            _ => None,
        };
        self.service = Service {
            self_check: Some((digest, right)),
            starts,
            last_stop: self.last_stop.take().or(notice),
            ..Service::UNKNOWN
        };
        self.exhibit.tell(self.service);
        if memory == "damaged" || stops >= STOPS_SUSPECT {
            self.exhibit.open_service();
        }
    }

    fn run_to(&mut self, tick: u32) -> Result<()> {
        let ahead = tick.wrapping_sub(self.exhibit.ticks());
        if ahead > 1 << 24 {
            bail!(
                "the board tells of picture {tick} after picture {}",
                self.exhibit.ticks()
            );
        }
        for _ in 0..ahead {
            self.draw();
        }
        Ok(())
    }

    fn draw(&mut self) {
        self.exhibit.tick(&mut self.frame);
        if self.recent.len() == REMEMBERED {
            self.recent.pop_front();
        }
        self.recent
            .push_back((self.exhibit.ticks(), *self.frame.bytes()));
    }

    /// The last picture.
    pub(super) fn picture(&self) -> &Picture {
        self.frame.bytes()
    }

    /// In how many bytes a screen differs from the nearest of these pictures.
    pub(super) fn distance(&self, screen: &Picture) -> usize {
        let differ = |seen: &Picture| seen.iter().zip(screen).filter(|(a, b)| a != b).count();
        let distances = self.recent.iter().map(|(_, seen)| differ(seen));
        distances.min().unwrap_or(screen.len())
    }

    /// The number of the last picture that looked so, of those of the last five seconds.
    pub(super) fn saw(&self, screen: &Picture) -> Option<u32> {
        let recent = self.recent.iter().rev();
        let mut same = recent.filter(|(_, seen)| seen == screen);
        same.next().map(|(tick, _)| *tick)
    }
}

fn exhibit(settings: Settings) -> Exhibit<'static> {
    // An exhibit borrows its run; a run lives as long as this short program.
    Exhibit::new(&GALLERY, Box::leak(Box::new(BoardRun::EMPTY)), settings)
}

/// The bytes in a line such as `visit [50, 4c]`.
fn bytes(text: &str) -> Result<Vec<u8>> {
    let (_, list) = text.split_once('[').context("a list of bytes")?;
    let list = list.trim_end_matches(']');
    list.split(", ")
        .filter(|byte| !byte.is_empty())
        .map(|byte| u8::from_str_radix(byte, 16).context("a byte"))
        .collect()
}
