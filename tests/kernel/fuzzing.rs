//! What the fuzzer has found interesting, again on every run of the tests, and random bytes beside it.

use std::fs;
use std::path::Path;

use polanyi_core::kernel::stream::Stream;

use super::bytes;

/// `tests/fuzz/corpus/queues`: what reached new code, minimised.
#[test]
fn the_corpus_breaks_no_queue() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/queues");
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        bytes::run(&fs::read(entry.unwrap().path()).unwrap());
        files += 1;
    }
    assert!(files >= 10, "the corpus has {files} files");
}

/// `FUZZ_CALLS` calls, or twenty thousand, on every queue: for whoever has no fuzzer.
#[test]
fn random_bytes_break_no_queue() {
    let wanted = std::env::var("FUZZ_CALLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20_000);
    let mut stream = Stream::new(1978, "bytes", 0);
    let mut made = 0;
    while made < wanted {
        let length = 1 + stream.below(512).unwrap();
        let random: Vec<u8> = (0..length)
            .map(|_| stream.draw().to_le_bytes()[3])
            .collect();
        made += bytes::calls(&random).len();
        bytes::run(&random);
    }
}
