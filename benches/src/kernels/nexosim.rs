//! `nexosim`: models with mailboxes that run as asynchronous tasks, here on one thread; time in nanoseconds.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use nexosim::model::{Context, Model, schedulable};
use nexosim::simulation::{Mailbox, SimInit, Simulation};
use nexosim::time::MonotonicTime;
use serde::{Deserialize, Serialize};

use super::{Agent, Kernel};
use crate::rounds::Done;

/// An agent is a model, as the crate would have it.
#[derive(Serialize, Deserialize)]
struct Sleeper {
    bits: u64,
    /// Counted by load and store, which is all that one thread needs.
    #[serde(skip)]
    woken: Arc<AtomicU64>,
}

#[Model]
impl Sleeper {
    #[nexosim(init)]
    async fn init(&mut self, context: &Context<Self>) {
        self.sleep(context);
    }

    #[nexosim(schedulable)]
    fn wake(&mut self, (): (), context: &Context<Self>) {
        self.woken
            .store(self.woken.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        self.sleep(context);
    }

    fn sleep(&mut self, context: &Context<Self>) {
        let mut agent = Agent(self.bits);
        let pause = Duration::from_nanos(agent.pause());
        self.bits = agent.0;
        context
            .schedule_event(pause, schedulable!(Self::wake), ())
            .expect("a pause ends later");
    }
}

/// The kernel.
pub struct NexoSim {
    simulation: Simulation,
    woken: Arc<AtomicU64>,
}

impl fmt::Debug for NexoSim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NexoSim").field(&self.woken).finish()
    }
}

impl Kernel for NexoSim {
    const NAME: &'static str = "nexosim";

    fn with_agents(count: u32) -> Self {
        let woken = Arc::new(AtomicU64::new(0));
        let mut bench = SimInit::with_num_threads(1);
        for number in 0..count {
            let sleeper = Sleeper {
                bits: Agent::new(number).0,
                woken: woken.clone(),
            };
            bench = bench.add_model(sleeper, Mailbox::new(), &number.to_string());
        }
        let simulation = bench
            .init(MonotonicTime::EPOCH)
            .expect("no model fails to start");
        Self { simulation, woken }
    }

    fn run_until(&mut self, end: u64) {
        self.simulation
            .step_until(MonotonicTime::EPOCH + Duration::from_nanos(end))
            .expect("no event fails");
    }

    fn done(&self) -> Done {
        Done {
            operations: self.woken.load(Ordering::Relaxed),
            checksum: 0,
        }
    }
}
