//! A wheel in a checkpoint: every handle stays what it was, or the content is refused.

use core::num::NonZeroU32;

use super::{Cell, Digits, Link, Node, Seats, WheelQueueOf, Word};
use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source, State};
use crate::kernel::queue::kind;
use crate::kernel::time::Instant;

impl<S, E, L, const SLOTS: usize, const LEVELS: usize, W> State
    for WheelQueueOf<S, L, SLOTS, LEVELS, W>
where
    S: Seats<Event = E, Link = L>,
    E: Copy + Encode + Decode,
    L: Link,
    W: Word,
{
    fn layout<K: Sink>(&self, sink: &mut K) -> Result<(), K::Error> {
        sink.put_u8(kind::WHEEL)?;
        sink.put_u32(self.seats.capacity())?;
        sink.put_u32(Digits::<SLOTS, LEVELS, W>::BITS)
    }

    /// The cells with the last event of each, the free ones in the order of use, then the waiting ones slot by slot.
    fn save<K: Sink>(&self, sink: &mut K) -> Result<(), K::Error> {
        sink.put_u32(self.seats.count())?;
        sink.put_u32(self.pending())?;
        for link in (0..self.seats.count()).map(L::to) {
            if let (Some(cell), Some(node)) = (self.seats.cell(link), self.seats.node(link)) {
                sink.put_u32(node.generation.map_or(0, NonZeroU32::get))?;
                cell.event.encode(sink)?;
            }
        }
        let mut free = self.free;
        for _ in 0..self.spare {
            sink.put_u32(free.index())?;
            free = self.seats.node(free).map_or(L::NONE, |node| node.next);
        }
        sink.put_u64(self.digits.base)?;
        for place in self.digits.places() {
            for (link, cell) in self.ring(place) {
                sink.put_u32(link.index())?;
                cell.at().encode(sink)?;
            }
        }
        Ok(())
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.reset();
        let count = source.take_count("cells", self.seats.capacity())?;
        let live = source.take_u32()?;
        self.load_cells(source, count)?;
        let usable = count.wrapping_sub(self.retired);
        let Some(spare) = usable.checked_sub(live) else {
            return Err(source.invalid("number of pending events", u64::from(live)));
        };
        self.load_free(source, spare)?;
        self.load_waiting(source, live)
    }

    fn reset(&mut self) {
        self.digits = Digits::EMPTY;
        self.spare = 0;
        self.free = L::NONE;
        self.retired = 0;
        self.seats.clear();
    }
}

impl<S, E, L, const SLOTS: usize, const LEVELS: usize, W> WheelQueueOf<S, L, SLOTS, LEVELS, W>
where
    S: Seats<Event = E, Link = L>,
    E: Copy + Decode,
    L: Link,
    W: Word,
{
    /// Each cell is its own neighbour until somebody takes it.
    fn load_cells(&mut self, source: &mut Source<'_>, count: u32) -> Result<(), DecodeError> {
        for index in 0..count {
            let generation = NonZeroU32::new(source.take_u32()?);
            if generation.is_none() {
                self.retired = self.retired.wrapping_add(1);
            }
            let cell = Cell::new(Instant::ZERO, E::decode(source)?);
            let node = Node {
                generation,
                next: L::to(index),
                previous: L::NONE,
            };
            if !self.seats.push(cell, node) {
                return Err(source.invalid("number of cells", u64::from(count)));
            }
        }
        Ok(())
    }

    fn load_free(&mut self, source: &mut Source<'_>, count: u32) -> Result<(), DecodeError> {
        let mut last = L::NONE;
        for _ in 0..count {
            let link = self.take_link(source)?;
            match self.seats.node_mut(last) {
                Some(node) => node.next = link,
                None => self.free = link,
            }
            if let Some(node) = self.seats.node_mut(link) {
                node.next = L::NONE;
            }
            last = link;
            self.spare = self.spare.wrapping_add(1);
        }
        Ok(())
    }

    fn load_waiting(&mut self, source: &mut Source<'_>, count: u32) -> Result<(), DecodeError> {
        self.digits.base = source.take_u64()?;
        for _ in 0..count {
            let link = self.take_link(source)?;
            let at = Instant::decode(source)?;
            if at.ticks() < self.digits.base {
                return Err(source.invalid("instant of an event", at.ticks()));
            }
            if let Some(cell) = self.seats.cell_mut(link) {
                *cell = Cell::new(at, cell.event);
            }
            self.append(link, at.ticks());
        }
        Ok(())
    }

    /// The number of a usable cell that nobody has taken yet.
    fn take_link(&self, source: &mut Source<'_>) -> Result<L, DecodeError> {
        let index = source.take_u32()?;
        let link = L::to(index.min(L::MOST.wrapping_sub(1)));
        match self.seats.node(link) {
            Some(node)
                if link.index() == index
                    && node.next == link
                    && node.previous == L::NONE
                    && node.generation.is_some() =>
            {
                Ok(link)
            }
            _ => Err(source.invalid("number of a cell", u64::from(index))),
        }
    }
}
