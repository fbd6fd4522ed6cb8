//! Input: five keys, debounced, and the log by which a visit is replayed.

pub mod debounce;
pub mod key;
pub mod keypad;
pub mod log;

pub use key::{Key, KeyEvent, KeySet};
pub use keypad::Keypad;
