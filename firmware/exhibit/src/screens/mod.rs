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
