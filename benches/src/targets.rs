//! What the kernel must reach, and whether it did: ratios of one run.

use std::fmt::Write as _;

use crate::kernels::ours::{BY_HAND_NAMES, KERNEL_NAMES};
use crate::kernels::simpy;
use crate::queues::ours;
use crate::ratio::{Bound, Origin, Ratio};
use crate::table::Table;
use crate::weights::{self, Weight};

/// Size, peer, how many times faster than it we must be in the hold model, and how many times we would like to be.
const HOLD: [(&str, &str, f64, Option<f64>); 12] = [
    ("256", STD, 2.2, Some(3.0)),
    ("256", HEAPLESS, 2.9, None),
    ("256", QUICK, 1.3, None),
    ("4096", STD, 3.0, Some(4.0)),
    ("4096", HEAPLESS, 4.8, None),
    ("4096", QUICK, 1.5, None),
    ("65536", STD, 5.0, Some(7.0)),
    ("65536", RADIX, 2.3, None),
    ("65536", QUICK, 1.5, None),
    ("1048576", STD, 15.0, Some(40.0)),
    ("1048576", RADIX, 1.5, None),
    ("1048576", QUICK, 1.2, Some(2.0)),
];

const STD: &str = "std BinaryHeap";
const HEAPLESS: &str = "heapless BinaryHeap";
const QUICK: &str = "quickheap, bare keys (no events)";
const RADIX: &str = "radix-heap (ties not stable)";
const ORX: &str = "orx-priority-queue DaryHeapOfIndices";

/// How much more a hold among a million events may cost than one among 256.
const FLATNESS: (f64, Option<f64>) = (1.5, Some(1.1));

/// The same with time-outs.
const TIMERS: [(&str, f64); 3] = [("16", 1.8), ("256", 3.0), ("4096", 4.0)];

/// What more agents with time-outs may cost.
const TIMERS_GROWTH: f64 = 1.5;

/// The same for whole kernels. The bounds of `SimPy` were set with the others, and measured later.
const KERNELS: [(&str, &str, f64, Option<f64>); 8] = [
    ("1000", "nexosim", 15.0, Some(18.0)),
    ("1000", "ixa", 5.0, Some(6.0)),
    ("1000", "desque", 3.2, Some(4.0)),
    ("1000", simpy::NAME, 80.0, Some(100.0)),
    ("100000", "nexosim", 65.0, Some(85.0)),
    ("100000", "ixa", 25.0, Some(33.0)),
    ("100000", "desque", 20.0, Some(25.0)),
    ("100000", simpy::NAME, 300.0, Some(375.0)),
];

/// What our engine may cost over a loop by hand.
const ENGINE_MOST: f64 = 1.15;

/// Bytes an event and once on a board (1.6 KiB), an event on a host, and of code (1.2 and 0.9 KiB).
const BOARD_EVENT: (f64, Option<f64>) = (12.0, Some(12.0));
const BOARD_ONCE: (f64, Option<f64>) = (1638.0, None);
const HOST_EVENT: (f64, Option<f64>) = (32.0, Some(16.0));
const CODE: (f64, Option<f64>) = (1228.0, Some(921.0));

/// All of them in Markdown, and whether all hold.
pub fn verdicts(hold: &Table, timers: &Table, kernels: &Table) -> (String, bool) {
    let ratios = all(hold, timers, kernels);
    let mut text =
        "| | with | found | must | holds | stretch | reached |\n|---|---|--:|---|---|---|---|\n"
            .to_owned();
    for ratio in &ratios {
        text.push_str(&ratio.row());
    }
    let missed = ratios.iter().filter(|ratio| !ratio.holds()).count();
    let _ = writeln!(text, "\n{missed} of {} missed.", ratios.len());
    (text, missed == 0)
}

fn all(hold: &Table, timers: &Table, kernels: &Table) -> Vec<Ratio> {
    let mut ratios = Vec::new();
    let what = format!("hold, {}", hold.key);
    for (size, peer, least, stretch) in HOLD {
        let ratio = faster(hold, &ours::NAMES, &what, size, peer, least);
        ratios.extend(ratio.map(|ratio| ratio.or_better(stretch)));
    }
    let flat = flatness(hold, &what, "256", "1048576", FLATNESS.0);
    ratios.extend(flat.map(|ratio| ratio.or_better(FLATNESS.1)));
    for (size, least) in TIMERS {
        ratios.extend(faster(timers, &ours::NAMES, "timers", size, ORX, least));
    }
    let growth = flatness(timers, "timers", "16", "4096", TIMERS_GROWTH);
    ratios.extend(growth.map(Ratio::of_our_own));
    for (agents, peer, least, stretch) in KERNELS {
        let ratio = faster(kernels, &KERNEL_NAMES, "kernel", agents, peer, least);
        ratios.extend(ratio.map(|ratio| ratio.or_better(stretch)));
    }
    ratios.extend(price_of_the_engine(kernels));
    ratios.extend(memory());
    ratios
}

/// Bytes, which no run changes.
fn memory() -> Vec<Ratio> {
    let weighed = |what: &str, weight: Weight, (most, stretch)| {
        let ratio = Ratio {
            what: what.to_owned(),
            ours: weight.queue,
            value: weight.bytes,
            must: Bound::AtMost(most),
            stretch: None,
            origin: Origin::Before,
        };
        ratio.or_better(stretch)
    };
    let mut ratios = vec![
        weighed(
            "board: bytes an event, without the event",
            weights::board_event(),
            BOARD_EVENT,
        ),
        weighed("board: bytes once", weights::board_once(), BOARD_ONCE),
        weighed(
            "host: bytes an event, with 8 of its own",
            weights::host_event(),
            HOST_EVENT,
        ),
    ];
    let code = weights::code();
    ratios.extend(code.map(|code| weighed("Cortex-M4: bytes of code", code, CODE)));
    ratios
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
        must: Bound::AtLeast(least),
        stretch: None,
        origin: Origin::Before,
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
        must: Bound::AtMost(most),
        stretch: None,
        origin: Origin::Before,
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
                must: Bound::AtMost(ENGINE_MOST),
                stretch: None,
                origin: Origin::Ours,
            });
        }
    }
    ratios
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::Cost;

    const PAGE: &str = include_str!("../../docs/kernel/benchmarks.md");

    /// Everyone takes a nanosecond.
    fn table(key: &'static str, names: &[&'static str], columns: &[&str]) -> Table {
        let mut table = Table::new(key, "");
        for column in columns {
            let costs = names.iter().map(|name| Cost { name, ns: 1.0 });
            table.add(*column, costs.collect());
        }
        table
    }

    fn everything() -> Vec<Ratio> {
        let names = [&ours::NAMES[..], &[STD, HEAPLESS, QUICK, RADIX, ORX]].concat();
        let kernels = [
            &KERNEL_NAMES[..],
            &BY_HAND_NAMES,
            &["nexosim", "ixa", "desque", simpy::NAME],
        ]
        .concat();
        let sizes = ["16", "256", "4096", "65536", "1048576"];
        all(
            &table("exponential", &names, &sizes),
            &table("timers", &names, &sizes),
            &table("kernels", &kernels, &["1000", "100000"]),
        )
    }

    #[test]
    fn a_stretch_is_no_easier_than_its_bound() {
        for ratio in everything() {
            let is_harder = match (ratio.must, ratio.stretch) {
                (Bound::AtLeast(must), Some(Bound::AtLeast(stretch))) => must <= stretch,
                (Bound::AtMost(must), Some(Bound::AtMost(stretch))) => stretch <= must,
                (_, stretch) => stretch.is_none(),
            };
            assert!(is_harder, "{ratio:?}");
        }
    }

    /// The page has these rows with these bounds, and its verdicts are those of the figures beside them.
    #[test]
    fn the_page_has_every_bound() {
        let rows = everything();
        let mut missed = 0;
        for ratio in &rows {
            // Of several rows the one of this queue, and else whichever of ours is the best on the page.
            let of_all = format!("| {} | ", ratio.what);
            let of_this = format!("{of_all}{} |", ratio.ours);
            let row = [&of_this, &of_all]
                .into_iter()
                .find_map(|start| PAGE.lines().find(|line| line.starts_with(start.as_str())));
            let row = row.unwrap_or_else(|| panic!("{} is not on the page", ratio.what));
            let cells: Vec<_> = row.split('|').map(str::trim).collect();
            let shown = Ratio {
                value: cells[3].parse().expect("a figure"),
                ..ratio.clone()
            };
            let verdicts = |row: &str| {
                row.split('|')
                    .skip(4)
                    .map(str::trim)
                    .collect::<Vec<_>>()
                    .join("|")
            };
            assert_eq!(verdicts(row), verdicts(&shown.row()), "{row}");
            missed += usize::from(!shown.holds());
        }
        let summary = format!("{missed} of {} missed.", rows.len());
        assert!(PAGE.contains(&summary), "{summary}");
    }
}
