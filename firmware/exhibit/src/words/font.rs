//! The font: glyphs by code point, each cut to its ink.
//!
//! A glyph stands in a cell of 14 rows. Its baseline is the lower edge of row 11; capitals begin in row 3, Chinese characters in row 2.

use core::ops::Range;

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

    /// The ink of a row of the cell, a bit a pixel, the leftmost the lowest.
    pub(crate) fn row(&self, y: i32) -> u32 {
        let y = y.wrapping_sub(i32::from(self.top)).cast_unsigned();
        if y >= u32::from(self.height) {
            return 0;
        }
        let at = u32::from(self.ink) * 8 + y * u32::from(self.width);
        let from = usize::try_from(at / 8).unwrap_or(usize::MAX);
        let ink = INK.get(from..).and_then(|ink| ink.first_chunk());
        let ink = u32::from_le_bytes(*ink.unwrap_or(&[0; 4])) >> (at % 8);
        // A cell is sixteen pixels wide at the most, so that nothing wraps.
        let beyond = u32::MAX.wrapping_shl(self.width.into());
        (ink & !beyond).wrapping_shl(self.left.into())
    }

    /// The rows of the cell that its ink lies in.
    pub(crate) fn rows(&self) -> Range<i32> {
        let top = i32::from(self.top);
        top..top + i32::from(self.height)
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
                let ink = glyph.row(y) >> x & 1;
                picture.push(if ink == 1 { '#' } else { '.' });
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
