//! Images of a memory that nobody wrote, or that rotted: a start notices, and writes again.

use polanyi_firmware::journal::{Crc32, Found, Journal, PAYLOAD_BYTES};

use super::flash::Flash;

type Memory = Flash<4, 216>;

fn found(flash: &Memory) -> Found {
    Journal::<_, Crc32>::open(flash.clone())
        .expect("power is on")
        .1
}

#[test]
fn a_fresh_memory_is_blank_and_a_zeroed_one_is_damaged() {
    assert_eq!(found(&Flash::blank(4, 1)), Found::Blank);
    assert_eq!(found(&Flash::filled(4, 1, |_| 0)), Found::Damaged);
}

#[test]
fn random_images_are_damaged_and_can_be_written_again() {
    let mut state = 7_u32;
    for _ in 0..2_000 {
        let bytes: Vec<u8> = (0..4 * 216)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_le_bytes()[3]
            })
            .collect();
        let flash = Memory::filled(4, 1, |index| bytes[index]);
        let (mut journal, found_first) = Journal::<_, Crc32>::open(flash).expect("power is on");
        assert_eq!(found_first, Found::Damaged);
        journal.put(&[5; PAYLOAD_BYTES]).expect("power is on");
        let flash = journal.flash_mut().clone();
        assert_eq!(found(&flash), Found::Value([5; PAYLOAD_BYTES]));
    }
}

#[test]
fn a_rotten_newest_record_leaves_the_one_before() {
    let (mut journal, _) = Journal::<_, Crc32>::open(Memory::blank(4, 1)).expect("power is on");
    for value in 1..=2 {
        journal.put(&[value; PAYLOAD_BYTES]).expect("power is on");
    }
    let flash = journal.flash_mut().clone();
    let rotten = flash.with_bit_flipped(72 + 10, 3);
    assert_eq!(found(&rotten), Found::Value([1; PAYLOAD_BYTES]));
}

#[test]
fn a_page_that_no_longer_erases_is_passed_over() {
    let flash = Memory::blank(4, 1).with_stuck_page(2);
    let (mut journal, _) = Journal::<_, Crc32>::open(flash).expect("power is on");
    for value in 0..40 {
        journal
            .put(&[value; PAYLOAD_BYTES])
            .expect("three pages are left");
        assert_eq!(
            found(journal.flash_mut()),
            Found::Value([value; PAYLOAD_BYTES])
        );
    }
}

/// As on a card, a page is a slot.
type Card = Flash<512, 512>;

#[test]
fn a_page_that_cannot_be_read_is_passed_over() {
    for broken in 0..8 {
        let mut flash = Card::blank(8, 1);
        for value in 0..40 {
            let (mut journal, found) =
                Journal::<_, Crc32>::open(flash.with_broken_pages(&[broken]))
                    .expect("seven are left");
            let expected = match value {
                // Nothing can be said of the broken page.
                0 => Found::Damaged,
                value => Found::Value([value; PAYLOAD_BYTES]),
            };
            assert_eq!(found, expected, "page {broken}");
            journal
                .put(&[value + 1; PAYLOAD_BYTES])
                .expect("seven pages are left");
            flash = journal.flash_mut().clone();
        }
    }
}

#[test]
fn a_memory_that_can_hardly_be_read_is_none() {
    let flash = Card::blank(8, 1);
    let opens = |broken: &[usize]| {
        Journal::<_, Crc32>::open(flash.clone().with_broken_pages(broken)).is_ok()
    };
    assert!(opens(&[1, 4]));
    assert!(!opens(&[1, 4, 5]));
}
