//! Settings: `stage.wage=0.1`, parameters set on a command line.

use polanyi_core::model::Scenario;
use polanyi_core::model::scenario::{parameter, parameters};

use super::document::brief;
use super::examination::Examination;
use super::finding::Report;
use super::literal::Literal;
use super::nearest::advice;
use super::source::Source;

/// What comes before each setting where findings are shown.
const OPTION: &str = "--set ";

/// The scenario with every `path=value` of `settings` set, or everything that is wrong with them.
pub fn set<S: AsRef<str>>(scenario: &Scenario, settings: &[S]) -> Result<Scenario, Report> {
    let words: Vec<String> = settings
        .iter()
        .map(|setting| format!("{OPTION}{}", setting.as_ref()))
        .collect();
    let source = Source::new("command line", &words.join(" "));
    let mut examination = Examination::new(scenario.clone());
    let mut start = 0;
    for setting in settings {
        start += OPTION.len();
        one(&mut examination, setting.as_ref(), start);
        start += setting.as_ref().len() + 1;
    }
    examination.end(&source)
}

/// One setting, which begins at `start` of the source.
fn one(examination: &mut Examination, setting: &str, start: usize) {
    let Some((path, value)) = setting.split_once('=') else {
        let span = start..start + setting.len();
        examination.find(
            span,
            "a setting has no value",
            "no `=`",
            "write `--set stage.wage=0.1`",
        );
        return;
    };
    let (path_span, value_start) = (start..start + path.len(), start + path.len() + 1);
    let (path, word) = (path.trim(), value.trim());
    match parameter(path) {
        Some(parameter) if examination.span_of(parameter.path).is_some() => {
            examination.find(
                path_span,
                format!("`{path}` is set twice"),
                "again",
                "leave one of the two out",
            );
        }
        Some(parameter) => {
            examination.put(
                parameter,
                &Literal::of_word(word),
                value_start..value_start + value.len(),
            );
        }
        None => {
            let paths = parameters().map(|parameter| parameter.path);
            let help = advice(path, paths, "`polanyi parameters` lists all paths");
            examination.find(
                path_span,
                format!("there is no parameter `{}`", brief(path)),
                "unknown",
                help,
            );
        }
    }
}
