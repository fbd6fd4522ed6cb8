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
        let [english, italian, chinese] = self.words();
        match language {
            Language::English => english,
            Language::Italian => italian,
            Language::Chinese => chinese,
        }
    }
}
