//! The state of a calibration on a disk, from which it goes on after an interruption as if there had been none.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use polanyi_core::kernel::digest::Digest;
use serde::{Deserialize, Serialize};

use super::sampler::Population;
use crate::output::hexadecimal;

/// The name and version of the format.
const SCHEMA: &str = "polanyi.calibration-state/1";
/// The length of the longest state that is read, bytes: ten thousand particles take a tenth of it.
const BYTES_MAX: u64 = 256 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    schema: String,
    /// What tells this calibration from any other.
    identity: String,
    /// Of the population's text.
    digest: String,
    population: Population,
}

/// Why a state was refused.
#[derive(Debug)]
pub enum StateError {
    /// The file system refused.
    Refused {
        /// The file.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// It is no state, or of another version.
    NoState {
        /// The file.
        path: PathBuf,
    },
    /// Something in it has changed since it was written.
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// It belongs to another calibration.
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// There is one already, and nobody said that it should be gone on from.
    Exists {
        /// The file.
        path: PathBuf,
    },
}

/// The text of a state.
#[expect(
    clippy::missing_panics_doc,
    reason = "all keys are texts, and all numbers finite"
)]
pub fn state(identity: u64, population: &Population) -> Vec<u8> {
    let state = State {
        schema: SCHEMA.to_owned(),
        identity: hexadecimal(identity),
        digest: digest(population),
        population: population.clone(),
    };
    serde_json::to_vec(&state).expect("all keys are texts, and a vector takes all bytes")
}

/// The population in the file at `path`, if it was saved by the calibration of this identity and has not changed since.
pub fn read(path: &Path, identity: u64) -> Result<Population, StateError> {
    let refused = |error| StateError::Refused {
        path: path.to_owned(),
        error,
    };
    let no_state = || StateError::NoState {
        path: path.to_owned(),
    };
    let file = File::open(path).map_err(refused)?;
    let mut bytes = Vec::new();
    file.take(BYTES_MAX)
        .read_to_end(&mut bytes)
        .map_err(refused)?;
    let state: State = serde_json::from_slice(&bytes).map_err(|_| no_state())?;
    if state.schema != SCHEMA {
        return Err(no_state());
    }
    if state.digest != digest(&state.population) {
        return Err(StateError::Damaged {
            path: path.to_owned(),
        });
    }
    if state.identity != hexadecimal(identity) {
        return Err(StateError::Foreign {
            path: path.to_owned(),
        });
    }
    Ok(state.population)
}

/// Of the numbers themselves, so that white space does not matter and a changed digit does.
fn digest(population: &Population) -> String {
    let text = serde_json::to_vec(population).expect("all keys are texts");
    hexadecimal(Digest::of(&text))
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { path, error } => write!(
                f,
                "{}: {error}; check the path, or leave --resume out to begin",
                path.display()
            ),
            Self::NoState { path } => write!(
                f,
                "{}: not a state that this version of `polanyi calibrate` saved; name another --state",
                path.display()
            ),
            Self::Damaged { path } => write!(
                f,
                "{}: the state is damaged; remove it and begin anew",
                path.display()
            ),
            Self::Foreign { path } => write!(
                f,
                "{}: the state is of another calibration; give the same plan, particles, seeds and model, or name another --state",
                path.display()
            ),
            Self::Exists { path } => write!(
                f,
                "{}: there is a state already; add --resume to go on from it, or remove it",
                path.display()
            ),
        }
    }
}

impl std::error::Error for StateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused { error, .. } => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::calibration::sampler::Particle;

    fn population() -> Population {
        let particle = |number: f64| Particle {
            position: vec![number.exp(), -1.0 / 3.0],
            distance: number.sqrt(),
            answers: vec![Some(number / 7.0), None],
        };
        Population {
            generation: 3,
            acceptance: 0.1,
            trials: 77,
            particles: (0..10).map(|number| particle(f64::from(number))).collect(),
        }
    }

    fn reread(bytes: &[u8], identity: u64) -> Result<Population, StateError> {
        let name = format!(
            "polanyi-state-{}-{:016x}",
            std::process::id(),
            Digest::of(bytes)
        );
        let path = std::env::temp_dir().join(name);
        fs::write(&path, bytes).unwrap();
        let read = read(&path, identity);
        fs::remove_file(&path).unwrap();
        read
    }

    #[test]
    fn a_state_is_read_as_it_was_saved_to_the_last_bit() {
        let bytes = state(5, &population());
        assert_eq!(reread(&bytes, 5).unwrap(), population());
        assert!(matches!(reread(&bytes, 6), Err(StateError::Foreign { .. })));
    }

    /// Cut at any place, and with any digit changed, it is refused.
    #[test]
    fn a_damaged_state_is_refused() {
        let bytes = state(5, &population());
        for length in 0..bytes.len() {
            assert!(reread(&bytes[..length], 5).is_err(), "{length}");
        }
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] = if bytes[place] == b'1' { b'2' } else { b'1' };
            if changed != bytes {
                match reread(&changed, 5) {
                    Err(_) => {}
                    // A digit beyond the precision changes no number.
                    Ok(read) => assert_eq!(read, population(), "{place}"),
                }
            }
        }
    }
}
