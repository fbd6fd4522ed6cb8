//! PHOLD, held to what chance allows and to a pinned digest.

use polanyi_core::kernel::queue::wheel::ReservedWheelQueue;
use polanyi_core::kernel::queue::{EventQueue, HeapQueue, SmallWheelQueue, WheelQueue};

#[path = "../../../core/examples/phold/network.rs"]
pub(crate) mod network;

#[test]
fn messages_are_as_many_and_as_spread_as_chance_has_them() {
    let found = network::Network::run(7, 500, 8_000, 20);
    assert!(found.deviations().abs() < 4.0, "{}", found.deviations());
    assert!(found.events > 150_000 && found.expected > 150_000.0);
    // The dispersion of 500 Poisson numbers has a standard deviation of sqrt(2 / 500).
    assert!(
        (found.dispersion - 1.0).abs() < 0.25,
        "{}",
        found.dispersion
    );
}

#[test]
fn the_digest_is_the_same_on_every_machine_and_with_every_queue() {
    const MESSAGES: usize = 8_000;
    let found = network::Network::run(7, 500, 8_000, 20);
    assert_eq!(format!("{:016x}", found.digest), "50d21b74f84f71bc");
    // The run itself has the ladder.
    let digests = [
        with(HeapQueue::<_, MESSAGES>::EMPTY),
        with(WheelQueue::<_, MESSAGES>::EMPTY),
        with(SmallWheelQueue::<_, MESSAGES>::EMPTY),
        with(ReservedWheelQueue::with_capacity(8_000)),
    ];
    assert_eq!(digests, [found.digest; 4]);
}

fn with<Q: EventQueue<network::Message>>(queue: Q) -> u64 {
    network::Network::run_over(queue, 7, 500, 8_000, 20).digest
}
