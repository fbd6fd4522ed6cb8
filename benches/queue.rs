//! The queues under criterion, beside their peers, because only ratios of one run mean anything on a shared machine.
//!
//! `cargo bench -p polanyi-benches` compares with the last run; add `--features peers` for all peers, and use
//! `cargo xtask bench` for ratios.

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, criterion_group, criterion_main};

use polanyi_benches::increments::{MEANS, Shape};
use polanyi_benches::rounds::Contender;
use polanyi_benches::{queues, timers};

/// Operations in one sample of criterion's.
const OPERATIONS: u64 = 1_000;

fn bench(
    group: &mut BenchmarkGroup<'_, WallTime>,
    size: usize,
    contenders: Vec<Box<dyn Contender>>,
) {
    for mut contender in contenders {
        let id = BenchmarkId::new(contender.name(), size);
        group.bench_function(id, |bencher| {
            bencher.iter(|| contender.work(OPERATIONS));
        });
    }
}

fn hold_model(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hold");
    group.throughput(criterion::Throughput::Elements(OPERATIONS));
    for pending in [16, 256, 4096] {
        let contenders = queues::all(pending, Shape::Exponential, MEANS[0]);
        bench(&mut group, pending, contenders);
    }
    group.finish();
}

fn cancelled_timers(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("timers");
    group.throughput(criterion::Throughput::Elements(OPERATIONS));
    for agents in [16, 256, 4096] {
        bench(&mut group, agents, timers::all(agents));
    }
    group.finish();
}

criterion_group!(benches, hold_model, cancelled_timers);
criterion_main!(benches);
