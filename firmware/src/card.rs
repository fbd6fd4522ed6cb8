//! A memory card on SPI, as the flash memory of the journal: its first blocks, each a page that is written as a whole.
//!
//! The card belongs to the exhibit alone: it has no file system.

use embedded_hal::digital::OutputPin;
use embedded_hal::spi::SpiBus;
use embedded_storage::nor_flash::{
    ErrorType, NorFlash, NorFlashError, NorFlashErrorKind, ReadNorFlash,
};

const BLOCK_BYTES: usize = 512;
/// Blocks that the journal uses.
const BLOCKS: usize = 16;

const RESET: u8 = 0;
const INTERFACE: u8 = 8;
const BLOCK_LENGTH: u8 = 16;
const READ: u8 = 17;
const WRITE: u8 = 24;
const OPERATE: u8 = 41;
const APPLICATION: u8 = 55;
const CONDITIONS: u8 = 58;

const READY: u8 = 0;
const IDLE: u8 = 1;
const DATA: u8 = 0xfe;
const ACCEPTED: u8 = 5;

/// Bytes to wait for an answer, and for a block to be read or written: at 8 MHz a quarter of a second.
const ANSWER_BYTES: u32 = 16;
const BLOCK_WAIT_BYTES: u32 = 250_000;
/// Attempts to start the card.
const STARTS: u32 = 20_000;

/// Why the card did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardError {
    /// The bus or the select pin failed.
    Bus,
    /// No answer in time: there may be no card.
    Silent,
    /// An answer that is not the one to go on with.
    Refused(u8),
    /// Not whole blocks, or beyond them.
    Range,
}

impl NorFlashError for CardError {
    fn kind(&self) -> NorFlashErrorKind {
        match self {
            Self::Range => NorFlashErrorKind::OutOfBounds,
            _ => NorFlashErrorKind::Other,
        }
    }
}

/// A card that was started; `select` is low while it is spoken to.
#[derive(Debug)]
pub struct Card<B, P> {
    bus: B,
    select: P,
    /// Whether blocks are addressed by their number, as on cards above 2 GB, or by their first byte.
    by_number: bool,
}

impl<B: SpiBus, P: OutputPin> Card<B, P> {
    /// Starts a card.
    pub fn start(bus: B, select: P) -> Result<Self, CardError> {
        let mut card = Self {
            bus,
            select,
            by_number: false,
        };
        // Cards wake after 74 clocks while they are not selected.
        card.bus.write(&[0xff; 10]).map_err(|_| CardError::Bus)?;
        card.selected(|card| {
            card.expect(RESET, 0, IDLE)?;
            // Old cards do not know this command, and need not.
            let modern = card.command(INTERFACE, 0x1aa)? == IDLE;
            if modern {
                card.receive::<4>()?;
            }
            let capacity = if modern { 1 << 30 } else { 0 };
            let mut tries = 0..STARTS;
            while {
                card.command(APPLICATION, 0)?;
                card.command(OPERATE, capacity)? != READY
            } {
                tries.next().ok_or(CardError::Silent)?;
            }
            // Some answer as if they were idle still, QEMU's among them.
            match card.command(CONDITIONS, 0)? {
                READY | IDLE => {}
                answer => return Err(CardError::Refused(answer)),
            }
            card.by_number = card.receive::<4>()?[0] & 0x40 != 0;
            card.expect(BLOCK_LENGTH, 512, READY)
        })?;
        Ok(card)
    }

    fn read_block(&mut self, block: u32, bytes: &mut [u8; BLOCK_BYTES]) -> Result<(), CardError> {
        let address = self.address(block);
        self.selected(|card| {
            card.expect(READ, address, READY)?;
            card.wait(BLOCK_WAIT_BYTES, |byte| byte == DATA)?;
            *bytes = card.receive()?;
            // A checksum that is off by default.
            card.receive::<2>().map(|_| ())
        })
    }

    fn write_block(&mut self, block: u32, bytes: &[u8]) -> Result<(), CardError> {
        let address = self.address(block);
        self.selected(|card| {
            card.expect(WRITE, address, READY)?;
            card.send(&[0xff, DATA])?;
            card.send(bytes)?;
            card.send(&[0xff; 2])?;
            let answer = card.wait(ANSWER_BYTES, |byte| byte != 0xff)?;
            if answer & 0x1f != ACCEPTED {
                return Err(CardError::Refused(answer));
            }
            card.wait(BLOCK_WAIT_BYTES, |byte| byte == 0xff).map(|_| ())
        })
    }

    fn selected<R>(
        &mut self,
        action: impl FnOnce(&mut Self) -> Result<R, CardError>,
    ) -> Result<R, CardError> {
        self.select.set_low().map_err(|_| CardError::Bus)?;
        let outcome = action(self);
        self.select.set_high().map_err(|_| CardError::Bus)?;
        outcome
    }

    fn expect(&mut self, command: u8, argument: u32, expected: u8) -> Result<(), CardError> {
        match self.command(command, argument)? {
            answer if answer == expected => Ok(()),
            answer => Err(CardError::Refused(answer)),
        }
    }

    fn command(&mut self, command: u8, argument: u32) -> Result<u8, CardError> {
        let [a, b, c, d] = argument.to_be_bytes();
        // Only these two are sent before the card is told to do without checksums.
        let checksum = if command == RESET { 0x95 } else { 0x87 };
        self.send(&[0xff, 0x40 | command, a, b, c, d, checksum])?;
        self.wait(ANSWER_BYTES, |byte| byte & 0x80 == 0)
    }

    fn wait(&mut self, bytes: u32, is_it: impl Fn(u8) -> bool) -> Result<u8, CardError> {
        for _ in 0..bytes {
            let [byte] = self.receive()?;
            if is_it(byte) {
                return Ok(byte);
            }
        }
        Err(CardError::Silent)
    }

    fn send(&mut self, bytes: &[u8]) -> Result<(), CardError> {
        self.bus.write(bytes).map_err(|_| CardError::Bus)
    }

    fn receive<const N: usize>(&mut self) -> Result<[u8; N], CardError> {
        let mut bytes = [0xff; N];
        self.bus
            .transfer_in_place(&mut bytes)
            .map_err(|_| CardError::Bus)?;
        Ok(bytes)
    }

    fn address(&self, block: u32) -> u32 {
        if self.by_number { block } else { block * 512 }
    }
}

/// The blocks of a range that is made of whole ones.
fn blocks(start: u32, bytes: usize) -> Result<core::ops::Range<u32>, CardError> {
    let length = u32::try_from(bytes).map_err(|_| CardError::Range)?;
    let end = start.checked_add(length).ok_or(CardError::Range)?;
    let whole = start.is_multiple_of(512) && length.is_multiple_of(512);
    if !whole || end as usize > BLOCKS * BLOCK_BYTES {
        return Err(CardError::Range);
    }
    Ok(start / 512..end / 512)
}

impl<B, P> ErrorType for Card<B, P> {
    type Error = CardError;
}

impl<B: SpiBus, P: OutputPin> ReadNorFlash for Card<B, P> {
    const READ_SIZE: usize = BLOCK_BYTES;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), CardError> {
        let (chunks, _) = bytes.as_chunks_mut::<BLOCK_BYTES>();
        for (block, chunk) in blocks(offset, size_of_val(chunks))?.zip(chunks) {
            self.read_block(block, chunk)?;
        }
        Ok(())
    }

    fn capacity(&self) -> usize {
        BLOCKS * BLOCK_BYTES
    }
}

impl<B: SpiBus, P: OutputPin> NorFlash for Card<B, P> {
    const WRITE_SIZE: usize = BLOCK_BYTES;
    const ERASE_SIZE: usize = BLOCK_BYTES;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), CardError> {
        for block in blocks(from, to.saturating_sub(from) as usize)? {
            self.write_block(block, &[0xff; BLOCK_BYTES])?;
        }
        Ok(())
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), CardError> {
        for (block, chunk) in blocks(offset, bytes.len())?.zip(bytes.chunks_exact(BLOCK_BYTES)) {
            self.write_block(block, chunk)?;
        }
        Ok(())
    }
}
