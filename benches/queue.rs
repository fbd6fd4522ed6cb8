//! The event queue beside its peers, in one run, because only ratios of one run mean anything on a shared machine.
//!
//! Hold model (D. W. Jones, "An Empirical Comparison of Priority-Queue and Event-Set Implementations", CACM 29 (1986) 300):
//! the queue holds n events; the next is taken out and planned again an exponential time later. The cancel-heavy case
//! is a protocol with time-outs: each of n agents has an event and a time-out that it cancels before it fires.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, criterion_group, criterion_main};
use heapless::binary_heap::{BinaryHeap as InlineHeap, Min};

use polanyi_core::kernel::queue::{EventQueue, Handle, HeapQueue};
use polanyi_core::kernel::stream::Stream;
use polanyi_core::kernel::time::{Instant, Span};

/// What the hold model asks of a queue: stable order and 8 bytes of event.
trait Hold {
    const NAME: &str;
    fn new() -> Self;
    fn push(&mut self, at: u64, event: u64);
    fn pop(&mut self) -> (u64, u64);
}

impl<const N: usize> Hold for Box<HeapQueue<u64, N>> {
    const NAME: &str = "HeapQueue";

    fn new() -> Self {
        Box::new(HeapQueue::new())
    }
    fn push(&mut self, at: u64, event: u64) {
        self.schedule(Instant::from_ticks(at), event)
            .expect("the bench fits");
    }
    fn pop(&mut self) -> (u64, u64) {
        let (at, event) = EventQueue::pop(&mut **self).expect("never empty");
        (at.ticks(), event)
    }
}

/// Time, sequence, event.
type Item = (u64, u64, u64);

struct Std(BinaryHeap<Reverse<Item>>, u64);

impl Hold for Std {
    const NAME: &str = "std BinaryHeap";

    fn new() -> Self {
        Self(BinaryHeap::with_capacity(4096), 0)
    }
    fn push(&mut self, at: u64, event: u64) {
        self.1 += 1;
        self.0.push(Reverse((at, self.1, event)));
    }
    fn pop(&mut self) -> (u64, u64) {
        let Reverse((at, _, event)) = self.0.pop().expect("never empty");
        (at, event)
    }
}

struct Inline<const N: usize>(Box<InlineHeap<Item, Min, N>>, u64);

impl<const N: usize> Hold for Inline<N> {
    const NAME: &str = "heapless BinaryHeap";

    fn new() -> Self {
        Self(Box::new(InlineHeap::new()), 0)
    }
    fn push(&mut self, at: u64, event: u64) {
        self.1 += 1;
        self.0.push((at, self.1, event)).expect("the bench fits");
    }
    fn pop(&mut self) -> (u64, u64) {
        let (at, _, event) = self.0.pop().expect("never empty");
        (at, event)
    }
}

/// Exponential increments, drawn before the clock runs.
struct Increments {
    ticks: Vec<u64>,
    next: usize,
}

impl Increments {
    fn new() -> Self {
        let mut stream = Stream::new(1986, "hold", 0);
        let mean = Span::from_ticks(1_000_000);
        let draw = |_| {
            stream
                .exponential_span(mean)
                .expect("far from the end")
                .ticks()
        };
        Self {
            ticks: (0..1 << 12).map(draw).collect(),
            next: 0,
        }
    }

    fn draw(&mut self) -> u64 {
        self.next = (self.next + 1) % self.ticks.len();
        self.ticks[self.next]
    }
}

fn hold<Q: Hold>(group: &mut BenchmarkGroup<'_, WallTime>, pending: u64) {
    let mut increments = Increments::new();
    let mut queue = Q::new();
    for event in 0..pending {
        queue.push(increments.draw(), event);
    }
    group.bench_function(BenchmarkId::new(Q::NAME, pending), |bencher| {
        bencher.iter(|| {
            let (at, event) = queue.pop();
            queue.push(at + increments.draw(), black_box(event));
        });
    });
}

fn hold_model(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hold");
    for pending in [16, 256, 4096] {
        hold::<Box<HeapQueue<u64, 4096>>>(&mut group, pending);
        hold::<Std>(&mut group, pending);
        hold::<Inline<4096>>(&mut group, pending);
    }
    group.finish();
}

/// Twenty means: no increment is that long, so every time-out is cancelled.
const TIME_OUT: u64 = 20_000_000;

/// Eager: the time-out leaves the queue when it is cancelled.
fn cancel_eagerly(group: &mut BenchmarkGroup<'_, WallTime>, agents: u32) {
    let mut increments = Increments::new();
    let mut queue: Box<HeapQueue<u32, 8192>> = Box::new(HeapQueue::new());
    let plan = |queue: &mut HeapQueue<u32, 8192>, at: u64, agent| -> Handle {
        queue
            .schedule(Instant::from_ticks(at), agent)
            .expect("the bench fits")
    };
    let mut time_outs = Vec::new();
    for agent in 0..agents {
        plan(&mut queue, increments.draw(), agent);
        time_outs.push(plan(&mut queue, TIME_OUT, agent));
    }
    group.bench_function(BenchmarkId::new("HeapQueue", agents), |bencher| {
        bencher.iter(|| {
            let (at, agent) = queue.pop().expect("never empty");
            let now = at.ticks();
            let time_out = &mut time_outs[agent as usize];
            black_box(queue.cancel(*time_out).is_ok());
            plan(&mut queue, now + increments.draw(), agent);
            *time_out = plan(&mut queue, now + TIME_OUT, agent);
        });
    });
}

/// Lazy, as most kernels do it: a cancelled time-out stays until it surfaces.
fn cancel_lazily(group: &mut BenchmarkGroup<'_, WallTime>, agents: u64) {
    let mut increments = Increments::new();
    let mut queue = Std::new();
    let mut dead = HashSet::new();
    let mut time_outs = Vec::new();
    for agent in 0..agents {
        queue.push(increments.draw(), agent);
        queue.push(TIME_OUT, agent);
        time_outs.push(queue.1);
    }
    group.bench_function(
        BenchmarkId::new("std BinaryHeap with tombstones", agents),
        |bencher| {
            bencher.iter(|| {
                let (now, agent) = loop {
                    let Reverse((at, sequence, agent)) = queue.0.pop().expect("never empty");
                    if !dead.remove(&sequence) {
                        break (at, agent);
                    }
                };
                let time_out = &mut time_outs[usize::try_from(agent).expect("small")];
                black_box(dead.insert(*time_out));
                queue.push(now + increments.draw(), agent);
                queue.push(now + TIME_OUT, agent);
                *time_out = queue.1;
            });
        },
    );
}

fn cancel_heavy(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cancel-heavy");
    for agents in [16, 256, 4096] {
        cancel_eagerly(&mut group, agents);
        cancel_lazily(&mut group, u64::from(agents));
    }
    group.finish();
}

criterion_group!(benches, hold_model, cancel_heavy);
criterion_main!(benches);
