//! Phrases: texts with numbers put in, in memory of a fixed size.

use heapless::String;

/// A line or two of text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrase(String<96>);

impl Phrase {
    pub(crate) const fn new() -> Self {
        Self(String::new())
    }

    /// A template whose `#`s are replaced by the numbers, in their order.
    pub(crate) fn filled(template: &str, numbers: &[u32]) -> Self {
        let mut phrase = Self::new();
        let mut numbers = numbers.iter();
        for character in template.chars() {
            match (character, character == '#') {
                (_, true) => phrase.number(numbers.next().copied().unwrap_or(0)),
                (character, _) => phrase.character(character),
            }
        }
        phrase
    }

    /// A number alone.
    pub(crate) fn of_number(number: u32) -> Self {
        let mut phrase = Self::new();
        phrase.number(number);
        phrase
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds words; what does not fit is left out.
    pub(crate) fn words(&mut self, words: &str) {
        for character in words.chars() {
            self.character(character);
        }
    }

    pub(crate) fn character(&mut self, character: char) {
        // 96 bytes are more than any picture can show.
        let _ = self.0.push(character);
    }

    /// Adds a number in decimal digits.
    pub(crate) fn number(&mut self, number: u32) {
        let mut divisor = 1_000_000_000;
        let mut begun = false;
        while divisor > 0 {
            let digit = number / divisor % 10;
            begun |= digit > 0 || divisor == 1;
            if begun {
                self.character(char::from_digit(digit, 10).unwrap_or('0'));
            }
            divisor /= 10;
        }
    }

    /// Adds a number with its thousands set apart, so that it is no year.
    pub(crate) fn amount(&mut self, number: u32) {
        let thousands = number / 1000;
        if thousands == 0 {
            return self.number(number);
        }
        self.amount(thousands);
        self.character(' ');
        let rest = number % 1000;
        for least in [100, 10] {
            if rest < least {
                self.character('0');
            }
        }
        self.number(rest);
    }

    /// Adds the first eight of a number's sixteen hexadecimal digits: enough to compare by eye.
    pub(crate) fn hexadecimal(&mut self, number: u64) {
        for place in (8..16).rev() {
            let digit = u32::try_from(number >> (4 * place) & 15).unwrap_or(0);
            self.character(char::from_digit(digit, 16).unwrap_or('0'));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_places_of_their_signs() {
        assert_eq!(
            Phrase::filled("so in # of #", &[4, 10]).as_str(),
            "so in 4 of 10"
        );
        assert_eq!(Phrase::filled("no # here", &[]).as_str(), "no 0 here");
        assert_eq!(Phrase::of_number(u32::MAX).as_str(), "4294967295");
        assert_eq!(Phrase::of_number(0).as_str(), "0");
        let mut amounts = Phrase::new();
        for amount in [7, 1944, 1_000_050] {
            amounts.amount(amount);
            amounts.character(';');
        }
        assert_eq!(amounts.as_str(), "7;1 944;1 000 050;");
        let mut digest = Phrase::new();
        digest.hexadecimal(0x01ab_cdef_0123_4567);
        assert_eq!(digest.as_str(), "01abcdef");
    }
}
