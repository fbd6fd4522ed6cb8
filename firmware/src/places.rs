//! The places: the host's scenario files in alphabetical order, encoded by the build script.

use polanyi_core::kernel::codec::DecodeError;
use polanyi_core::model::Scenario;

/// A place that the board can simulate.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The name of its scenario file.
    pub name: &'static str,
    bytes: &'static [u8],
}

impl Place {
    /// The scenario. It refuses bytes that another version of the core encoded.
    pub fn scenario(&self) -> Result<Scenario, DecodeError> {
        let mut scenario = Scenario::ZERO;
        scenario.read(self.bytes).map(|()| scenario)
    }
}

include!(concat!(env!("OUT_DIR"), "/places.rs"));

#[cfg(test)]
mod tests {
    use super::PLACES;

    #[test]
    fn every_place_is_a_scenario_of_this_core() {
        for place in &PLACES {
            let scenario = place.scenario().expect(place.name);
            assert_eq!(scenario.check(), Ok(()), "{}", place.name);
        }
    }

    #[test]
    fn places_are_in_alphabetical_order() {
        assert!(PLACES.is_sorted_by(|one, other| one.name < other.name));
    }

    #[test]
    fn a_scenario_that_was_cut_off_is_refused() {
        let mut place = PLACES[0];
        place.bytes = &place.bytes[..place.bytes.len() - 1];
        assert!(place.scenario().is_err());
    }
}
