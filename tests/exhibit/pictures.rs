//! Every screen in every language, pixel by pixel. `SNAPSHOTS=overwrite cargo test` renews the pictures.

use std::io::Cursor;
use std::path::PathBuf;
use std::{env, fs};

use polanyi_exhibit::frame::{BYTES, HEIGHT, WIDTH};
use polanyi_exhibit::input::{Key, KeySet};
use polanyi_exhibit::service::Service;
use polanyi_exhibit::{Frame, Language};

use super::script;
use super::stage::{Stage, memory};

fn golden(language: Language, name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/golden/exhibit")
        .join(language.tag())
        .join(format!("{name}.png"))
}

/// Packed pixels as a PNG of 16 greys.
fn written(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Four);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(pixels).unwrap();
    drop(writer);
    bytes
}

/// Whether pictures are to be renewed instead of compared.
fn renewing() -> bool {
    env::var("SNAPSHOTS").as_deref() == Ok("overwrite")
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
    if renewing() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, written(frame.bytes(), WIDTH, HEIGHT)).unwrap();
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
    fs::write(&seen, written(frame.bytes(), WIDTH, HEIGHT)).unwrap();
    Some(format!(
        "{} differs; it looks like {}",
        path.display(),
        seen.display()
    ))
}

#[test]
fn every_screen_looks_as_it_should_and_the_documents_show_it() {
    every_screen_looks_as_it_should_and_every_text_fits();
    // After the pictures of which they are made, when those are renewed.
    the_documents_show_the_pictures_of_today();
}

fn every_screen_looks_as_it_should_and_every_text_fits() {
    let mut differing = Vec::new();
    for language in Language::ALL {
        for script in script::ALL {
            let mut run = memory();
            let mut stage = Stage::new(&mut run, language);
            stage.carry_out(script, |name, exhibit, frame| {
                assert_eq!(exhibit.clipped(), 0, "a text does not fit before {name}");
                differing.extend(compared(language, name, frame));
            });
        }
    }
    differing.extend(Language::ALL.into_iter().filter_map(troubled_service));
    assert!(
        differing.is_empty(),
        "{}\nLook at them, and renew them with SNAPSHOTS=overwrite if they are meant",
        differing.join("\n")
    );
}

/// The service screen of a board in trouble.
fn troubled_service(language: Language) -> Option<String> {
    let mut run = memory();
    let mut stage = Stage::new(&mut run, language);
    stage.tell(Service {
        version: "0.1.0",
        self_check: Some((0x0123_4567_89ab_cdef, false)),
        up_seconds: 7_543_210,
        starts: 1234,
        stuck: KeySet::NONE.with(Key::Up, true).with(Key::Select, true),
        last_stop: Some(
            "panicked at firmware/src/stand/keeper.rs:117:9: the journal has no room left",
        ),
    });
    stage.exhibit.open_service();
    let pages = [("service-in-trouble", 3), ("service-last-stop", 100)];
    let differing = pages.map(|(name, ticks)| {
        stage.wait(ticks);
        compared(language, name, &stage.frame)
    });
    assert_eq!(stage.exhibit.clipped(), 0);
    differing.into_iter().flatten().next()
}

/// Pixels of a sheet for each pixel of a picture, and between pictures.
const SCALE: usize = 3;
const GAP: usize = 12;

/// A sheet of golden pictures, two in a row, as the documents show it.
fn sheet(names: &[(Language, &str)]) -> Vec<u8> {
    let (width, height) = (WIDTH as usize, HEIGHT as usize);
    let (across, down) = (2 * (width * SCALE + GAP) + GAP, names.len().div_ceil(2));
    let tall = down * (height * SCALE + GAP) + GAP;
    let mut greys = vec![5_u8; across * tall];
    for (number, (language, name)) in names.iter().enumerate() {
        let bytes = fs::read(golden(*language, name)).unwrap();
        let pixels = read(&bytes).unwrap();
        let left = GAP + number % 2 * (width * SCALE + GAP);
        let top = GAP + number / 2 * (height * SCALE + GAP);
        for y in 0..height * SCALE {
            for x in 0..width * SCALE {
                let (from_x, from_y) = (x / SCALE, y / SCALE);
                let pair = pixels[from_y * (width / 2) + from_x / 2];
                let grey = if from_x % 2 == 0 {
                    pair >> 4
                } else {
                    pair & 15
                };
                greys[(top + y) * across + left + x] = grey;
            }
        }
    }
    let packed: Vec<u8> = greys.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    let side = |pixels: usize| u32::try_from(pixels).unwrap();
    written(&packed, side(across), side(tall))
}

fn the_documents_show_the_pictures_of_today() {
    use Language::{Chinese, English, Italian};
    let sheets: [(&str, &[(Language, &str)]); 2] = [
        (
            "exhibit.png",
            &[
                (English, "story-2-world"),
                (English, "choosing-1-yiwu"),
                (English, "asking-3-never"),
                (English, "story-6-run"),
                (English, "result-2-sentence"),
                (English, "result-3-spread"),
            ],
        ),
        (
            "exhibit-languages.png",
            &[
                (Italian, "story-3-places"),
                (Chinese, "story-3-places"),
                (Italian, "asking-2-closed"),
                (Chinese, "asking-2-closed"),
                (Italian, "result-2-sentence"),
                (Chinese, "result-2-sentence"),
            ],
        ),
    ];
    for (name, pictures) in sheets {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../docs")
            .join(name);
        let today = sheet(pictures);
        if renewing() {
            fs::write(&path, today).unwrap();
        } else {
            // Compared as files: both were written by the encoder of the lock file.
            assert!(
                fs::read(&path).is_ok_and(|bytes| bytes == today),
                "{} is not of today's pictures: renew it with SNAPSHOTS=overwrite",
                path.display()
            );
        }
    }
}
