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

/// The greys in a window, 0 to 255, row by row: a dot is the mean of the pixels that it covers, each as much as it is covered.
pub fn greys(frame: &Frame, [left, right, top, bottom]: [u16; 4]) -> impl Iterator<Item = u8> {
    (top..=bottom).flat_map(move |y| {
        let start = u32::from(y) * PIXELS;
        let (row, into) = (start / DOTS, start % DOTS);
        let inside = (DOTS - into).min(PIXELS);
        let column = move |x| {
            let below = match PIXELS - inside {
                0 => 0,
                rest => u32::from(frame.grey(x, row + 1)) * rest,
            };
            u32::from(frame.grey(x, row)) * inside + below
        };
        let sums = Line::new(left, column).take(usize::from(right - left) + 1);
        sums.map(|sum| u8::try_from(sum * 17 / (PIXELS * PIXELS)).unwrap_or(u8::MAX))
    })
}

/// Sums along a line of dots: of what each pixel has, as many eighths as the dot covers.
///
/// It goes from dot to dot without a division, and asks for each pixel once: a Cortex-M0 has neither the one nor time for the other.
struct Line<F> {
    values: F,
    /// The pixel that the next dot begins in, and its value.
    pixel: u32,
    value: u32,
    /// How far into that pixel it begins, in fifteenths.
    into: u32,
}

impl<F: Fn(u32) -> u32> Line<F> {
    fn new(dot: u16, values: F) -> Self {
        let start = u32::from(dot) * PIXELS;
        let pixel = start / DOTS;
        Self {
            value: values(pixel),
            values,
            pixel,
            into: start % DOTS,
        }
    }
}

impl<F: Fn(u32) -> u32> Iterator for Line<F> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let end = self.into + PIXELS;
        if end < DOTS {
            self.into = end;
            return Some(self.value * PIXELS);
        }
        let sum = self.value * (DOTS - self.into);
        self.pixel += 1;
        self.value = (self.values)(self.pixel);
        self.into = end - DOTS;
        Some(sum + self.value * self.into)
    }
}

#[cfg(test)]
mod tests {
    use embedded_graphics_core::geometry::{Point, Size};
    use embedded_graphics_core::primitives::Rectangle;

    use super::{Line, window};

    #[test]
    fn tiles_come_to_whole_dots() {
        let tile = |x, y| Rectangle::new(Point::new(x, y), Size::new(16, 8));
        assert_eq!(window(tile(0, 0)), Some([0, 29, 0, 14]));
        assert_eq!(window(tile(112, 56)), Some([210, 239, 105, 119]));
        assert_eq!(window(Rectangle::zero()), None);
    }

    #[test]
    fn every_pixel_is_covered_as_much_as_any_other() {
        for pixel in 0..128 {
            let line = Line::new(0, |at| u32::from(at == pixel));
            let shares: u32 = line.take(240).sum();
            assert_eq!(shares, 15, "pixel {pixel}");
        }
    }

    #[test]
    fn a_line_may_begin_at_any_dot() {
        let values = |pixel| pixel * pixel + 3;
        for start in 0..200 {
            let whole = Line::new(0, values).skip(usize::from(start));
            assert!(Line::new(start, values).take(40).eq(whole.take(40)));
        }
    }
}
