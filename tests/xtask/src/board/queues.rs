//! The queues on the board: how many instructions they take, and how many bytes of code and of RAM.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use object::{Object as _, ObjectSymbol as _, SymbolKind};

use super::log::{self, Line};
use super::{CORTEX_M0, CORTEX_M3, CORTEX_M4, CORTEX_M33};
use crate::arm::Arm;
use crate::firmware;

const LIMIT: Duration = Duration::from_mins(1);

/// The board's clock ticks at 50 MHz and an emulated instruction takes a nanosecond.
const INSTRUCTIONS_A_TICK: f64 = 20.0;

/// A program for each queue: its name, the queue's, and the module that the queue's code is in.
const QUEUES: [(&str, &str, &str); 3] = [
    ("queue_heap", "HeapQueue", "heap"),
    ("queue_wheel", "WheelQueue", "wheel"),
    ("queue_small_wheel", "SmallWheelQueue", "wheel"),
];

/// What was found of the queues, each figure by its name.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Instructions an operation.
    pub(crate) instructions: BTreeMap<String, f64>,
    /// Bytes of code.
    pub(crate) code_bytes: BTreeMap<String, f64>,
    /// Bytes of RAM.
    pub(crate) ram_bytes: BTreeMap<String, f64>,
}

/// Builds every program, runs it on every processor, and weighs it.
pub(crate) fn queues(arm: &Arm) -> Result<Found> {
    let mut found = Found::default();
    for model in [CORTEX_M0, CORTEX_M3, CORTEX_M4, CORTEX_M33] {
        let [(first, ..), rest @ ..] = QUEUES;
        let build = firmware::build_command(arm, model.target, first, "board");
        rest.iter()
            .fold(build, |build, (program, ..)| {
                build.arg("--bin").arg(program)
            })
            .run()?;
        for (program, queue, module) in QUEUES {
            let path = firmware::path(model.target, program);
            log::follow(model, &path, LIMIT, |line| {
                hear(line, |work, count| {
                    let name = format!("{work} {queue} {}", model.processor);
                    found.instructions.insert(name, count);
                })
            })?;
            let name = format!("{queue} {}", model.target);
            let (code, ram) = weigh(&path, module)?;
            found.code_bytes.insert(name.clone(), f64::from(code));
            found.ram_bytes.insert(name, f64::from(ram));
        }
    }
    Ok(found)
}

fn hear(line: &Line, mut keep: impl FnMut(&str, f64)) -> Result<ControlFlow<()>> {
    let words: Vec<_> = line.text.split(' ').collect();
    match *words.as_slice() {
        ["done"] => return Ok(ControlFlow::Break(())),
        ["count", work, ticks, "ticks", operations, "operations"] => {
            let ticks: f64 = ticks.parse()?;
            let operations: f64 = operations.parse()?;
            keep(work, ticks * INSTRUCTIONS_A_TICK / operations);
        }
        _ => bail!("not a count: {}", line.text),
    }
    Ok(ControlFlow::Continue(()))
}

/// Bytes of the functions of a queue's module and of those that it was inlined into, and of the queue itself.
fn weigh(program: &Path, module: &str) -> Result<(u32, u32)> {
    let bytes = fs::read(program).with_context(|| format!("cannot read {}", program.display()))?;
    let file = object::File::parse(&*bytes)?;
    let total = |kind, is_meant: &dyn Fn(&str) -> bool| {
        let symbols = file.symbols().filter(|symbol| symbol.kind() == kind);
        let meant = symbols.filter(|symbol| symbol.name().is_ok_and(is_meant));
        u32::try_from(meant.map(|symbol| symbol.size()).sum::<u64>())
    };
    let code = total(SymbolKind::Text, &|name| is_of(name, module))?;
    let ram = total(SymbolKind::Data, &is_the_queue)?;
    if code == 0 || ram == 0 {
        bail!("{} has no queue", program.display());
    }
    Ok((code, ram))
}

/// Whether a mangled name is of the variable in which a program has its queue.
fn is_the_queue(name: &str) -> bool {
    name.contains("5QUEUE17h")
}

/// Whether a mangled name is of the queue's module or of a call of it that is not inlined.
fn is_of(name: &str, module: &str) -> bool {
    // Where a queue reads times digit by digit, the digits are part of it.
    let of_module = [module, "digits"].map(|module| {
        [
            format!("queue..{module}.."),
            format!("5queue{}{module}", module.len()),
        ]
    });
    let calls = ["schedule", "cancel", "reschedule", "peek", "pop_until"]
        .map(|call| format!("5calls{}{call}17h", call.len()));
    of_module
        .as_flattened()
        .iter()
        .chain(&calls)
        .any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_s_functions_are_known_by_their_names() {
        assert!(is_of("_ZN12polanyi_core6kernel5queue4heap1E17hab", "heap"));
        assert!(is_of("_ZN10queue_heap5calls9pop_until17hab", "heap"));
        assert!(!is_of("_ZN10queue_heap5calls4tell17hab", "heap"));
        assert!(!is_of("_ZN12polanyi_core6kernel4time1E17hab", "heap"));
        let digits = "_ZN12polanyi_core6kernel5queue6digits6Digits1E17hab";
        assert!(is_of(digits, "wheel"));
        assert!(is_the_queue("_ZN10queue_heap4main5QUEUE17hab"));
        assert!(!is_the_queue(digits));
    }

    #[test]
    fn counts_are_instructions_an_operation() {
        let mut heard = Vec::new();
        let line = |text: &str| Line {
            level: "info".to_owned(),
            text: text.to_owned(),
        };
        let mut keep = |work: &str, count| heard.push((work.to_owned(), count));
        let counts = line("count hold-16 1000 ticks 2000 operations");
        assert!(hear(&counts, &mut keep).is_ok_and(|flow| flow.is_continue()));
        assert!(hear(&line("done"), &mut keep).is_ok_and(|flow| flow.is_break()));
        assert!(hear(&line("panic"), &mut keep).is_err());
        assert_eq!(heard, [("hold-16".to_owned(), 10.0)]);
    }
}
