//! What the kernel must reach, and whether it did: ratios of one run.

use std::fmt::Write as _;

use crate::kernels::ours::{BY_HAND_NAMES, KERNEL_NAMES};
use crate::queues::ours;
use crate::table::{Table, digits};

/// A ratio, and the least or most that it may be.
#[derive(Clone, Debug)]
struct Ratio {
    what: String,
    /// Which of ours.
    ours: &'static str,
    value: f64,
    bound: Bound,
}

#[derive(Clone, Copy, Debug)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

impl Ratio {
    fn holds(&self) -> bool {
        match self.bound {
            Bound::AtLeast(bound) => self.value >= bound,
            Bound::AtMost(bound) => self.value <= bound,
        }
    }

    fn row(&self) -> String {
        let (words, bound) = match self.bound {
            Bound::AtLeast(bound) => ("at least", bound),
            Bound::AtMost(bound) => ("at most", bound),
        };
        format!(
            "| {} | {} | {} | {words} {bound} | {} |\n",
            self.what,
            self.ours,
            digits(self.value),
            if self.holds() { "yes" } else { "**no**" }
        )
    }
}

/// Size, peer, how many times faster than it we must be, in the hold model.
const HOLD: [(&str, &str, f64); 12] = [
    ("256", "std BinaryHeap", 2.2),
    ("256", "heapless BinaryHeap", 2.9),
    ("256", QUICK, 1.3),
    ("4096", "std BinaryHeap", 3.0),
    ("4096", "heapless BinaryHeap", 4.8),
    ("4096", QUICK, 1.5),
    ("65536", "std BinaryHeap", 5.0),
    ("65536", RADIX, 2.3),
    ("65536", QUICK, 1.5),
    ("1048576", "std BinaryHeap", 15.0),
    ("1048576", RADIX, 1.5),
    ("1048576", QUICK, 1.2),
];

const QUICK: &str = "quickheap, bare keys (no events)";
const RADIX: &str = "radix-heap (ties not stable)";
const ORX: &str = "orx-priority-queue DaryHeapOfIndices";

/// The same with time-outs.
const TIMERS: [(&str, f64); 3] = [("16", 1.8), ("256", 3.0), ("4096", 4.0)];

/// The same for whole kernels.
const KERNELS: [(&str, &str, f64); 6] = [
    ("1000", "nexosim", 15.0),
    ("1000", "ixa", 5.0),
    ("1000", "desque", 3.2),
    ("100000", "nexosim", 65.0),
    ("100000", "ixa", 25.0),
    ("100000", "desque", 20.0),
];

/// What our engine may cost over a loop by hand.
const ENGINE_MOST: f64 = 1.15;

/// All ratios in Markdown, and whether all hold.
pub fn verdicts(hold: &Table, timers: &Table, kernels: &Table) -> (String, bool) {
    let mut ratios = Vec::new();
    for (size, peer, least) in HOLD {
        ratios.extend(faster(hold, &ours::NAMES, "hold", size, peer, least));
    }
    ratios.extend(flatness(hold, "hold", "256", "1048576", 1.5));
    for (size, least) in TIMERS {
        ratios.extend(faster(timers, &ours::NAMES, "timers", size, ORX, least));
    }
    ratios.extend(flatness(timers, "timers", "16", "4096", 1.5));
    for (agents, peer, least) in KERNELS {
        ratios.extend(faster(
            kernels,
            &KERNEL_NAMES,
            "kernel",
            agents,
            peer,
            least,
        ));
    }
    ratios.extend(price_of_the_engine(kernels));
    let mut text = "| | with | ratio | must | holds |\n|---|---|--:|---|---|\n".to_owned();
    for ratio in &ratios {
        text.push_str(&ratio.row());
    }
    let missed = ratios.iter().filter(|ratio| !ratio.holds()).count();
    let _ = writeln!(text, "\n{missed} of {} missed.", ratios.len());
    (text, missed == 0)
}

/// How many times faster the best of ours is.
fn faster(
    table: &Table,
    names: &[&'static str],
    what: &str,
    column: &str,
    peer: &str,
    least: f64,
) -> Option<Ratio> {
    let (name, best) = best(table, names, column)?;
    Some(Ratio {
        what: format!("{what}, {column}: times faster than {peer}"),
        ours: name,
        value: table.cost(peer, column)? / best,
        bound: Bound::AtLeast(least),
    })
}

fn best(table: &Table, names: &[&'static str], column: &str) -> Option<(&'static str, f64)> {
    names
        .iter()
        .filter_map(|name| Some((*name, table.cost(name, column)?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// How much more a large queue costs than a small one, for the flattest of ours.
fn flatness(table: &Table, what: &str, small: &str, large: &str, most: f64) -> Option<Ratio> {
    let growth =
        |name: &&'static str| Some((*name, table.cost(name, large)? / table.cost(name, small)?));
    let (ours, value) = ours::NAMES
        .iter()
        .filter_map(growth)
        .min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(Ratio {
        what: format!("{what}: cost at {large} over cost at {small}"),
        ours,
        value,
        bound: Bound::AtMost(most),
    })
}

/// The engine over the loop by hand, with each queue and number of agents.
fn price_of_the_engine(kernels: &Table) -> Vec<Ratio> {
    let mut ratios = Vec::new();
    for (ours, by_hand) in KERNEL_NAMES.into_iter().zip(BY_HAND_NAMES) {
        for column in &kernels.columns {
            let (Some(engine), Some(hand)) =
                (kernels.cost(ours, column), kernels.cost(by_hand, column))
            else {
                continue;
            };
            ratios.push(Ratio {
                what: format!("kernel, {column}: cost over the loop by hand"),
                ours,
                value: engine / hand,
                bound: Bound::AtMost(ENGINE_MOST),
            });
        }
    }
    ratios
}
