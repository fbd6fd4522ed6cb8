//! The picture: 128 by 64 pixels of 16 greys, packed as displays take it, and the areas that have changed.

use core::convert::Infallible;
use core::ops::Range;

use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Point, Size};
use embedded_graphics::pixelcolor::{Gray4, GrayColor as _};
use embedded_graphics::primitives::Rectangle;

/// Pixels of a row.
pub const WIDTH: u32 = 128;
/// Rows.
pub const HEIGHT: u32 = 64;
/// Bytes of a row: two pixels each, the left one in the high half.
pub const ROW_BYTES: usize = 64;
/// Bytes of a picture.
pub const BYTES: usize = 4096;

/// Tiles are 16 pixels wide and 8 high, so that there are 64 of them: a bit each in a word.
const TILE_BYTES: usize = 8;
const TILE_ROWS: usize = 8;
const TILES_ACROSS: u32 = 8;
const TILES: usize = 64;

/// A picture, and what has changed in it since its changes were last taken.
#[derive(Debug)]
pub struct Frame {
    pixels: [u8; BYTES],
    /// A hash of each tile as it was when it was last settled.
    prints: [u32; TILES],
    /// The tiles that have changed and were not taken yet, a bit each.
    changed: u64,
    /// A hash of all pictures so far.
    digest: u64,
}

impl Default for Frame {
    fn default() -> Self {
        Self::new()
    }
}

impl Frame {
    /// A black picture: all zero bytes.
    pub const fn new() -> Self {
        Self {
            pixels: [0; BYTES],
            prints: [0; TILES],
            changed: 0,
            digest: 0,
        }
    }

    /// The picture, row by row.
    pub const fn bytes(&self) -> &[u8; BYTES] {
        &self.pixels
    }

    /// The grey of a pixel, 0 to 15; black outside.
    pub fn grey(&self, x: u32, y: u32) -> u8 {
        let Some(byte) = place(x, y).and_then(|at| self.pixels.get(at)) else {
            return 0;
        };
        if x.is_multiple_of(2) {
            byte >> 4
        } else {
            byte & 15
        }
    }

    /// A hash of all pictures that were settled so far: equal where, but for chance, all of them were.
    pub const fn digest(&self) -> u64 {
        self.digest
    }

    /// Forgets the pictures so far in [`Frame::digest`]: a visit begins.
    pub const fn restart_digest(&mut self) {
        self.digest = 0;
    }

    /// The picture is complete: notes what has changed. The exhibit does it after each drawing.
    pub fn settle(&mut self) {
        let (bands, _) = self.pixels.as_chunks();
        for (number, print) in self.prints.iter_mut().enumerate() {
            let hash = bands
                .get(number / 8)
                .map_or(0, |band| hash(band, number % 8));
            if *print != hash {
                *print = hash;
                self.changed |= bit(number);
            }
            // FNV-1a, a tile at a time: a hash of hashes.
            self.digest = (self.digest ^ u64::from(hash)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// The display has lost what it showed: everything counts as changed.
    pub const fn invalidate(&mut self) {
        self.changed = u64::MAX;
    }

    /// Takes the areas that have changed, as few rectangles of whole tiles as a simple merge gives; together they cover every change.
    pub fn changes(&mut self) -> Changes {
        let left = self.changed;
        self.changed = 0;
        Changes { left }
    }

    /// The bytes of an area's row `y`, counted from the top of the picture; empty outside of the area.
    pub fn row(&self, area: Rectangle, y: u32) -> &[u8] {
        let Some(last) = area.bottom_right() else {
            return &[];
        };
        let (Ok(left), Ok(top), Ok(right), Ok(bottom)) = (
            u32::try_from(area.top_left.x),
            u32::try_from(area.top_left.y),
            u32::try_from(last.x),
            u32::try_from(last.y),
        ) else {
            return &[];
        };
        let (Some(from), Some(to)) = (place(left, y), place(right, y)) else {
            return &[];
        };
        if (top..=bottom).contains(&y) {
            self.pixels.get(from..=to).unwrap_or(&[])
        } else {
            &[]
        }
    }

    /// Sets a pixel; nothing outside.
    pub(crate) fn set(&mut self, x: i32, y: i32, grey: u8) {
        self.dots((x, y), 1, grey);
    }

    fn row_mut(&mut self, y: i32) -> Option<&mut [u8; ROW_BYTES]> {
        let (rows, _) = self.pixels.as_chunks_mut();
        rows.get_mut(usize::try_from(y).ok()?)
    }

    /// Sets pixels of a row: one for each bit but the highest, the lowest at `x`; nothing outside.
    pub(crate) fn dots(&mut self, (x, y): (i32, i32), bits: u32, grey: u8) {
        let Some(row) = self.row_mut(y).filter(|_| bits != 0) else {
            return;
        };
        // Without a sign, what is left of the picture is far to the right of it.
        let mut at = (x >> 1).cast_unsigned();
        let mut bits = bits << (x & 1);
        while bits != 0 {
            let dark = bits.trailing_zeros() / 2;
            at = at.wrapping_add(dark);
            bits >>= 2 * dark;
            if let Some(pair) = usize::try_from(at).ok().and_then(|at| row.get_mut(at)) {
                let [inked, ..] = (PAIRS >> (8 * (bits & 3))).to_le_bytes();
                ink(pair, inked, grey);
            }
            at = at.wrapping_add(1);
            bits >>= 2;
        }
    }

    /// Sets the pixels of an area, as far as they are inside: pairs at once.
    pub(crate) fn fill(&mut self, x: Range<i32>, y: Range<i32>, grey: u8) {
        let (left, right) = inside(x, 2 * ROW_BYTES);
        let (top, bottom) = inside(y, BYTES / ROW_BYTES);
        if left >= right {
            return;
        }
        let (from, to) = (left.div_ceil(2), right / 2);
        let (rows, _) = self.pixels.as_chunks_mut::<ROW_BYTES>();
        for row in rows.get_mut(top..bottom).unwrap_or_default() {
            if left % 2 == 1 {
                set_in(row, left, grey);
            }
            if right % 2 == 1 {
                set_in(row, right - 1, grey);
            }
            if let Some(pairs) = row.get_mut(from..to) {
                pairs.fill(both(grey));
            }
        }
    }

    /// Makes all pixels black.
    pub(crate) fn blank(&mut self) {
        self.pixels.fill(0);
    }
}

/// What neither, the left, the right, or both of a pair of pixels have of its byte, from the lowest byte up.
const PAIRS: u32 = 0xff0f_f000;

/// Sets a pixel of a row; nothing outside.
fn set_in(row: &mut [u8], x: usize, grey: u8) {
    if let Some(pair) = row.get_mut(x / 2) {
        let half = if x.is_multiple_of(2) { 0xf0 } else { 0x0f };
        ink(pair, half, grey);
    }
}

/// Sets what a mask has of a pair of pixels.
fn ink(pair: &mut u8, mask: u8, grey: u8) {
    *pair = (*pair & !mask) | (both(grey) & mask);
}

/// A pair of pixels of the same grey.
const fn both(grey: u8) -> u8 {
    grey << 4 | (grey & 15)
}

/// The part of a range that is inside the picture.
fn inside(range: Range<i32>, end: usize) -> (usize, usize) {
    let bound = |at: i32| usize::try_from(at).unwrap_or(0).min(end);
    (bound(range.start), bound(range.end))
}

/// The byte of a pixel, or nothing outside.
fn place(x: u32, y: u32) -> Option<usize> {
    (x < WIDTH && y < HEIGHT)
        .then(|| usize::try_from(y * (WIDTH / 2) + x / 2).ok())
        .flatten()
}

/// A hash of a tile, word by word: the rotation carries what differs in a word's upper bits down to the others.
fn hash(band: &[u8; TILE_ROWS * ROW_BYTES], across: usize) -> u32 {
    let step = |hash: u32, word| {
        (hash.rotate_left(5) ^ u32::from_le_bytes(word)).wrapping_mul(0x0100_0193)
    };
    let mut hash = 0x811c_9dc5;
    // Each tile's row, of which there are as many between two of the same tile as there are tiles in a row.
    let (tiles, _) = band.as_chunks::<TILE_BYTES>();
    for [a, b, c, d, e, f, g, h] in tiles.iter().skip(across).step_by(8) {
        hash = step(step(hash, [*a, *b, *c, *d]), [*e, *f, *g, *h]);
    }
    hash
}

fn bit(number: usize) -> u64 {
    u32::try_from(number)
        .ok()
        .and_then(|number| 1_u64.checked_shl(number))
        .unwrap_or(0)
}

/// The areas of a picture that have changed.
#[derive(Debug, Clone)]
pub struct Changes {
    /// Tiles not yet told of, a bit each, row by row.
    left: u64,
}

impl Iterator for Changes {
    type Item = Rectangle;

    fn next(&mut self) -> Option<Rectangle> {
        if self.left == 0 {
            return None;
        }
        let first = self.left.trailing_zeros();
        let (across, down) = (first % TILES_ACROSS, first / TILES_ACROSS);
        // A run of changed tiles to the right, and as many rows below as have the same run changed.
        let in_row = (self.left >> first) & (0xff >> across);
        let wide = (!in_row).trailing_zeros().min(TILES_ACROSS);
        let run = (1_u64 << wide) - 1;
        let mut high = 0;
        while down + high < TILES_ACROSS {
            let tiles = run << (first + high * TILES_ACROSS);
            if self.left & tiles != tiles {
                break;
            }
            self.left &= !tiles;
            high += 1;
        }
        Some(Rectangle::new(
            Point::new(side(across, 16), side(down, 8)),
            Size::new(wide * 16, high * 8),
        ))
    }
}

fn side(tiles: u32, pixels: u32) -> i32 {
    i32::try_from(tiles * pixels).unwrap_or(0)
}

impl OriginDimensions for Frame {
    fn size(&self) -> Size {
        Size::new(WIDTH, HEIGHT)
    }
}

impl DrawTarget for Frame {
    type Color = Gray4;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Gray4>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Infallible> {
        for Pixel(at, colour) in pixels {
            self.set(at.x, at.y, colour.luma());
        }
        Ok(())
    }

    fn fill_solid(&mut self, area: &Rectangle, colour: Gray4) -> Result<(), Infallible> {
        let to = |from: i32, length: u32| from.saturating_add_unsigned(length);
        let (Point { x, y }, Size { width, height }) = (area.top_left, area.size);
        self.fill(x..to(x, width), y..to(y, height), colour.luma());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::vec::Vec;

    use super::*;

    fn areas(frame: &mut Frame) -> Vec<(i32, i32, u32, u32)> {
        frame.settle();
        frame
            .changes()
            .map(|area| {
                (
                    area.top_left.x,
                    area.top_left.y,
                    area.size.width,
                    area.size.height,
                )
            })
            .collect()
    }

    #[test]
    fn a_new_picture_has_changed_everywhere_and_then_nowhere() {
        let mut frame = Frame::new();
        assert_eq!(areas(&mut frame), [(0, 0, 128, 64)]);
        assert_eq!(areas(&mut frame), []);
        frame.invalidate();
        assert_eq!(areas(&mut frame), [(0, 0, 128, 64)]);
    }

    #[test]
    fn a_pixel_changes_its_tile_and_a_block_of_tiles_is_one_area() {
        let mut frame = Frame::new();
        let _ = areas(&mut frame);
        frame.set(17, 9, 5);
        assert_eq!(areas(&mut frame), [(16, 8, 16, 8)]);
        for (x, y) in [
            (100, 40),
            (127, 63),
            (120, 40),
            (100, 63),
            (100, 50),
            (127, 50),
        ] {
            frame.set(x, y, 9);
        }
        assert_eq!(areas(&mut frame), [(96, 40, 32, 24)]);
        frame.set(0, 0, 1);
        frame.set(127, 0, 1);
        assert_eq!(areas(&mut frame), [(0, 0, 16, 8), (112, 0, 16, 8)]);
    }

    #[test]
    fn a_filled_area_is_its_pixels_and_no_others() {
        for left in -3..6 {
            for width in 0..6_u32 {
                let mut frame = Frame::new();
                let area = Rectangle::new(Point::new(left, 62), Size::new(width, 9));
                let Ok(()) = frame.fill_solid(&area, Gray4::new(11));
                for (x, y) in (0..WIDTH).flat_map(|x| (60..HEIGHT).map(move |y| (x, y))) {
                    let at = Point::new(side(x, 1), side(y, 1));
                    let expected = if area.contains(at) { 11 } else { 0 };
                    assert_eq!(frame.grey(x, y), expected, "{left} {width}: {x} {y}");
                }
            }
        }
    }

    #[test]
    fn pixels_outside_are_nowhere_and_inside_are_packed() {
        let mut frame = Frame::new();
        for (x, y) in [(-1, 0), (128, 0), (0, -1), (0, 64), (i32::MIN, i32::MAX)] {
            frame.set(x, y, 15);
        }
        assert!(frame.bytes().iter().all(|byte| *byte == 0));
        frame.set(2, 1, 3);
        frame.set(3, 1, 12);
        assert_eq!(frame.bytes()[ROW_BYTES + 1], 0x3c);
        assert_eq!((frame.grey(2, 1), frame.grey(3, 1)), (3, 12));
        let area = Rectangle::new(Point::new(0, 0), Size::new(16, 8));
        assert_eq!(frame.row(area, 1), [0, 0x3c, 0, 0, 0, 0, 0, 0]);
        assert_eq!(frame.row(area, 8), [0_u8; 0]);
    }
}
