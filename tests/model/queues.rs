//! The choice of queue is part of a room, and no digest knows of it.

use heapless::Vec;
use polanyi_core::kernel::codec::State;
use polanyi_core::kernel::queue::ladder::blocks_for;
use polanyi_core::kernel::queue::{EventQueue, HeapQueue, LadderQueue, WheelQueue};
use polanyi_core::kernel::table::Slot;
use polanyi_core::model::room::Room;
use polanyi_core::model::run::{ClusterModel, Planned};
use polanyi_core::model::world::{Firm, Gate, Household, Order};
use polanyi_core::model::{RunOf, Scenario};

use super::{PLACES, scenario, started};

/// The room of a [`BoardRun`](polanyi_core::model::BoardRun), with another queue.
#[derive(Debug)]
struct With<Q>(core::marker::PhantomData<Q>);

impl<Q: EventQueue<Planned> + State + core::fmt::Debug + 'static> Room for With<Q> {
    type Households = Vec<Household, 256>;
    type Firms = Vec<Slot<Firm>, 192>;
    type Orders = Vec<Slot<Order>, 88>;
    type Clusters = [ClusterModel<Self>; 1];
    type Gates = Vec<Gate, 1>;
    type Queue = Q;

    const CHECK: () = ();
}

fn digests<R: Room>(scenario: &Scenario) -> std::vec::Vec<u64> {
    let mut run = Box::new(RunOf::<R>::EMPTY);
    run.start(scenario, 7).expect("it fits");
    let mut digests = std::vec::Vec::new();
    while let Some(year) = run.next_year().expect("it runs") {
        digests.push(year.digest);
    }
    digests
}

#[test]
fn no_digest_depends_on_the_queue() {
    for key in PLACES {
        let scenario = scenario(key);
        let mut board = started(&scenario, 7);
        let mut expected = std::vec::Vec::new();
        while let Some(year) = board.next_year().unwrap() {
            expected.push(year.digest);
        }
        assert!(expected.len() > 30);
        assert_eq!(
            digests::<With<HeapQueue<Planned, 328>>>(&scenario),
            expected,
            "{key}, heap"
        );
        assert_eq!(
            digests::<With<WheelQueue<Planned, 328>>>(&scenario),
            expected,
            "{key}, wheel"
        );
        assert_eq!(
            digests::<With<LadderQueue<Planned, 328, { blocks_for(328) }>>>(&scenario),
            expected,
            "{key}, ladder"
        );
    }
}
