//! A room: the lists in which a run's tables lie, and so how much fits in. Small and fixed on a board, growing on a host.

use core::fmt::Debug;

use heapless::Vec;

use super::number::count;
use super::run::{ClusterModel, Planned};
use super::world::{Firm, Gate, Household, Order};
use crate::kernel::codec::State;
use crate::kernel::list::OwnedList;
use crate::kernel::queue::{EventQueue, SmallWheelQueue};
use crate::kernel::table::Slot;

/// The lists of a run. A host may bring its own; [`Fixed`] is the one that lies where it is declared.
pub trait Room: Sized + Debug + 'static {
    /// Of the households of a cluster.
    type Households: OwnedList<Item = Household> + Debug;
    /// Of its firms.
    type Firms: OwnedList<Item = Slot<Firm>> + Debug;
    /// Of its orders in hand.
    type Orders: OwnedList<Item = Slot<Order>> + Debug;
    /// Of the clusters.
    type Clusters: Clusters<Self>;
    /// Of their gates.
    type Gates: OwnedList<Item = Gate> + Debug;
    /// Of what is planned, in all of them.
    type Queue: EventQueue<Planned> + State + Debug;

    /// Fails to compile for a room whose agenda could be full.
    const CHECK: ();
}

/// The clusters of a run, which are made where they stay: they are larger than many a stack.
pub trait Clusters<R: Room>: Debug {
    /// None in use.
    const EMPTY: Self;

    /// Makes sure that there are so many; the error is the most that there can be.
    fn make_room(&mut self, wanted: u32) -> Result<(), u32>;

    /// All that there are, whether in use or not.
    fn as_slice(&self) -> &[ClusterModel<R>];

    /// All that there are, whether in use or not.
    fn as_mut_slice(&mut self) -> &mut [ClusterModel<R>];
}

impl<R: Room, const N: usize> Clusters<R> for [ClusterModel<R>; N] {
    const EMPTY: Self = [const { ClusterModel::EMPTY }; N];

    fn make_room(&mut self, wanted: u32) -> Result<(), u32> {
        if wanted <= count(N) {
            Ok(())
        } else {
            Err(count(N))
        }
    }

    fn as_slice(&self) -> &[ClusterModel<R>] {
        self
    }

    fn as_mut_slice(&mut self) -> &mut [ClusterModel<R>] {
        self
    }
}

/// Planned events of a cluster that are neither a firm's nor an order's: the dated steps, and one for each mechanism.
const SINGLE_EVENTS: usize = 48;

/// A room of fixed size: so many clusters, each with so many firms, households and orders, and so many planned events in all.
#[derive(Debug)]
pub struct Fixed<
    const CLUSTERS: usize,
    const FIRMS: usize,
    const HOUSEHOLDS: usize,
    const ORDERS: usize,
    const EVENTS: usize,
>;

impl<
    const CLUSTERS: usize,
    const FIRMS: usize,
    const HOUSEHOLDS: usize,
    const ORDERS: usize,
    const EVENTS: usize,
> Room for Fixed<CLUSTERS, FIRMS, HOUSEHOLDS, ORDERS, EVENTS>
{
    type Households = Vec<Household, HOUSEHOLDS>;
    type Firms = Vec<Slot<Firm>, FIRMS>;
    type Orders = Vec<Slot<Order>, ORDERS>;
    type Clusters = [ClusterModel<Self>; CLUSTERS];
    type Gates = Vec<Gate, CLUSTERS>;
    type Queue = SmallWheelQueue<Planned, EVENTS>;

    // Every firm and every order has one planned event, so the agenda can never be full.
    const CHECK: () = assert!(
        CLUSTERS <= 65_535 && EVENTS >= CLUSTERS * (FIRMS + ORDERS + SINGLE_EVENTS),
        "room for an event of each firm and order, and 48 more a cluster"
    );
}
