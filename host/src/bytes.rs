//! What is encoded, as bytes that grow.

use std::convert::Infallible;

use polanyi_core::kernel::codec::{Encode, Sink};

/// A sink that takes everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Sink for Bytes {
    type Error = Infallible;

    fn put(&mut self, bytes: &[u8]) -> Result<(), Infallible> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

/// A value as bytes.
pub fn encoded(value: &impl Encode) -> Vec<u8> {
    let mut bytes = Bytes::default();
    let Ok(()) = value.encode(&mut bytes);
    bytes.0
}
