//! The canvas: a frame to draw on in greys from 0 to 15, and a count of texts that did not fit.

use embedded_graphics::Drawable as _;
use embedded_graphics::draw_target::DrawTarget as _;
use embedded_graphics::geometry::{Point, Size};
use embedded_graphics::pixelcolor::Gray4;
use embedded_graphics::primitives::{Circle, Line, Primitive as _, PrimitiveStyle, Rectangle};

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
        let colour = self.colour(grey);
        let area = self.rectangle(area);
        let Ok(()) = self.frame.fill_solid(&area, colour);
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
        let (left, top, right, bottom) = glyph.bounds();
        for y in top..bottom {
            for x in left..right {
                if twice {
                    self.smoothed(glyph, (x, y), at, grey);
                } else if glyph.has_ink(x, y) {
                    self.dot(at.0 + x, at.1 + y - TOP, grey);
                }
            }
        }
        at.0 + glyph.advance() * if twice { 2 } else { 1 }
    }

    /// A pixel of a glyph as four, by the Scale2x rule (A. Mazzoleni): a corner takes after its two neighbours where they agree.
    fn smoothed(&mut self, glyph: &Glyph, (x, y): (i32, i32), at: (i32, i32), grey: u8) {
        let ink = |dx, dy| glyph.has_ink(x + dx, y + dy);
        let here = ink(0, 0);
        let (up, right, down, left) = (ink(0, -1), ink(1, 0), ink(0, 1), ink(-1, 0));
        let corner = |one: bool, other: bool, far: bool, near: bool| {
            if one == other && one != far && other != near {
                one
            } else {
                here
            }
        };
        let corners = [
            (0, 0, corner(left, up, right, down)),
            (1, 0, corner(up, right, left, down)),
            (0, 1, corner(left, down, right, up)),
            (1, 1, corner(down, right, left, up)),
        ];
        for (dx, dy, filled) in corners {
            if filled {
                self.dot(at.0 + 2 * x + dx, at.1 + 2 * (y - TOP) + dy, grey);
            }
        }
    }
}
