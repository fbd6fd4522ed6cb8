//! An examination: the scenario as far as it is understood, and the findings so far.

use std::ops::Range as Span;

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{Conflict, Parameter, Refusal};

use super::finding::{Finding, Report};
use super::literal::{Literal, allowed};
use super::source::Source;

/// Findings that are kept until they are sorted; a text of nothing but mistakes would fill the memory otherwise.
const KEPT: usize = 1_000;

/// A scenario in the making. It goes on after a finding, so that one reading finds all.
#[derive(Debug)]
pub(crate) struct Examination {
    pub(crate) scenario: Scenario,
    findings: Vec<Finding>,
    /// Findings beyond [`KEPT`], counted only.
    left_out: usize,
    /// From here on a name may stand in another section than it seems, because the text before is broken.
    doubtful_from: usize,
    /// Where each parameter was set, for what is found later.
    spans: Vec<(&'static str, Span<usize>)>,
}

impl Examination {
    /// Starts from `scenario`, on which the text builds.
    pub(crate) fn new(scenario: Scenario) -> Self {
        Self {
            scenario,
            findings: Vec::new(),
            left_out: 0,
            doubtful_from: usize::MAX,
            spans: Vec::new(),
        }
    }

    /// Notes a finding.
    pub(crate) fn find(
        &mut self,
        span: Span<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.findings.len() == KEPT {
            self.left_out += 1;
            return;
        }
        self.findings.push(Finding {
            span,
            message: message.into(),
            label: label.into(),
            help: help.into(),
        });
    }

    /// Notes that the text is broken at `place`.
    pub(crate) fn doubt_from(&mut self, place: usize) {
        self.doubtful_from = self.doubtful_from.min(place);
    }

    /// Notes a name that is not known, unless it may only be misplaced by what is broken before it.
    pub(crate) fn find_unknown(
        &mut self,
        span: Span<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if span.start < self.doubtful_from {
            self.find(span, message, "unknown", help);
        }
    }

    /// Where a parameter was set, if it was.
    pub(crate) fn span_of(&self, path: &str) -> Option<Span<usize>> {
        let found = self.spans.iter().rev().find(|(set, _)| *set == path);
        found.map(|(_, span)| span.clone())
    }

    /// Sets a parameter, or finds out why it cannot be set. `span` is the value's.
    pub(crate) fn put(&mut self, parameter: &Parameter, literal: &Literal, span: Span<usize>) {
        let path = parameter.path;
        let allowed = allowed(parameter.range, parameter.unit);
        match literal.value_for(parameter) {
            Ok(value) => {
                parameter
                    .set(&mut self.scenario, value)
                    .expect("the literal's value was admitted by the same range");
                self.spans.push((path, span));
            }
            Err(Refusal::OutOfRange) => {
                self.find(
                    span,
                    format!("`{path}` is out of its range"),
                    "out of range",
                    format!("give {allowed}"),
                );
            }
            Err(Refusal::WrongKind) => {
                let label = format!("this is {}", literal.kind());
                self.find(
                    span,
                    format!("`{path}` is of the wrong kind"),
                    label,
                    format!("give {allowed}"),
                );
            }
        }
    }

    /// Starts with another scenario; the findings so far stand.
    pub(crate) fn start_anew(&mut self, scenario: Scenario) {
        self.scenario = scenario;
        self.spans.clear();
    }

    /// Checks what no single parameter can say, and ends the examination.
    pub(crate) fn end(mut self, source: &Source) -> Result<Scenario, Report> {
        self.check(0..0);
        self.report(source)?;
        Ok(self.scenario)
    }

    /// Checks what no single parameter can say; `otherwise` is the text on which it is shown where nothing better is known.
    pub(crate) fn check(&mut self, otherwise: Span<usize>) {
        if let Err(conflict) = self.scenario.check() {
            let span = self.span_of_conflict(&conflict).unwrap_or(otherwise);
            self.find(
                span,
                conflict.to_string(),
                "in conflict with the rest",
                "change one of the two",
            );
        }
    }

    /// The report of all findings, if there are any.
    pub(crate) fn report(&mut self, source: &Source) -> Result<(), Report> {
        let findings = std::mem::take(&mut self.findings);
        Report::new(source, findings, self.left_out).map_or(Ok(()), Err)
    }

    /// The text that a conflict is best shown on.
    fn span_of_conflict(&self, conflict: &Conflict) -> Option<Span<usize>> {
        let Conflict::EndsBeforeStart { .. } = conflict else {
            return None;
        };
        let end = self.span_of("timing.end_year");
        end.or_else(|| self.span_of("timing.start_year"))
    }
}
