//! Our kernel: a model with a `match`, a queue and the engine between them.

use polanyi::room::Grown;
use polanyi_core::kernel::queue::EventQueue;
use polanyi_core::kernel::queue::ladder::{self, Block, LadderQueueOf};
use polanyi_core::kernel::simulation::{Agenda, Model, ScheduleError, Simulation};
use polanyi_core::kernel::time::{Instant, Span};

use super::{Agents, Kernel, Running};
use crate::queues::ours::{HeapOf, WheelOf};
use crate::rounds::{Contender, Done};

/// What happens: the second kind is there so that there is something to match.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    /// An agent wakes.
    Wake(u32),
    /// An agent is woken from outside, which never happens here.
    Call(u32),
}

impl Model for Agents {
    type Event = Event;
    type Fault = ScheduleError<Event>;

    fn handle<A: Agenda<Event>>(
        &mut self,
        event: Event,
        agenda: &mut A,
    ) -> Result<(), Self::Fault> {
        let (pause, next) = match event {
            Event::Wake(agent) => (self.wake(agenda.now().ticks(), agent), event),
            Event::Call(agent) => (0, Event::Wake(agent)),
        };
        agenda.schedule_in(Span::from_ticks(pause), next)?;
        Ok(())
    }
}

/// A queue and the names of the two that use it.
pub trait Named {
    /// In the loop by hand.
    const BY_HAND: &'static str;
    /// In the kernel.
    const KERNEL: &'static str;
}

/// The ladder, for events `E`.
pub type LadderOf<E> = LadderQueueOf<
    Grown<ladder::Cell<E>, 0x10_0000>,
    Grown<u16, 0x10_0000>,
    Grown<Block, 0x7fff_ffff>,
    64,
    11,
>;

impl<E> Named for HeapOf<E> {
    const BY_HAND: &'static str = "by hand over HeapQueue";
    const KERNEL: &'static str = "Simulation with HeapQueue";
}

impl<E> Named for WheelOf<E> {
    const BY_HAND: &'static str = "by hand over WheelQueue";
    const KERNEL: &'static str = "Simulation with WheelQueue";
}

impl<E> Named for LadderOf<E> {
    const BY_HAND: &'static str = "by hand over LadderQueue";
    const KERNEL: &'static str = "Simulation with LadderQueue";
}

impl<Q: EventQueue<Event> + Named> Kernel for Simulation<Agents, Q> {
    const NAME: &'static str = Q::KERNEL;

    fn with_agents(count: u32) -> Self {
        let mut simulation = Self::new(Agents::new(count));
        let (agents, mut agenda) = simulation.parts();
        for (agent, pause) in agents.first_pauses() {
            agenda
                .schedule_at(Instant::from_ticks(pause), Event::Wake(agent))
                .expect("there is room for every agent");
        }
        simulation
    }

    fn run_until(&mut self, end: u64) {
        self.run_until(Instant::from_ticks(end), &mut ())
            .expect("every agent finds room again");
    }

    fn done(&self) -> Done {
        self.model().done()
    }
}

/// The names of our kernel, by queue.
pub const KERNEL_NAMES: [&str; 3] = [
    <HeapOf<Event> as Named>::KERNEL,
    <WheelOf<Event> as Named>::KERNEL,
    <LadderOf<Event> as Named>::KERNEL,
];

/// The names of the loops by hand over the same queues.
pub const BY_HAND_NAMES: [&str; 3] = [
    <HeapOf<Event> as Named>::BY_HAND,
    <WheelOf<Event> as Named>::BY_HAND,
    <LadderOf<Event> as Named>::BY_HAND,
];

/// All of them.
pub fn all(agents: u32) -> Vec<Box<dyn Contender>> {
    vec![
        Box::new(Running::<Simulation<Agents, HeapOf<Event>>>::new(agents)),
        Box::new(Running::<Simulation<Agents, WheelOf<Event>>>::new(agents)),
        Box::new(Running::<Simulation<Agents, LadderOf<Event>>>::new(agents)),
    ]
}
