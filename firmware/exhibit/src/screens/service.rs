//! The service screen: version, self-check, time since the power came, starts, stuck keys, and why it stopped last.

use super::furniture::{LINE, WIDE};
use crate::input::{Key, KeySet};
use crate::service::Service;
use crate::story::Show;
use crate::view::{Align, Area, Canvas, Ink};
use crate::words::phrase::Phrase;
use crate::words::{Text, font};

/// Ticks in which the facts and the reason of the last stop take turns.
const PAGES: u32 = 160;

pub(super) fn draw(canvas: &mut Canvas<'_>, show: &Show, service: &Service<'_>) {
    match service.last_stop {
        Some(reason) if show.since % PAGES >= PAGES / 2 => return draw_reason(canvas, reason),
        Some(_) => {}
        None => draw_last_stop(canvas),
    }
    draw_check(canvas, service);
    let mut up = Phrase::of_number(service.up_seconds / 3600);
    up.character(':');
    let minutes = service.up_seconds / 60 % 60;
    up.words(if minutes < 10 { "0" } else { "" });
    up.number(minutes);
    row(canvas, 12, Text::UpTime, up.as_str());
    let starts = Phrase::of_number(service.starts);
    row(canvas, 24, Text::Starts, starts.as_str());
    draw_stuck(canvas, service.stuck);
}

/// The version, and the digest of the self-check where it is the right one.
fn draw_check(canvas: &mut Canvas<'_>, service: &Service<'_>) {
    let mut check = Phrase::new();
    match service.self_check {
        Some((digest, true)) => check.hexadecimal(digest),
        Some((_, false)) => check.words(Text::Failed.in_language(canvas.language())),
        None => check.words("-"),
    }
    let area = Area::new(1, 0, WIDE - 3, LINE);
    canvas.text(service.version, area, Ink::new(8, Align::Left));
    canvas.text(check.as_str(), area, Ink::new(15, Align::Right));
}

fn row(canvas: &mut Canvas<'_>, y: i32, name: Text, value: &str) {
    canvas.words(name, Area::new(1, y, 62, LINE), Ink::new(8, Align::Left));
    canvas.text(
        value,
        Area::new(44, y, WIDE - 46, LINE),
        Ink::new(15, Align::Right),
    );
}

fn draw_stuck(canvas: &mut Canvas<'_>, stuck: KeySet) {
    let mut keys = Phrase::new();
    for key in stuck.iter() {
        keys.character(match key {
            Key::Up => '▲',
            Key::Down => '▼',
            Key::Left => '◀',
            Key::Right => '▶',
            Key::Select => '●',
        });
    }
    if keys.as_str().is_empty() {
        keys.words(Text::None.in_language(canvas.language()));
    }
    row(canvas, 36, Text::KeysStuck, keys.as_str());
}

/// Why it stopped last, in as many lines as there are, each as full as it can be: reasons have long words.
fn draw_reason(canvas: &mut Canvas<'_>, reason: &str) {
    canvas.words(
        Text::LastStop,
        Area::new(1, 0, WIDE - 2, LINE),
        Ink::new(8, Align::Left),
    );
    let mut rest = reason.trim_start();
    for y in [12, 24, 36, 48] {
        let end = fitting(rest);
        let (line, left) = rest.split_at_checked(end).unwrap_or((rest, ""));
        canvas.text(
            line.trim_end(),
            Area::new(1, y, WIDE - 2, LINE),
            Ink::new(15, Align::Left),
        );
        rest = left.trim_start();
    }
}

/// Bytes of a text that fit into a line.
fn fitting(text: &str) -> usize {
    let mut width = 0;
    for (at, character) in text.char_indices() {
        width += font::advance(character);
        if width > WIDE - 2 {
            return at;
        }
    }
    text.len()
}

fn draw_last_stop(canvas: &mut Canvas<'_>) {
    canvas.words(
        Text::LastStop,
        Area::new(1, 50, 84, LINE),
        Ink::new(8, Align::Left),
    );
    canvas.words(
        Text::None,
        Area::new(82, 50, 44, LINE),
        Ink::new(15, Align::Right),
    );
}
