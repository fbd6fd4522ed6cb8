//! UF2: a program in blocks, each of which says where in flash it belongs; a board takes them from a drive it pretends to be.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use object::{Object as _, ObjectSegment as _};

const BLOCK_BYTES: usize = 512;
/// Bytes of the program in a block: a page of flash.
const PAGE_BYTES: usize = 256;
const HAS_FAMILY: u32 = 0x2000;
/// Where flash lies for the processor.
const FLASH: std::ops::Range<u64> = 0x1000_0000..0x1100_0000;

/// What a program has in flash: pages by their address.
pub(super) type Pages = BTreeMap<u32, [u8; PAGE_BYTES]>;

/// The pages of a program.
pub(super) fn pages(elf: &[u8]) -> Result<Pages> {
    let file = object::File::parse(elf).context("not an ELF")?;
    let mut pages = Pages::new();
    for segment in file.segments() {
        // Variables with initial values have an address in flash as well, which is what is wanted here.
        let address = physical(elf, segment.file_range().0).unwrap_or(segment.address());
        if !FLASH.contains(&address) {
            continue;
        }
        for (place, byte) in (address..).zip(segment.data()?) {
            let place = u32::try_from(place)?;
            let within = usize::try_from(place)? % PAGE_BYTES;
            let page = place - u32::try_from(within)?;
            pages.entry(page).or_insert([0; PAGE_BYTES])[within] = *byte;
        }
    }
    if pages.is_empty() {
        bail!("the program has nothing in flash");
    }
    Ok(pages)
}

/// The blocks of a program for a family of chips: others refuse them.
pub(super) fn blocks(pages: &Pages, family: u32) -> Vec<u8> {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    (0..)
        .zip(pages)
        .flat_map(|(number, (address, page))| block(number, count, *address, page, family))
        .collect()
}

/// The physical address of the segment that begins at an offset of the file.
fn physical(elf: &[u8], offset: u64) -> Option<u64> {
    use object::read::elf::{FileHeader as _, ProgramHeader as _};
    let header = object::elf::FileHeader32::<object::Endianness>::parse(elf).ok()?;
    let endian = header.endian().ok()?;
    let segments = header.program_headers(endian, elf).ok()?;
    let mut loaded = segments
        .iter()
        .filter(|segment| segment.p_type(endian) == object::elf::PT_LOAD);
    let segment = loaded.find(|segment| u64::from(segment.p_offset(endian)) == offset)?;
    Some(segment.p_paddr(endian).into())
}

fn block(number: u32, count: u32, address: u32, page: &[u8], family: u32) -> [u8; BLOCK_BYTES] {
    let length = u32::try_from(page.len()).unwrap_or(0);
    let head = [
        0x0a32_4655,
        0x9e5d_5157,
        HAS_FAMILY,
        address,
        length,
        number,
        count,
        family,
    ];
    let mut block = [0; BLOCK_BYTES];
    for (place, word) in block.chunks_exact_mut(4).zip(head) {
        place.copy_from_slice(&word.to_le_bytes());
    }
    block[32..32 + page.len()].copy_from_slice(page);
    block[BLOCK_BYTES - 4..].copy_from_slice(&0x0ab1_6f30_u32.to_le_bytes());
    block
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn a_block_is_laid_out_as_the_format_says() {
        let block = block(3, 9, 0x1000_0300, &[7; 256], 0xe48b_ff56);
        assert_eq!(&block[..8], b"UF2\nWQ\x5d\x9e");
        assert_eq!(block[12..16], [0, 3, 0, 0x10]);
        assert_eq!((block[20], block[24], block[31]), (3, 9, 0xe4));
        assert_eq!((block[32], block[287], block[288]), (7, 7, 0));
        assert_eq!(block[508..], [0x30, 0x6f, 0xb1, 0x0a]);
    }
}
