//! Blocks of text: lines broken where the language allows, set evenly in an area.

use super::canvas::{Area, Canvas};
use crate::words::font;

/// Where lines stand in their area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
}

/// How a text is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ink {
    pub(crate) grey: u8,
    pub(crate) align: Align,
    /// Whether at twice the size.
    pub(crate) twice: bool,
}

impl Ink {
    pub(crate) const fn new(grey: u8, align: Align) -> Self {
        Self {
            grey,
            align,
            twice: false,
        }
    }

    pub(crate) const fn twice(self) -> Self {
        Self {
            twice: true,
            ..self
        }
    }

    const fn scale(self) -> i32 {
        if self.twice { 2 } else { 1 }
    }
}

/// Lines that a picture has room for.
const LINES_MAX: i32 = 5;
/// What may hang below the last line's box: the tails of letters.
const LINE: i32 = 12;

/// Signs that stand at the end of a line, never at its beginning.
const CLOSING: &str = "，。、：；？！）》％…";

impl Canvas<'_> {
    /// Draws a text in an area, in as many lines as it takes, centred from top to bottom; what does not fit is counted.
    pub(crate) fn text(&mut self, text: &str, area: Area, ink: Ink) {
        let scale = ink.scale();
        let leading = self.language().leading() * scale;
        let room = area.width / scale;
        let Layout {
            lines: wanted,
            fits,
            ..
        } = lay(text, room);
        let lines = wanted.min(LINES_MAX);
        let even = if wanted > 1 {
            even(text, wanted, room)
        } else {
            room
        };
        let height = (lines - 1) * leading + LINE * scale;
        if wanted > LINES_MAX || height > area.height || !fits {
            self.count_clipped();
        }
        let mut y = area.y + (area.height - height).max(0) / 2;
        let mut rest = text;
        for _ in 0..lines {
            let line = split(rest, even);
            self.text_line(&line, area, y, ink);
            y += leading;
            rest = line.rest;
        }
    }

    /// A line of text with its top at `y`.
    fn text_line(&mut self, line: &Line<'_>, area: Area, y: i32, ink: Ink) {
        let width = line.width * ink.scale() - ink.scale();
        let mut x = match ink.align {
            Align::Left => area.x,
            Align::Centre => area.x + (area.width - width) / 2,
            Align::Right => area.x + area.width - width,
        };
        for character in line.text.chars() {
            x = self.character(character, (x, y), ink.grey, ink.twice);
        }
    }
}

/// A width in which a text takes so many lines, as even as they come: none can be narrower than their share of the whole.
fn even(text: &str, lines: i32, room: i32) -> i32 {
    let mut width = (font::width(text) / lines).min(room);
    while width < room {
        let layout = lay(text, width);
        if layout.lines == lines && layout.fits {
            break;
        }
        // In pairs of pixels; in a width before this one, everything is laid as it is here.
        width += (layout.wider - width + 1) / 2 * 2;
    }
    width
}

/// How a text is laid in a width.
#[derive(Debug, PartialEq, Eq)]
struct Layout {
    /// One at least.
    lines: i32,
    /// Whether no word is wider than a line.
    fits: bool,
    /// The next width in which it may be laid differently.
    wider: i32,
}

fn lay(text: &str, width: i32) -> Layout {
    let (mut lines, mut fits, mut wider, mut rest) = (0, true, i32::MAX - 1, text);
    while !rest.is_empty() {
        let line = split(rest, width);
        // The last pixel of a line is the gap to the next character.
        fits &= line.width <= width + 1;
        wider = wider.min(line.wider);
        lines += 1;
        rest = line.rest;
    }
    Layout {
        lines: lines.max(1),
        fits,
        wider,
    }
}

/// A line of a text, the pixels that it is wide, and what comes after it.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    width: i32,
    rest: &'t str,
    /// The next width in which it may end elsewhere.
    wider: i32,
}

/// The first line of a text in a width. A word wider than a line has one for itself.
fn split(text: &str, width: i32) -> Line<'_> {
    let line = |end: usize, width: i32, next: usize, wider: i32| Line {
        text: text.get(..end).unwrap_or(""),
        width,
        rest: text.get(next..).unwrap_or(""),
        wider,
    };
    let (mut x, mut previous, mut wider) = (0, ' ', i32::MAX - 1);
    let mut broken = None;
    for (at, character) in text.char_indices() {
        if character == '\n' {
            return line(at, x, at + 1, wider);
        }
        if at > 0 && is_break(previous, character) {
            broken = Some((at, x, at));
        }
        if character == ' ' {
            broken = Some((at, x, at + 1));
        }
        x += font::advance(character);
        if character != ' ' && x > width + 1 {
            wider = wider.min(x - 1);
            if let Some((end, width, next)) = broken {
                return line(end, width, next, wider);
            }
        }
        previous = character;
    }
    line(text.len(), x, text.len(), wider)
}

/// Whether a line may end between two characters, besides at a space: between Chinese ones.
fn is_break(before: char, after: char) -> bool {
    (is_wide(before) || is_wide(after)) && before != ' ' && after != ' ' && !CLOSING.contains(after)
}

const fn is_wide(character: char) -> bool {
    character >= '\u{3000}'
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::vec::Vec;

    use super::*;

    fn lines(text: &str, width: i32) -> Vec<&str> {
        let (mut lines, mut rest) = (Vec::new(), text);
        while !rest.is_empty() {
            let line = split(rest, width);
            assert_eq!(line.width, font::width(line.text), "{rest}");
            lines.push(line.text);
            rest = line.rest;
        }
        lines
    }

    #[test]
    fn lines_break_at_spaces_and_between_chinese_characters_but_not_before_a_stop() {
        assert_eq!(lines("one two three", 45), ["one two", "three"]);
        assert_eq!(lines("unbreakable word", 20), ["unbreakable", "word"]);
        assert_eq!(lines("义乌建市场。", 60), ["义乌建市", "场。"]);
        assert_eq!(lines("生于1950年，", 40), ["生于", "1950", "年，"]);
        assert_eq!(lines("one\ntwo three", 90), ["one", "two three"]);
        assert_eq!(lines("", 40), [""; 0]);
    }

    #[test]
    fn a_word_that_is_too_wide_does_not_fit() {
        let laid = |text| (lay(text, 24).lines, lay(text, 24).fits);
        assert_eq!(laid("one two"), (2, true));
        assert_eq!(laid("unbreakable"), (1, false));
    }

    #[test]
    fn between_a_width_and_the_next_wider_one_nothing_changes() {
        for text in [
            "one two three unbreakable",
            "义乌建市场。生于1950年，",
            "one\ntwo three",
        ] {
            for width in 1..100 {
                let layout = lay(text, width);
                for between in width..layout.wider.min(100) {
                    let same = lay(text, between);
                    assert_eq!(
                        (same.lines, same.fits),
                        (layout.lines, layout.fits),
                        "{text} {width} {between}"
                    );
                }
            }
        }
    }
}
