//! A picture of the board's screen, from a screendump of the emulator.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use polanyi_exhibit::frame::{BYTES, HEIGHT, ROW_BYTES, WIDTH};

/// The packed pixels of a picture.
pub(super) type Picture = [u8; BYTES];

/// QEMU shows each pixel as a square of four by four, and grey `g` of 16 as 17 `g`.
const SCALE: usize = 4;
const GREY: u8 = 17;

/// Reads a screendump, a PPM; every one of its pixels is looked at.
pub(super) fn read_screendump(path: &Path) -> Result<Picture> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let header = format!("P6\n{} {}\n255\n", WIDTH * 4, HEIGHT * 4);
    let pixels = bytes
        .strip_prefix(header.as_bytes())
        .context("the screen has another form than 512 by 256 pixels")?;
    let mut picture = [0; BYTES];
    let across = ROW_BYTES * 2;
    for (index, colours) in pixels.chunks_exact(3).enumerate() {
        let (x, y) = (
            index % (across * SCALE) / SCALE,
            index / (across * SCALE) / SCALE,
        );
        let grey = colours[0] / GREY;
        if colours != [grey * GREY; 3] {
            bail!("the screen has a pixel of {colours:?}, which is no grey of its 16");
        }
        let byte = &mut picture[y * ROW_BYTES + x / 2];
        let shift = if x % 2 == 0 { 4 } else { 0 };
        let first = index.is_multiple_of(SCALE) && (index / (across * SCALE)).is_multiple_of(SCALE);
        if first {
            *byte |= grey << shift;
        } else if *byte >> shift & 15 != grey {
            bail!("the screen is not made of squares at {x}, {y}");
        }
    }
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::read_screendump;

    #[test]
    fn a_screendump_is_read_and_a_colour_refused() {
        let path = std::env::temp_dir().join(format!("polanyi-{}.ppm", std::process::id()));
        let mut bytes = b"P6\n512 256\n255\n".to_vec();
        for y in 0..256_usize {
            for x in 0..512_usize {
                let grey = u8::try_from((x / 4 + y / 4) % 16).expect("below 16") * 17;
                bytes.extend([grey; 3]);
            }
        }
        std::fs::write(&path, &bytes).expect("a folder for temporary files");
        let picture = read_screendump(&path).expect("greys");
        assert_eq!(picture[..2], [0x01, 0x23]);
        assert_eq!(picture[64], 0x12);
        *bytes.last_mut().expect("not empty") ^= 1;
        std::fs::write(&path, &bytes).expect("as before");
        assert!(read_screendump(&path).is_err());
        std::fs::remove_file(&path).expect("it is there");
    }
}
