//! Whole kernels, end to end: agents that wake, count and plan themselves again after an exponential pause.

use std::sync::LazyLock;

use crate::increments::{Quantiles, Shape, advance};
use crate::rounds::{Contender, Done};

pub mod by_hand;

pub mod ours;

#[cfg(feature = "peers")]
pub mod desque;

#[cfg(feature = "peers")]
pub mod ixa;

#[cfg(feature = "peers")]
pub mod nexosim;

#[cfg(feature = "peers")]
pub mod simcore;

pub mod simpy;

/// The mean pause in ticks.
pub const MEAN: u64 = 1_000_000;

static PAUSES: LazyLock<Quantiles> = LazyLock::new(|| Quantiles::new(Shape::Exponential, MEAN));

/// An agent: a random sequence of its own, so that it wakes at the same instants in every kernel.
#[derive(Clone, Copy, Debug)]
pub struct Agent(u64);

impl Agent {
    /// The agent of this number.
    pub fn new(number: u32) -> Self {
        Self(advance(
            u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        ))
    }

    /// How long it sleeps now.
    #[inline]
    pub fn pause(&mut self) -> u64 {
        self.0 = advance(self.0);
        // An agent that wakes twice at one instant would never end a run.
        PAUSES.at(self.0) | 1
    }
}

/// All agents, and what came of them.
#[derive(Clone, Debug)]
pub struct Agents {
    agents: Vec<Agent>,
    done: Done,
}

impl Agents {
    /// So many.
    pub fn new(count: u32) -> Self {
        Self {
            agents: (0..count).map(Agent::new).collect(),
            done: Done::default(),
        }
    }

    /// How long every agent sleeps at first.
    pub fn first_pauses(&mut self) -> impl Iterator<Item = (u32, u64)> + '_ {
        (0..).zip(self.agents.iter_mut().map(Agent::pause))
    }

    /// An agent wakes, and sleeps again for so long.
    #[inline]
    pub fn wake(&mut self, now: u64, agent: u32) -> u64 {
        self.done.operations += 1;
        self.done.checksum = self.done.checksum.wrapping_add(now);
        self.agents[agent as usize].pause()
    }

    /// What was done since the start.
    pub const fn done(&self) -> Done {
        self.done
    }
}

/// A kernel with agents in it.
pub trait Kernel {
    /// Its name in a table.
    const NAME: &'static str;

    /// So many agents, asleep.
    fn with_agents(count: u32) -> Self;

    /// Runs every event up to an instant.
    fn run_until(&mut self, end: u64);

    /// What was done since the start.
    fn done(&self) -> Done;
}

/// A run of a kernel, portion by portion.
#[derive(Debug)]
pub struct Running<K> {
    kernel: K,
    agents: u64,
    end: u64,
}

impl<K: Kernel> Running<K> {
    /// With so many agents.
    pub fn new(agents: u32) -> Self {
        Self {
            kernel: K::with_agents(agents),
            agents: u64::from(agents),
            end: 0,
        }
    }
}

impl<K: Kernel> Contender for Running<K> {
    fn name(&self) -> &'static str {
        K::NAME
    }

    fn work(&mut self, operations: u64) -> Done {
        let before = self.kernel.done();
        self.end += operations * MEAN / self.agents;
        self.kernel.run_until(self.end);
        let after = self.kernel.done();
        Done {
            operations: after.operations - before.operations,
            checksum: after.checksum.wrapping_sub(before.checksum),
        }
    }
}

/// Everyone: the hand-written loop over our queue, our kernel over the same queue, and the peers.
pub fn all(agents: u32) -> Vec<Box<dyn Contender>> {
    let mut all = by_hand::all(agents);
    all.extend(ours::all(agents));
    #[cfg(feature = "peers")]
    {
        all.push(Box::new(Running::<desque::Desque>::new(agents)));
        all.push(Box::new(Running::<simcore::SimCore>::new(agents)));
        all.push(Box::new(Running::<ixa::Ixa>::new(agents)));
        all.push(Box::new(Running::<nexosim::NexoSim>::new(agents)));
    }
    all
}
