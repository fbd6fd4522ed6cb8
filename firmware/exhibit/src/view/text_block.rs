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
        let wanted = count(text, room);
        let lines = wanted.min(LINES_MAX);
        // The same number of lines, as even as they come: none can be narrower than their share of the whole.
        let mut even = room;
        if wanted > 1 {
            even = (font::width(text) / wanted).min(room);
            while even < room && (count(text, even) > wanted || !fits(text, even)) {
                even += 2;
            }
        }
        let height = (lines - 1) * leading + LINE * scale;
        if wanted > LINES_MAX || height > area.height || !fits(text, room) {
            self.count_clipped();
        }
        let mut y = area.y + (area.height - height).max(0) / 2;
        let mut rest = text;
        for _ in 0..lines {
            let (line, left) = split(rest, even);
            self.text_line(line, area, y, ink);
            y += leading;
            rest = left;
        }
    }

    /// A line of text with its top at `y`; the answer is how wide it is.
    fn text_line(&mut self, line: &str, area: Area, y: i32, ink: Ink) {
        let width = font::width(line) * ink.scale() - ink.scale();
        let mut x = match ink.align {
            Align::Left => area.x,
            Align::Centre => area.x + (area.width - width) / 2,
            Align::Right => area.x + area.width - width,
        };
        for character in line.chars() {
            x = self.character(character, (x, y), ink.grey, ink.twice);
        }
    }
}

/// Lines that a text takes in a width.
fn count(text: &str, width: i32) -> i32 {
    let (mut lines, mut rest) = (0, text);
    while !rest.is_empty() {
        rest = split(rest, width).1;
        lines += 1;
    }
    lines.max(1)
}

/// Whether no word is wider than a line.
fn fits(text: &str, width: i32) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let (line, left) = split(rest, width);
        // The last pixel of a line is the gap to the next character.
        if font::width(line) > width + 1 {
            return false;
        }
        rest = left;
    }
    true
}

/// The first line of a text in a width, and the rest. A word wider than a line has one for itself.
fn split(text: &str, width: i32) -> (&str, &str) {
    let (mut x, mut previous) = (0, ' ');
    let (mut end, mut next) = (text.len(), text.len());
    let mut broken = false;
    for (at, character) in text.char_indices() {
        if character == '\n' {
            let rest = text.get(at + 1..).unwrap_or("");
            return (text.get(..at).unwrap_or(""), rest);
        }
        if at > 0 && is_break(previous, character) {
            (end, next, broken) = (at, at, true);
        }
        if character == ' ' {
            (end, next, broken) = (at, at + 1, true);
        }
        x += font::advance(character);
        let visible = character != ' ';
        if visible && x > width + 1 && broken {
            return (
                text.get(..end).unwrap_or(""),
                text.get(next..).unwrap_or(""),
            );
        }
        previous = character;
    }
    (text, "")
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
            let (line, left) = split(rest, width);
            lines.push(line);
            rest = left;
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
        assert!(fits("one two", 24));
        assert!(!fits("unbreakable", 24));
    }
}
