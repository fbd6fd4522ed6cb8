//! A ladder in a checkpoint: every handle stays what it was, or the content is refused.

use super::{Block, Cell, Chain, Digits, LadderQueueOf, NONE, entry, high_of, low_of};
use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source, State};
use crate::kernel::index::{from_len, to_index};
use crate::kernel::list::List;
use crate::kernel::queue::kind;

impl<E, C, S, B, const SLOTS: usize, const LEVELS: usize> State
    for LadderQueueOf<C, S, B, SLOTS, LEVELS>
where
    E: Copy + Encode + Decode,
    C: List<Item = Cell<E>>,
    S: List<Item = u16>,
    B: List<Item = Block>,
{
    fn layout<K: Sink>(&self, sink: &mut K) -> Result<(), K::Error> {
        sink.put_u8(kind::LADDER)?;
        sink.put_u32(self.cells_max())?;
        sink.put_u32(Digits::<SLOTS, LEVELS>::BITS)
    }

    /// The cells with the last event of each, the free ones in the order of use, then the waiting ones: the run, and slot by
    /// slot. What cancelled events left behind is not saved.
    fn save<K: Sink>(&self, sink: &mut K) -> Result<(), K::Error> {
        let cells = self.cells.as_slice();
        sink.put_u32(from_len(cells.len()))?;
        sink.put_u32(self.live)?;
        for cell in cells {
            sink.put_u32(cell.uses)?;
            cell.event.encode(sink)?;
        }
        let mut free = self.free;
        while let Some(cell) = self.cell(free.wrapping_sub(1)) {
            sink.put_u32(free)?;
            free = cell.high_or_next;
        }
        sink.put_u64(self.digits.base)?;
        sink.put_u64(self.covered)?;
        let run = self.run.entries().iter();
        let run = run.filter(|next| self.waits(low_of(**next)));
        sink.put_u32(from_len(run.clone().count()))?;
        for next in run {
            sink.put_u32(self.cell_of(low_of(*next)))?;
            sink.put_u64(self.run.time_of(*next))?;
        }
        for place in self.digits.places() {
            for entry in self.waiting(place) {
                sink.put_u32(self.cell_of(low_of(entry)))?;
                sink.put_u64(self.time_of(entry))?;
            }
        }
        Ok(())
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.reset();
        let most = self.cells_max();
        let count = source.take_count("cells", most)?;
        let live = source.take_u32()?;
        self.measure(most);
        self.load_cells(source, count)?;
        let usable = count.wrapping_sub(self.retired);
        let Some(free) = usable.checked_sub(live) else {
            return Err(source.invalid("number of pending events", u64::from(live)));
        };
        self.load_free(source, free)?;
        self.load_waiting(source, live)
    }

    fn reset(&mut self) {
        self.live = 0;
        self.retired = 0;
        self.left = 0;
        self.is_stamped = false;
        self.free = NONE;
        self.digits = Digits::EMPTY;
        self.covered = 0;
        self.run.begin(0);
        self.chains = [[Chain::EMPTY; SLOTS]; LEVELS];
        self.pool.reset();
        self.cells.clear();
        self.stamps.clear();
    }
}

/// The stamp of a cell that nobody has taken yet.
const UNTAKEN: u16 = 1;

impl<E, C, S, B, const SLOTS: usize, const LEVELS: usize> LadderQueueOf<C, S, B, SLOTS, LEVELS>
where
    E: Copy + Decode,
    C: List<Item = Cell<E>>,
    S: List<Item = u16>,
    B: List<Item = Block>,
{
    fn load_cells(&mut self, source: &mut Source<'_>, count: u32) -> Result<(), DecodeError> {
        for _ in 0..count {
            let cell = Cell {
                uses: source.take_u32()?,
                event: E::decode(source)?,
                high_or_next: NONE,
            };
            let is_retired = cell.uses == 0;
            self.retired = self.retired.wrapping_add(u32::from(is_retired));
            let stamp = if is_retired { 0 } else { UNTAKEN };
            if self.cells.push(cell).is_err() || self.stamps.push(stamp).is_err() {
                return Err(source.invalid("number of cells", u64::from(count)));
            }
        }
        Ok(())
    }

    fn load_free(&mut self, source: &mut Source<'_>, count: u32) -> Result<(), DecodeError> {
        let mut last = NONE;
        for _ in 0..count {
            let number = source.take_u32()?;
            let is_free = self
                .cell(number.wrapping_sub(1))
                .is_some_and(|cell| cell.uses & 1 == 0 && cell.uses > 0);
            if !is_free || !self.take_cell(number.wrapping_sub(1), NONE) {
                return Err(source.invalid("number of a free cell", u64::from(number)));
            }
            match self.cell_mut(last.wrapping_sub(1)) {
                Some(cell) => cell.high_or_next = number,
                None => self.free = number,
            }
            last = number;
        }
        Ok(())
    }

    fn load_waiting(&mut self, source: &mut Source<'_>, count: u32) -> Result<(), DecodeError> {
        self.digits.base = source.take_u64()?;
        self.covered = source.take_u64()?;
        if self.covered < self.digits.base {
            return Err(source.invalid("end of the sorted events", self.covered));
        }
        let in_run = source.take_u32()?;
        if in_run > count || (in_run == 0) != (count == 0) {
            return Err(source.invalid("number of sorted events", u64::from(in_run)));
        }
        let mut last = 0;
        for _ in 0..in_run {
            let (number, at) = self.load_event(source)?;
            if self.run.is_empty() {
                self.run.begin(high_of(at));
            }
            if at < last || at > self.covered || !self.run.insert(at, number) {
                return Err(source.invalid("instant of a sorted event", at));
            }
            last = at;
        }
        for _ in in_run..count {
            let (number, at) = self.load_event(source)?;
            if at < self.covered || at < self.digits.base {
                return Err(source.invalid("instant of an event", at));
            }
            self.append(at, entry(at, number));
        }
        self.live = count;
        Ok(())
    }

    fn load_event(&mut self, source: &mut Source<'_>) -> Result<(u32, u64), DecodeError> {
        let number = source.take_u32()?;
        let at = source.take_u64()?;
        let waits = self.cell(number).is_some_and(|cell| cell.uses & 1 == 1);
        if !waits || !self.take_cell(number, high_of(at)) {
            return Err(source.invalid("number of a waiting cell", u64::from(number)));
        }
        Ok((number, at))
    }

    /// Gives a cell its link or time; false if somebody has taken it.
    fn take_cell(&mut self, number: u32, high_or_next: u32) -> bool {
        match self.stamps.as_mut_slice().get_mut(to_index(number)) {
            Some(stamp) if *stamp == UNTAKEN => *stamp = 0,
            _ => return false,
        }
        if let Some(cell) = self.cell_mut(number) {
            cell.high_or_next = high_or_next;
        }
        true
    }
}
