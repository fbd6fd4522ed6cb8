//! The golden pictures, held against the screen of the board pixel by pixel.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::{env, iter};

use anyhow::{Context as _, Result, bail, ensure};
use polanyi_exhibit::Language;
use polanyi_exhibit::frame::{BYTES, HEIGHT, WIDTH};

use super::picture::Picture;
use super::session::Session;
use crate::workspace;

/// Looks at a screen before it counts as wrong: arrows beat and prompts take turns, so the golden picture comes and goes.
const LOOKS: usize = 200;

/// Waits until the screen is a golden picture; a screen that never is fails, with the names of both pictures.
pub(super) fn expect(session: &mut Session, language: Language, name: &str) -> Result<()> {
    let golden = workspace::root()
        .join("tests/golden/exhibit")
        .join(language.tag())
        .join(format!("{name}.png"));
    let expected = read(&golden)?;
    let mut nearest: Option<(usize, Picture)> = None;
    for screen in iter::repeat_with(|| session.glance()).take(LOOKS) {
        let screen = screen?;
        let differing = pixels(&screen, &expected);
        if differing == 0 {
            return Ok(());
        }
        if nearest.is_none_or(|(least, _)| differing < least) {
            nearest = Some((differing, screen));
        }
    }
    let (differing, screen) = nearest.context("no look was taken")?;
    let seen = env::temp_dir().join(format!("polanyi-board-{}-{name}.png", language.tag()));
    write(&seen, &screen)?;
    bail!(
        "the board's screen is never {}; the nearest, {}, differs in {differing} pixels",
        golden.display(),
        seen.display()
    );
}

/// In how many pixels two pictures differ.
fn pixels(one: &Picture, other: &Picture) -> usize {
    let halves = |(one, other): (&u8, &u8)| {
        let differing = one ^ other;
        usize::from(differing >> 4 != 0) + usize::from(differing & 15 != 0)
    };
    one.iter().zip(other).map(halves).sum()
}

/// The packed pixels of a PNG of 16 greys.
fn read(path: &PathBuf) -> Result<Picture> {
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

fn write(path: &Path, picture: &Picture) -> Result<()> {
    let file = File::create(path)?;
    let mut encoder = png::Encoder::new(file, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Four);
    encoder.write_header()?.write_image_data(picture)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BYTES, pixels, read, write};

    #[test]
    fn a_picture_is_read_back_and_differing_pixels_are_counted() {
        let path = std::env::temp_dir().join(format!("polanyi-{}-golden.png", std::process::id()));
        let mut picture = [0x5a; BYTES];
        write(&path, &picture).expect("a folder for temporary files");
        assert_eq!(pixels(&read(&path).expect("as written"), &picture), 0);
        picture[7] ^= 0x11;
        picture[4000] ^= 0x80;
        assert_eq!(pixels(&read(&path).expect("as written"), &picture), 3);
        std::fs::remove_file(&path).expect("it is there");
    }
}
