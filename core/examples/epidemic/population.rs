//! A population in which an infection spreads by contacts: susceptible, infected, recovered.
//!
//! Someone who is infected meets people at random, infects whoever is susceptible, and recovers after an exponential
//! time. On recovery the next contact, which is planned already, is taken back.

use polanyi_core::kernel::queue::Handle;
use polanyi_core::kernel::simulation::{Agenda, Model, ScheduleError, Simulation};
use polanyi_core::kernel::stream::Stream;
use polanyi_core::kernel::time::{Instant, Span};

use super::agenda::Queue;

/// Mean time to recover, in ticks: a day of microseconds.
const ILLNESS: Span = Span::from_ticks(86_400_000_000);

/// Contacts of an infected person while infected, on average: the basic reproduction number.
pub(crate) const CONTACTS: f32 = 2.0;

/// A person, and if infected the contact that is planned.
#[derive(Clone, Copy, Debug)]
enum Person {
    Susceptible,
    Infected(Handle),
    Recovered,
}

/// What happens to a person.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    /// Meets someone.
    Meet(u32),
    /// Recovers.
    Recover(u32),
}

/// Everybody.
#[derive(Debug)]
pub(crate) struct Population {
    people: Vec<Person>,
    meetings: Stream,
    pauses: Stream,
    illnesses: Stream,
    infected: u32,
    infected_most: u32,
    ever_infected: u32,
}

/// What a run found; people are shares of all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Events.
    pub(crate) events: u64,
    /// The most events that were planned at once.
    pub(crate) planned_most: u32,
    /// Who was infected at some time.
    pub(crate) ever_infected: f64,
    /// Who was infected when most were.
    pub(crate) infected_most: f64,
}

type Outcome = Result<(), ScheduleError<Event>>;

impl Population {
    /// Runs until nobody is infected.
    pub(crate) fn run(seed: u64, people: u32, first_cases: u32) -> Found {
        let population = Self::new(seed, people);
        let mut simulation: Simulation<Self, Queue<Event>> = Simulation::new(population);
        let (population, mut agenda) = simulation.parts();
        for person in 0..first_cases.min(people) {
            population
                .infect(person, &mut agenda)
                .expect("there is room for two events a person");
        }
        let mut planned_most = 0;
        while simulation.pending() > 0 {
            planned_most = planned_most.max(simulation.pending());
            simulation
                .run_for(1_000, Instant::MAX, &mut ())
                .expect("there is room for two events a person");
        }
        let share = |count: u32| f64::from(count) / f64::from(people);
        Found {
            events: simulation.processed(),
            planned_most,
            ever_infected: share(simulation.model().ever_infected),
            infected_most: share(simulation.model().infected_most),
        }
    }

    fn new(seed: u64, people: u32) -> Self {
        Self {
            people: (0..people).map(|_| Person::Susceptible).collect(),
            meetings: Stream::new(seed, "meetings", 0),
            pauses: Stream::new(seed, "pauses", 0),
            illnesses: Stream::new(seed, "illnesses", 0),
            infected: 0,
            infected_most: 0,
            ever_infected: 0,
        }
    }

    fn infect<A: Agenda<Event>>(&mut self, person: u32, agenda: &mut A) -> Outcome {
        let illness = self
            .illnesses
            .exponential_span(ILLNESS)
            .unwrap_or(Span::MAX);
        agenda.schedule_in(illness, Event::Recover(person))?;
        let contact = self.plan_meeting(person, agenda)?;
        *self.person(person) = Person::Infected(contact);
        self.infected += 1;
        self.infected_most = self.infected_most.max(self.infected);
        self.ever_infected += 1;
        Ok(())
    }

    fn plan_meeting<A: Agenda<Event>>(
        &mut self,
        person: u32,
        agenda: &mut A,
    ) -> Result<Handle, ScheduleError<Event>> {
        let mean = ILLNESS.scale(1.0 / CONTACTS).unwrap_or(Span::MAX);
        let pause = self.pauses.exponential_span(mean).unwrap_or(Span::MAX);
        agenda.schedule_in(pause, Event::Meet(person))
    }

    fn meet<A: Agenda<Event>>(&mut self, person: u32, agenda: &mut A) -> Outcome {
        let count = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        let other = self.meetings.below(count).unwrap_or(0);
        if matches!(self.person(other), Person::Susceptible) {
            self.infect(other, agenda)?;
        }
        let contact = self.plan_meeting(person, agenda)?;
        *self.person(person) = Person::Infected(contact);
        Ok(())
    }

    fn recover<A: Agenda<Event>>(&mut self, person: u32, agenda: &mut A) {
        if let Person::Infected(contact) = *self.person(person) {
            agenda
                .cancel(contact)
                .expect("an infected person has a contact planned");
            *self.person(person) = Person::Recovered;
            self.infected -= 1;
        }
    }

    fn person(&mut self, number: u32) -> &mut Person {
        &mut self.people[usize::try_from(number).expect("an address has at least 32 bits")]
    }
}

impl Model for Population {
    type Event = Event;
    type Fault = ScheduleError<Event>;

    fn handle<A: Agenda<Event>>(&mut self, event: Event, agenda: &mut A) -> Outcome {
        match event {
            Event::Meet(person) => self.meet(person, agenda),
            Event::Recover(person) => {
                self.recover(person, agenda);
                Ok(())
            }
        }
    }
}
