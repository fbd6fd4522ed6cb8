//! `desque`: an event is a boxed object; ties are stable, nothing is cancelled.

use desque::SimState;
use desque::serial::{OkEvent, Simulation};

use super::{Agents, Kernel};
use crate::rounds::Done;

/// The agents, and whether this portion of the run is over.
#[derive(Debug)]
struct State {
    agents: Agents,
    is_over: bool,
}

impl SimState<u64> for State {
    fn is_complete(&self, _: &u64) -> bool {
        self.is_over
    }
}

#[derive(Debug)]
struct Wake(u32);

impl OkEvent<State, u64> for Wake {
    fn execute(&mut self, simulation: &mut Simulation<State, u64>) {
        let now = *simulation.current_time();
        let pause = simulation.state_mut().agents.wake(now, self.0);
        simulation
            .schedule(Self(self.0), now + pause)
            .expect("a pause ends later");
    }
}

#[derive(Debug)]
struct Stop;

impl OkEvent<State, u64> for Stop {
    fn execute(&mut self, simulation: &mut Simulation<State, u64>) {
        simulation.state_mut().is_over = true;
    }
}

/// The kernel.
#[derive(Debug)]
pub struct Desque(Simulation<State, u64>);

impl Kernel for Desque {
    const NAME: &'static str = "desque";

    fn with_agents(count: u32) -> Self {
        let mut agents = Agents::new(count);
        let pauses: Vec<_> = agents.first_pauses().collect();
        let state = State {
            agents,
            is_over: false,
        };
        let mut simulation = Simulation::new(state, 0);
        for (agent, pause) in pauses {
            simulation
                .schedule(Wake(agent), pause)
                .expect("a pause ends later");
        }
        Self(simulation)
    }

    fn run_until(&mut self, end: u64) {
        self.0.state_mut().is_over = false;
        self.0.schedule(Stop, end).expect("the end is to come");
        self.0.run().expect("no event fails");
    }

    // The end comes before what was planned later for the same instant, so its sum is its own.
    fn done(&self) -> Done {
        Done {
            checksum: 0,
            ..self.0.state().agents.done()
        }
    }
}
