//! Every queue against the oracle of the tests.
#![no_main]
#![allow(dead_code, reason = "the tests use more of the oracle")]

#[path = "../../kernel/bytes.rs"]
mod bytes;
#[path = "../../kernel/oracle.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|input: &[u8]| bytes::run(input));
