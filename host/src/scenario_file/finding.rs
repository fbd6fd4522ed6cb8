//! What is wrong with a text, and where: findings, and the report that gathers them.

use std::fmt;
use std::ops::Range;

use super::source::Source;

/// Findings that a report shows.
pub const FINDINGS_MAX: usize = 20;

/// One thing that is wrong, with the place it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The offending text, in bytes of the source.
    pub span: Range<usize>,
    /// What is wrong, in one line.
    pub message: String,
    /// What stands there, or what is wrong with it, in a few words.
    pub label: String,
    /// What to do: the allowed range with its unit, the nearest name.
    pub help: String,
}

/// All that is wrong with a source; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    source: Source,
    findings: Vec<Finding>,
    left_out: usize,
}

impl Report {
    /// The findings in the order of the text, or nothing where nothing was found.
    pub(crate) fn new(
        source: &Source,
        mut findings: Vec<Finding>,
        left_out: usize,
    ) -> Option<Self> {
        if findings.is_empty() {
            return None;
        }
        findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
        findings.dedup();
        let left_out = left_out + findings.len().saturating_sub(FINDINGS_MAX);
        findings.truncate(FINDINGS_MAX);
        Some(Self {
            source: source.clone(),
            findings,
            left_out,
        })
    }

    /// The text that was examined.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The findings, at most [`FINDINGS_MAX`], in the order of the text.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings more there were.
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

/// Plain text: a paragraph for each finding, with the line and the offending part underlined.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            let snippet = self.source.snippet(&finding.span);
            let name = self.source.name();
            writeln!(
                f,
                "{name}:{}:{}: {}",
                snippet.line, snippet.column, finding.message
            )?;
            writeln!(f, "  | {}", snippet.text)?;
            let indent = snippet.text[..snippet.marked.start].chars().count();
            let width = snippet.text[snippet.marked].chars().count().max(1);
            writeln!(
                f,
                "  | {}{} {}",
                " ".repeat(indent),
                "^".repeat(width),
                finding.label
            )?;
            write!(f, "  = {}", finding.help)?;
        }
        if self.left_out > 0 {
            write!(f, "\n\nand {} more", self.left_out)?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}
