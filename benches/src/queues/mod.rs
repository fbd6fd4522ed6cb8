//! The hold model (D. W. Jones, "An Empirical Comparison of Priority-Queue and Event-Set Implementations", CACM 29
//! (1986) 300): a queue holds so many events; the next is taken out and planned again later.

#![allow(
    clippy::inline_always,
    reason = "everybody's calls lie in the loop that is measured, as far as the compiler can; what they call is theirs"
)]

use std::hint::black_box;

use crate::increments::{Increments, Shape};
use crate::rounds::{Contender, Done};

pub mod ours;

pub mod standard;

pub mod inline;

#[cfg(feature = "peers")]
pub mod dary;

#[cfg(feature = "peers")]
pub mod radix;

#[cfg(feature = "peers")]
pub mod quick;

#[cfg(feature = "peers")]
pub mod indexed;

#[cfg(feature = "peers")]
pub mod keyed;

/// What the hold model asks of a queue: 64 bits of time and 64 bits of event.
pub trait Queue {
    /// Its name in a table, with what it lacks.
    const NAME: &'static str;

    /// A queue with room for so many events.
    fn with_room(pending: usize) -> Self;

    /// Adds an event.
    fn push(&mut self, at: u64, event: u64);

    /// Takes the next one out.
    fn pop(&mut self) -> (u64, u64);
}

/// A queue full of events in equilibrium.
#[derive(Debug)]
pub struct Holding<Q> {
    queue: Q,
    increments: Increments,
}

impl<Q: Queue> Holding<Q> {
    /// The queue with `pending` events.
    pub fn new(pending: usize, shape: Shape, mean: u64) -> Self {
        let mut increments = Increments::new(shape, mean);
        let mut queue = Q::with_room(pending);
        // The table of ties does not scale, and neither does its long run.
        let mean = if shape == Shape::Ties { 8 } else { mean };
        for event in (0..).take(pending) {
            queue.push(increments.equilibrium(mean), event);
        }
        Self { queue, increments }
    }
}

impl<Q: Queue> Contender for Holding<Q> {
    fn name(&self) -> &'static str {
        Q::NAME
    }

    fn work(&mut self, operations: u64) -> Done {
        let mut checksum = 0u64;
        for _ in 0..operations {
            let (at, event) = self.queue.pop();
            checksum = checksum.wrapping_add(at);
            self.queue
                .push(at + self.increments.draw(), black_box(event));
        }
        Done {
            operations,
            checksum,
        }
    }
}

/// No queue at all: what the generator and the checksum cost by themselves, which is in every other figure.
#[derive(Debug)]
pub struct Nothing(u64);

impl Queue for Nothing {
    const NAME: &'static str = "generator and checksum alone";

    fn with_room(_: usize) -> Self {
        Self(0)
    }

    #[inline(always)]
    fn push(&mut self, at: u64, _: u64) {
        self.0 = at;
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        (self.0, 0)
    }
}

/// The generator alone has another checksum than a queue, and so keeps it to itself.
#[derive(Debug)]
pub struct Generator(Holding<Nothing>);

impl Contender for Generator {
    fn name(&self) -> &'static str {
        Nothing::NAME
    }

    fn work(&mut self, operations: u64) -> Done {
        black_box(self.0.work(operations));
        Done {
            operations,
            checksum: 0,
        }
    }
}

/// Everyone who can hold `pending` events, ours first after the generator.
pub fn all(pending: usize, shape: Shape, mean: u64) -> Vec<Box<dyn Contender>> {
    let mut all: Vec<Box<dyn Contender>> =
        vec![Box::new(Generator(Holding::new(pending, shape, mean)))];
    all.extend(ours::all(pending, shape, mean));
    all.push(Box::new(Holding::<standard::Std>::new(
        pending, shape, mean,
    )));
    all.push(inline::holding(pending, shape, mean));
    #[cfg(feature = "peers")]
    {
        all.push(Box::new(Holding::<dary::Dary>::new(pending, shape, mean)));
        all.push(Box::new(Holding::<radix::Radix>::new(pending, shape, mean)));
        all.push(Box::new(Holding::<quick::Quick>::new(pending, shape, mean)));
        all.push(Box::new(Holding::<quick::BareQuick>::new(
            pending, shape, mean,
        )));
        all.push(Box::new(Holding::<indexed::Indexed>::new(
            pending, shape, mean,
        )));
        all.push(Box::new(Holding::<keyed::Keyed>::new(pending, shape, mean)));
    }
    all
}
