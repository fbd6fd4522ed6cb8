//! A queue so simple that it is right: a list, searched from end to end.

use polanyi_core::kernel::codec::{Counter, Source, State, Writer};
use polanyi_core::kernel::queue::{EventQueue, Full, Handle, StaleHandle};
use polanyi_core::kernel::time::{Instant, Span};

/// One call on a queue. Handles are named by the order in which they were given out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Call {
    Schedule {
        at: u64,
    },
    /// As a simulation does: so long after the event popped last.
    ScheduleIn {
        after: u64,
    },
    Pop,
    PopUntil {
        end: u64,
    },
    Cancel {
        handle: usize,
    },
    Reschedule {
        handle: usize,
        at: u64,
    },
    Clear,
    SaveAndRestore,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    at: Instant,
    sequence: u64,
    event: u32,
    handle: Handle,
}

/// The queue under test and the list, which must agree after every call.
#[derive(Clone, Debug)]
pub(crate) struct Pair<Q> {
    queue: Q,
    waiting: Vec<Waiting>,
    given_out: Vec<Handle>,
    sequence: u64,
    now: Instant,
}

impl<Q: EventQueue<u32> + State> Pair<Q> {
    pub(crate) fn new() -> Self {
        Self {
            queue: Q::EMPTY,
            waiting: Vec::new(),
            given_out: Vec::new(),
            sequence: 0,
            now: Instant::ZERO,
        }
    }

    pub(crate) fn call(&mut self, call: Call) {
        match call {
            Call::Schedule { at } => self.schedule(Instant::from_ticks(at)),
            Call::ScheduleIn { after } => {
                let after = Span::from_ticks(after);
                self.schedule(self.now.checked_add(after).unwrap_or(Instant::MAX));
            }
            Call::Pop => self.pop(),
            Call::PopUntil { end } => self.pop_until(Instant::from_ticks(end)),
            Call::Cancel { handle } => self.cancel(handle),
            Call::Reschedule { handle, at } => self.reschedule(handle, Instant::from_ticks(at)),
            Call::Clear => {
                self.queue.clear();
                self.waiting.clear();
            }
            Call::SaveAndRestore => self.save_and_restore(),
        }
        self.compare();
    }

    /// Empties both, to see the whole order.
    pub(crate) fn drain(&mut self) {
        while !self.waiting.is_empty() {
            self.pop();
        }
        self.pop();
    }

    fn next_sequence(&mut self) -> u64 {
        self.sequence += 1;
        self.sequence
    }

    fn schedule(&mut self, at: Instant) {
        let event = u32::try_from(self.given_out.len()).unwrap();
        let is_full = self.waiting.len() == self.queue.capacity() as usize;
        match self.queue.schedule(at, event) {
            Ok(handle) => {
                assert!(!is_full, "there was no room");
                assert!(
                    !self.given_out.contains(&handle),
                    "{handle:?} was given out before"
                );
                let sequence = self.next_sequence();
                self.waiting.push(Waiting {
                    at,
                    sequence,
                    event,
                    handle,
                });
                self.given_out.push(handle);
            }
            Err(Full(back)) => assert!(is_full && back == event, "there was room"),
        }
    }

    fn pop(&mut self) {
        let expected = self.first().map(|index| self.waiting.remove(index));
        let popped = self.queue.pop();
        assert_eq!(popped, expected.map(|waiting| (waiting.at, waiting.event)));
        self.now = popped.map_or(self.now, |(at, _)| at);
    }

    fn pop_until(&mut self, end: Instant) {
        match self.first().map(|index| self.waiting[index].at) {
            Some(at) if at <= end => {
                let expected = self.first().map(|index| self.waiting.remove(index));
                let popped = self.queue.pop_until(end);
                assert_eq!(popped, expected.map(|waiting| (waiting.at, waiting.event)));
                self.now = at;
            }
            _ => assert_eq!(self.queue.pop_until(end), None),
        }
    }

    fn cancel(&mut self, number: usize) {
        let Some(handle) = self.handle(number) else {
            return;
        };
        let expected = match self
            .waiting
            .iter()
            .position(|waiting| waiting.handle == handle)
        {
            Some(index) => Ok(self.waiting.remove(index).event),
            None => Err(StaleHandle(handle)),
        };
        assert_eq!(self.queue.cancel(handle), expected);
    }

    fn reschedule(&mut self, number: usize, at: Instant) {
        let Some(handle) = self.handle(number) else {
            return;
        };
        let sequence = self.next_sequence();
        let expected = match self
            .waiting
            .iter_mut()
            .find(|waiting| waiting.handle == handle)
        {
            Some(waiting) => {
                waiting.at = at;
                waiting.sequence = sequence;
                Ok(())
            }
            None => Err(StaleHandle(handle)),
        };
        assert_eq!(self.queue.reschedule(handle, at), expected);
    }

    /// A queue that was saved and restored must go on as if nothing had happened.
    fn save_and_restore(&mut self) {
        let bytes = saved(&self.queue);
        let mut copy = Q::EMPTY;
        copy.schedule(Instant::MAX, 0).unwrap();
        let mut source = Source::new(&bytes);
        copy.load(&mut source).unwrap();
        source.finish().unwrap();
        assert_eq!(saved(&copy), bytes);
        self.queue = copy;
    }

    fn handle(&self, number: usize) -> Option<Handle> {
        self.given_out
            .get(number % self.given_out.len().max(1))
            .copied()
    }

    fn first(&self) -> Option<usize> {
        (0..self.waiting.len()).min_by_key(|index| {
            let waiting = &self.waiting[*index];
            (waiting.at, waiting.sequence)
        })
    }

    fn compare(&self) {
        let first = self.first().map(|index| &self.waiting[index]);
        assert_eq!(
            self.queue.peek(),
            first.map(|waiting| (waiting.at, &waiting.event))
        );
        assert_eq!(self.queue.len() as usize, self.waiting.len());
        assert_eq!(self.queue.is_empty(), self.waiting.is_empty());
        let mut expected = self.waiting.clone();
        expected.sort_by_key(|waiting| (waiting.at, waiting.sequence));
        let mut expected = expected.iter();
        self.queue.for_each_in_order(|handle, at, event| {
            let waiting = expected.next().expect("no more than were scheduled");
            assert_eq!(
                (waiting.handle, waiting.at, waiting.event),
                (handle, at, *event)
            );
        });
        assert_eq!(
            expected.next().map(|waiting| waiting.event),
            None,
            "none is left out"
        );
    }
}

pub(crate) fn saved<T: State>(state: &T) -> Vec<u8> {
    let mut counter = Counter::new();
    let Ok(()) = state.save(&mut counter);
    let mut bytes = vec![0; counter.bytes() as usize];
    state.save(&mut Writer::new(&mut bytes)).unwrap();
    bytes
}
