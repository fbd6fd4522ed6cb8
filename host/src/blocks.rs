//! Blocks of a document that are generated, between `<!-- generated: NAME -->` and `<!-- end -->`.

use std::fmt;

const START: &str = "<!-- generated: ";
const END: &str = "<!-- end -->";

/// Why a document's blocks cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockError {
    /// Nobody generates a block of this name.
    Unknown(String),
    /// The block of this name has no end.
    Endless(String),
}

impl fmt::Display for BlockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => {
                write!(
                    f,
                    "nothing generates the block `{name}`: correct its name, or take its markers out"
                )
            }
            Self::Endless(name) => write!(f, "the block `{name}` has no end: add a line `{END}`"),
        }
    }
}

impl std::error::Error for BlockError {}

/// The document with every block filled anew by `content`; what lies outside of blocks stays as it is.
///
/// ```
/// let page = "Places:\n<!-- generated: places -->\nold\n<!-- end -->\n";
/// let filled = polanyi::blocks::filled(page, |name| (name == "places").then(|| "Yiwu\n".to_owned()))?;
/// assert_eq!(filled, "Places:\n<!-- generated: places -->\n\nYiwu\n\n<!-- end -->\n");
/// # Ok::<(), polanyi::blocks::BlockError>(())
/// ```
pub fn filled(
    document: &str,
    mut content: impl FnMut(&str) -> Option<String>,
) -> Result<String, BlockError> {
    let mut page = String::new();
    let mut lines = document.split_inclusive('\n');
    while let Some(line) = lines.next() {
        page.push_str(line);
        let Some(name) = name(line) else {
            continue;
        };
        let content = content(name).ok_or_else(|| BlockError::Unknown(name.to_owned()))?;
        let end = lines
            .find(|line| line.trim_end() == END)
            .ok_or_else(|| BlockError::Endless(name.to_owned()))?;
        // Markdown takes a table beside a comment for text unless a blank line parts them.
        page.push('\n');
        page.push_str(content.trim_end());
        page.push_str("\n\n");
        page.push_str(end);
    }
    Ok(page)
}

/// The name of the block that a line starts.
fn name(line: &str) -> Option<&str> {
    line.trim_end().strip_prefix(START)?.strip_suffix(" -->")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "a\n<!-- generated: one -->\n<!-- end -->\nb\n<!-- generated: two -->\nx\n<!-- end -->\nc";

    fn doubled(name: &str) -> Option<String> {
        (name != "three").then(|| format!("{name} {name}"))
    }

    #[test]
    fn a_filled_document_is_filled_to_itself() {
        let once = filled(PAGE, doubled).expect("both blocks are known");
        assert!(once.contains("one one") && once.contains("two two") && !once.contains('x'));
        assert!(once.starts_with("a\n") && once.ends_with("\nc"));
        assert_eq!(filled(&once, doubled), Ok(once));
    }

    #[test]
    fn unknown_and_endless_blocks_are_refused() {
        let unknown = filled("<!-- generated: three -->\n<!-- end -->\n", doubled);
        assert_eq!(unknown, Err(BlockError::Unknown("three".to_owned())));
        let endless = filled("<!-- generated: one -->\nrest\n", doubled);
        assert_eq!(endless, Err(BlockError::Endless("one".to_owned())));
    }
}
