//! The engine: it takes the next event, moves the clock and lets the model act.
//!
//! It owns no clock of its own and does no I/O: the caller says how far to run, and looks when it likes.

use core::fmt;

use super::codec::{Decode, DecodeError, Encode, Sink, Source, State};
use super::observer::Observer;
use super::queue::{EventQueue, Handle};
use super::time::Instant;

mod agenda;

pub use agenda::{Agenda, Desk, RescheduleError, ScheduleError};

/// What a simulation is about: a state and what events do to it.
pub trait Model {
    /// What can happen; small and plain.
    type Event: Copy;
    /// Why the model cannot go on.
    type Fault;

    /// Does `event` now, and plans what follows from it.
    fn handle<A: Agenda<Self::Event>>(
        &mut self,
        event: Self::Event,
        agenda: &mut A,
    ) -> Result<(), Self::Fault>;
}

/// Why a run stopped before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunError<E, F> {
    /// The model could not handle an event. The event is consumed, the clock stands at it, and everything can be
    /// inspected; whether the run may go on, the model must say.
    Fault {
        /// When.
        at: Instant,
        /// Which event.
        event: E,
        /// What the model said.
        fault: F,
    },
}

impl<E: fmt::Debug, F: fmt::Display> fmt::Display for RunError<E, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Fault { at, event, fault } = self;
        write!(f, "{at}: {event:?}: {fault}")
    }
}

impl<E: fmt::Debug, F: core::error::Error + 'static> core::error::Error for RunError<E, F> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        let Self::Fault { fault, .. } = self;
        Some(fault)
    }
}

/// How far [`Simulation::run_for`] came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// No event is left up to the end, and the clock stands there.
    Reached,
    /// The allowance of events is spent and there are more before the end.
    Paused,
}

/// A model, its queue and its clock.
///
/// ```
/// use polanyi_core::kernel::queue::HeapQueue;
/// use polanyi_core::kernel::simulation::{Agenda, Model, ScheduleError, Simulation};
/// use polanyi_core::kernel::time::{Instant, Span};
///
/// struct Clock {
///     strokes: u32,
/// }
///
/// #[derive(Clone, Copy, Debug)]
/// struct Strike;
///
/// impl Model for Clock {
///     type Event = Strike;
///     type Fault = ScheduleError<Strike>;
///
///     fn handle<A: Agenda<Strike>>(&mut self, strike: Strike, agenda: &mut A) -> Result<(), Self::Fault> {
///         self.strokes += 1;
///         agenda.schedule_in(Span::from_ticks(60), strike).map(|_| ())
///     }
/// }
///
/// let mut tower: Simulation<Clock, HeapQueue<Strike, 4>> = Simulation::new(Clock { strokes: 0 });
/// tower.schedule_at(Instant::ZERO, Strike).unwrap();
/// tower.run_until(Instant::from_ticks(600), &mut ()).unwrap();
/// assert_eq!(tower.model().strokes, 11);
/// assert_eq!(tower.now(), Instant::from_ticks(600));
/// ```
#[derive(Clone, Debug)]
pub struct Simulation<M, Q> {
    clock: Instant,
    processed: u64,
    queue: Q,
    model: M,
}

impl<M: Model, Q: EventQueue<M::Event>> Simulation<M, Q> {
    /// A simulation at the start of time with nothing planned.
    pub const fn new(model: M) -> Self {
        Self {
            clock: Instant::ZERO,
            processed: 0,
            queue: Q::EMPTY,
            model,
        }
    }

    /// The same with a queue of your own, such as one whose lists lie on the heap. What waits in it is planned.
    pub const fn with_queue(model: M, queue: Q) -> Self {
        Self {
            clock: Instant::ZERO,
            processed: 0,
            queue,
            model,
        }
    }

    /// The present instant.
    pub const fn now(&self) -> Instant {
        self.clock
    }

    /// How many events were handled without a fault.
    pub const fn processed(&self) -> u64 {
        self.processed
    }

    /// How many events wait.
    pub fn pending(&self) -> u32 {
        self.queue.len()
    }

    /// The state of the model.
    pub const fn model(&self) -> &M {
        &self.model
    }

    /// The state of the model, to set it up or to let a visitor change it between events.
    pub const fn model_mut(&mut self) -> &mut M {
        &mut self.model
    }

    /// The queue, to look at what is planned.
    pub const fn queue(&self) -> &Q {
        &self.queue
    }

    /// The agenda, to plan from outside: a visitor's key, a policy.
    pub const fn agenda(&mut self) -> Desk<'_, Q> {
        Desk::new(self.clock, &mut self.queue)
    }

    /// The model and the agenda together, to start a model that plans its own first events.
    pub const fn parts(&mut self) -> (&mut M, Desk<'_, Q>) {
        (&mut self.model, Desk::new(self.clock, &mut self.queue))
    }

    /// Plans `event` from outside.
    pub fn schedule_at(
        &mut self,
        at: Instant,
        event: M::Event,
    ) -> Result<Handle, ScheduleError<M::Event>> {
        self.agenda().schedule_at(at, event)
    }

    /// The instant of the next event.
    pub fn next_at(&self) -> Option<Instant> {
        self.queue.peek().map(|(at, _)| at)
    }

    /// Handles the next event, whenever it is, and returns its instant; `None` if nothing is planned.
    pub fn step<O: Observer<M>>(&mut self, observer: &mut O) -> StepResult<M> {
        self.step_until(Instant::MAX, observer)
    }

    /// Handles the next event unless it is later than `end`.
    #[inline]
    fn step_until<O: Observer<M>>(&mut self, end: Instant, observer: &mut O) -> StepResult<M> {
        let Some((at, event)) = self.queue.pop_until(end) else {
            return Ok(None);
        };
        self.clock = at;
        let mut desk = Desk::new(at, &mut self.queue);
        if let Err(fault) = self.model.handle(event, &mut desk) {
            return Err(RunError::Fault { at, event, fault });
        }
        // At a billion events a second this lasts 584 years.
        self.processed = self.processed.wrapping_add(1);
        observer.observe(at, &event, &self.model);
        Ok(Some(at))
    }

    /// Handles every event up to and including `end`, then sets the clock to `end`.
    ///
    /// An `end` before the present does nothing. A model that keeps planning at the present instant never lets this
    /// return: where that can be, use [`Simulation::run_for`].
    pub fn run_until<O: Observer<M>>(
        &mut self,
        end: Instant,
        observer: &mut O,
    ) -> RunResult<M, ()> {
        while self.step_until(end, observer)?.is_some() {}
        self.clock = self.clock.max(end);
        Ok(())
    }

    /// The same in portions: at most `events_max` events, so that a board can draw in between.
    ///
    /// Any sequence of portions gives the same run as [`Simulation::run_until`].
    pub fn run_for<O: Observer<M>>(
        &mut self,
        events_max: u32,
        end: Instant,
        observer: &mut O,
    ) -> RunResult<M, Progress> {
        for _ in 0..events_max {
            if self.step_until(end, observer)?.is_none() {
                break;
            }
        }
        if self.next_at().is_some_and(|at| at <= end) {
            return Ok(Progress::Paused);
        }
        self.clock = self.clock.max(end);
        Ok(Progress::Reached)
    }
}

/// What a run of `M` returns.
pub type RunResult<M, T> = Result<T, RunError<<M as Model>::Event, <M as Model>::Fault>>;

/// What one step of `M` returns: the instant of the event, if there was one.
pub type StepResult<M> = RunResult<M, Option<Instant>>;

impl<M, Q> State for Simulation<M, Q>
where
    M: Model + State,
    Q: EventQueue<M::Event> + State,
{
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.queue.layout(sink)?;
        self.model.layout(sink)
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.clock.encode(sink)?;
        self.processed.encode(sink)?;
        self.queue.save(sink)?;
        self.model.save(sink)
    }

    /// Refuses an event that is pending before the clock.
    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.clock = Instant::decode(source)?;
        self.processed = source.take_u64()?;
        self.queue.load(source)?;
        if let Some(at) = self.next_at().filter(|at| *at < self.clock) {
            return Err(source.invalid("instant of the next event", at.ticks()));
        }
        self.model.load(source)
    }

    fn reset(&mut self) {
        self.clock = Instant::ZERO;
        self.processed = 0;
        self.queue.reset();
        self.model.reset();
    }
}
