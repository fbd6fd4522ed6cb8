//! Keys: what they are called, and what a board tells of them.

use polanyi_exhibit::input::Key;

use super::log::Line;

/// The name of a key.
pub(super) const fn name(key: Key) -> &'static str {
    match key {
        Key::Up => "up",
        Key::Down => "down",
        Key::Left => "left",
        Key::Right => "right",
        Key::Select => "select",
    }
}

/// Whether the board tells that a key was pressed, or released.
pub(super) fn is_told(line: &Line, key: Key, down: bool) -> bool {
    let told = format!(" {} {down}", key.code());
    line.text.starts_with("key ") && line.text.ends_with(&told)
}
