//! The story that tells itself: four cards, then a place's history, then its outcomes. Dimmed, and never still for long.

use polanyi_core::model::BoardRun;

use super::furniture::{FOOT, LINE, WIDE, pulse, sign_of};
use super::running;
use crate::place::Gallery;
use crate::story::{CARD_TICKS, Part, Show, part_of};
use crate::view::{Align, Area, Canvas, Icon, Ink, Pendulum, STEPS, wave};
use crate::words::Text;

/// The brightest grey of the story: half of the display's wear.
const DIM: u8 = 12;

pub(super) fn draw(canvas: &mut Canvas<'_>, show: &Show, gallery: &Gallery<'_>, run: &BoardRun) {
    canvas.dim(DIM);
    let (part, ticks) = part_of(show.since);
    match part {
        Part::Card(0) => draw_title(canvas, ticks),
        Part::Card(1) => draw_world(canvas, ticks),
        Part::Card(2) => draw_places(canvas, ticks),
        Part::Card(_) => draw_causes(canvas, ticks),
        Part::Play => return draw_play(canvas, show, run, ticks),
        Part::Outcomes => return draw_outcomes(canvas, show, gallery, run, ticks),
    }
    draw_prompt(canvas, show.since);
}

fn draw_prompt(canvas: &mut Canvas<'_>, ticks: u32) {
    canvas.prompt_or_language(Text::Press, FOOT, pulse(ticks), ticks);
}

/// What became of the place.
fn draw_outcomes(
    canvas: &mut Canvas<'_>,
    show: &Show,
    gallery: &Gallery<'_>,
    run: &BoardRun,
    ticks: u32,
) {
    running::draw_outcomes(canvas, show, gallery, run);
    if ticks < 80 {
        let name = sign_of(show.told).name.in_language(canvas.language());
        running::draw_dated(canvas, show, run, name);
    } else {
        draw_prompt(canvas, show.since);
    }
}

/// The name under a swinging pendulum.
fn draw_title(canvas: &mut Canvas<'_>, ticks: u32) {
    let pendulum = Pendulum {
        pivot: (64, -18),
        length: 34,
        bob: 5,
    };
    pendulum.draw(canvas, swing(ticks), 0);
    canvas.words(
        Text::Name,
        Area::new(0, 26, WIDE, 24),
        Ink::new(15, Align::Centre).twice(),
    );
}

fn swing(ticks: u32) -> i32 {
    STEPS / 2 + wave(ticks, CARD_TICKS) * STEPS / 2048
}

/// The world swings.
fn draw_world(canvas: &mut Canvas<'_>, ticks: u32) {
    let pendulum = Pendulum {
        pivot: (64, -8),
        length: 24,
        bob: 4,
    };
    let position = swing(ticks);
    // Not all the way: it swings below the words, and its rod between them.
    pendulum.draw(canvas, STEPS / 2 + (position - STEPS / 2) * 3 / 8, 0);
    let near = |end: i32| u8::try_from(15 - (position - end).abs() * 11 / STEPS).unwrap_or(4);
    canvas.words(
        Text::Protection,
        Area::new(1, 0, 60, LINE),
        Ink::new(near(0), Align::Left),
    );
    canvas.words(
        Text::MarketForces,
        Area::new(83, 0, 43, LINE),
        Ink::new(near(STEPS), Align::Right),
    );
    card_text(canvas, Text::StoryWorld);
}

fn card_text(canvas: &mut Canvas<'_>, text: Text) {
    canvas.words(
        text,
        Area::new(0, 25, WIDE, 27),
        Ink::new(15, Align::Centre),
    );
}

/// Socks here, fine tiles there.
fn draw_places(canvas: &mut Canvas<'_>, ticks: u32) {
    let step = i32::try_from(ticks / 4).unwrap_or(0).min(12);
    Icon::SOCK.draw(canvas, (16 + step, 0), 15);
    Icon::TILE.draw(canvas, (88 - step, 0), 15);
    card_text(canvas, Text::StoryPlaces);
}

/// The four causes light up one after another.
fn draw_causes(canvas: &mut Canvas<'_>, ticks: u32) {
    let lit = ticks / (CARD_TICKS / 5);
    let icons = [
        Some(Icon::COINS),
        None,
        Some(Icon::STALL),
        Some(Icon::FAMILY),
    ];
    for (number, (icon, x)) in (0..).zip(icons.into_iter().zip((4..).step_by(32))) {
        let bright = if number <= lit { 15 } else { 5 };
        match icon {
            Some(icon) => icon.draw(canvas, (x, 0), bright),
            None => Pendulum {
                pivot: (x + 12, 0),
                length: 13,
                bob: 3,
            }
            .draw(canvas, swing(ticks), 0),
        }
    }
    card_text(canvas, Text::StoryCauses);
}

/// A history, with its place's name and the prompt by turns with what happens.
fn draw_play(canvas: &mut Canvas<'_>, show: &Show, run: &BoardRun, ticks: u32) {
    // By turns on either side, so that the year, whose first digits hardly change, does not burn in.
    running::draw_map(canvas, show, run, show.told % 2 == 1);
    let foot = Area::new(0, FOOT, WIDE, LINE);
    match show.captions.shown() {
        _ if ticks < 60 => canvas.words(sign_of(show.told).name, foot, Ink::new(15, Align::Centre)),
        Some((caption, shown)) => {
            let grey = running::caption_grey(shown.into(), 8);
            running::draw_told(canvas, caption, foot, grey);
        }
        None => draw_prompt(canvas, ticks),
    }
}
