//! The house: the exhibit's places and their histories, gathered by running them, and the memory of a run.

use polanyi_core::model::BoardRun;
use polanyi_exhibit::place::{Gathered, KEYS, PLACES};
use polanyi_exhibit::{Exhibit, Frame, Gallery, Place, Settings};
use rayon::prelude::*;

use crate::bytes::encoded;
use crate::places;

/// Everything that an exhibit borrows.
#[derive(Debug)]
pub struct House {
    rooms: [(Vec<u8>, Gathered); PLACES],
    run: Box<BoardRun>,
}

impl House {
    /// Runs the histories of all places, with the very seeds of the board's build: a second or less.
    ///
    /// # Panics
    ///
    /// If a built-in place is missing or does not run, which a test rules out.
    pub fn open() -> Self {
        let rooms: Vec<_> = KEYS.par_iter().map(|key| room(key)).collect();
        Self {
            rooms: rooms.try_into().expect("a room for each key"),
            run: Box::new(BoardRun::EMPTY),
        }
    }

    /// The places and their histories.
    pub fn gallery(&self) -> Gallery<'_> {
        gallery(&self.rooms)
    }

    /// An exhibit at the start of its story, and a black picture.
    pub fn exhibit(&mut self, settings: Settings) -> (Exhibit<'_>, Box<Frame>) {
        let gallery = gallery(&self.rooms);
        let exhibit = Exhibit::new(&gallery, &mut self.run, settings);
        (exhibit, Box::new(Frame::new()))
    }
}

fn gallery(rooms: &[(Vec<u8>, Gathered); PLACES]) -> Gallery<'_> {
    Gallery {
        places: rooms.each_ref().map(|(scenario, gathered)| Place {
            scenario,
            history: gathered.history(),
        }),
    }
}

fn room(key: &str) -> (Vec<u8>, Gathered) {
    let place = places::place(key).expect("the exhibit's places are built in");
    let mut run = Box::new(BoardRun::EMPTY);
    let gathered = Gathered::of(&place.scenario, &mut run).expect("a test runs every place");
    (encoded(&place.scenario), gathered)
}
