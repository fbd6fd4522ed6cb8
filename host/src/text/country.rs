//! A run of several clusters as a page: the clusters beside each other in the last year, and all of them together over the decades.

use std::fmt::Write as _;

use polanyi_core::model::measures::Measures;
use polanyi_core::model::nouns::{Channel, Mode};

use super::number::{brief, count, percent};
use super::wrapped;
use crate::output::{CountrySubject, hexadecimal};
use crate::run::CountryYear;

/// Columns of a cluster's name.
const NAME: usize = 17;

/// The page.
pub fn country_report(subject: CountrySubject<'_>) -> String {
    let years = &subject.recording.years;
    let mut page = header(subject);
    let Some(last) = years.last() else {
        page.push_str("\nNo year was simulated.\n");
        return page;
    };
    let when = format!("Clusters in {}", last.calendar_year());
    let _ = write!(page, "\n{}", line(&when, &heading("channel", "mode")));
    for (place, measures) in subject.country.clusters.iter().zip(&last.clusters) {
        page.push_str(&line(&place.name, &figures(measures)));
    }
    let _ = write!(page, "\n{}", line("Together", &heading("", "")));
    for year in decades(years) {
        page.push_str(&line(
            &year.calendar_year().to_string(),
            &figures_of_all(year),
        ));
    }
    page
}

/// What was run, and by which numbers it can be repeated.
fn header(subject: CountrySubject<'_>) -> String {
    let CountrySubject {
        country,
        seed,
        recording,
    } = subject;
    let span = match (recording.years.first(), recording.years.last()) {
        (Some(first), Some(last)) => {
            format!(": {} to {}", first.calendar_year(), last.calendar_year())
        }
        _ => String::new(),
    };
    let mut lines = format!("{}{span}\n", country.name);
    if !country.summary.is_empty() {
        lines.push_str(&wrapped(&country.summary, 0));
    }
    let clusters = country.clusters.len();
    let digest = hexadecimal(recording.digest);
    let events = u32::try_from(recording.events).unwrap_or(u32::MAX);
    let events = count(f64::from(events));
    let _ = writeln!(
        lines,
        "\n  {clusters} clusters, seed {seed}, digest {digest}, {events} events"
    );
    if let Some(fault) = &recording.fault {
        lines.push_str(&wrapped(&format!("  The run stopped early: {fault}"), 2));
    }
    lines
}

/// Firms, workers, output, position in the value chain, exports, channel, mode.
type Figures = [String; 7];

fn line(who: &str, figures: &Figures) -> String {
    let [firms, workers, output, chain, exports, channel, mode] = figures;
    // A name of any length must not push the figures aside.
    let who: String = who.chars().take(NAME - 1).collect();
    let line = format!(
        "{who:<NAME$}{firms:>8}{workers:>9}{output:>9}{chain:>6}{exports:>8}  {channel:<12}{mode}"
    );
    format!("{}\n", line.trim_end())
}

fn heading(channel: &str, mode: &str) -> Figures {
    [
        "firms", "workers", "output", "chain", "exports", channel, mode,
    ]
    .map(str::to_owned)
}

fn figures(year: &Measures) -> Figures {
    let share = |share: Option<f32>| share.map_or("-".to_owned(), |share| percent(share.into()));
    let channel = dominant(&year.channels).and_then(|place| Channel::ALL.get(place));
    let mode = dominant(&year.governance).and_then(|place| Mode::ALL.get(place));
    [
        brief(year.firms.into()),
        brief(year.employment.into()),
        brief(year.output.into()),
        share(year.value_chain),
        share(year.openness.export_share),
        channel.map_or("-".to_owned(), |channel| channel.name().replace('_', " ")),
        mode.map_or("-".to_owned(), |mode| mode.name().to_owned()),
    ]
}

fn figures_of_all(year: &CountryYear) -> Figures {
    let total = |of: fn(&Measures) -> f32| -> f64 {
        let each = year.clusters.iter().map(|cluster| f64::from(of(cluster)));
        each.sum()
    };
    let sales = total(|year| year.sales);
    // Shares of sales are those of all sales together.
    let weighed = |of: fn(&Measures) -> Option<f32>| {
        let each = year.clusters.iter().filter_map(|cluster| {
            of(cluster).map(|share| f64::from(share) * f64::from(cluster.sales))
        });
        let sum: f64 = each.sum();
        if sales > 0.0 {
            percent(sum / sales)
        } else {
            "-".to_owned()
        }
    };
    [
        brief(total(|year| year.firms)),
        brief(total(|year| year.employment)),
        brief(total(|year| year.output)),
        weighed(|year| year.value_chain),
        weighed(|year| year.openness.export_share),
        String::new(),
        String::new(),
    ]
}

/// The place of the largest share, if there is any.
fn dominant(shares: &[Option<f32>]) -> Option<usize> {
    let known = shares
        .iter()
        .enumerate()
        .filter_map(|(place, share)| share.map(|share| (place, share)));
    known
        .max_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(place, _)| place)
}

/// The first year, the first of each decade, and the last.
fn decades(years: &[CountryYear]) -> impl Iterator<Item = &CountryYear> {
    let last = years.len().saturating_sub(1);
    years.iter().enumerate().filter_map(move |(place, year)| {
        let shown = place == 0 || place == last || year.calendar_year() % 10 == 0;
        shown.then_some(year)
    })
}
