//! The picture enlarged for a display of 240 by 240 pixels: 15 pixels for 8, which fills its width.
//!
//! Every tile of a frame comes to whole pixels, so an area that has changed is enlarged by itself.

use embedded_graphics_core::primitives::Rectangle;
use polanyi_exhibit::Frame;

/// Pixels across.
pub const WIDTH: u16 = 240;
/// Pixels down.
pub const HEIGHT: u16 = 120;

/// So many pixels of the display for [`PIXELS`] of the frame.
const DOTS: u32 = 15;
const PIXELS: u32 = 8;

/// First and last column, and first and last row, of an area on the display; nothing for an empty area.
pub fn window(area: Rectangle) -> Option<[u16; 4]> {
    let last = area.bottom_right()?;
    let dots = |pixel: i32| u16::try_from(u32::try_from(pixel).ok()? * DOTS / PIXELS).ok();
    Some([
        dots(area.top_left.x)?,
        dots(last.x + 1)?.checked_sub(1)?,
        dots(area.top_left.y)?,
        dots(last.y + 1)?.checked_sub(1)?,
    ])
}

/// The greys in a window, 0 to 255, row by row.
pub fn greys(frame: &Frame, [left, right, top, bottom]: [u16; 4]) -> impl Iterator<Item = u8> {
    (top..=bottom).flat_map(move |y| (left..=right).map(move |x| grey(frame, x, y)))
}

/// A dot is the mean of the pixels that it covers, each as much as it is covered.
fn grey(frame: &Frame, x: u16, y: u16) -> u8 {
    let mut sum = 0;
    for (row, tall) in covered(y) {
        for (column, wide) in covered(x) {
            sum += u32::from(frame.grey(column, row)) * wide * tall;
        }
    }
    u8::try_from(sum * 17 / (PIXELS * PIXELS)).unwrap_or(u8::MAX)
}

/// The two pixels that a dot covers, in one direction, and how much of each; of the second perhaps nothing.
fn covered(dot: u16) -> [(u32, u32); 2] {
    let start = u32::from(dot) * PIXELS;
    let first = start / DOTS;
    let inside = (DOTS - start % DOTS).min(PIXELS);
    [(first, inside), (first + 1, PIXELS - inside)]
}

#[cfg(test)]
mod tests {
    use embedded_graphics_core::geometry::{Point, Size};
    use embedded_graphics_core::primitives::Rectangle;

    use super::{covered, window};

    #[test]
    fn tiles_come_to_whole_dots() {
        let tile = |x, y| Rectangle::new(Point::new(x, y), Size::new(16, 8));
        assert_eq!(window(tile(0, 0)), Some([0, 29, 0, 14]));
        assert_eq!(window(tile(112, 56)), Some([210, 239, 105, 119]));
        assert_eq!(window(Rectangle::zero()), None);
    }

    #[test]
    fn every_pixel_is_covered_as_much_as_any_other() {
        let mut shares = [0; 128];
        for dot in 0..240 {
            for (pixel, share) in covered(dot).into_iter().filter(|(_, share)| *share > 0) {
                shares[usize::try_from(pixel).expect("small")] += share;
            }
        }
        assert_eq!(shares, [15; 128]);
    }
}
