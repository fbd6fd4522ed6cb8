//! A table in a checkpoint: restored to the very order in which slots will be used, or refused.

use core::num::NonZeroU16;

use super::{Slot, TableOf};
use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source, State};
use crate::kernel::index::from_len;
use crate::kernel::list::List;

impl<T: Encode + Decode + 'static, V: List<Item = Slot<T>> + ?Sized> State for TableOf<V> {
    fn layout<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u16(self.capacity())
    }

    fn save<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u32(from_len(self.slots.as_slice().len()))?;
        sink.put_u16(self.first_free)?;
        for cell in self.slots.as_slice() {
            sink.put_u16(cell.generation.map_or(0, NonZeroU16::get))?;
            match &cell.item {
                Some(item) => {
                    sink.put_bool(true)?;
                    item.encode(sink)?;
                }
                None => {
                    sink.put_bool(false)?;
                    sink.put_u16(cell.next_free)?;
                }
            }
        }
        Ok(())
    }

    fn load(&mut self, source: &mut Source<'_>) -> Result<(), DecodeError> {
        self.reset();
        let count = source.take_count("slots", u32::from(self.capacity()))?;
        self.first_free = source.take_u16()?;
        for _ in 0..count {
            let cell = take_slot(source)?;
            self.len = self.len.wrapping_add(u16::from(cell.item.is_some()));
            if self.slots.push(cell).is_err() {
                return Err(source.invalid("number of slots", u64::from(count)));
            }
        }
        self.check_free_list(source)
    }

    fn reset(&mut self) {
        self.slots.clear();
        self.first_free = 0;
        self.len = 0;
    }
}

fn take_slot<T: Decode>(source: &mut Source<'_>) -> Result<Slot<T>, DecodeError> {
    let generation = NonZeroU16::new(source.take_u16()?);
    if !source.take_bool()? {
        return Ok(Slot {
            generation,
            next_free: source.take_u16()?,
            item: None,
        });
    }
    if generation.is_none() {
        return Err(source.invalid("generation", 0));
    }
    Ok(Slot {
        generation,
        next_free: 0,
        item: Some(T::decode(source)?),
    })
}

impl<T: 'static, V: List<Item = Slot<T>> + ?Sized> TableOf<V> {
    /// The list must visit every free slot once. A walk that ends has not met a slot twice, so counting is enough.
    fn check_free_list(&self, source: &Source<'_>) -> Result<(), DecodeError> {
        let is_free = |cell: &&Slot<T>| cell.item.is_none() && cell.generation.is_some();
        // At most 65,535 slots; `count` would check what cannot overflow.
        let count = |free: u32, cell| free.wrapping_add(u32::from(is_free(&cell)));
        let free = self.slots.as_slice().iter().fold(0, count);
        let mut link = self.first_free;
        for _ in 0..free {
            let slot = link
                .checked_sub(1)
                .ok_or(source.invalid("length of the free list", u64::from(free)))?;
            let cell = self.slots.as_slice().get(usize::from(slot)).filter(is_free);
            link = cell
                .ok_or(source.invalid("free slot", u64::from(slot)))?
                .next_free;
        }
        let retired = |cell: &Slot<T>| cell.generation.is_none() && cell.next_free != 0;
        if link != 0 || self.slots.as_slice().iter().any(retired) {
            return Err(source.invalid("end of the free list", u64::from(link)));
        }
        Ok(())
    }
}
