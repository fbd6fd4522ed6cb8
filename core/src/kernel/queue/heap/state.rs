//! A heap in a checkpoint: every handle stays what it was, or the content is refused.

use core::num::NonZeroU32;

use super::{Entry, HeapQueueOf, Slot};
use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source, State};
use crate::kernel::index::{from_len, to_index};
use crate::kernel::list::List;
use crate::kernel::queue::kind;
use crate::kernel::time::Instant;

impl<E, O, S> State for HeapQueueOf<O, S>
where
    E: Encode + Decode,
    O: List<Item = Entry>,
    S: List<Item = Slot<E>>,
{
    fn layout<K: Sink>(&self, sink: &mut K) -> Result<(), K::Error> {
        sink.put_u8(kind::HEAP)?;
        sink.put_u32(self.order.capacity())
    }

    fn save<K: Sink>(&self, sink: &mut K) -> Result<(), K::Error> {
        sink.put_u32(from_len(self.slots.as_slice().len()))?;
        sink.put_u32(self.live)?;
        sink.put_u32(self.usable)?;
        sink.put_u32(self.next_sequence)?;
        for slot in self.slots.as_slice() {
            sink.put_u32(slot.generation.map_or(0, NonZeroU32::get))?;
            sink.put_u32(slot.position)?;
            slot.event.encode(sink)?;
        }
        for entry in self.order.as_slice().iter().take(to_index(self.live)) {
            entry.at.encode(sink)?;
            sink.put_u32(entry.sequence)?;
        }
        Ok(())
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.reset();
        let count = source.take_count("slots", self.order.capacity())?;
        self.live = source.take_u32()?;
        self.usable = source.take_u32()?;
        self.next_sequence = source.take_u32()?;
        if self.live > self.usable || self.usable > count {
            return Err(source.invalid("number of pending events", u64::from(self.live)));
        }
        self.load_slots(source, count)?;
        self.load_order(source)
    }

    fn reset(&mut self) {
        self.live = 0;
        self.usable = 0;
        self.next_sequence = 0;
        self.order.clear();
        self.slots.clear();
    }
}

impl<E, O, S> HeapQueueOf<O, S>
where
    E: Decode,
    O: List<Item = Entry>,
    S: List<Item = Slot<E>>,
{
    fn load_slots(&mut self, source: &mut Source<'_>, count: u32) -> Result<(), DecodeError> {
        // A slot number that no slot has marks a position that nobody has taken yet.
        let vacant = Entry {
            at: Instant::ZERO,
            sequence: 0,
            slot: u32::MAX,
        };
        for _ in 0..count {
            if self.order.push(vacant).is_err() {
                return Err(source.invalid("number of slots", u64::from(count)));
            }
        }
        for number in 0..count {
            let generation = NonZeroU32::new(source.take_u32()?);
            let position = source.take_u32()?;
            let event: Option<E> = Decode::decode(source)?;
            // Exactly the pending slots have an event, exactly the retired ones have no generation.
            if event.is_some() != (position < self.live)
                || generation.is_some() != (position < self.usable)
            {
                return Err(source.invalid("position of a slot", u64::from(position)));
            }
            match self.order.as_mut_slice().get_mut(to_index(position)) {
                Some(entry) if entry.slot == u32::MAX => entry.slot = number,
                _ => return Err(source.invalid("position of a slot", u64::from(position))),
            }
            if self
                .slots
                .push(Slot {
                    event,
                    position,
                    generation,
                })
                .is_err()
            {
                return Err(source.invalid("number of slots", u64::from(count)));
            }
        }
        Ok(())
    }

    fn load_order(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        for position in 0..self.live {
            let at = Instant::decode(source)?;
            let sequence = source.take_u32()?;
            let earlier = self
                .order
                .as_slice()
                .get(..to_index(position))
                .unwrap_or(&[]);
            if sequence >= self.next_sequence
                || earlier.iter().any(|entry| entry.sequence == sequence)
            {
                return Err(source.invalid("sequence number", u64::from(sequence)));
            }
            let Some(entry) = self.order.as_mut_slice().get_mut(to_index(position)) else {
                return Err(source.invalid("position of a slot", u64::from(position)));
            };
            entry.at = at;
            entry.sequence = sequence;
            let child = *entry;
            let parent = position
                .checked_sub(1)
                .and_then(|above| self.order.as_slice().get(to_index(above / 2)));
            if parent.is_some_and(|parent| child.is_before(parent)) {
                return Err(source.invalid("order of events", at.ticks()));
            }
        }
        Ok(())
    }
}
