//! The result: what the answers did in one sentence, the outcomes with the spread of several tries, and the firms over time.

use super::furniture::{FOOT, LINE, WIDE, pulse, sign_of};
use super::running::NAMES;
use crate::figures::{Figures, OUTCOMES};
use crate::lever::Lever;
use crate::place::{Gallery, History};
use crate::story::{Effect, Show, Verdict};
use crate::view::{Align, Area, Canvas, Ink, bar_row, firm_curve};
use crate::words::phrase::Phrase;
use crate::words::{Language, Text};

pub(super) fn draw(canvas: &mut Canvas<'_>, show: &Show, gallery: &Gallery<'_>) {
    let history = gallery.place(show.visit.place).history;
    let tried = Tried::of(show, &history);
    match show.page {
        0 => draw_sentence(canvas, show, &tried),
        1 => draw_spread(canvas, show, &tried),
        _ => draw_firms(canvas, show, &tried, &history),
    }
}

/// Where the sentence stands.
const SENTENCE: Area = Area::new(0, 1, WIDE, 26);
/// Where the foot's words stand, beside the dots of the pages.
const FOOT_WORDS: Area = Area::new(1, FOOT, 105, LINE);

/// The tries so far, and what they amount to.
struct Tried {
    verdict: Verdict,
    mine: Figures,
    history: Figures,
}

impl Tried {
    fn of(show: &Show, history: &History<'_>) -> Self {
        let mut done = heapless::Vec::<Figures, 5>::new();
        let mut before = heapless::Vec::<Figures, 5>::new();
        for (at, figures) in show.tries.iter().enumerate() {
            if let Some(figures) = figures {
                // As many as there are tries.
                let _ = done.push(*figures);
                let _ = before.push(history.result(at));
            }
        }
        Self {
            verdict: Verdict::of(&show.tries, history, set(show)),
            mine: Figures::mean(&done.iter()),
            history: Figures::mean(&before.iter()),
        }
    }
}

/// What was changed, and what came of it.
fn draw_sentence(canvas: &mut Canvas<'_>, show: &Show, tried: &Tried) {
    let sentence = sentence(canvas.language(), cause(show), tried.verdict.effect.text());
    canvas.text(sentence.as_str(), SENTENCE, Ink::new(15, Align::Centre));
    draw_change(canvas, tried);
    draw_foot(canvas, show, tried);
}

/// The sentence: a cause and an effect. Chinese, which has no spaces to break at, has a line for each.
fn sentence(language: Language, cause: Text, effect: Text) -> Phrase {
    let mut sentence = Phrase::new();
    sentence.words(cause.in_language(language));
    if cause == Text::Unchanged {
        return sentence;
    }
    sentence.character(match language {
        Language::English | Language::Italian => ' ',
        Language::Chinese => '\n',
    });
    sentence.words(effect.in_language(language));
    sentence
}

/// The figure behind the sentence, before and after.
fn draw_change(canvas: &mut Canvas<'_>, tried: &Tried) {
    let (name, was, now, percent) = match tried.verdict.effect {
        Effect::Outcome { at, .. } => {
            let name = NAMES.get(at).copied().unwrap_or(Text::Design);
            let figure = |of: &Figures| of.get(at).map_or(0, u32::from);
            (name, figure(&tried.history), figure(&tried.mine), true)
        }
        _ => {
            let figure = |of: &Figures| u32::from(of.firms);
            (
                Text::Firms,
                figure(&tried.history),
                figure(&tried.mine),
                false,
            )
        }
    };
    canvas.words(name, Area::new(1, 33, 46, LINE), Ink::new(10, Align::Left));
    let (mut before, mut after) = (Phrase::new(), Phrase::new());
    before.amount(was);
    after.amount(now);
    if percent {
        after.character('%');
    }
    // Three digits have no room at twice their size.
    let twice = percent && was < 100 && now < 100;
    let ink = |grey| {
        let ink = Ink::new(grey, Align::Right);
        if twice { ink.twice() } else { ink }
    };
    let (split, y, tall) = if twice { (76, 26, 24) } else { (84, 33, LINE) };
    canvas.text(before.as_str(), Area::new(44, y, split - 44, tall), ink(6));
    canvas.arrow(split + 4, 39, true, show_still());
    canvas.text(
        after.as_str(),
        Area::new(split + 8, y, WIDE - split - 9, tall),
        ink(15),
    );
}

/// An arrow that does not beat.
const fn show_still() -> u32 {
    10
}

/// The levers that were moved.
fn moved(show: &Show) -> impl Iterator<Item = Lever> {
    let was = |lever: &Lever| show.was.get(lever.number()).copied();
    Lever::ALL
        .into_iter()
        .filter(move |lever| was(lever) != Some(show.visit.answer(*lever)))
}

/// The outcomes that moved levers set by their very meaning: the market's share, and kin's.
fn set(show: &Show) -> [bool; OUTCOMES] {
    let sets = |setting| moved(show).any(|lever| lever == setting);
    [false, false, sets(Lever::Market), sets(Lever::Society)]
}

/// What was changed: the one cause, several, or none.
fn cause(show: &Show) -> Text {
    let mut changed = moved(show);
    match (changed.next(), changed.next()) {
        (None, _) => Text::Unchanged,
        (Some(_), Some(_)) => Text::CauseMany,
        (Some(lever), None) => {
            let answer = lever.answers().get(usize::from(show.visit.answer(lever)));
            answer.map_or(Text::CauseMany, |answer| answer.cause)
        }
    }
}

/// How many tries agree, and that there are more pages.
fn draw_foot(canvas: &mut Canvas<'_>, show: &Show, tried: &Tried) {
    let verdict = tried.verdict;
    let area = FOOT_WORDS;
    if verdict.tries < 2 {
        canvas.words(Text::Trying, area, Ink::new(pulse(show.since), Align::Left));
    } else {
        let template = Text::Tries.in_language(canvas.language());
        let phrase = Phrase::filled(template, &[verdict.agreeing, verdict.tries]);
        canvas.text(phrase.as_str(), area, Ink::new(9, Align::Left));
    }
    draw_pages(canvas, show);
}

fn draw_pages(canvas: &mut Canvas<'_>, show: &Show) {
    canvas.page_dots(110, FOOT + 4, 3, i32::from(show.page));
}

/// The outcomes beside history's, with a dot for each try.
fn draw_spread(canvas: &mut Canvas<'_>, show: &Show, tried: &Tried) {
    for (at, (name, y)) in NAMES.into_iter().zip((0..).step_by(13)).enumerate() {
        let name = name.in_language(canvas.language());
        let marks = show.tries.iter().flatten().filter_map(|one| one.get(at));
        bar_row(
            canvas,
            y,
            name,
            tried.mine.get(at),
            tried.history.get(at),
            marks,
        );
    }
    draw_foot(canvas, show, tried);
}

/// Firms over time.
fn draw_firms(canvas: &mut Canvas<'_>, show: &Show, tried: &Tried, history: &History<'_>) {
    canvas.words(
        sign_of(show.visit.place).name,
        Area::new(1, 0, 56, LINE),
        Ink::new(12, Align::Left),
    );
    let mut firms = Phrase::new();
    firms.words(Text::Firms.in_language(canvas.language()));
    firms.character(' ');
    firms.amount(u32::from(tried.mine.firms));
    canvas.text(
        firms.as_str(),
        Area::new(52, 0, WIDE - 54, LINE),
        Ink::new(12, Align::Right),
    );
    firm_curve(
        canvas,
        Area::new(0, 14, WIDE, 36),
        &show.player.firms,
        history.years,
    );
    canvas.words(
        Text::Again,
        FOOT_WORDS,
        Ink::new(pulse(show.since), Align::Left),
    );
    draw_pages(canvas, show);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::tests::assert_fits;

    const EFFECTS: [Text; 12] = [
        Text::EffectNone,
        Text::EffectNoFirms,
        Text::EffectFirmsUp,
        Text::EffectFirmsDown,
        Text::EffectDesignUp,
        Text::EffectDesignDown,
        Text::EffectExportsUp,
        Text::EffectExportsDown,
        Text::EffectMarketUp,
        Text::EffectMarketDown,
        Text::EffectKinUp,
        Text::EffectKinDown,
    ];

    /// Whether an effect is the outcome that a lever sets, and so never told of it.
    fn is_set(lever: Lever, effect: Text) -> bool {
        match lever {
            Lever::Market => matches!(effect, Text::EffectMarketUp | Text::EffectMarketDown),
            Lever::Society => matches!(effect, Text::EffectKinUp | Text::EffectKinDown),
            Lever::Stage | Lever::Timing => false,
        }
    }

    fn assert_sentence_fits(cause: Text, effect: Text) {
        for language in Language::ALL {
            let sentence = sentence(language, cause, effect);
            let ink = Ink::new(15, Align::Centre);
            assert_fits(language, sentence.as_str(), SENTENCE, ink);
        }
    }

    #[test]
    fn every_cause_and_every_effect_fit_into_a_sentence() {
        for effect in EFFECTS {
            assert_sentence_fits(Text::Unchanged, effect);
            assert_sentence_fits(Text::CauseMany, effect);
            for lever in Lever::ALL
                .into_iter()
                .filter(|lever| !is_set(*lever, effect))
            {
                for answer in lever.answers() {
                    assert_sentence_fits(answer.cause, effect);
                }
            }
        }
    }

    #[test]
    fn the_foot_has_room_for_its_words() {
        for language in Language::ALL {
            let tries = Phrase::filled(Text::Tries.in_language(language), &[5, 5]);
            for words in [
                tries.as_str(),
                Text::Trying.in_language(language),
                Text::Again.in_language(language),
            ] {
                assert_fits(language, words, FOOT_WORDS, Ink::new(15, Align::Left));
            }
        }
    }
}
