//! Where the events of a wheel and the links between them lie: together, so that a board finds both with one check, or apart, so
//! that more links lie near a host's processor.

use core::num::NonZeroU32;

use crate::kernel::halves::{high_of, joined, low_of};
use crate::kernel::index::{from_len, to_index};
use crate::kernel::list::{List, OwnedList};
use crate::kernel::time::Instant;

use super::link::Link;

/// An event and its time; opaque.
#[derive(Clone, Copy, Debug)]
pub struct Cell<E> {
    /// In halves: as a whole, a board would leave a gap of 4 bytes behind an event of 4.
    low: u32,
    high: u32,
    pub(super) event: E,
}

impl<E> Cell<E> {
    #[inline]
    pub(super) fn new(at: Instant, event: E) -> Self {
        Self {
            low: low_of(at.ticks()),
            high: high_of(at.ticks()),
            event,
        }
    }

    #[inline]
    pub(super) fn at(&self) -> Instant {
        Instant::from_ticks(joined(self.high, self.low))
    }
}

/// A cell's place in the ring of its slot, and who may name it; opaque.
#[derive(Clone, Copy, Debug)]
pub struct Node<L> {
    /// Of the present or else the next event; `None` once all generations are used up.
    pub(super) generation: Option<NonZeroU32>,
    /// The next of the slot, or of the free cells.
    pub(super) next: L,
    /// The one before. A free cell has none.
    pub(super) previous: L,
}

/// A cell and its node; opaque.
#[derive(Clone, Copy, Debug)]
pub struct Seat<E, L> {
    cell: Cell<E>,
    node: Node<L>,
}

/// As many cells as nodes, named by their number.
pub trait Seats: sealed::Sealed {
    /// What waits in a cell.
    type Event: Copy;
    /// The width of a number.
    type Link: Link;

    /// How many there are.
    fn count(&self) -> u32;

    /// How many there can be.
    fn capacity(&self) -> u32;

    /// A cell.
    fn cell(&self, link: Self::Link) -> Option<&Cell<Self::Event>>;

    /// A cell.
    fn cell_mut(&mut self, link: Self::Link) -> Option<&mut Cell<Self::Event>>;

    /// A cell's node.
    fn node<'a>(&'a self, link: Self::Link) -> Option<&'a Node<Self::Link>>
    where
        Self::Event: 'a;

    /// A cell's node.
    fn node_mut<'a>(&'a mut self, link: Self::Link) -> Option<&'a mut Node<Self::Link>>
    where
        Self::Event: 'a;

    /// Adds one, or says that there is no room for it.
    fn push(&mut self, cell: Cell<Self::Event>, node: Node<Self::Link>) -> bool;

    /// Removes all.
    fn clear(&mut self);
}

mod sealed {
    pub trait Sealed {}
    impl<S> Sealed for super::Together<S> {}
    impl<C, N> Sealed for super::Apart<C, N> {}
}

/// Seats that can be made from nothing, at compile time.
pub trait OwnedSeats: Seats + Sized {
    /// No seats, and all zero bytes.
    const EMPTY: Self;
}

/// Each cell with its node, in one list of [`Seat`]s.
#[derive(Clone, Debug)]
pub struct Together<S>(S);

impl<S> Together<S> {
    /// Over an empty list.
    pub const fn over(seats: S) -> Self {
        Self(seats)
    }
}

impl<S, E, L> Seats for Together<S>
where
    S: List<Item = Seat<E, L>>,
    E: Copy,
    L: Link,
{
    type Event = E;
    type Link = L;

    fn count(&self) -> u32 {
        from_len(self.0.as_slice().len())
    }

    fn capacity(&self) -> u32 {
        self.0.capacity().min(L::MOST)
    }

    #[inline]
    fn cell(&self, link: L) -> Option<&Cell<E>> {
        let seat = self.0.as_slice().get(to_index(link.index()))?;
        Some(&seat.cell)
    }

    #[inline]
    fn cell_mut(&mut self, link: L) -> Option<&mut Cell<E>> {
        let seat = self.0.as_mut_slice().get_mut(to_index(link.index()))?;
        Some(&mut seat.cell)
    }

    #[inline]
    fn node<'a>(&'a self, link: L) -> Option<&'a Node<L>>
    where
        E: 'a,
    {
        let seat = self.0.as_slice().get(to_index(link.index()))?;
        Some(&seat.node)
    }

    #[inline]
    fn node_mut<'a>(&'a mut self, link: L) -> Option<&'a mut Node<L>>
    where
        E: 'a,
    {
        let seat = self.0.as_mut_slice().get_mut(to_index(link.index()))?;
        Some(&mut seat.node)
    }

    fn push(&mut self, cell: Cell<E>, node: Node<L>) -> bool {
        self.count() < L::MOST && self.0.push(Seat { cell, node }).is_ok()
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

impl<S, E, L> OwnedSeats for Together<S>
where
    S: OwnedList<Item = Seat<E, L>>,
    E: Copy,
    L: Link,
{
    const EMPTY: Self = Self::over(S::EMPTY);
}

/// A list of [`Cell`]s and one of [`Node`]s.
#[derive(Clone, Debug)]
pub struct Apart<C, N> {
    cells: C,
    nodes: N,
}

impl<C, N> Apart<C, N> {
    /// Over empty lists that take as many as their capacity says; of two capacities the smaller counts.
    pub const fn over(cells: C, nodes: N) -> Self {
        Self { cells, nodes }
    }
}

impl<C, N, E, L> Seats for Apart<C, N>
where
    C: List<Item = Cell<E>>,
    N: List<Item = Node<L>>,
    E: Copy,
    L: Link,
{
    type Event = E;
    type Link = L;

    fn count(&self) -> u32 {
        from_len(self.nodes.as_slice().len())
    }

    fn capacity(&self) -> u32 {
        self.cells
            .capacity()
            .min(self.nodes.capacity())
            .min(L::MOST)
    }

    #[inline]
    fn cell(&self, link: L) -> Option<&Cell<E>> {
        self.cells.as_slice().get(to_index(link.index()))
    }

    #[inline]
    fn cell_mut(&mut self, link: L) -> Option<&mut Cell<E>> {
        self.cells.as_mut_slice().get_mut(to_index(link.index()))
    }

    #[inline]
    fn node<'a>(&'a self, link: L) -> Option<&'a Node<L>>
    where
        E: 'a,
    {
        self.nodes.as_slice().get(to_index(link.index()))
    }

    #[inline]
    fn node_mut<'a>(&'a mut self, link: L) -> Option<&'a mut Node<L>>
    where
        E: 'a,
    {
        self.nodes.as_mut_slice().get_mut(to_index(link.index()))
    }

    fn push(&mut self, cell: Cell<E>, node: Node<L>) -> bool {
        self.count() < self.capacity()
            && self.cells.push(cell).is_ok()
            && self.nodes.push(node).is_ok()
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.nodes.clear();
    }
}

impl<C, N, E, L> OwnedSeats for Apart<C, N>
where
    C: OwnedList<Item = Cell<E>>,
    N: OwnedList<Item = Node<L>>,
    E: Copy,
    L: Link,
{
    const EMPTY: Self = Self::over(C::EMPTY, N::EMPTY);
}

#[cfg(all(test, feature = "alloc"))]
impl<C: List, N> Apart<C, N> {
    pub(super) fn address(&self) -> usize {
        self.cells.as_slice().as_ptr().addr()
    }
}
