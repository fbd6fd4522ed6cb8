//! A picture of the board's screen, from a screendump of the emulator or from a golden PNG.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
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

/// In how many pixels two pictures differ.
pub(super) fn differing(one: &Picture, other: &Picture) -> usize {
    let halves = |(one, other): (&u8, &u8)| {
        let bits = one ^ other;
        usize::from(bits >> 4 != 0) + usize::from(bits & 15 != 0)
    };
    one.iter().zip(other).map(halves).sum()
}

/// The packed pixels of a PNG of 16 greys.
pub(super) fn read_png(path: &Path) -> Result<Picture> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut reader = png::Decoder::new(BufReader::new(file)).read_info()?;
    let info = reader.info();
    let form = (info.width, info.height, info.color_type, info.bit_depth);
    let expected = (
        WIDTH,
        HEIGHT,
        png::ColorType::Grayscale,
        png::BitDepth::Four,
    );
    ensure!(form == expected, "{} is {form:?}", path.display());
    let mut picture = [0; BYTES];
    reader.next_frame(&mut picture)?;
    Ok(picture)
}

/// Writes such a PNG.
pub(super) fn write_png(path: &Path, picture: &Picture) -> Result<()> {
    let file = File::create(path)?;
    let mut encoder = png::Encoder::new(file, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Four);
    encoder.write_header()?.write_image_data(picture)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BYTES, differing, read_png, read_screendump, write_png};

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

    #[test]
    fn a_picture_is_read_back_and_differing_pixels_are_counted() {
        let path = std::env::temp_dir().join(format!("polanyi-{}-golden.png", std::process::id()));
        let mut picture = [0x5a; BYTES];
        write_png(&path, &picture).expect("a folder for temporary files");
        assert_eq!(
            differing(&read_png(&path).expect("as written"), &picture),
            0
        );
        picture[7] ^= 0x11;
        picture[4000] ^= 0x80;
        assert_eq!(
            differing(&read_png(&path).expect("as written"), &picture),
            3
        );
        std::fs::remove_file(&path).expect("it is there");
    }
}
