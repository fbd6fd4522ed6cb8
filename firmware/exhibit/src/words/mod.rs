//! Words: the texts in three languages, and the font that they are set in.

pub(crate) mod font;
mod language;
pub(crate) mod phrase;

pub use language::Language;

use font::Glyph;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl Text {
    /// The text in a language.
    pub fn in_language(self, language: Language) -> &'static str {
        // The build script writes variants and words in one order.
        let words = WORDS.get(usize::from(self as u8));
        let word = words.and_then(|words| words.get(usize::from(language.code())));
        word.copied().unwrap_or("")
    }
}
