//! A wheel in a checkpoint: every handle stays what it was, or the content is refused.

use core::num::NonZeroU32;

use super::{Cell, Digits, Link, WheelQueueOf, Word};
use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source, State};
use crate::kernel::index::from_len;
use crate::kernel::list::List;
use crate::kernel::time::Instant;

impl<E, C, L, const SLOTS: usize, const LEVELS: usize, W> State
    for WheelQueueOf<C, L, SLOTS, LEVELS, W>
where
    E: Copy + Encode + Decode,
    L: Link,
    W: Word,
    C: List<Item = Cell<E, L>>,
{
    fn layout<K: Sink>(&self, sink: &mut K) -> Result<(), K::Error> {
        sink.put_u32(self.cells.capacity().min(L::MOST))?;
        sink.put_u32(Digits::<SLOTS, LEVELS, W>::BITS)
    }

    /// The cells with the last event of each, the free ones in the order of use, then the waiting ones slot by slot.
    fn save<K: Sink>(&self, sink: &mut K) -> Result<(), K::Error> {
        let cells = self.cells.as_slice();
        sink.put_u32(from_len(cells.len()))?;
        sink.put_u32(self.pending())?;
        for cell in cells {
            sink.put_u32(cell.generation.map_or(0, NonZeroU32::get))?;
            cell.event.encode(sink)?;
        }
        let mut free = self.free;
        for _ in 0..self.spare {
            sink.put_u32(free.index())?;
            free = self.cell(free).map_or(L::NONE, |cell| cell.next);
        }
        sink.put_u64(self.digits.base)?;
        for place in self.digits.places() {
            for (link, cell) in self.ring(place) {
                sink.put_u32(link.index())?;
                cell.at.encode(sink)?;
            }
        }
        Ok(())
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.reset();
        let count = source.take_count("cells", self.cells.capacity().min(L::MOST))?;
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
        self.cells.clear();
    }
}

impl<E, C, L, const SLOTS: usize, const LEVELS: usize, W> WheelQueueOf<C, L, SLOTS, LEVELS, W>
where
    E: Copy + Decode,
    L: Link,
    W: Word,
    C: List<Item = Cell<E, L>>,
{
    /// Each cell is its own neighbour until somebody takes it.
    fn load_cells(&mut self, source: &mut Source<'_>, count: u32) -> Result<(), DecodeError> {
        for index in 0..count {
            let generation = NonZeroU32::new(source.take_u32()?);
            if generation.is_none() {
                self.retired = self.retired.wrapping_add(1);
            }
            let cell = Cell {
                at: Instant::ZERO,
                event: E::decode(source)?,
                generation,
                next: L::to(index),
                previous: L::NONE,
            };
            if self.cells.push(cell).is_err() {
                return Err(source.invalid("number of cells", u64::from(count)));
            }
        }
        Ok(())
    }

    fn load_free(&mut self, source: &mut Source<'_>, count: u32) -> Result<(), DecodeError> {
        let mut last = L::NONE;
        for _ in 0..count {
            let link = self.take_link(source)?;
            match self.cell_mut(last) {
                Some(cell) => cell.next = link,
                None => self.free = link,
            }
            if let Some(cell) = self.cell_mut(link) {
                cell.next = L::NONE;
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
            if let Some(cell) = self.cell_mut(link) {
                cell.at = at;
            }
            self.append(link, at.ticks());
        }
        Ok(())
    }

    /// The number of a usable cell that nobody has taken yet.
    fn take_link(&self, source: &mut Source<'_>) -> Result<L, DecodeError> {
        let index = source.take_u32()?;
        let link = L::to(index.min(L::MOST.wrapping_sub(1)));
        match self.cell(link) {
            Some(cell)
                if link.index() == index
                    && cell.next == link
                    && cell.previous == L::NONE
                    && cell.generation.is_some() =>
            {
                Ok(link)
            }
            _ => Err(source.invalid("number of a cell", u64::from(index))),
        }
    }
}
