//! What a chip's ROM wants to find before it starts a program.

use anyhow::{Result, bail};

use super::uf2::Pages;

/// Where flash begins for the processor.
const FLASH: u32 = 0x1000_0000;

/// What the ROM looks for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Boot {
    /// A boot loader in the first 256 bytes, with a checksum: the RP2040's.
    Loader,
    /// The definition of an image somewhere in the first 4 KB: the RP2350's.
    Image,
}

impl Boot {
    /// Fails if the ROM would not start the program.
    pub(super) fn check(self, pages: &Pages) -> Result<()> {
        match self {
            Self::Loader if !has_loader(pages) => {
                bail!("the first 256 bytes of the program are no boot loader with its checksum")
            }
            Self::Image if !has_image(pages) => bail!(
                "no definition of an image for a secure RP2350 on ARM in the first 4 KB of the program"
            ),
            _ => Ok(()),
        }
    }
}

/// Whether the checksum of the first page, which is CRC-32/MPEG-2, is right. The data sheet of the RP2040, 2.8.1.3.1.
fn has_loader(pages: &Pages) -> bool {
    let Some((bytes, sum)) = pages
        .get(&FLASH)
        .and_then(|page| page.split_last_chunk::<4>())
    else {
        return false;
    };
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte) << 24, |crc, _| {
            crc << 1 ^ if crc >> 31 == 1 { 0x04c1_1db7 } else { 0 }
        })
    });
    crc == u32::from_le_bytes(*sum)
}

/// Whether a block of a start, one item, a length and an end is there. The data sheet of the RP2350, 5.9.
fn has_image(pages: &Pages) -> bool {
    const START: u32 = 0xffff_ded3;
    /// An executable, secure, for ARM, for the RP2350; one word long.
    const IMAGE: u32 = 0x1021_0142;
    const LENGTH: u32 = 0x0000_01ff;
    /// The next block is this one.
    const NEXT: u32 = 0;
    const END: u32 = 0xab12_3579;
    let first = pages.range(FLASH..FLASH + 4096);
    let words: Vec<_> = first
        .flat_map(|(_, page)| page.as_chunks::<4>().0)
        .map(|word| u32::from_le_bytes(*word))
        .collect();
    let block = [START, IMAGE, LENGTH, NEXT, END];
    words.windows(block.len()).any(|words| words == block)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loader_is_known_by_its_checksum() {
        // The CRC-32/MPEG-2 of 252 zeroes.
        let mut page = [0; 256];
        page[252..].copy_from_slice(&0x7065_399a_u32.to_le_bytes());
        let mut pages = Pages::from([(FLASH, page)]);
        assert!(Boot::Loader.check(&pages).is_ok());
        page[100] = 1;
        pages.insert(FLASH, page);
        assert!(Boot::Loader.check(&pages).is_err());
        assert!(Boot::Loader.check(&Pages::new()).is_err());
    }

    #[test]
    fn an_image_is_defined_in_the_first_four_kilobytes() {
        let mut page = [0; 256];
        let block = [
            0xd3, 0xde, 0xff, 0xff, 0x42, 0x01, 0x21, 0x10, 0xff, 0x01, 0, 0, 0, 0, 0, 0, 0x79,
            0x35, 0x12, 0xab,
        ];
        page[16..36].copy_from_slice(&block);
        assert!(
            Boot::Image
                .check(&Pages::from([(FLASH + 256, page)]))
                .is_ok()
        );
        assert!(
            Boot::Image
                .check(&Pages::from([(FLASH + 4096, page)]))
                .is_err()
        );
        page[35] ^= 1;
        assert!(Boot::Image.check(&Pages::from([(FLASH, page)])).is_err());
    }
}
