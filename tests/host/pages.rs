//! The pages for a reader: a recording made by hand as a golden page, and the shape of every real one.

use polanyi::output::Subject;
use polanyi::places;
use polanyi::run::Recording;
use polanyi_core::model::Year;
use polanyi_core::model::measures::{Measures, Openness};
use snapbox::{assert_data_eq, file};

use crate::command::polanyi;

/// A year of a place that grows by a tenth a year and opens slowly.
#[expect(clippy::cast_precision_loss, reason = "some decades")]
fn year(number: u32) -> Year {
    let age = (number - 1978) as f32;
    let growth = 1.1_f32.powf(age);
    let share = (age / 40.0).min(1.0);
    let measures = Measures {
        year: number,
        policy: if number < 1981 {
            0.1
        } else if number < 2009 {
            1.0
        } else {
            0.4
        },
        trade: 30.0,
        firms: 20.0 * growth,
        firms_by_segment: [10.0, 5.0, 4.0, 1.0],
        firms_by_origin: [20.0, 0.0, 0.0],
        factories: 2.0,
        laboratories: 0.0,
        processing_firms: 3.0,
        entries: 2.0,
        exits: 1.0,
        survival: Some(0.5),
        kin_chain: None,
        refused: 0,
        employment: 100_000.0 * growth,
        machines: 100.0 * growth,
        output: 90.0 * growth,
        sales: 30.0 * growth,
        national_share: Some(share),
        world_share: Some(0.0),
        wage: 0.05 + share / 2.0,
        wage_share: Some(0.75),
        capability: Some(0.1),
        division: 3.0,
        value_chain: (age > 0.0).then_some(share),
        processing_share: Some(1.0 - share),
        openness: Openness {
            export_share: Some(share),
            foreign_capital_share: None,
            foreign_buyer_share: Some(share / 4.0),
        },
        channels: [Some(0.2), Some(0.5), Some(0.25), Some(0.05), Some(0.0)],
        governance: [Some(1.0 - share), Some(share), Some(0.0)],
        transaction_cost: Some(0.1),
        failures: Some(0.05),
        homogeneity: Some(0.3),
        markup: Some(0.125),
        stalls: if number < 1982 {
            0
        } else {
            700 * (number - 1981)
        },
        stall_capacity: 30_000,
        varieties: 40,
        buyers_domestic: 30_000.0,
        buyers_foreign: 8_000.0,
        exporting_stalls: Some(share),
        members: None,
        services: 0.0,
        collective_assets: 0.1,
        crisis_survival: None,
    };
    Year {
        measures,
        digest: u64::from(number),
    }
}

fn recording(years: std::ops::RangeInclusive<u32>) -> Recording {
    let years: Vec<Year> = years.map(year).collect();
    Recording {
        digest: years.last().map_or(0, |year| year.digest),
        years,
        events: 12_345,
        fault: None,
    }
}

/// A place whose words no change of a scenario file moves.
fn place() -> polanyi::scenario_file::Place {
    let mut place = places::place("yiwu").unwrap();
    "A place made by hand.".clone_into(&mut place.summary);
    place.scenario = polanyi_core::model::Scenario::DEFAULT;
    place
}

fn page(recording: &Recording) -> String {
    polanyi::text::report(Subject {
        place: &place(),
        seed: 7,
        recording,
    })
}

#[test]
fn a_whole_report() {
    assert_data_eq!(
        page(&recording(1978..=2018)),
        file!["../golden/host/report.txt"].raw()
    );
}

#[test]
fn a_report_of_few_years_or_none() {
    for last in [1978, 1979, 1981] {
        assert_shape(&page(&recording(1978..=last)));
    }
    let none = Recording {
        years: Vec::new(),
        digest: 0,
        events: 0,
        fault: None,
    };
    assert!(page(&none).contains("No year was simulated"));
}

#[test]
fn every_place_fits_into_eighty_columns() {
    for place in places::all() {
        for seed in ["1", "18446744073709551615"] {
            assert_shape(&polanyi(["run", &place.key, "--seed", seed]).out);
        }
    }
}

#[test]
fn without_arguments_the_default_place_is_shown() {
    let shown = polanyi([""; 0]);
    assert_eq!(shown.out, polanyi(["run", places::DEFAULT]).out);
    assert!(shown.out.contains("seed 2020"));
}

/// No line is too wide, none ends in blanks, and nothing in it steers a terminal.
fn assert_shape(page: &str) {
    assert!(page.ends_with('\n'));
    for line in page.lines() {
        assert!(line.chars().count() < 80, "{line:?}");
        assert_eq!(line, line.trim_end(), "{line:?}");
        assert!(!line.contains(char::is_control), "{line:?}");
    }
}
