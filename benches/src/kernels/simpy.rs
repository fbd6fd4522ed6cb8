//! `SimPy`, in a process of its own: a kernel that most who simulate events know, and in another language.

use std::fmt;
use std::path::Path;
use std::process::Command;

use super::MEAN;
use crate::rounds::Cost;

/// Its name in a table.
pub const NAME: &str = "SimPy";

/// Why it was not measured: the last line of what Python said, or the operating system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMeasured(String);

impl fmt::Display for NotMeasured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "SimPy is not measured, and its bounds are left out: {}. If it is not there, \
             `python3 -m pip install simpy==4.1.1` in a virtual environment, and this command again in it",
            self.0
        )
    }
}

impl std::error::Error for NotMeasured {}

/// What an event costs, of processor time of that process, in the fastest of some rounds of so many events.
///
/// It draws its pauses itself, so that the sums of instants are not those of the others.
pub fn cost(agents: u32, events: u64, rounds: u32) -> Result<Cost, NotMeasured> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("simpy_agents.py");
    let output = Command::new("python3")
        .arg(program)
        .arg(agents.to_string())
        .arg(MEAN.to_string())
        .arg(events.to_string())
        .arg(rounds.to_string())
        .output()
        .map_err(|error| NotMeasured(format!("python3: {error}")))?;
    let ns = parsed(&output.stdout).filter(|_| output.status.success());
    ns.map(|ns| Cost { name: NAME, ns }).ok_or_else(|| {
        let said = String::from_utf8_lossy(&output.stderr);
        NotMeasured(said.trim().lines().last().unwrap_or("no word").to_owned())
    })
}

fn parsed(output: &[u8]) -> Option<f64> {
    let ns: f64 = str::from_utf8(output).ok()?.trim().parse().ok()?;
    (ns.is_finite() && ns > 0.0).then_some(ns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_is_a_number_above_nothing() {
        assert_eq!(parsed(b"1299.5\n"), Some(1299.5));
        for nothing in ["", "inf", "-1", "0", "Traceback"] {
            assert_eq!(parsed(nothing.as_bytes()), None, "{nothing}");
        }
    }
}
