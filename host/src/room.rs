//! The host's room: lists that grow with what is put into them, so that a run takes the memory that it needs.

use polanyi_core::kernel::list::{List, OwnedList};
use polanyi_core::kernel::queue::ladder::{Block, Cell, LadderQueueOf};
use polanyi_core::kernel::table::Slot;
use polanyi_core::model::room::{Clusters, Room};
use polanyi_core::model::run::{ClusterModel, Planned};
use polanyi_core::model::world::{Firm, Gate, Household, Order};

/// Agents of one kind in a cluster, and clusters: they are numbered with 16 bits.
pub const AGENTS_MAX: u32 = 65_535;

/// Planned events: the ladder numbers them with 24 bits.
const EVENTS_MAX: u32 = 1 << 24;

/// The room that grows, up to [`AGENTS_MAX`] agents of one kind in each cluster.
///
/// The empty run is small, and no run passes over the stack however large it becomes:
///
/// ```
/// use polanyi::room::Heap;
/// use polanyi_core::model::{RunOf, Scenario};
///
/// let mut scenario = Scenario::DEFAULT;
/// scenario.place.households = 60_000;
/// scenario.place.scale = 1.0;
/// scenario.timing.end_year = 1978;
///
/// let mut run = RunOf::<Heap>::EMPTY;
/// run.start(&scenario, 7)?;
/// assert_eq!(run.next_year()?.expect("a year").measures.year, 1978);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Heap;

impl Room for Heap {
    type Households = Grown<Household, AGENTS_MAX>;
    type Firms = Grown<Slot<Firm>, AGENTS_MAX>;
    type Orders = Grown<Slot<Order>, AGENTS_MAX>;
    type Clusters = Vec<ClusterModel<Self>>;
    type Gates = Grown<Gate, AGENTS_MAX>;
    type Queue = LadderQueueOf<
        Grown<Cell<Planned>, EVENTS_MAX>,
        Grown<u16, EVENTS_MAX>,
        Grown<Block, EVENTS_MAX>,
        64,
        11,
    >;

    /// A hundred clusters, each with all the agents that it can have, plan no more events than there can be.
    const CHECK: () = ();
}

impl Clusters<Heap> for Vec<ClusterModel<Heap>> {
    const EMPTY: Self = Self::new();

    fn make_room(&mut self, wanted: u32) -> Result<(), u32> {
        if wanted > AGENTS_MAX {
            return Err(AGENTS_MAX);
        }
        self.resize_with(wanted as usize, || ClusterModel::EMPTY);
        Ok(())
    }

    fn as_slice(&self) -> &[ClusterModel<Heap>] {
        self
    }

    fn as_mut_slice(&mut self) -> &mut [ClusterModel<Heap>] {
        self
    }
}

/// A list on the heap, of at most so many items.
#[derive(Debug, Clone)]
pub struct Grown<T, const MOST: u32>(Vec<T>);

impl<T, const MOST: u32> List for Grown<T, MOST> {
    type Item = T;

    fn capacity(&self) -> u32 {
        MOST
    }

    fn as_slice(&self) -> &[T] {
        &self.0
    }

    fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.0
    }

    fn push(&mut self, item: T) -> Result<(), T> {
        if self.0.len() >= MOST as usize {
            return Err(item);
        }
        self.0.push(item);
        Ok(())
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T, const MOST: u32> OwnedList for Grown<T, MOST> {
    const EMPTY: Self = Self(Vec::new());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_list_hands_the_item_back() {
        let mut list = Grown::<u8, 2>::EMPTY;
        assert_eq!(
            (list.push(1), list.push(2), list.push(3)),
            (Ok(()), Ok(()), Err(3))
        );
        list.clear();
        assert!(list.as_slice().is_empty());
    }
}
