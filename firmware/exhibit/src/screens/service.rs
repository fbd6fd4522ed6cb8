//! The service screen: version, self-check, time since the power came, starts, stuck keys, and why it stopped last.

use super::furniture::{LINE, WIDE};
use crate::input::{Key, KeySet};
use crate::service::Service;
use crate::story::Show;
use crate::view::{Align, Area, Canvas, Ink};
use crate::words::Text;
use crate::words::phrase::Phrase;

/// Characters of the last stop's reason that are shown.
const REASON_MAX: usize = 60;

pub(super) fn draw(canvas: &mut Canvas<'_>, show: &Show, service: &Service<'_>) {
    row(canvas, 0, Text::Version, service.version);
    let mut check = Phrase::new();
    match service.self_check {
        Some((digest, true)) => check.hexadecimal(digest),
        Some((_, false)) => check.words(Text::Failed.in_language(canvas.language())),
        None => check.words("-"),
    }
    row(canvas, 12, Text::SelfCheck, check.as_str());
    let mut up = Phrase::of_number(service.up_seconds / 3600);
    up.character(':');
    let minutes = service.up_seconds / 60 % 60;
    up.words(if minutes < 10 { "0" } else { "" });
    up.number(minutes);
    up.words("  ");
    up.words(Text::Starts.in_language(canvas.language()));
    up.character(' ');
    up.number(service.starts);
    row(canvas, 24, Text::UpTime, up.as_str());
    draw_stuck(canvas, service.stuck, show.stuck());
    draw_last_stop(canvas, service.last_stop);
}

fn row(canvas: &mut Canvas<'_>, y: i32, name: Text, value: &str) {
    canvas.words(name, Area::new(0, y, 62, LINE), Ink::new(8, Align::Left));
    canvas.text(
        value,
        Area::new(44, y, WIDE - 44, LINE),
        Ink::new(15, Align::Right),
    );
}

fn draw_stuck(canvas: &mut Canvas<'_>, told: KeySet, seen: KeySet) {
    let mut keys = Phrase::new();
    for key in Key::ALL {
        if told.contains(key) || seen.contains(key) {
            keys.character(match key {
                Key::Up => '▲',
                Key::Down => '▼',
                Key::Left => '◀',
                Key::Right => '▶',
                Key::Select => '●',
            });
        }
    }
    if keys.as_str().is_empty() {
        keys.words(Text::None.in_language(canvas.language()));
    }
    row(canvas, 36, Text::KeysStuck, keys.as_str());
}

fn draw_last_stop(canvas: &mut Canvas<'_>, reason: Option<&str>) {
    match reason {
        None => {
            let none = Text::None.in_language(canvas.language());
            canvas.words(
                Text::LastStop,
                Area::new(0, 50, 84, LINE),
                Ink::new(8, Align::Left),
            );
            canvas.text(
                none,
                Area::new(84, 50, 44, LINE),
                Ink::new(15, Align::Right),
            );
        }
        Some(reason) => {
            let mut short = Phrase::new();
            for character in reason.chars().take(REASON_MAX) {
                short.character(character);
            }
            canvas.text(
                short.as_str(),
                Area::new(0, 48, WIDE, 16),
                Ink::new(12, Align::Left),
            );
        }
    }
}
