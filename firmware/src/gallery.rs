//! The gallery: the exhibit's places and their histories, which the build script has run.

use polanyi_exhibit::{Gallery, History, Place};

include!(concat!(env!("OUT_DIR"), "/gallery.rs"));

#[cfg(test)]
mod tests {
    extern crate std;
    use std::boxed::Box;

    use polanyi_core::model::BoardRun;
    use polanyi_exhibit::place::Gathered;

    use super::GALLERY;

    #[test]
    fn histories_are_those_of_this_core() {
        let mut run = Box::new(BoardRun::EMPTY);
        for place in &GALLERY.places {
            let scenario = place.scenario().unwrap();
            let gathered = Gathered::of(&scenario, &mut run).unwrap();
            assert_eq!(gathered.years, place.history.years);
            assert_eq!(gathered.results, *place.history.results);
        }
    }
}
