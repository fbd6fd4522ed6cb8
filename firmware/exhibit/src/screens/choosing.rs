//! Choosing a place: its name, its trade, and what it is known for.

use super::furniture::{FOOT, WIDE, sign_of};
use crate::story::Show;
use crate::view::{Align, Area, Canvas, Ink};
use crate::words::Text;

pub(super) fn draw(canvas: &mut Canvas<'_>, show: &Show) {
    let sign = sign_of(show.visit.place);
    canvas.prompt_or_language(Text::Choose, 0, 9, show.since);
    canvas.words(
        sign.name,
        Area::new(11, 13, WIDE - 22, 24),
        Ink::new(15, Align::Centre).twice(),
    );
    canvas.arrow(6, 25, false, show.since);
    canvas.arrow(121, 25, true, show.since);
    sign.icon.draw(canvas, (1, 39), 15);
    canvas.words(
        sign.about,
        Area::new(29, FOOT - 14, WIDE - 29, 26),
        Ink::new(12, Align::Left),
    );
}
