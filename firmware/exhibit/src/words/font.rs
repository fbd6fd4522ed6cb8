//! The font: glyphs by code point, each cut to its ink.
//!
//! A glyph stands in a cell of 14 rows. Its baseline is the lower edge of row 11; capitals begin in row 3, Chinese characters in row 2.

use super::{GLYPHS, INK};

/// The row in which Chinese characters begin: what lies above is accents of capitals.
pub(crate) const TOP: i32 = 2;

/// A glyph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    pub(super) code: u16,
    /// Where its ink begins.
    pub(super) ink: u16,
    /// Pixels to the next glyph.
    pub(super) advance: u8,
    /// Where its ink lies in the cell.
    pub(super) left: u8,
    pub(super) top: u8,
    pub(super) width: u8,
    pub(super) height: u8,
}

/// Pixels of a space: less than the font's, for the picture is narrow.
const SPACE: i32 = 4;

impl Glyph {
    /// The glyph of a character; a character that no text uses looks like a question mark.
    pub(crate) fn of(character: char) -> Option<&'static Self> {
        let code = u16::try_from(u32::from(character)).unwrap_or(0);
        // All of ASCII is there, at the beginning, and most of what is drawn.
        let ascii = GLYPHS.get(usize::from(code.wrapping_sub(BLANK)));
        if let Some(glyph) = ascii.filter(|glyph| glyph.code == code) {
            return Some(glyph);
        }
        let at = GLYPHS
            .binary_search_by_key(&code, |glyph| glyph.code)
            .or_else(|_| GLYPHS.binary_search_by_key(&QUESTION, |glyph| glyph.code));
        GLYPHS.get(at.ok()?)
    }

    /// Pixels to the next glyph.
    pub(crate) fn advance(&self) -> i32 {
        if self.code == BLANK {
            SPACE
        } else {
            i32::from(self.advance)
        }
    }

    /// Whether a pixel of the cell has ink.
    pub(crate) fn has_ink(&self, x: i32, y: i32) -> bool {
        let (x, y) = (x - i32::from(self.left), y - i32::from(self.top));
        if !(0..i32::from(self.width)).contains(&x) || !(0..i32::from(self.height)).contains(&y) {
            return false;
        }
        let at = y * i32::from(self.width) + x;
        let byte = i32::from(self.ink) + at / 8;
        usize::try_from(byte)
            .ok()
            .and_then(|byte| INK.get(byte))
            .is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1)
    }

    /// The box of its ink in the cell: left, top, right and bottom, the last two outside.
    pub(crate) fn bounds(&self) -> (i32, i32, i32, i32) {
        let (left, top) = (i32::from(self.left), i32::from(self.top));
        (
            left,
            top,
            left + i32::from(self.width),
            top + i32::from(self.height),
        )
    }
}

const QUESTION: u16 = 0x3f;
const BLANK: u16 = 0x20;

/// Pixels from a character to the next.
pub(crate) fn advance(character: char) -> i32 {
    Glyph::of(character).map_or(0, Glyph::advance)
}

/// Pixels of a line of text.
pub(crate) fn width(text: &str) -> i32 {
    let mut width = 0;
    for character in text.chars() {
        width += advance(character);
    }
    width
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::string::String;

    use super::*;

    fn picture(character: char) -> String {
        let glyph = Glyph::of(character).unwrap();
        let mut picture = String::new();
        for y in 0..14 {
            for x in 0..glyph.advance() {
                picture.push(if glyph.has_ink(x, y) { '#' } else { '.' });
            }
            picture.push('\n');
        }
        picture
    }

    #[test]
    fn glyphs_stand_on_their_baseline() {
        assert_eq!(
            picture('g'),
            "......\n......\n......\n......\n......\n......\n.####.\n#...#.\n#...#.\n#...#.\n#...#.\n.####.\n....#.\n.###..\n"
        );
    }

    #[test]
    fn glyphs_are_in_order_and_an_unknown_one_is_a_question() {
        assert!(GLYPHS.is_sorted_by(|one, other| one.code < other.code));
        assert_eq!(picture('\u{1f3ed}'), picture('?'));
        assert_eq!(width("a b"), width("ab") + SPACE);
    }
}
