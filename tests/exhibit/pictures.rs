//! Every screen in every language, pixel by pixel. `SNAPSHOTS=overwrite cargo test` renews the pictures.

use std::io::Cursor;
use std::path::PathBuf;
use std::{env, fs};

use polanyi_exhibit::frame::{BYTES, HEIGHT, WIDTH};
use polanyi_exhibit::{Frame, Language};

use super::script::{STORY, VISIT};
use super::stage::{Stage, memory};

fn golden(language: Language, name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/golden/exhibit")
        .join(language.tag())
        .join(format!("{name}.png"))
}

/// A frame as a PNG of 16 greys.
fn written(frame: &Frame) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Four);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(frame.bytes()).unwrap();
    drop(writer);
    bytes
}

/// The packed pixels of such a PNG; nothing if it is another one.
fn read(bytes: &[u8]) -> Option<[u8; BYTES]> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let info = reader.info();
    let form = (info.width, info.height, info.color_type, info.bit_depth);
    let grey = (png::ColorType::Grayscale, png::BitDepth::Four);
    let mut pixels = [0; BYTES];
    let fits = form == (WIDTH, HEIGHT, grey.0, grey.1);
    fits.then(|| reader.next_frame(&mut pixels).ok())??;
    Some(pixels)
}

/// Compares a picture with its golden one, or replaces that; the answer is what differs.
fn compared(language: Language, name: &str, frame: &Frame) -> Option<String> {
    let path = golden(language, name);
    if env::var("SNAPSHOTS").as_deref() == Ok("overwrite") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, written(frame)).unwrap();
        return None;
    }
    let same = fs::read(&path)
        .ok()
        .and_then(|bytes| read(&bytes))
        .is_some_and(|pixels| pixels == *frame.bytes());
    if same {
        return None;
    }
    let seen = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("exhibit-{}-{name}.png", language.tag()));
    fs::write(&seen, written(frame)).unwrap();
    Some(format!(
        "{} differs; it looks like {}",
        path.display(),
        seen.display()
    ))
}

#[test]
fn every_screen_looks_as_it_should_and_every_text_fits() {
    let mut differing = Vec::new();
    for language in Language::ALL {
        for script in [STORY, VISIT] {
            let mut run = memory();
            let mut stage = Stage::new(&mut run, language);
            stage.carry_out(script, |name, exhibit, frame| {
                assert_eq!(exhibit.clipped(), 0, "a text does not fit before {name}");
                differing.extend(compared(language, name, frame));
            });
        }
    }
    assert!(
        differing.is_empty(),
        "{}\nLook at them, and renew them with SNAPSHOTS=overwrite if they are meant",
        differing.join("\n")
    );
}
