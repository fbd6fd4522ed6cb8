//! Scenario files byte by byte: every prefix and many changes of a byte end in a place or in a report, soon.

use std::path::Path;
use std::time::{Duration, Instant};

use polanyi::places::TEXTS;
use polanyi::scenario_file::{FINDINGS_MAX, Place, ReadError, parse_bytes};
use proptest::prelude::*;

/// Bytes put in the place of every byte of a file: what TOML treats in a special way, and what is no text.
const BYTES: [u8; 6] = [b'\n', b'"', b'[', b'9', 0x00, 0xff];

/// Reads `bytes`, and checks what holds for every outcome.
pub(crate) fn read(bytes: &[u8]) -> Result<Place, ReadError> {
    let start = Instant::now();
    let outcome = parse_bytes(Path::new("some.toml"), bytes);
    if let Err(error) = &outcome {
        let text = error.to_string();
        assert!(text.contains("some.toml"), "{text}");
        assert!(text.len() < 20_000, "{} bytes of report", text.len());
    }
    match &outcome {
        Err(ReadError::Wrong(report)) => {
            assert!((1..=FINDINGS_MAX).contains(&report.findings().len()));
            for finding in report.findings() {
                assert!(
                    finding.span.end <= report.source().text().len(),
                    "{finding:?}"
                );
                let words = [&finding.message, &finding.label, &finding.help];
                assert!(
                    words
                        .iter()
                        .all(|words| !words.is_empty() && !words.contains('\n')),
                    "{finding:?}"
                );
            }
        }
        Err(ReadError::NotUtf8 { offset, .. }) => assert!(*offset < bytes.len()),
        Err(other) => panic!("{other}"),
        Ok(place) => place
            .scenario
            .check()
            .expect("a scenario that was read is whole"),
    }
    let elapsed = start.elapsed();
    assert!(
        elapsed < Duration::from_secs(1),
        "{elapsed:?} for {} bytes",
        bytes.len()
    );
    outcome
}

#[test]
fn every_prefix_of_every_place() {
    for (_, text) in TEXTS {
        for length in 0..text.len() {
            let _ = read(&text.as_bytes()[..length]);
        }
        read(text.as_bytes()).unwrap();
    }
}

#[test]
fn every_byte_changed() {
    for (number, (_, text)) in TEXTS.iter().enumerate() {
        let mut bytes = text.as_bytes().to_vec();
        for place in 0..bytes.len() {
            let kept = bytes[place];
            // Each file gets a part of the bytes, so that each byte is tried on a whole file or two.
            for byte in BYTES.into_iter().skip(number % 2).step_by(2) {
                bytes[place] = byte;
                let _ = read(&bytes);
            }
            bytes[place] = kept ^ 0x20;
            let _ = read(&bytes);
            bytes[place] = kept;
        }
    }
}

/// Pieces of which scenario files consist, whole and broken.
const PIECES: [&str; 30] = [
    "name",
    "country",
    "stage",
    "wage",
    "policy",
    "shock",
    "year",
    "kind",
    "level",
    "=",
    " ",
    "\n",
    "\r\n",
    "[",
    "]",
    "[[",
    "]]",
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "{",
    "}",
    ",",
    ".",
    "#",
    "nan",
    "1e999",
    "0x_",
    "1979-07-01T00:00:00Z",
];

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,200}") {
        let _ = read(text.as_bytes());
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)) {
        let _ = read(pieces.concat().as_bytes());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }
}
