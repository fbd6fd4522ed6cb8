//! Columns: every measure of a year under one dotted name, for CSV, JSON and the comparison with facts.

use std::fmt;

use polanyi_core::model::measures::{Measures, Openness};
use polanyi_core::model::nouns::{Channel, Mode, Origin, Segment};

/// A value in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    /// A real number.
    Real(f32),
    /// A count.
    Whole(u32),
    /// A share of nothing.
    Nothing,
}

impl Cell {
    /// The number, if there is one.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Real(number) => Some(f64::from(number)),
            Self::Whole(number) => Some(f64::from(number)),
            Self::Nothing => None,
        }
    }
}

/// Shortest digits that bring back the same value; nothing for nothing and for what is no number.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Two printers of shortest digits can differ in the last one, so CSV borrows JSON's.
            Self::Real(number) if number.is_finite() => {
                f.write_str(&serde_json::to_string(number).map_err(|_| fmt::Error)?)
            }
            Self::Whole(number) => number.fmt(f),
            Self::Real(_) | Self::Nothing => Ok(()),
        }
    }
}

impl From<f32> for Cell {
    fn from(number: f32) -> Self {
        Self::Real(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Whole(number)
    }
}

impl From<Option<f32>> for Cell {
    fn from(number: Option<f32>) -> Self {
        number.map_or(Self::Nothing, Self::Real)
    }
}

/// A measure by name.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name; a dot leads into a group.
    pub path: &'static str,
    /// Its value in a year.
    pub of: fn(&Measures) -> Cell,
}

impl Column {
    /// The group of the column, and its name in it.
    pub fn group(&self) -> (Option<&'static str>, &'static str) {
        match self.path.split_once('.') {
            Some((group, name)) => (Some(group), name),
            None => (None, self.path),
        }
    }
}

/// The column of a name.
pub fn column(path: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.path == path)
}

macro_rules! columns {
    ($($path:literal => $($field:ident).+ $([$index:expr])?;)+) => {
        &[$(Column { path: $path, of: |year| year.$($field).+ $([$index.index()])?.into() }),+]
    };
}

/// All columns, in the order of the outputs. Columns of a group stand together.
pub const COLUMNS: &[Column] = columns! {
    "year" => year;
    "policy" => policy;
    "trade" => trade;
    "firms" => firms;
    "firms_by_segment.processing" => firms_by_segment[Segment::Processing];
    "firms_by_segment.parts" => firms_by_segment[Segment::Parts];
    "firms_by_segment.finished" => firms_by_segment[Segment::Finished];
    "firms_by_segment.design" => firms_by_segment[Segment::Design];
    "firms_by_origin.family" => firms_by_origin[Origin::Family];
    "firms_by_origin.transplant" => firms_by_origin[Origin::Transplant];
    "firms_by_origin.foreign" => firms_by_origin[Origin::Foreign];
    "processing_firms" => processing_firms;
    "entries" => entries;
    "exits" => exits;
    "refused" => refused;
    "factories" => factories;
    "laboratories" => laboratories;
    "survival" => survival;
    "kin_chain" => kin_chain;
    "employment" => employment;
    "machines" => machines;
    "output" => output;
    "sales" => sales;
    "national_share" => national_share;
    "world_share" => world_share;
    "wage" => wage;
    "wage_share" => wage_share;
    "capability" => capability;
    "division" => division;
    "value_chain" => value_chain;
    "processing_share" => processing_share;
    "openness.export_share" => openness.export_share;
    "openness.foreign_capital_share" => openness.foreign_capital_share;
    "openness.foreign_buyer_share" => openness.foreign_buyer_share;
    "channels.order" => channels[Channel::Order];
    "channels.market" => channels[Channel::Market];
    "channels.local_trade" => channels[Channel::LocalTrade];
    "channels.consortium" => channels[Channel::Consortium];
    "channels.own_brand" => channels[Channel::OwnBrand];
    "governance.kin" => governance[Mode::Kin];
    "governance.market" => governance[Mode::Market];
    "governance.association" => governance[Mode::Association];
    "transaction_cost" => transaction_cost;
    "failures" => failures;
    "homogeneity" => homogeneity;
    "markup" => markup;
    "stalls" => stalls;
    "stall_capacity" => stall_capacity;
    "varieties" => varieties;
    "buyers_domestic" => buyers_domestic;
    "buyers_foreign" => buyers_foreign;
    "exporting_stalls" => exporting_stalls;
    "members" => members;
    "services" => services;
    "collective_assets" => collective_assets;
    "crisis_survival" => crisis_survival;
};

/// Fails to compile when the model measures something that has no column: add it above, to the schema, and here.
#[expect(
    dead_code,
    unused_variables,
    reason = "only the pattern matters: it has no `..`"
)]
fn every_measure_has_a_column(measures: &Measures) {
    let Measures {
        year,
        policy,
        trade,
        firms,
        firms_by_segment,
        firms_by_origin,
        processing_firms,
        entries,
        exits,
        refused,
        factories,
        laboratories,
        survival,
        kin_chain,
        employment,
        machines,
        output,
        sales,
        national_share,
        world_share,
        wage,
        wage_share,
        capability,
        division,
        value_chain,
        processing_share,
        openness,
        channels,
        governance,
        transaction_cost,
        failures,
        homogeneity,
        markup,
        stalls,
        stall_capacity,
        varieties,
        buyers_domestic,
        buyers_foreign,
        exporting_stalls,
        members,
        services,
        collective_assets,
        crisis_survival,
    } = measures;
    let Openness {
        export_share,
        foreign_capital_share,
        foreign_buyer_share,
    } = openness;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names in `group` must be those of the nouns, in the same order.
    fn assert_named(group: &str, nouns: &[&str]) {
        let names: Vec<&str> = COLUMNS
            .iter()
            .map(Column::group)
            .filter(|(of, _)| *of == Some(group))
            .map(|(_, name)| name)
            .collect();
        assert_eq!(names, nouns);
    }

    #[test]
    fn groups_are_named_like_the_nouns_of_the_model() {
        assert_named(
            "firms_by_segment",
            &Segment::ALL
                .iter()
                .map(|noun| noun.name())
                .collect::<Vec<_>>(),
        );
        assert_named(
            "firms_by_origin",
            &Origin::ALL
                .iter()
                .map(|noun| noun.name())
                .collect::<Vec<_>>(),
        );
        assert_named(
            "channels",
            &Channel::ALL
                .iter()
                .map(|noun| noun.name())
                .collect::<Vec<_>>(),
        );
        assert_named(
            "governance",
            &Mode::ALL.iter().map(|noun| noun.name()).collect::<Vec<_>>(),
        );
    }

    #[test]
    fn what_is_no_number_is_an_empty_cell() {
        assert_eq!(Cell::Real(f32::NAN).to_string(), "");
        assert_eq!(Cell::from(None).to_string(), "");
        assert_eq!(Cell::Real(0.1).to_string(), "0.1");
    }
}
