//! Pictures: a frame as a PNG of four bits a pixel.

use polanyi_exhibit::Frame;
use polanyi_exhibit::frame::{HEIGHT, WIDTH};

/// A frame as a PNG, each pixel a square of `scale` by `scale`.
///
/// # Panics
///
/// If a PNG could not be written to memory, which does not happen.
pub fn png(frame: &Frame, scale: u32) -> Vec<u8> {
    let scale = scale.max(1);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH * scale, HEIGHT * scale);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Four);
    let mut writer = encoder.write_header().expect("memory takes a header");
    let pixels = enlarged(frame, scale);
    writer
        .write_image_data(&pixels)
        .expect("memory takes as many pixels as were announced");
    drop(writer);
    bytes
}

/// The pixels of an enlarged frame, packed like the frame's.
fn enlarged(frame: &Frame, scale: u32) -> Vec<u8> {
    let mut pixels = Vec::new();
    for y in 0..HEIGHT * scale {
        let row: Vec<u8> = (0..WIDTH * scale)
            .map(|x| frame.grey(x / scale, y / scale))
            .collect();
        pixels.extend(row.chunks(2).map(|pair| pair[0] << 4 | pair[1]));
    }
    pixels
}
