//! Power cuts: at every step of a life, in every way, once and twice, on memories of three kinds.

use polanyi_firmware::journal::{Crc32, Seal};

use super::bench::{Bench, Outcome, Plan};

const ONCE: Plan = Plan {
    pages: 4,
    writes: 30,
    seeds: 4,
    twice: false,
    settles: true,
};

const TWICE: Plan = Plan {
    writes: 16,
    seeds: 1,
    twice: true,
    ..ONCE
};

/// The checksum of the product, from a table: the same, and fast enough for the bench.
#[derive(Debug, Clone)]
struct Fast;

impl Seal for Fast {
    fn of(bytes: &[u8]) -> u32 {
        static CRC: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
        let mut digest = CRC.digest();
        digest.update(b"polanyi journal 1");
        digest.update(bytes);
        digest.finalize()
    }
}

/// No checksum: whatever is not blank counts, its last word even if it was never written.
#[derive(Debug, Clone)]
struct Unsealed;

impl Seal for Unsealed {
    fn of(_: &[u8]) -> u32 {
        0xffff_ffff
    }
}

/// A checksum of eight bits.
#[derive(Debug, Clone)]
struct Narrow;

impl Seal for Narrow {
    fn of(bytes: &[u8]) -> u32 {
        Fast::of(bytes) & 0xff
    }
}

/// A microcontroller's flash, programmed by words: three records a page, so that writes cross pages.
fn words<S: Seal + Clone>(plan: Plan) -> Outcome {
    Bench::<4, 216, S>::cut_everywhere(plan)
}

/// A flash chip, programmed in blocks of 256 bytes, like that of the Pico.
fn chip<S: Seal + Clone>(plan: Plan) -> Outcome {
    Bench::<256, 1024, S>::cut_everywhere(plan)
}

/// A memory card: a block holds a record, and is written as a whole.
fn card<S: Seal + Clone>(plan: Plan) -> Outcome {
    Bench::<512, 512, S>::cut_everywhere(Plan { pages: 8, ..plan })
}

fn survives(outcome: &Outcome, cuts: u64) {
    assert_eq!(outcome.failures, 0, "{:?}", outcome.first);
    assert!(outcome.cuts >= cuts, "only {} cuts", outcome.cuts);
}

#[test]
fn the_fast_seal_is_the_seal() {
    for length in 0..80 {
        let bytes = vec![0x5a; length];
        assert_eq!(Fast::of(&bytes), Crc32::of(&bytes));
    }
}

#[test]
fn words_survive_every_cut() {
    survives(&words::<Fast>(ONCE), 10_000);
}

#[test]
fn words_survive_every_second_cut() {
    survives(&words::<Fast>(TWICE), 30_000);
}

#[test]
fn a_chip_survives_every_cut() {
    survives(&chip::<Fast>(Plan { seeds: 60, ..ONCE }), 14_000);
}

#[test]
fn a_chip_survives_every_second_cut() {
    survives(&chip::<Fast>(Plan { seeds: 25, ..TWICE }), 8_000);
}

#[test]
fn a_card_survives_every_cut() {
    survives(&card::<Fast>(Plan { seeds: 60, ..ONCE }), 14_000);
}

#[test]
fn a_card_survives_every_second_cut() {
    survives(&card::<Fast>(Plan { seeds: 25, ..TWICE }), 8_000);
}

#[test]
fn the_bench_finds_a_journal_without_seals() {
    assert!(words::<Unsealed>(ONCE).failures > 0);
    assert!(chip::<Unsealed>(ONCE).failures > 0);
    assert!(card::<Unsealed>(ONCE).failures > 0);
}

#[test]
fn the_bench_finds_a_seal_that_is_too_narrow() {
    assert!(chip::<Narrow>(Plan { seeds: 60, ..ONCE }).failures > 0);
}

#[test]
fn the_bench_finds_a_start_that_does_not_write_the_winner_again() {
    let plan = Plan {
        settles: false,
        ..ONCE
    };
    assert!(words::<Fast>(plan).failures > 0);
    assert!(chip::<Fast>(plan).failures > 0);
    assert!(card::<Fast>(plan).failures > 0);
}
