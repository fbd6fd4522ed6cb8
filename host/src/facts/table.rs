//! A built-in table: CSV with a header, its cells by name.

use csv::StringRecord;

/// A row, with the table's header.
#[derive(Debug)]
pub(crate) struct Row {
    header: StringRecord,
    cells: StringRecord,
}

impl Row {
    /// The cell in a column; empty if there is no such column.
    pub(crate) fn text(&self, column: &str) -> &str {
        let index = self.header.iter().position(|name| name == column);
        index
            .and_then(|index| self.cells.get(index))
            .unwrap_or_default()
    }
}

/// All rows of a built-in table.
///
/// # Panics
///
/// If it is no table, which the tests of those who read it rule out.
pub(crate) fn rows(text: &str) -> Vec<Row> {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let header = table
        .headers()
        .expect("a built-in table has a header")
        .clone();
    let row = |cells: Result<StringRecord, csv::Error>| Row {
        header: header.clone(),
        cells: cells.expect("a test reads every row"),
    };
    table.records().map(row).collect()
}
