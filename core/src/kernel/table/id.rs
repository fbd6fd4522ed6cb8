//! The name of an item in a table.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::num::NonZeroU16;

use crate::kernel::codec::{Decode, DecodeError, Encode, Sink, Source};

/// The name of one item of a [`Table`](super::Table): a slot and the generation of its occupant, four bytes.
///
/// `Option<Id<T>>` has four bytes too. An id outlives its item safely: once the item is removed, the id names nothing.
pub struct Id<T> {
    pub(super) slot: u16,
    pub(super) generation: NonZeroU16,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    pub(super) const fn new(slot: u16, generation: NonZeroU16) -> Self {
        Self {
            slot,
            generation,
            of: PhantomData,
        }
    }

    /// The slot, below the table's capacity; two living items never share it.
    pub const fn slot(self) -> u16 {
        self.slot
    }

    /// Which occupant of the slot is meant; the first is 1.
    pub const fn generation(self) -> u16 {
        self.generation.get()
    }

    const fn key(self) -> (u16, u16) {
        (self.slot, self.generation.get())
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({}#{})", self.slot, self.generation)
    }
}

impl<T> Encode for Id<T> {
    fn encode<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        sink.put_u16(self.slot)?;
        sink.put_u16(self.generation.get())
    }
}

impl<T> Decode for Id<T> {
    fn decode(source: &mut Source<'_>) -> Result<Self, DecodeError> {
        let slot = source.take_u16()?;
        let generation = source.take_u16()?;
        match NonZeroU16::new(generation) {
            Some(generation) => Ok(Self::new(slot, generation)),
            None => Err(source.invalid("generation", 0)),
        }
    }
}
