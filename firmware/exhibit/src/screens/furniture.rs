//! Furniture: what several screens have.

use crate::place::PLACES;
use crate::view::{Align, Area, Canvas, Icon, Ink};
use crate::words::Text;
use crate::words::phrase::Phrase;

/// The top of the lowest line.
pub(super) const FOOT: i32 = 52;
/// The height of a line.
pub(super) const LINE: i32 = 12;
/// The whole width.
pub(super) const WIDE: i32 = 128;

/// Ticks of a prompt and of what it takes turns with.
const PROMPTS: u32 = 120;

/// A place's name, what it is known for, and its icon, in the order of [`crate::place::KEYS`].
pub(super) struct Sign {
    pub(super) name: Text,
    pub(super) about: Text,
    pub(super) icon: Icon,
}

const fn sign(name: Text, about: Text, icon: Icon) -> Sign {
    Sign { name, about, icon }
}

const SIGNS: [Sign; PLACES] = [
    sign(Text::PlaceYiwu, Text::AboutYiwu, Icon::BUTTON),
    sign(Text::PlaceShenzhen, Text::AboutShenzhen, Icon::CHIP),
    sign(Text::PlaceWenzhou, Text::AboutWenzhou, Icon::SHOE),
    sign(Text::PlaceDatang, Text::AboutDatang, Icon::SOCK),
    sign(Text::PlaceEmilia, Text::AboutEmilia, Icon::TILE),
    sign(Text::PlacePrato, Text::AboutPrato, Icon::YARN),
];

/// The sign of a place.
pub(super) fn sign_of(place: u8) -> &'static Sign {
    let [first, ..] = &SIGNS;
    SIGNS.get(usize::from(place)).unwrap_or(first)
}

impl Canvas<'_> {
    /// A text in the canvas's language.
    pub(super) fn words(&mut self, text: Text, area: Area, ink: Ink) {
        self.text(text.in_language(self.language()), area, ink);
    }

    /// By turns, what to do, and the key for the next language with its name.
    pub(super) fn prompt_or_language(&mut self, prompt: Text, y: i32, grey: u8, ticks: u32) {
        let area = Area::new(0, y, WIDE, LINE);
        if ticks % PROMPTS < PROMPTS / 2 {
            return self.words(prompt, area, Ink::new(grey, Align::Centre));
        }
        let mut language = Phrase::new();
        language.words("▲ ");
        language.words(Text::LanguageName.in_language(self.language().next()));
        self.text(language.as_str(), area, Ink::new(grey, Align::Centre));
    }

    /// A triangle that points to a side, from the middle of its flat edge; it beats with the ticks.
    pub(super) fn arrow(&mut self, x: i32, y: i32, right: bool, ticks: u32) {
        let push = i32::from(ticks % 20 < 5);
        for column in 0..6 {
            let at = if right {
                x + column + push
            } else {
                x - column - push
            };
            let half = 5 - column;
            self.fill(Area::new(at, y - half, 1, 2 * half + 1), 12);
        }
    }

    /// Dots for pages or questions, the present one bright.
    pub(super) fn page_dots(&mut self, x: i32, y: i32, count: i32, present: i32) {
        for page in 0..count {
            let here = page == present;
            let area = Area::new(x + 6 * page, y, 4, 4);
            if here {
                self.fill(area, 15);
            } else {
                self.fill(Area::new(area.x + 1, area.y + 1, 2, 2), 7);
            }
        }
    }
}

/// A grey that comes and goes once in two seconds.
pub(super) fn pulse(ticks: u32) -> u8 {
    let swing = crate::view::wave(ticks, 40) * 4 / 1024;
    u8::try_from(11 + swing).unwrap_or(11)
}
