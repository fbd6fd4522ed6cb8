//! A question: one of the four causes, its answer, and whether history gave the same.

use super::furniture::{FOOT, LINE, WIDE};
use crate::lever::{BIRTHS, LEVERS, Lever};
use crate::story::Show;
use crate::view::{Align, Area, Canvas, Icon, Ink, Pendulum, STEPS};
use crate::words::Text;
use crate::words::font;
use crate::words::phrase::Phrase;

/// Room for the answer between the arrows.
const ANSWER: Area = Area::new(11, 26, WIDE - 22, 24);
/// The gap between an icon and its word.
const GAP: i32 = 6;
const ICON: i32 = 24;

pub(super) fn draw(canvas: &mut Canvas<'_>, show: &Show, number: u8) {
    let lever = Lever::from_number(number);
    let answer = show.visit.answer(lever);
    let was = show.was.get(lever.number()).copied().unwrap_or(0);
    if lever != Lever::Timing {
        canvas.words(
            lever.question(),
            Area::new(0, 0, WIDE, 24),
            Ink::new(11, Align::Centre),
        );
    }
    draw_answer(canvas, show, lever, answer, answer == was);
    canvas.arrow(6, 38, false, show.since);
    canvas.arrow(121, 38, true, show.since);
    let levers = i32::try_from(LEVERS).unwrap_or(0);
    canvas.page_dots(2, FOOT + 4, levers, i32::from(number));
    if answer == was {
        canvas.words(
            Text::AsItWas,
            Area::new(40, FOOT, WIDE - 42, LINE),
            Ink::new(8, Align::Right),
        );
    }
}

fn draw_answer(canvas: &mut Canvas<'_>, show: &Show, lever: Lever, answer: u8, as_it_was: bool) {
    let Some(answered) = lever.answers().get(usize::from(answer)) else {
        return;
    };
    let word = answered.word.in_language(canvas.language());
    if lever == Lever::Timing {
        return draw_birth(canvas, show, word, answer, as_it_was);
    }
    let room = ANSWER.width - ICON - GAP;
    // All answers of a question are of one size.
    let twice = lever
        .answers()
        .iter()
        .all(|answer| 2 * font::width(answer.word.in_language(canvas.language())) <= room);
    let width = font::width(word) * if twice { 2 } else { 1 };
    let left = ANSWER.x + (ANSWER.width - ICON - GAP - width) / 2;
    let (icon, brightness) = icon_of(lever, answer);
    icon.draw(canvas, (left, ANSWER.y), brightness);
    let ink = Ink::new(15, Align::Left);
    let area = Area::new(left + ICON + GAP, ANSWER.y, width + 1, ANSWER.height);
    canvas.text(word, area, if twice { ink.twice() } else { ink });
}

/// The year of birth, and where the pendulum stood.
fn draw_birth(canvas: &mut Canvas<'_>, show: &Show, word: &str, answer: u8, as_it_was: bool) {
    let question = Lever::Timing.question();
    canvas.words(
        question,
        Area::new(0, 0, WIDE, LINE),
        Ink::new(11, Align::Centre),
    );
    canvas.text(
        word,
        Area::new(0, LINE, WIDE, LINE),
        Ink::new(15, Align::Centre),
    );
    let pendulum = Pendulum {
        pivot: (36, 25),
        length: 18,
        bob: 4,
    };
    let position = [STEPS / 10, STEPS, STEPS * 2 / 5];
    let position = position.get(usize::from(answer)).copied().unwrap_or(0);
    pendulum.draw(canvas, position, show.since);
    let birth = BIRTHS.get(usize::from(answer)).copied().unwrap_or(0);
    let year = if as_it_was { show.born } else { birth };
    let phrase = Phrase::of_number(year);
    canvas.text(
        phrase.as_str(),
        Area::new(62, ANSWER.y, 52, 24),
        Ink::new(15, Align::Left).twice(),
    );
}

/// An answer's icon, and how bright it is: a market that is not built is a shadow.
fn icon_of(lever: Lever, answer: u8) -> (Icon, u8) {
    match (lever, answer) {
        (Lever::Stage, 0) => (Icon::HUT, 15),
        (Lever::Stage, _) => (Icon::VILLA, 15),
        (Lever::Market, 0) => (Icon::STALL, 4),
        (Lever::Market, 1) => (Icon::STALL, 15),
        (Lever::Market, _) => (Icon::HOURGLASS, 15),
        (_, 0) => (Icon::FAMILY, 15),
        (_, 1) => (Icon::STRANGERS, 15),
        _ => (Icon::ARM_IN_ARM, 15),
    }
}
