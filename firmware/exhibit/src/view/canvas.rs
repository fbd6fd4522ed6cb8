//! The canvas: a frame to draw on in greys from 0 to 15, and a count of texts that did not fit.

use core::ops::Range;

use embedded_graphics::Drawable as _;
use embedded_graphics::geometry::{Point, Size};
use embedded_graphics::pixelcolor::Gray4;
use embedded_graphics::primitives::{Circle, Line, Primitive as _, PrimitiveStyle, Rectangle};

use super::scale::{Row, twice};
use crate::frame::Frame;
use crate::words::Language;
use crate::words::font::{Glyph, TOP};

/// An area of the picture: left, top, width, height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

impl Area {
    pub(crate) const fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }
}

/// A frame being drawn on.
#[derive(Debug)]
pub(crate) struct Canvas<'f> {
    frame: &'f mut Frame,
    language: Language,
    /// The brightest grey, so that a picture that nobody watches spares the display.
    ceiling: u8,
    /// How far to the right everything is drawn.
    shift: i32,
    clipped: u32,
}

impl<'f> Canvas<'f> {
    pub(crate) const fn new(frame: &'f mut Frame, language: Language) -> Self {
        Self {
            frame,
            language,
            ceiling: 15,
            shift: 0,
            clipped: 0,
        }
    }

    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// Draws no brighter than this from now on.
    pub(crate) const fn dim(&mut self, ceiling: u8) {
        self.ceiling = ceiling;
    }

    /// Draws so many pixels further to the right from now on.
    pub(crate) const fn shift(&mut self, pixels: i32) {
        self.shift = pixels;
    }

    /// How many texts did not fit their area.
    pub(crate) const fn clipped(&self) -> u32 {
        self.clipped
    }

    pub(super) const fn count_clipped(&mut self) {
        self.clipped = self.clipped.saturating_add(1);
    }

    fn shade(&self, grey: u8) -> u8 {
        let shade = u16::from(grey.min(15)) * u16::from(self.ceiling) / 15;
        u8::try_from(shade).unwrap_or(15)
    }

    fn colour(&self, grey: u8) -> Gray4 {
        Gray4::new(self.shade(grey))
    }

    fn rectangle(&self, area: Area) -> Rectangle {
        let side = |length: i32| u32::try_from(length).unwrap_or(0);
        Rectangle::new(
            Point::new(area.x + self.shift, area.y),
            Size::new(side(area.width), side(area.height)),
        )
    }

    /// A pixel.
    pub(crate) fn dot(&mut self, x: i32, y: i32, grey: u8) {
        let shade = self.shade(grey);
        self.frame.set(x + self.shift, y, shade);
    }

    /// A filled rectangle.
    pub(crate) fn fill(&mut self, area: Area, grey: u8) {
        let shade = self.shade(grey);
        let left = area.x + self.shift;
        self.frame
            .fill(left..left + area.width, area.y..area.y + area.height, shade);
    }

    /// The outline of a rectangle, a pixel thick.
    pub(crate) fn outline(&mut self, area: Area, grey: u8) {
        let style = PrimitiveStyle::with_stroke(self.colour(grey), 1);
        let Ok(()) = self.rectangle(area).into_styled(style).draw(self.frame);
    }

    /// A line, a pixel thick.
    pub(crate) fn line(&mut self, from: (i32, i32), to: (i32, i32), grey: u8) {
        let style = PrimitiveStyle::with_stroke(self.colour(grey), 1);
        let point = |(x, y): (i32, i32)| Point::new(x + self.shift, y);
        let line = Line::new(point(from), point(to));
        let Ok(()) = line.into_styled(style).draw(self.frame);
    }

    /// A filled circle around a pixel.
    pub(crate) fn disc(&mut self, centre: (i32, i32), radius: u8, grey: u8) {
        let style = PrimitiveStyle::with_fill(self.colour(grey));
        let circle = Circle::with_center(
            Point::new(centre.0 + self.shift, centre.1),
            u32::from(radius) * 2 + 1,
        );
        let Ok(()) = circle.into_styled(style).draw(self.frame);
    }

    /// A character, its line's top at `y`; the answer is where the next one goes. At twice the size its steps are smoothed.
    pub(super) fn character(
        &mut self,
        character: char,
        at: (i32, i32),
        grey: u8,
        twice: bool,
    ) -> i32 {
        let Some(glyph) = Glyph::of(character) else {
            return at.0;
        };
        if twice {
            let y = at.1 - 2 * TOP;
            self.rows_twice(glyph.rows(), |row| glyph.row(row), (at.0, y), [grey; 3]);
            return at.0 + glyph.advance() * 2;
        }
        let shade = self.shade(grey);
        let (x, y) = (at.0 + self.shift, at.1 - TOP);
        for row in glyph.rows() {
            self.frame.dots((x, y + row), glyph.row(row), shade);
        }
        at.0 + glyph.advance()
    }

    /// Rows of pixels at twice the size, row 0 at `at`; the greys are those of the first plane alone, of the second alone, and of both.
    pub(super) fn rows_twice(
        &mut self,
        rows: Range<i32>,
        row: impl Fn(i32) -> Row,
        at: (i32, i32),
        greys: [u8; 3],
    ) {
        let greys = greys.map(|grey| self.shade(grey));
        let x = at.0 + self.shift;
        let (mut up, mut here) = (0, row(rows.start));
        for number in rows {
            let down = row(number + 1);
            let [upper, lower] = twice([up, here, down]);
            let y = at.1 + 2 * number;
            self.planes((x, y), upper, greys);
            self.planes((x, y + 1), lower, greys);
            (up, here) = (here, down);
        }
    }

    fn planes(&mut self, at: (i32, i32), [one, other]: [u32; 2], [first, second, both]: [u8; 3]) {
        self.frame.dots(at, one & !other, first);
        self.frame.dots(at, other & !one, second);
        self.frame.dots(at, one & other, both);
    }
}
