//! The screens: one file for each scene.

mod asking;
mod attract;
mod choosing;
mod furniture;
mod result;
mod running;
mod service;

use polanyi_core::model::BoardRun;

use crate::place::Gallery;
use crate::service::Service;
use crate::story::{Scene, Show};
use crate::view::Canvas;

/// Draws the scene on a black canvas.
pub(crate) fn draw(
    canvas: &mut Canvas<'_>,
    show: &Show,
    gallery: &Gallery<'_>,
    run: &BoardRun,
    service: &Service<'_>,
) {
    match show.scene {
        Scene::Attract => attract::draw(canvas, show, gallery, run),
        Scene::Choosing => choosing::draw(canvas, show),
        Scene::Asking(number) => asking::draw(canvas, show, number),
        Scene::Running => running::draw(canvas, show, gallery, run),
        Scene::Result => result::draw(canvas, show, gallery),
        Scene::Service => service::draw(canvas, show, service),
    }
}

#[cfg(test)]
mod tests {
    use super::furniture::{FOOT, LINE, WIDE, sign_of};
    use super::*;
    use crate::frame::Frame;
    use crate::place::PLACES;
    use crate::story::Caption;
    use crate::view::{Align, Area, Ink};
    use crate::words::{Language, Text};

    /// A text that does not fit its area fails the test.
    pub(super) fn assert_fits(language: Language, text: &str, area: Area, ink: Ink) {
        let mut frame = Frame::new();
        let mut canvas = Canvas::new(&mut frame, language);
        canvas.text(text, area, ink);
        assert_eq!(canvas.clipped(), 0, "{text} is too long");
    }

    #[test]
    fn every_caption_fits_its_line() {
        let foot = Area::new(0, FOOT, WIDE, LINE);
        let ink = Ink::new(15, Align::Centre);
        for language in Language::ALL {
            for text in crate::story::CAPTIONS {
                let told = running::told(Caption { year: 2009, text }, language);
                assert_fits(language, told.as_str(), foot, ink);
            }
            assert_fits(language, Text::Resuming.in_language(language), foot, ink);
        }
    }

    #[test]
    fn every_place_has_room_for_its_name() {
        for place in 0..u8::try_from(PLACES).unwrap() {
            for language in Language::ALL {
                let name = sign_of(place).name.in_language(language);
                // Beside a year, and beside the number of firms.
                let ink = Ink::new(15, Align::Right);
                assert_fits(language, name, Area::new(30, FOOT, 97, LINE), ink);
                assert_fits(language, name, Area::new(0, 0, 56, LINE), ink);
            }
        }
    }
}
