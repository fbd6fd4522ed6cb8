//! Memory cards of emulated boards: image files, which are deleted in the end.

use std::convert::Infallible;
use std::fs;
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use embedded_storage::nor_flash::{ErrorType, NorFlash, ReadNorFlash};
use polanyi_exhibit::Language;
use polanyi_firmware::journal::Journal;
use polanyi_firmware::stand::Kept;

/// Bytes of an image: QEMU wants a power of two.
const BYTES: usize = 1 << 20;

/// Bytes of a block, and those that the board's journal uses.
const BLOCK: usize = 512;
const JOURNAL: usize = 16 * BLOCK;

/// A card with an image of its own.
#[derive(Debug)]
pub(super) struct Card(pub(super) PathBuf);

impl Card {
    /// A card with these bytes.
    pub(super) fn new(name: &str, byte: impl FnMut(usize) -> u8) -> Result<Self> {
        let name = format!("polanyi-{}-{name}.img", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, (0..BYTES).map(byte).collect::<Vec<u8>>())?;
        Ok(Self(path))
    }

    /// The card of a board that was started once, and on which staff have chosen a language.
    pub(super) fn of_language(language: Language) -> Result<Self> {
        let kept = Kept {
            starts: 1,
            language,
            ..Kept::DEFAULT
        };
        let refused = |error| anyhow!("the journal refuses a blank card: {error:?}");
        let (mut journal, _) = Journal::<_>::open(Blocks([0xff; JOURNAL])).map_err(refused)?;
        let put: Result<(), _> = journal.put(&kept.payload());
        put.map_err(refused)?;
        let Blocks(written) = *journal.flash_mut();
        Self::new(language.tag(), |at| {
            written.get(at).copied().unwrap_or(0xff)
        })
    }
}

impl Drop for Card {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The blocks of a card that the journal uses.
struct Blocks([u8; JOURNAL]);

impl ErrorType for Blocks {
    type Error = Infallible;
}

impl ReadNorFlash for Blocks {
    const READ_SIZE: usize = BLOCK;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), Infallible> {
        let from = self.0.iter().skip(offset as usize);
        bytes
            .iter_mut()
            .zip(from)
            .for_each(|(to, from)| *to = *from);
        Ok(())
    }

    fn capacity(&self) -> usize {
        JOURNAL
    }
}

impl NorFlash for Blocks {
    const WRITE_SIZE: usize = BLOCK;
    const ERASE_SIZE: usize = BLOCK;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), Infallible> {
        let to = to as usize;
        let erased = self.0.iter_mut().take(to).skip(from as usize);
        erased.for_each(|byte| *byte = 0xff);
        Ok(())
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Infallible> {
        let to = self.0.iter_mut().skip(offset as usize);
        to.zip(bytes).for_each(|(to, from)| *to = *from);
        Ok(())
    }
}
