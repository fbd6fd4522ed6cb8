//! `simcore` of the dslab project: components with contexts, payloads in boxes, time in floating point.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use serde::Serialize;
use simcore::{Event, EventHandler, Simulation, SimulationContext, cast};

use super::{Agents, Kernel};
use crate::rounds::Done;

#[derive(Clone, Serialize)]
struct Wake {}

/// An agent is a component, as the crate would have it.
struct Sleeper {
    number: u32,
    agents: Rc<RefCell<Agents>>,
    context: SimulationContext,
}

impl EventHandler for Sleeper {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "instants are whole and far below 2^53"
    )]
    fn on(&mut self, event: Event) {
        cast!(match event.data {
            Wake {} => {
                let now = self.context.time() as u64;
                let pause = self.agents.borrow_mut().wake(now, self.number);
                self.context.emit_self(Wake {}, pause as f64);
            }
        });
    }
}

/// The kernel.
pub struct SimCore {
    simulation: Simulation,
    agents: Rc<RefCell<Agents>>,
}

impl fmt::Debug for SimCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SimCore").field(&self.agents).finish()
    }
}

impl Kernel for SimCore {
    const NAME: &'static str = "simcore (dslab)";

    #[expect(clippy::cast_precision_loss, reason = "pauses are far below 2^53")]
    fn with_agents(count: u32) -> Self {
        let mut simulation = Simulation::new(1);
        let agents = Rc::new(RefCell::new(Agents::new(count)));
        let pauses: Vec<_> = agents.borrow_mut().first_pauses().collect();
        for (number, pause) in pauses {
            let name = number.to_string();
            let context = simulation.create_context(&name);
            context.emit_self(Wake {}, pause as f64);
            let agents = agents.clone();
            let sleeper = Sleeper {
                number,
                agents,
                context,
            };
            simulation.add_handler(&name, Rc::new(RefCell::new(sleeper)));
        }
        Self { simulation, agents }
    }

    #[expect(clippy::cast_precision_loss, reason = "instants are far below 2^53")]
    fn run_until(&mut self, end: u64) {
        self.simulation.step_until_time(end as f64);
    }

    fn done(&self) -> Done {
        self.agents.borrow().done()
    }
}
