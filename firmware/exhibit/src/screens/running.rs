//! The run: the map with the year and the pendulum, or the four outcomes beside history's; below, what happens.

use polanyi_core::model::BoardRun;

use super::furniture::{FOOT, LINE, WIDE, sign_of};
use crate::place::Gallery;
use crate::story::{Caption, Show};
use crate::view::{Align, Area, Canvas, Ink, Pendulum, STEPS, bar_row, draw_road, draw_town};
use crate::words::font;
use crate::words::phrase::Phrase;
use crate::words::{Language, Text};

/// The outcomes' names, in their order.
pub(super) const NAMES: [Text; 4] = [Text::Design, Text::Exports, Text::ByMarket, Text::ByKin];
/// Ticks in which the run says where it is and what a key does.
const HINT: u32 = 70;

pub(super) fn draw(canvas: &mut Canvas<'_>, show: &Show, gallery: &Gallery<'_>, run: &BoardRun) {
    if show.page == 0 {
        draw_map(canvas, show, run, false);
        draw_caption(canvas, show, Area::new(0, FOOT, WIDE, LINE));
    } else {
        draw_outcomes(canvas, show, gallery, run);
        draw_legend(canvas, show, run);
    }
}

/// The map, and to its right, or to its left, the year and the pendulum.
pub(super) fn draw_map(canvas: &mut Canvas<'_>, show: &Show, run: &BoardRun, to_the_left: bool) {
    let exports = show.player.latest().and_then(|figures| figures.get(1));
    draw_road(canvas, exports, show.since);
    canvas.shift(if to_the_left { 54 } else { 0 });
    draw_town(canvas, run, &show.town);
    canvas.shift(if to_the_left { -74 } else { 0 });
    let year = Phrase::of_number(show.player.year(run));
    canvas.text(
        year.as_str(),
        Area::new(76, -1, 51, 24),
        Ink::new(15, Align::Right).twice(),
    );
    let pendulum = Pendulum {
        pivot: (102, 21),
        length: 20,
        bob: 4,
    };
    pendulum.draw(canvas, policy(run), show.since);
    pendulum.draw_ends(canvas);
    canvas.shift(0);
}

/// The four outcomes of the last year, beside history's at the same age.
pub(super) fn draw_outcomes(
    canvas: &mut Canvas<'_>,
    show: &Show,
    gallery: &Gallery<'_>,
    run: &BoardRun,
) {
    let history = gallery.place(show.visit.place).history;
    let age = show.player.age(run);
    let history = history.at_age(age.saturating_sub(1));
    let mine = show.player.latest().unwrap_or_default();
    for (at, (name, y)) in NAMES.into_iter().zip((0..).step_by(13)).enumerate() {
        let name = name.in_language(canvas.language());
        bar_row(
            canvas,
            y,
            name,
            mine.get(at),
            history.get(at),
            core::iter::empty(),
        );
    }
}

fn draw_caption(canvas: &mut Canvas<'_>, show: &Show, area: Area) {
    let told = show.captions.shown().filter(|_| !show.catching_up);
    if let Some((caption, ticks)) = told {
        return draw_told(canvas, caption, area, caption_grey(ticks.into(), 9));
    }
    let (text, ticks) = if show.catching_up {
        (Text::Resuming, 0)
    } else if show.since < HINT || show.fast || show.since % 200 >= HINT {
        (sign_of(show.visit.place).name, show.since)
    } else {
        (Text::Faster, HINT)
    };
    let grey = caption_grey(ticks, 9);
    canvas.words(text, area, Ink::new(grey, Align::Centre));
}

/// A caption comes in bright and stays grey.
pub(super) const fn caption_grey(ticks: u32, later: u8) -> u8 {
    if ticks < 40 { 15 } else { later }
}

/// What happened, after its year.
pub(super) fn draw_told(canvas: &mut Canvas<'_>, caption: Caption, area: Area, grey: u8) {
    let words = told(caption, canvas.language());
    canvas.text(words.as_str(), area, Ink::new(grey, Align::Centre));
}

pub(super) fn told(caption: Caption, language: Language) -> Phrase {
    let mut phrase = Phrase::of_number(caption.year.into());
    phrase.character(' ');
    phrase.words(caption.text.in_language(language));
    phrase
}

/// The year at the left, and a word or two at the right.
pub(super) fn draw_dated(canvas: &mut Canvas<'_>, show: &Show, run: &BoardRun, words: &str) {
    let year = Phrase::of_number(show.player.year(run));
    let area = Area::new(1, FOOT, WIDE - 3, LINE);
    canvas.text(year.as_str(), area, Ink::new(15, Align::Left));
    canvas.text(words, area, Ink::new(15, Align::Right));
}

/// The year, and whose the bars are.
fn draw_legend(canvas: &mut Canvas<'_>, show: &Show, run: &BoardRun) {
    draw_dated(canvas, show, run, "");
    legend(canvas, 40);
}

/// Whose the bars are, from `left` to the right edge.
pub(super) fn legend(canvas: &mut Canvas<'_>, left: i32) {
    let language = canvas.language();
    canvas.fill(Area::new(left, FOOT + 5, 6, 3), 15);
    let (you, history) = (
        Text::You.in_language(language),
        Text::History.in_language(language),
    );
    let area = Area::new(left + 9, FOOT, WIDE - 2 - left - 9, LINE);
    canvas.text(you, area, Ink::new(9, Align::Left));
    canvas.text(history, area, Ink::new(9, Align::Right));
    let swatch = WIDE - 2 - font::width(history) - 9;
    canvas.fill(Area::new(swatch, FOOT + 3, 6, 7), 4);
    canvas.fill(Area::new(swatch + 5, FOOT + 2, 1, 9), 9);
}

/// Where the pendulum stands, from protection to market.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a cast from a float saturates, the same on every target"
)]
pub(super) fn policy(run: &BoardRun) -> i32 {
    let region = run
        .clusters()
        .first()
        .map(|cluster| cluster.world().cluster.region);
    region.map_or(0, |region| {
        (region.policy.clamp(0.0, 1.0) * STEPS as f32) as i32
    })
}
