//! `quickheap`: layers split by vector instructions. Its ties are not stable, and the faster form has keys only.

use std::fmt;

use quickheap::{KvSimdQuickHeap, SimdQuickHeap};

use super::Queue;

/// Time and event.
pub struct Quick(KvSimdQuickHeap<u64>);

impl fmt::Debug for Quick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Quick").field(&self.0.len()).finish()
    }
}

impl Queue for Quick {
    const NAME: &'static str = "quickheap, keys and values (ties not stable)";

    fn with_room(_: usize) -> Self {
        Self(KvSimdQuickHeap::new())
    }

    #[inline(always)]
    fn push(&mut self, at: u64, event: u64) {
        self.0.push(at, event);
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        self.0.pop().expect("it is never empty")
    }
}

/// Times alone, which is no queue of events; its author's fastest.
pub struct BareQuick(SimdQuickHeap<u64>);

impl fmt::Debug for BareQuick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BareQuick").field(&self.0.len()).finish()
    }
}

impl Queue for BareQuick {
    const NAME: &'static str = "quickheap, bare keys (no events)";

    fn with_room(_: usize) -> Self {
        Self(SimdQuickHeap::default())
    }

    #[inline(always)]
    fn push(&mut self, at: u64, _: u64) {
        self.0.push(at);
    }

    #[inline(always)]
    fn pop(&mut self) -> (u64, u64) {
        (self.0.pop().expect("it is never empty"), 0)
    }
}
