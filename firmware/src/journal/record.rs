//! A record of the journal: a payload, its place in an endless log, and a seal over both that is written last.

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

/// Bytes of a payload.
pub const PAYLOAD_BYTES: usize = 64;

/// What the journal keeps; it does not look inside.
pub type Payload = [u8; PAYLOAD_BYTES];

/// Bytes of a record: its place, its payload, its seal.
pub(super) const RECORD_BYTES: usize = 4 + PAYLOAD_BYTES + 4;

/// What erased memory holds.
pub(super) const BLANK: u8 = 0xff;

/// How a record is sealed.
pub trait Seal {
    /// The seal of a record's other bytes.
    fn of(bytes: &[u8]) -> u32;
}

/// The CRC-32 that Ethernet uses, over the name of this format and the record.
#[derive(Debug, Clone, Copy)]
pub struct Crc32;

impl Seal for Crc32 {
    fn of(bytes: &[u8]) -> u32 {
        // Slower without a table, by nothing that a visitor could notice, and a kilobyte smaller.
        static CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);
        let mut digest = CRC.digest();
        // The name costs no bytes in the record, and keeps out records of other formats.
        digest.update(b"polanyi journal 1");
        digest.update(bytes);
        digest.finalize()
    }
}

/// The bytes of a sealed record.
pub(super) fn encode<S: Seal>(place: u32, payload: &Payload) -> [u8; RECORD_BYTES] {
    let mut bytes = [0; RECORD_BYTES];
    let (body, seal) = bytes.split_at_mut(RECORD_BYTES - 4);
    let (head, rest) = body.split_at_mut(4);
    head.copy_from_slice(&place.to_le_bytes());
    rest.copy_from_slice(payload);
    seal.copy_from_slice(&S::of(body).to_le_bytes());
    bytes
}

/// Place and payload of a record, if its seal is whole.
pub(super) fn decode<S: Seal>(bytes: &[u8]) -> Option<(u32, Payload)> {
    let (body, rest) = bytes.split_at_checked(RECORD_BYTES - 4)?;
    let seal = u32::from_le_bytes(*rest.first_chunk()?);
    let place = u32::from_le_bytes(*body.first_chunk()?);
    let payload = *body.last_chunk()?;
    (S::of(body) == seal).then_some((place, payload))
}

#[cfg(test)]
mod tests {
    use super::{BLANK, Crc32, PAYLOAD_BYTES, RECORD_BYTES, decode, encode};

    #[test]
    fn a_record_comes_back() {
        let payload = core::array::from_fn(|index| u8::try_from(index).expect("64 are few"));
        let bytes = encode::<Crc32>(7, &payload);
        assert_eq!(decode::<Crc32>(&bytes), Some((7, payload)));
    }

    #[test]
    fn a_single_wrong_bit_breaks_the_seal() {
        let bytes = encode::<Crc32>(7, &[3; PAYLOAD_BYTES]);
        for bit in 0..RECORD_BYTES * 8 {
            let mut torn = bytes;
            torn[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(decode::<Crc32>(&torn), None, "bit {bit}");
        }
    }

    #[test]
    fn uniform_bytes_are_no_record() {
        for byte in 0..=BLANK {
            assert_eq!(decode::<Crc32>(&[byte; RECORD_BYTES]), None, "{byte}");
        }
    }
}
