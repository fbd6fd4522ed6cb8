//! The golden pictures: the board carries out the scripts of the host's test, picture by picture, and its screen is compared pixel by pixel.
//!
//! A debugger stops the board between two pictures, so that nothing depends on how fast it is or how busy this machine.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use polanyi_exhibit::Language;
use polanyi_exhibit::exhibit::TICK_MS;
use polanyi_exhibit::frame::{BYTES, HEIGHT, WIDTH};
use polanyi_exhibit::input::Key;

use super::card::Card;
use super::debugger::{self, Debugger};
use super::machine::{LIKE_THE_BOARD, Model, Setup};
use super::picture::Picture;
use super::script::{self, Step};
use super::session::Session;
use crate::workspace;

const LIMIT: Duration = Duration::from_mins(4);

/// A board sees a key a picture or two later than the host's script has it; it waits so many pictures less, and looks for longer.
const EARLY: u32 = 12;

/// Pictures that are looked at before a screen counts as wrong.
const LOOKS: u32 = 200;

/// Pictures of a second.
const SECOND: u32 = 1000 / TICK_MS;

/// Pictures in which a key that goes down or up is noticed.
const NOTICED: u32 = 2;

/// Every picture of the scripts, in every language, on as many boards at once.
pub(super) fn check(model: Model, program: &Path) -> Result<()> {
    let start = Instant::now();
    let compared = thread::scope(|scope| {
        let boards = Language::ALL.map(|language| {
            scope.spawn(move || {
                let each = script::ALL.into_iter().enumerate();
                each.map(|(number, steps)| {
                    carried_out(model, program, language, steps)
                        .with_context(|| format!("{}: script {number}", language.tag()))
                })
                .sum::<Result<usize>>()
            })
        });
        let joined = boards.map(|board| {
            let died = |_| anyhow!("a board's thread panicked");
            board.join().map_err(died).flatten()
        });
        joined.into_iter().sum::<Result<usize>>()
    })?;
    eprintln!(
        "{model}: {compared} golden pictures equal to the board's screen, pixel by pixel, in {} languages; {:.1} s",
        Language::ALL.len(),
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

/// A script on a board of its own; the answer is the number of its pictures.
fn carried_out(model: Model, program: &Path, language: Language, steps: &[Step]) -> Result<usize> {
    let mut board = Stopped::start(model, program, language)?;
    let mut pictures = 0;
    for step in steps {
        match *step {
            Step::Wait(ticks) => board.wait(ticks.saturating_sub(EARLY))?,
            Step::Press(key) => board.press(key)?,
            Step::Hold(key, down) => board.hold(key, down)?,
            Step::Shot(name) => {
                board.expect(language, name)?;
                pictures += 1;
            }
        }
    }
    board.end()?;
    Ok(pictures)
}

/// A board that stands still between two pictures.
struct Stopped {
    session: Session,
    debugger: Debugger,
    /// Where a picture is begun: the one before is on the screen.
    between: u32,
    /// Where the exhibit is told what the service screen shows: after each second's last picture.
    every_second: u32,
    /// Pictures so far.
    drawn: u32,
    /// The debugger's socket and the card are deleted in the end.
    card: Card,
    socket: PathBuf,
}

impl Stopped {
    /// A board that is about to draw its first picture.
    fn start(model: Model, program: &Path, language: Language) -> Result<Self> {
        let card = Card::of_language(language)?;
        let socket = env::temp_dir().join(format!(
            "polanyi-{}-{}.gdb",
            std::process::id(),
            language.tag()
        ));
        let session = Session::start(&Setup {
            time: LIKE_THE_BOARD,
            card: Some(card.0.clone()),
            debugger: Some(socket.clone()),
            halted: true,
            ..Setup::new(model, program, LIMIT)
        })?;
        let mut board = Self {
            session,
            debugger: Debugger::attach(&socket)?,
            between: debugger::find_function(program, "Exhibit::finish_tick")?,
            every_second: debugger::find_function(program, "Exhibit::tell")?,
            drawn: 0,
            card,
            socket,
        };
        board.debugger.run_to(&[board.between])?;
        // Until it was touched, a key of the emulator reads as pressed.
        for key in Key::ALL {
            board.hold(key, true)?;
            board.hold(key, false)?;
        }
        Ok(board)
    }

    /// Lets so many pictures be drawn.
    fn wait(&mut self, pictures: u32) -> Result<()> {
        let end = self.drawn + pictures;
        // Each stop takes its time, so a board is stopped once a second as long as it can be.
        if end >= self.next_second() {
            while end >= self.next_second() {
                self.debugger.run_to(&[self.every_second])?;
                self.drawn = self.next_second();
            }
            self.debugger.run_to(&[self.between])?;
        }
        while self.drawn < end {
            self.debugger.run_to(&[self.between])?;
            self.drawn += 1;
        }
        self.session.drain()
    }

    /// Pictures that are drawn when the next second begins.
    const fn next_second(&self) -> u32 {
        (self.drawn / SECOND + 1) * SECOND
    }

    fn press(&mut self, key: Key) -> Result<()> {
        for down in [true, false] {
            self.hold(key, down)?;
            self.wait(NOTICED)?;
        }
        Ok(())
    }

    /// Holds a key down, or lets it go, within a picture: QEMU takes keys only of a board that runs.
    fn hold(&mut self, key: Key, down: bool) -> Result<()> {
        let between = [self.between];
        for _ in 0..EARLY {
            self.debugger.go_on_to(&between)?;
            let taken = self.session.hold(key, down);
            self.debugger.stopped()?;
            self.drawn += 1;
            // Where it was refused, the picture was drawn too soon.
            if taken.is_ok() {
                return self.session.drain();
            }
        }
        bail!("the board takes no keys")
    }

    /// Waits until the screen is a golden picture; a screen that never is fails, with the names of both pictures.
    fn expect(&mut self, language: Language, name: &str) -> Result<()> {
        let golden = workspace::root()
            .join("tests/golden/exhibit")
            .join(language.tag())
            .join(format!("{name}.png"));
        let expected = read(&golden)?;
        let mut nearest: Option<(usize, Picture)> = None;
        for _ in 0..LOOKS {
            let screen = self.session.screen()?;
            let differing = pixels(&screen, &expected);
            if differing == 0 {
                return Ok(());
            }
            if nearest.is_none_or(|(least, _)| differing < least) {
                nearest = Some((differing, screen));
            }
            self.wait(1)?;
        }
        let (differing, screen) = nearest.context("no look was taken")?;
        let seen = env::temp_dir().join(format!("polanyi-board-{}-{name}.png", language.tag()));
        write(&seen, &screen)?;
        bail!(
            "the board's screen is never {}; the nearest, {}, differs in {differing} pixels",
            golden.display(),
            seen.display()
        );
    }

    fn end(self) -> Result<()> {
        self.debugger.detach()?;
        self.session.end()?;
        let _ = fs::remove_file(self.socket);
        drop(self.card);
        Ok(())
    }
}

/// In how many pixels two pictures differ.
fn pixels(one: &Picture, other: &Picture) -> usize {
    let halves = |(one, other): (&u8, &u8)| {
        let differing = one ^ other;
        usize::from(differing >> 4 != 0) + usize::from(differing & 15 != 0)
    };
    one.iter().zip(other).map(halves).sum()
}

/// The packed pixels of a PNG of 16 greys.
fn read(path: &PathBuf) -> Result<Picture> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut reader = png::Decoder::new(BufReader::new(file)).read_info()?;
    let info = reader.info();
    let form = (info.width, info.height, info.color_type, info.bit_depth);
    let expected = (
        WIDTH,
        HEIGHT,
        png::ColorType::Grayscale,
        png::BitDepth::Four,
    );
    ensure!(form == expected, "{} is {form:?}", path.display());
    let mut picture = [0; BYTES];
    reader.next_frame(&mut picture)?;
    Ok(picture)
}

fn write(path: &Path, picture: &Picture) -> Result<()> {
    let file = File::create(path)?;
    let mut encoder = png::Encoder::new(file, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Four);
    encoder.write_header()?.write_image_data(picture)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BYTES, pixels, read, write};

    #[test]
    fn a_picture_is_read_back_and_differing_pixels_are_counted() {
        let path = std::env::temp_dir().join(format!("polanyi-{}-golden.png", std::process::id()));
        let mut picture = [0x5a; BYTES];
        write(&path, &picture).expect("a folder for temporary files");
        assert_eq!(pixels(&read(&path).expect("as written"), &picture), 0);
        picture[7] ^= 0x11;
        picture[4000] ^= 0x80;
        assert_eq!(pixels(&read(&path).expect("as written"), &picture), 3);
        std::fs::remove_file(&path).expect("it is there");
    }
}
