//! Findings drawn on the text that they are about: with colours and frames on a terminal, plainly elsewhere.

use std::env;
use std::fmt::{self, Write as _};
use std::io::{IsTerminal, Write, stderr};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};

use crate::scenario_file::{Finding, Report, Snippet};

/// Columns of a drawing.
const WIDTH: usize = 100;

/// Says a line on standard error. That standard error is closed cannot be told to anyone.
pub(super) fn say(line: &str) {
    let _ = writeln!(stderr().lock(), "{line}");
}

/// Tells a report on standard error.
pub(super) fn tell(report: &Report) {
    say(draw(report, theme()).trim_end());
}

/// Frames on a terminal, colours too unless `NO_COLOR` is set to anything; plain letters elsewhere.
fn theme() -> GraphicalTheme {
    let coloured = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    match (stderr().is_terminal(), coloured) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, _) => GraphicalTheme::none(),
    }
}

fn draw(report: &Report, theme: GraphicalTheme) -> String {
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(WIDTH)
        .with_links(false);
    let mut drawn = String::new();
    for finding in report.findings() {
        let drawing = Drawing::of(report, finding);
        if handler.render_report(&mut drawn, &drawing).is_err() {
            // The plain form needs nothing that could fail.
            return report.to_string();
        }
        drawn.push('\n');
    }
    if report.left_out() > 0 {
        let _ = writeln!(drawn, "and {} more", report.left_out());
    }
    drawn
}

/// A finding as miette sees it.
#[derive(Debug)]
struct Drawing {
    message: String,
    label: String,
    help: String,
    scene: Scene,
}

/// The one line that is shown. A line of a file can be as long as the file, so only its part near the finding is given.
#[derive(Debug)]
struct Scene {
    name: String,
    snippet: Snippet,
}

impl Drawing {
    fn of(report: &Report, finding: &Finding) -> Self {
        let scene = Scene {
            name: report.source().name().to_owned(),
            snippet: report.source().snippet(&finding.span),
        };
        Self {
            message: finding.message.clone(),
            label: finding.label.clone(),
            help: finding.help.clone(),
            scene,
        }
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.scene)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let marked = self.scene.snippet.marked.clone();
        Some(Box::new(
            [LabeledSpan::new_with_span(Some(self.label.clone()), marked)].into_iter(),
        ))
    }
}

impl SourceCode for Scene {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = self.snippet.text.as_bytes();
        if span.offset() + span.len() > text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let (line, column) = (self.snippet.line - 1, self.snippet.column - 1);
        let whole = SourceSpan::from(0..text.len());
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            text,
            whole,
            line,
            column,
            1,
        )))
    }
}
