//! Keys: five of them, and what each means on every screen.

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The next language.
    Up,
    /// Back.
    Down,
    /// The answer or page to the left.
    Left,
    /// The answer or page to the right.
    Right,
    /// On; faster, while a run is shown.
    Select,
}

impl Key {
    /// All keys, in the order of their codes.
    pub const ALL: [Self; 5] = [Self::Up, Self::Down, Self::Left, Self::Right, Self::Select];

    /// Its number in bytes, and its place in an array of one value each.
    pub const fn code(self) -> u8 {
        match self {
            Self::Up => 0,
            Self::Down => 1,
            Self::Left => 2,
            Self::Right => 3,
            Self::Select => 4,
        }
    }

    /// The key of a number.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

/// A key goes down or up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyEvent {
    /// Which.
    pub key: Key,
    /// Down, or up.
    pub pressed: bool,
}

/// A set of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeySet(u8);

impl KeySet {
    /// No key.
    pub const NONE: Self = Self(0);

    /// Whether a key is among them.
    pub const fn contains(self, key: Key) -> bool {
        self.0 & (1 << key.code()) != 0
    }

    /// The set with a key put in or taken out.
    #[must_use]
    pub const fn with(self, key: Key, within: bool) -> Self {
        let bit = 1 << key.code();
        if within {
            Self(self.0 | bit)
        } else {
            Self(self.0 & !bit)
        }
    }

    /// The set as a number: a bit for each key, in the order of their codes.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The set of a number, whose other bits are nothing.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & ((1 << Key::ALL.len()) - 1))
    }

    /// Whether no key is among them.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The keys, in the order of their codes.
    pub fn iter(self) -> impl Iterator<Item = Key> {
        Key::ALL.into_iter().filter(move |key| self.contains(*key))
    }
}
