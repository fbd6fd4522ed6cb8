//! Carrying out a request.

use clap::CommandFactory;
use clap_complete::Shell;
use polanyi_core::model::Year;

use super::arguments::{Arguments, Format, PageFormat};
use super::drawing::say;
use super::progress::Progress;
use super::request::{Board, Request, Run};
use super::studies;
use super::trouble::Trouble;
use crate::description::Table;
use crate::ensemble::Seeds;
use crate::facts::Scoreboard;
use crate::facts::item::items;
use crate::facts::runs::{Runs, Stop};
use crate::output::{
    Destination, Subject, csv, digests, json, outside_csv, outside_json, scoreboard_csv,
    scoreboard_json,
};
use crate::outside::Evaluation;
use crate::run::{Recording, record};
use crate::{description, places, text};

/// Does what `request` asks for.
pub(super) fn carry_out(request: Request) -> Result<(), Trouble> {
    let page = match request {
        Request::Run {
            run,
            format,
            destination,
        } => return run_and_deliver(&run, format, &destination),
        Request::Country {
            run,
            format,
            destination,
        } => return run.carry_out(format, &destination),
        Request::Digest(run) => return digest(&run),
        Request::CountryDigest(run) => return run.digest(),
        Request::Places => {
            text::place_list(places::all()) + &text::country_list(places::countries())
        }
        Request::Parameters => text::parameter_list(),
        Request::Model(format) => model(format),
        Request::FactList(place) => text::fact_list(place.as_ref()),
        Request::Scoreboard(board) => return scoreboard(&board),
        Request::Calibrate(calibration) => return calibration.carry_out(),
        Request::Outside {
            seeds,
            format,
            destination,
        } => return outside(seeds, format, &destination),
        Request::Signs(asked) => return studies::signs(&asked),
        Request::WhatIf(asked) => return studies::what_if(&asked),
        Request::Claims(asked) => return studies::claims(&asked),
        Request::Exhibit(exhibit) => return exhibit.carry_out(),
        Request::Completions(shell) => completions(shell),
        Request::Manual => manual(),
    };
    Ok(Destination::Standard.deliver(page.as_bytes())?)
}

fn run_and_deliver(run: &Run, format: Format, destination: &Destination) -> Result<(), Trouble> {
    destination.probe()?;
    deliver(run, &recorded(run)?, format, destination)
}

/// Delivers all years that were simulated, and only then tells what went wrong.
fn deliver(
    run: &Run,
    recording: &Recording,
    format: Format,
    destination: &Destination,
) -> Result<(), Trouble> {
    let subject = Subject {
        place: &run.place,
        seed: run.seed,
        recording,
    };
    let bytes = match format {
        Format::Text => text::report(subject).into_bytes(),
        Format::Json => json(subject),
        Format::Csv => csv(subject),
    };
    deliver_or_divert(&bytes, destination)?;
    warn_of_refusals(recording);
    ended(recording)
}

/// What was computed is not thrown away because a disk filled up meanwhile: it goes to standard output.
pub(super) fn deliver_or_divert(bytes: &[u8], destination: &Destination) -> Result<(), Trouble> {
    let Err(error) = destination.deliver(bytes) else {
        return Ok(());
    };
    let diverted =
        matches!(destination, Destination::File(_)) && Destination::Standard.deliver(bytes).is_ok();
    Err(if diverted {
        Trouble::Diverted(error)
    } else {
        error.into()
    })
}

/// A place that outgrew the tables of the run was shaped by them: whoever uses its figures must know.
fn warn_of_refusals(recording: &Recording) {
    let refused = |year: &Year| u64::from(year.measures.refused);
    let refused: u64 = recording.years.iter().map(refused).sum();
    if refused > 0 {
        say(&format!(
            "warning: {refused} founders and orders found no room in the run's tables (column `refused`); \
             fewer place.households, with a larger place.scale, leave more room"
        ));
    }
}

/// Delivers the scoreboard of all runs, and only then tells what went wrong in some.
fn scoreboard(board: &Board) -> Result<(), Trouble> {
    board.destination.probe()?;
    let items = items(board.place.as_ref(), board.role);
    let count = u64::try_from(Runs::count(&items, board.seeds)).unwrap_or(u64::MAX);
    let progress = Progress::of("The paper's facts", count, "runs");
    let runs = Runs::of(&items, board.seeds, || progress.advance())?;
    progress.end();
    let scores = Scoreboard::of(items, &runs);
    let bytes = match board.format {
        Format::Text => text::scoreboard(&scores).into_bytes(),
        Format::Json => scoreboard_json(&scores),
        Format::Csv => scoreboard_csv(&scores),
    };
    deliver_or_divert(&bytes, &board.destination)?;
    told(&runs)
}

/// Delivers what became of the districts outside the paper, and only then tells what went wrong in some runs.
fn outside(seeds: Seeds, format: Format, destination: &Destination) -> Result<(), Trouble> {
    destination.probe()?;
    let casts = Evaluation::casts();
    let count = u64::try_from(casts.len()).unwrap_or(u64::MAX);
    let count = count.saturating_mul(u64::from(seeds.count()));
    let progress = Progress::of("Districts outside the paper", count, "runs");
    let runs = Runs::of_casts(&casts, seeds, || progress.advance())?;
    progress.end();
    let evaluation = Evaluation::of(&runs);
    let bytes = match format {
        Format::Text => text::outside(&evaluation).into_bytes(),
        Format::Json => outside_json(&evaluation),
        Format::Csv => outside_csv(&evaluation),
    };
    deliver_or_divert(&bytes, destination)?;
    told(&runs)
}

/// Warns of runs that outgrew their tables, and tells of one that stopped before its end.
fn told(runs: &Runs) -> Result<(), Trouble> {
    for (key, refused) in runs.refusals() {
        say(&format!(
            "warning: {key}: {refused} founders and orders found no room in the run's tables, in all runs together"
        ));
    }
    match runs.stops().next() {
        Some(Stop { key, seed, error }) => Err(Trouble::OneStopped {
            key: key.to_owned(),
            seed,
            error,
        }),
        None => Ok(()),
    }
}

fn digest(run: &Run) -> Result<(), Trouble> {
    let recording = recorded(run)?;
    Destination::Standard.deliver(digests(&recording).as_bytes())?;
    ended(&recording)
}

fn recorded(run: &Run) -> Result<Recording, Trouble> {
    let progress = Progress::of(&run.place.name, u64::from(run.years()), "years");
    let recording = record(&run.place.scenario, run.seed, run.last, |_| {
        progress.advance();
    })?;
    progress.end();
    Ok(recording)
}

/// A fault is told after everything before it was delivered.
fn ended(recording: &Recording) -> Result<(), Trouble> {
    let years = recording.years.len();
    match recording.fault {
        Some(error) => Err(Trouble::Stopped { years, error }),
        None => Ok(()),
    }
}

/// The model's tables, one below the other.
fn model(format: PageFormat) -> String {
    let page = |table: &Table| match format {
        PageFormat::Text => table.text(),
        PageFormat::Markdown => format!("## {}\n\n{}", table.title, table.markdown()),
    };
    let pages: Vec<String> = description::tables().iter().map(page).collect();
    pages.join("\n")
}

fn completions(shell: Shell) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "polanyi", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn manual() -> String {
    let mut bytes = Vec::new();
    let page = clap_mangen::Man::new(Arguments::command());
    page.render(&mut bytes).expect("a vector takes all bytes");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use polanyi_core::kernel::simulation::RunError;
    use polanyi_core::kernel::time::Instant;
    use polanyi_core::model::Fault;
    use polanyi_core::model::event::Event;
    use polanyi_core::model::run::Planned;

    use super::*;
    use crate::cli::exit::Exit;

    /// No scenario is known that makes the model fail, so the failure is made by hand.
    #[test]
    fn years_before_a_fault_are_delivered() {
        let place = places::place(places::DEFAULT).expect("it is built in");
        let mut recording = record(&place.scenario, 1, Some(1984), |_| ()).expect("it starts");
        recording.fault = Some(RunError::Fault {
            at: Instant::from_ticks(7),
            event: Planned {
                cluster: 0,
                event: Event::Sample,
            },
            fault: Fault::Span { years: 0.5 },
        });
        let run = Run {
            place,
            seed: 1,
            last: None,
        };
        for (format, needle) in [
            (Format::Json, "\"fault\": \""),
            (Format::Csv, ",1984,"),
            (Format::Text, "stopped early"),
        ] {
            let path = std::env::temp_dir()
                .join(format!("polanyi-fault-{}-{format:?}", std::process::id()));
            let trouble =
                deliver(&run, &recording, format, &Destination::File(path.clone())).unwrap_err();
            let written = fs::read_to_string(&path).expect("it was written");
            fs::remove_file(&path).expect("it can be removed");
            assert!(
                written.contains(needle) && written.contains("1984"),
                "{written}"
            );
            assert_eq!(trouble.exit(), Exit::Failure);
            assert!(
                trouble.to_string().contains("stopped after 7 years"),
                "{trouble}"
            );
        }
    }
}
