//! What is to be seen on a display of 240 by 240 dots, and what ought to be.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use polanyi_exhibit::frame::ROW_BYTES;

use crate::board::picture::Picture;

const ACROSS: usize = 240;
const DOWN: usize = 240;
/// Rows of the picture, in the middle of the display.
const ROWS: usize = 120;

/// 15 dots for 8 pixels.
const DOTS: usize = 15;
const PIXELS: usize = 8;

/// The dots, each with five bits of red, six of green and five of blue.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Screen(Vec<u16>);

impl Screen {
    /// Reads dots, the lower byte of each first.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let dots: Vec<_> = bytes
            .as_chunks::<2>()
            .0
            .iter()
            .map(|dot| u16::from_le_bytes(*dot))
            .collect();
        ensure!(dots.len() == ACROSS * DOWN, "{} dots", dots.len());
        Ok(Self(dots))
    }

    /// What a picture comes to: made 15 times as large, of which each dot is the mean of 8 by 8; black above and below.
    ///
    /// The firmware reckons with shares instead, so that each is a check of the other.
    pub(super) fn enlarged(picture: &Picture) -> Self {
        let top = (DOWN - ROWS) / 2;
        let dots = (0..ACROSS * DOWN).map(|dot| {
            let (x, y) = (dot % ACROSS, dot / ACROSS);
            if !(top..top + ROWS).contains(&y) {
                return 0;
            }
            let within = |dot| (dot * PIXELS..(dot + 1) * PIXELS).map(|fine| fine / DOTS);
            let greys = within(y - top).flat_map(|row| {
                within(x).map(move |column| {
                    let byte = picture[row * ROW_BYTES + column / 2];
                    u16::from(if column % 2 == 0 {
                        byte >> 4
                    } else {
                        byte & 15
                    })
                })
            });
            let grey = greys.sum::<u16>() * 17 / 64;
            (grey >> 3) << 11 | (grey >> 2) << 5 | grey >> 3
        });
        Self(dots.collect())
    }

    /// Fails where the two differ.
    pub(super) fn compare(&self, expected: &Self) -> Result<()> {
        let pairs = self.0.iter().zip(&expected.0).enumerate();
        let mut wrong = pairs.filter(|(_, (found, expected))| found != expected);
        let Some((first, (found, expected))) = wrong.next() else {
            return Ok(());
        };
        bail!(
            "{} dots of the display are wrong, the first at {}, {}: {found:#06x} instead of {expected:#06x}",
            wrong.count() + 1,
            first % ACROSS,
            first / ACROSS
        );
    }

    /// Writes a PNG.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let mut encoder = png::Encoder::new(BufWriter::new(File::create(path)?), 240, 240);
        encoder.set_color(png::ColorType::Rgb);
        let colours = self.0.iter().flat_map(|dot| {
            let [red, green, blue] = [dot >> 11 << 3, dot >> 5 << 2, dot << 3];
            [red, green, blue].map(|colour| colour.to_le_bytes()[0])
        });
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&colours.collect::<Vec<_>>())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_white_picture_is_a_white_band() {
        let Screen(dots) = Screen::enlarged(&[0xff; 4096]);
        assert_eq!(dots[60 * 240 - 1], 0);
        assert!(dots[60 * 240..180 * 240].iter().all(|dot| *dot == 0xffff));
        assert_eq!(dots[180 * 240], 0);
    }

    #[test]
    fn one_wrong_dot_is_noticed() {
        let picture = std::array::from_fn(|place| u8::try_from(place % 251).unwrap_or(0));
        let expected = Screen::enlarged(&picture);
        let mut found = Screen::enlarged(&picture);
        assert!(found.compare(&expected).is_ok());
        found.0[240 * 100 + 7] ^= 1;
        let error = found.compare(&expected).expect_err("a dot is wrong");
        assert!(
            error
                .to_string()
                .contains("1 dots of the display are wrong, the first at 7, 100"),
            "{error}"
        );
    }
}
