//! The languages.

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Italian.
    Italian,
    /// Chinese, in simplified characters.
    Chinese,
}

impl Language {
    /// All languages, in the order in which a key goes through them.
    pub const ALL: [Self; 3] = [Self::English, Self::Italian, Self::Chinese];

    /// The next one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::English => Self::Italian,
            Self::Italian => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// Its number in bytes.
    pub const fn code(self) -> u8 {
        match self {
            Self::English => 0,
            Self::Italian => 1,
            Self::Chinese => 2,
        }
    }

    /// The language of a number.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// Its two letters.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Italian => "it",
            Self::Chinese => "zh",
        }
    }

    /// Pixels from a line of text to the next: Chinese characters fill their line, and need air.
    pub(crate) const fn leading(self) -> i32 {
        match self {
            Self::English | Self::Italian => 12,
            Self::Chinese => 14,
        }
    }
}
