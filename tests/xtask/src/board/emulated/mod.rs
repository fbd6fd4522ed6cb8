//! The Raspberry Pi Pico, emulated: a short visit, its display held against the host's pictures, dot by dot.

mod machine;
mod screen;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use defmt_decoder::{StreamDecoder, Table};
use polanyi_exhibit::Scene;
use polanyi_exhibit::input::Key;

use self::machine::Machine;
use self::screen::Screen;
use super::keys;
use super::log::{self, Line};
use super::twin::Twin;
use crate::budget::{self, Budgets, Figure};
use crate::workspace;

/// A step of the visitor.
#[derive(Debug, Clone, Copy)]
enum Step {
    Press(Key),
    /// The large key of this name, which means the other one.
    PressLarge(&'static str, Key),
    /// Watches for so many seconds.
    Watch(u32),
    /// The scene is this one.
    Be(Scene),
    /// The display is kept as a picture of this name.
    Look(&'static str),
    /// The plug is pulled and put back.
    Cut,
    /// The program hangs, for so many times in a row.
    Hang(u32),
}

use Key::{Down, Left, Right, Select, Up};
use Step::{Be, Cut, Hang, Look, Press, PressLarge, Watch};

/// A visitor who takes Yiwu's market away, and is interrupted.
const VISIT: &[Step] = &[
    Watch(2),
    Look("story"),
    Press(Select),
    Watch(1),
    Be(Scene::Choosing),
    Look("places"),
    Press(Right),
    Watch(1),
    Look("another-place"),
    Press(Left),
    Press(Up),
    Press(Select),
    Watch(1),
    Be(Scene::Asking(0)),
    Look("question-in-italian"),
    Press(Up),
    Press(Select),
    Press(Select),
    Press(Left),
    PressLarge("b", Down),
    PressLarge("a", Select),
    PressLarge("x", Up),
    Press(Up),
    Press(Up),
    PressLarge("y", Right),
    Press(Left),
    Watch(1),
    Be(Scene::Asking(2)),
    Look("no-market-in-chinese"),
    Press(Select),
    Press(Select),
    Watch(3),
    Be(Scene::Running),
    Look("run"),
    Cut,
    Watch(2),
    Look("after-the-power-cut"),
    // Staff see why after the third time.
    Hang(1),
    Watch(1),
    Hang(2),
    Watch(1),
    Be(Scene::Running),
    Hang(3),
    Watch(1),
    Be(Scene::Service),
    Watch(4),
    Look("why-it-stopped"),
];

/// Longer than anything takes that is waited for: a new memory is erased in seven seconds.
const PATIENCE_US: u64 = 15_000_000;

/// Visits the board on which a file was dragged; the log's strings are in the program's ELF.
pub(super) fn check(uf2: &Path, elf: &Path) -> Result<()> {
    let start = Instant::now();
    let mut session = Session::start(uf2, elf)?;
    session.until("the start", |line| line.text.starts_with("started "))?;
    for (number, step) in VISIT.iter().enumerate() {
        session
            .carry_out(*step)
            .with_context(|| format!("step {number}, {step:?}"))?;
    }
    let twin = &session.twin;
    ensure!(twin.starts == 5, "{} of 5 starts", twin.starts);
    ensure!(twin.counted >= 2, "the flash forgot the first start");
    eprintln!("look at them: {}", session.folder.display());
    let budget = Budgets::read()?.emulated_pico;
    budget::check(&[
        Figure::new(
            "emulated Pico milliseconds of a picture",
            (twin.slowest_us / 1000).into(),
            budget.picture_milliseconds,
        ),
        Figure::new(
            "emulated Pico milliseconds to the first picture",
            twin.started_ms.into(),
            budget.start_milliseconds,
        ),
    ])?;
    eprintln!(
        "emulated Pico: {} pictures equal on display and host, dot by dot; {:.1} s",
        session.equal,
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

struct Session {
    machine: Machine,
    table: &'static Table,
    decoder: Box<dyn StreamDecoder>,
    twin: Twin,
    folder: PathBuf,
    /// Pictures that were compared.
    equal: u32,
    looks: u32,
}

impl Session {
    fn start(uf2: &Path, elf: &Path) -> Result<Self> {
        // A decoder borrows its table; a table lives as long as this short program.
        let table: &'static Table = Box::leak(Box::new(log::table(elf)?));
        let folder = workspace::board_target().join("emulated-pico");
        fs::create_dir_all(&folder)?;
        Ok(Self {
            machine: Machine::start(uf2)?,
            table,
            decoder: table.new_stream_decoder(),
            twin: Twin::new(),
            folder,
            equal: 0,
            looks: 0,
        })
    }

    fn carry_out(&mut self, step: Step) -> Result<()> {
        match step {
            Press(key) => self.press(keys::name(key), key),
            PressLarge(name, key) => self.press(name, key),
            Watch(seconds) => (0..seconds).try_for_each(|_| self.picture()),
            Be(scene) => {
                let found = self.twin.scene();
                ensure!(found == scene, "the scene is {found:?}");
                Ok(())
            }
            Look(name) => {
                self.looks += 1;
                let file = format!("{}-{name}.png", self.looks);
                self.machine.screen()?.write(&self.folder.join(file))
            }
            Cut => {
                self.machine.cut_the_power()?;
                // What was on its way is lost.
                self.decoder = self.table.new_stream_decoder();
                let started = |line: &Line| line.text.starts_with("started ");
                let line = self.until("the second start", started)?;
                ensure!(line.text.contains(" memory kept "), "{}", line.text);
                Ok(())
            }
            Hang(stops) => self.hang(stops),
        }
    }

    /// The program hangs, and the board comes back by itself, with the words for it and the stops counted.
    fn hang(&mut self, stops: u32) -> Result<()> {
        self.machine.hang()?;
        self.until("why it stopped", |line| {
            line.text == "last stop: watchdog: no picture for two seconds"
        })?;
        let started = |line: &Line| line.text.starts_with("started ");
        let line = self.until("the start after a hang", started)?;
        ensure!(
            line.text.contains(&format!(" stops {stops} ")),
            "{}",
            line.text
        );
        Ok(())
    }

    /// Presses the key of this name and releases it, each once the board has noticed what it means.
    fn press(&mut self, name: &str, key: Key) -> Result<()> {
        for down in [true, false] {
            self.machine.hold(name, down)?;
            self.until("a key", |line| keys::is_told(line, key, down))?;
        }
        Ok(())
    }

    /// Waits for a picture that is told of, and compares it. The next one is a twentieth of a second away.
    fn picture(&mut self) -> Result<()> {
        self.until("a picture", |line| line.text.starts_with("picture "))?;
        let expected = Screen::enlarged(self.twin.picture());
        self.machine
            .screen()?
            .compare(&expected)
            .with_context(|| format!("picture {}", self.twin.tick()))?;
        self.equal += 1;
        Ok(())
    }

    /// Lines up to the first that `is_it`, each of which the twin has heard.
    fn until(&mut self, what: &str, is_it: impl Fn(&Line) -> bool) -> Result<Line> {
        let end = self.machine.now_us() + PATIENCE_US;
        loop {
            while let Some(line) = log::next_line(self.decoder.as_mut()) {
                self.twin.hear(&line)?;
                if is_it(&line) {
                    return Ok(line);
                }
                if line.level != "info" {
                    bail!("waiting for {what}, the board told: {}", line.text);
                }
            }
            if self.machine.now_us() >= end {
                return Err(anyhow!("{what} did not come within fifteen seconds"));
            }
            let told = self.machine.run()?;
            self.decoder.received(&told);
        }
    }
}
