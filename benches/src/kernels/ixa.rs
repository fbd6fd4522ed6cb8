//! `ixa`: plans are closures in a hash map beside a heap, time is in floating point.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use ixa::Context;

use super::{Agents, Kernel};
use crate::rounds::Done;

/// The kernel.
pub struct Ixa {
    context: Context,
    agents: Rc<RefCell<Agents>>,
}

impl fmt::Debug for Ixa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Ixa").field(&self.agents).finish()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "instants are whole and far below 2^53"
)]
fn sleep(context: &mut Context, agents: Rc<RefCell<Agents>>, agent: u32, until: u64) {
    context.add_plan(until as f64, move |context| {
        let now = context.get_current_time() as u64;
        let pause = agents.borrow_mut().wake(now, agent);
        sleep(context, agents, agent, now + pause);
    });
}

impl Kernel for Ixa {
    const NAME: &'static str = "ixa";

    fn with_agents(count: u32) -> Self {
        let mut context = Context::new();
        let agents = Rc::new(RefCell::new(Agents::new(count)));
        let pauses: Vec<_> = agents.borrow_mut().first_pauses().collect();
        for (agent, pause) in pauses {
            sleep(&mut context, agents.clone(), agent, pause);
        }
        Self { context, agents }
    }

    #[expect(clippy::cast_precision_loss, reason = "instants are far below 2^53")]
    fn run_until(&mut self, end: u64) {
        self.context.schedule_shutdown(end as f64);
        self.context.execute();
    }

    fn done(&self) -> Done {
        Done {
            checksum: 0,
            ..self.agents.borrow().done()
        }
    }
}
