//! The gallery that the board shows, and the self-check: gathered by the build script from the host's scenario files.

use polanyi_core::model::{BoardRun, Scenario};
use polanyi_exhibit::place::SEEDS;
use polanyi_exhibit::{Gallery, History, Place};

include!(concat!(env!("OUT_DIR"), "/gallery.rs"));

/// Carries out the first events of the first place: their digest, and whether it is the one that the host found when the
/// program was built.
// By itself, so that its scenario leaves the stack.
#[inline(never)]
pub fn self_check(run: &mut BoardRun) -> (u64, bool) {
    let [first, ..] = &GALLERY.places;
    let [seed, ..] = SEEDS;
    let mut scenario = Scenario::ZERO;
    let carried_out = first.read(&mut scenario).is_ok()
        && run.start(&scenario, seed).is_ok()
        && run.run_for(SELF_CHECK_EVENTS).is_ok();
    let digest = run.digest();
    (digest, carried_out && digest == SELF_CHECK_DIGEST)
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::boxed::Box;

    use polanyi_exhibit::place::Gathered;

    use super::{BoardRun, GALLERY, Scenario, self_check};

    #[test]
    fn histories_are_those_of_this_core() {
        let mut run = Box::new(BoardRun::EMPTY);
        for place in &GALLERY.places {
            let mut scenario = Scenario::ZERO;
            place.read(&mut scenario).expect("of this core");
            let gathered = Gathered::of(&scenario, &mut run).expect("it fits a board");
            assert_eq!(gathered.years, place.history.years);
            assert_eq!(gathered.results, *place.history.results);
        }
    }

    #[test]
    fn the_self_check_passes_where_the_program_was_built() {
        let mut run = Box::new(BoardRun::EMPTY);
        assert!(self_check(&mut run).1);
    }
}
