//! The exhibit in a terminal: two pixels a character cell, or eight in a small one; the five keys on the keyboard.

use std::fmt::{self, Write as _};
use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, poll, read};
use crossterm::{cursor, execute, terminal};
use polanyi_exhibit::exhibit::TICK_MS;
use polanyi_exhibit::frame::{HEIGHT, WIDTH};
use polanyi_exhibit::input::{Key, KeyEvent};
use polanyi_exhibit::{Exhibit, Frame, Poll, Scene};

/// Why the exhibit was not shown.
#[derive(Debug)]
pub enum TerminalError {
    /// Standard output or input is no terminal.
    NoTerminal,
    /// The terminal is too small.
    Small {
        /// Its columns.
        columns: u16,
        /// Its rows.
        rows: u16,
    },
    /// The terminal failed.
    Failed(io::Error),
}

impl fmt::Display for TerminalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTerminal => f.write_str(
                "the exhibit needs a terminal: run it in one, or write a picture with --screenshot FILE.png",
            ),
            Self::Small { columns, rows } => write!(
                f,
                "the exhibit needs 64 columns and 17 rows, better 128 and 33, and the terminal has {columns} and {rows}: enlarge it, \
                 make its letters smaller, or write a picture with --screenshot FILE.png"
            ),
            Self::Failed(error) => write!(f, "the terminal failed: {error}"),
        }
    }
}

impl std::error::Error for TerminalError {}

impl From<io::Error> for TerminalError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// What the keyboard asks for.
enum Wish {
    Key(Key),
    Service,
    /// The terminal has another size.
    Fit(u16, u16),
    Quit,
}

/// How a picture is put into a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Two pixels a cell, each in its own grey: 128 columns and 32 rows.
    Halves,
    /// Eight pixels a cell as dots of one grey: 64 columns and 16 rows.
    Dots,
}

impl Form {
    /// The best one for so many columns and rows; none for a terminal that is too small.
    const fn of(columns: u16, rows: u16) -> Option<Self> {
        match (columns, rows) {
            (128.., 33..) => Some(Self::Halves),
            (64.., 17..) => Some(Self::Dots),
            _ => None,
        }
    }
}

/// A terminal that shows pictures, and is as it was when this is dropped.
#[derive(Debug)]
pub struct Screen {
    form: Form,
    /// When the next picture of a replay is due.
    due: Instant,
}

impl Screen {
    /// Takes the terminal over, if there is one and it is large enough.
    pub fn open() -> Result<Self, TerminalError> {
        if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
            return Err(TerminalError::NoTerminal);
        }
        let (columns, rows) = terminal::size()?;
        let form = Form::of(columns, rows).ok_or(TerminalError::Small { columns, rows })?;
        terminal::enable_raw_mode()?;
        let screen = Self {
            form,
            due: Instant::now(),
        };
        execute!(
            io::stdout(),
            terminal::EnterAlternateScreen,
            cursor::Hide,
            terminal::Clear(terminal::ClearType::All)
        )?;
        Ok(screen)
    }

    /// Shows a picture of a replay until the next is due, twenty a second, and breaks off where the keyboard asks for it.
    pub fn pace(&mut self, frame: &Frame) -> Result<ControlFlow<()>, TerminalError> {
        self.draw(frame)?;
        self.due += Duration::from_millis(u64::from(TICK_MS));
        while poll(self.due.saturating_duration_since(Instant::now()))? {
            match wish(&read()?) {
                Some(Wish::Quit) => return Ok(ControlFlow::Break(())),
                Some(Wish::Fit(columns, rows)) => self.fit(columns, rows, frame)?,
                _ => {}
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The terminal has another size, and what it shows may be broken. One that has become too small shows what it can.
    fn fit(&mut self, columns: u16, rows: u16, frame: &Frame) -> io::Result<()> {
        self.form = Form::of(columns, rows).unwrap_or(Form::Dots);
        execute!(io::stdout(), terminal::Clear(terminal::ClearType::All))?;
        self.draw(frame)
    }

    fn draw(&self, frame: &Frame) -> io::Result<()> {
        let mut text = match self.form {
            Form::Halves => halves(frame),
            Form::Dots => dots(frame),
        };
        text.push_str(HINT);
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that is gone.
        let _ = execute!(io::stdout(), cursor::Show, terminal::LeaveAlternateScreen);
        let _ = terminal::disable_raw_mode();
    }
}

/// Ticks for which `s` holds both side keys, unless the service screen comes before.
const HOLD: u32 = 60;

/// Shows an exhibit until `q`, Escape or Ctrl-C. `press` hands it a key, and may note it down.
pub fn show(
    screen: &mut Screen,
    exhibit: &mut Exhibit<'_>,
    frame: &mut Frame,
    mut press: impl FnMut(&mut Exhibit<'_>, KeyEvent),
) -> Result<(), TerminalError> {
    let start = Instant::now();
    let mut release = None;
    loop {
        // A clock of 32 bits that wraps, as a board's does.
        let milliseconds = start.elapsed().as_millis() & u128::from(u32::MAX);
        let now = u32::try_from(milliseconds).unwrap_or(0);
        let pause = match exhibit.poll(now, frame) {
            Poll::Working => continue,
            Poll::Waiting(until) => until.wrapping_sub(now).min(10),
            Poll::Drawn => {
                if frame.changes().next().is_some() {
                    screen.draw(frame)?;
                }
                0
            }
        };
        // Still held, they would bring the service screen back after the key that leaves it.
        let served = exhibit.scene() == Scene::Service;
        if release.is_some_and(|at| served || at == exhibit.ticks()) {
            sides(exhibit, false, &mut press);
            release = None;
        }
        if !poll(Duration::from_millis(u64::from(pause)))? {
            continue;
        }
        match wish(&read()?) {
            Some(Wish::Key(key)) => tap(exhibit, key, &mut press),
            Some(Wish::Service) => {
                sides(exhibit, true, &mut press);
                release = Some(exhibit.ticks().wrapping_add(HOLD));
            }
            Some(Wish::Fit(columns, rows)) => screen.fit(columns, rows, frame)?,
            Some(Wish::Quit) => return Ok(()),
            None => {}
        }
    }
}

/// Both side keys go down, or up.
fn sides(
    exhibit: &mut Exhibit<'_>,
    pressed: bool,
    press: &mut impl FnMut(&mut Exhibit<'_>, KeyEvent),
) {
    for key in [Key::Left, Key::Right] {
        press(exhibit, KeyEvent { key, pressed });
    }
}

/// A key goes down and up: terminals do not tell when it is released.
fn tap(exhibit: &mut Exhibit<'_>, key: Key, press: &mut impl FnMut(&mut Exhibit<'_>, KeyEvent)) {
    for pressed in [true, false] {
        press(exhibit, KeyEvent { key, pressed });
    }
}

fn wish(event: &Event) -> Option<Wish> {
    let key = match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => key,
        Event::Resize(columns, rows) => return Some(Wish::Fit(*columns, *rows)),
        _ => return None,
    };
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match key.code {
        KeyCode::Up => Wish::Key(Key::Up),
        KeyCode::Down => Wish::Key(Key::Down),
        KeyCode::Left => Wish::Key(Key::Left),
        KeyCode::Right => Wish::Key(Key::Right),
        KeyCode::Enter | KeyCode::Char(' ') => Wish::Key(Key::Select),
        KeyCode::Char('s') => Wish::Service,
        KeyCode::Char('c') if control => Wish::Quit,
        KeyCode::Char('q') | KeyCode::Esc => Wish::Quit,
        _ => return None,
    })
}

/// The frame in half blocks: the upper pixel in the letter's colour, the lower one in the ground's.
fn halves(frame: &Frame) -> String {
    let mut text = String::from("\x1b[H");
    for row in 0..HEIGHT / 2 {
        let mut before = None;
        for column in 0..WIDTH {
            let pair = (
                shade(frame.grey(column, 2 * row)),
                shade(frame.grey(column, 2 * row + 1)),
            );
            if before != Some(pair) {
                let (upper, lower) = pair;
                let _ = write!(
                    text,
                    "\x1b[38;2;{upper};{upper};{upper};48;2;{lower};{lower};{lower}m"
                );
                before = Some(pair);
            }
            text.push('▀');
        }
        text.push_str("\x1b[0m\r\n");
    }
    text
}

/// The frame in dots of Braille: four rows of two pixels a cell, in the grey of the brightest.
fn dots(frame: &Frame) -> String {
    let mut text = String::from("\x1b[H");
    for row in (0..HEIGHT).step_by(4) {
        for column in (0..WIDTH).step_by(2) {
            let pixel = |dot: (u32, u32)| frame.grey(column + dot.0, row + dot.1);
            let brightest = BRAILLE.into_iter().map(pixel).max().unwrap_or(0);
            let mut cell = 0x2800;
            for (bit, dot) in BRAILLE.into_iter().enumerate() {
                if pixel(dot) > brightest / 2 {
                    cell |= 1 << bit;
                }
            }
            let shade = shade(brightest);
            let _ = write!(
                text,
                "\x1b[38;2;{shade};{shade};{shade}m{}",
                char::from_u32(cell).unwrap_or(' ')
            );
        }
        text.push_str("\x1b[0m\x1b[K\r\n");
    }
    text
}

/// The places of Braille's dots, in the order of their bits.
const BRAILLE: [(u32, u32); 8] = [
    (0, 0),
    (0, 1),
    (0, 2),
    (1, 0),
    (1, 1),
    (1, 2),
    (0, 3),
    (1, 3),
];

const HINT: &str =
    "\x1b[2m← → choose   Enter on   ↓ back   ↑ language   s service   q quit\x1b[0m\x1b[K";

const fn shade(grey: u8) -> u8 {
    grey * 17
}
