//! A text under examination: its name, its contents, and the snippet around a span of it.

use std::ops::Range;

/// Characters shown on each side of a span; a line can be as long as a file.
const CONTEXT: usize = 50;
/// Characters of the span itself that are shown.
const SHOWN: usize = 60;

/// A named text: a scenario file, or the settings of a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
}

/// One line of a source, cut to a width that can be shown, with the offending part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The line, counted from one.
    pub line: usize,
    /// The column in characters, counted from one.
    pub column: usize,
    /// The line's text near the span, without control characters.
    pub text: String,
    /// The offending part, in bytes of `text`.
    pub marked: Range<usize>,
}

impl Source {
    /// A text with the name by which findings speak of it. A byte order mark is dropped.
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            name: name.into(),
            text: text.to_owned(),
        }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line around `span`, of which only the part in the span's first line is marked.
    ///
    /// Costs a pass over the text before the span.
    pub fn snippet(&self, span: &Range<usize>) -> Snippet {
        let start = self.boundary(span.start);
        let end = self.boundary(span.end).max(start);
        let before = &self.text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = &self.text[start..];
        let line_end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let head = &self.text[line_start..start];
        // A place between two characters is shown on the one behind it.
        let next = self.text[start..line_end]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        let mark = &self.text[start..end.min(line_end).max(start + next)];
        let tail = &self.text[start + mark.len()..line_end];

        let (head_cut, mark_cut, tail_cut) = (last(head), first(mark, SHOWN), first(tail, CONTEXT));
        let head_clean = clean(head_cut);
        // Behind the last character of a line there is nothing to mark but a blank.
        let mark_clean = if mark.is_empty() {
            " ".to_owned()
        } else {
            clean(mark_cut)
        };
        let marked = head_clean.len()..head_clean.len() + mark_clean.len();
        // The rest of an overlong mark is left out together with what follows it.
        let tail_clean = if mark_cut.len() < mark.len() {
            String::new()
        } else {
            clean(tail_cut)
        };
        Snippet {
            line: before.matches('\n').count() + 1,
            column: head.chars().count() + 1,
            text: head_clean + &mark_clean + &tail_clean,
            marked,
        }
    }

    /// The nearest place at or before `offset` where a character starts.
    fn boundary(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        (0..=offset)
            .rev()
            .find(|place| self.text.is_char_boundary(*place))
            .unwrap_or(0)
    }
}

fn first(text: &str, characters: usize) -> &str {
    text.char_indices()
        .nth(characters)
        .map_or(text, |(cut, _)| &text[..cut])
}

fn last(text: &str) -> &str {
    text.char_indices()
        .rev()
        .nth(CONTEXT - 1)
        .map_or(text, |(cut, _)| &text[cut..])
}

/// The text without control characters: a file must not be able to steer the terminal it is shown on.
fn clean(text: &str) -> String {
    text.chars()
        .map(|character| if character == '\t' { ' ' } else { character })
        .map(|character| {
            if is_steering(character) {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect()
}

/// Control characters, and the marks that turn the direction of writing.
fn is_steering(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_knows_its_line_and_column() {
        let source = Source::new("x", "\u{feff}a = 1\r\nböse = 2\r\n");
        let snippet = source.snippet(&(7..12));
        assert_eq!((snippet.line, snippet.column), (2, 1));
        assert_eq!(snippet.text, "böse = 2");
        assert_eq!(&snippet.text[snippet.marked], "böse");
    }

    #[test]
    fn spans_outside_the_text_or_inside_a_character_are_moved() {
        let source = Source::new("x", "ö");
        assert_eq!(source.snippet(&(1..999)).marked, 0..2);
        assert_eq!(source.snippet(&(0..0)).marked, 0..2);
        assert_eq!(source.snippet(&(5..9)).marked, 2..3);
    }

    #[test]
    fn long_lines_are_cut_and_escapes_are_blotted_out() {
        let text = format!("{}\u{1b}[31m = 1{}", "a".repeat(9_000), "b".repeat(9_000));
        let snippet = Source::new("x", &text).snippet(&(9_000..9_005));
        assert_eq!(&snippet.text[snippet.marked.clone()], "\u{fffd}[31m");
        assert!(snippet.text.chars().count() < 120);
    }
}
