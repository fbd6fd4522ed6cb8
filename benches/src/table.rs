//! A table of costs: who, at what size, how many nanoseconds; as Markdown for readers and as CSV for figures.

use std::fmt::Write as _;

use crate::rounds::Cost;

/// Costs of the same contenders at several sizes.
#[derive(Clone, Debug)]
pub struct Table {
    /// A short key, for the file.
    pub key: &'static str,
    /// What was measured.
    pub title: String,
    /// The sizes.
    pub columns: Vec<String>,
    /// A name, and a cost for each column.
    pub rows: Vec<(&'static str, Vec<f64>)>,
}

impl Table {
    /// A table without columns.
    pub fn new(key: &'static str, title: impl Into<String>) -> Self {
        Self {
            key,
            title: title.into(),
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Adds a column. The contenders are the same in every one.
    pub fn add(&mut self, column: impl Into<String>, costs: Vec<Cost>) {
        if self.rows.is_empty() {
            self.rows = costs.iter().map(|cost| (cost.name, Vec::new())).collect();
        }
        self.columns.push(column.into());
        for (row, cost) in self.rows.iter_mut().zip(costs) {
            row.1.push(cost.ns);
        }
    }

    /// What a contender costs in a column.
    pub fn cost(&self, name: &str, column: &str) -> Option<f64> {
        let index = self.columns.iter().position(|other| other == column)?;
        let (_, costs) = self.rows.iter().find(|(other, _)| *other == name)?;
        costs.get(index).copied()
    }

    /// The table in Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("{}\n\n| |", self.title);
        for column in &self.columns {
            let _ = write!(text, " {column} |");
        }
        text.push_str("\n|---|");
        text.push_str(&"--:|".repeat(self.columns.len()));
        for (name, costs) in &self.rows {
            let _ = write!(text, "\n| {name} |");
            for cost in costs {
                let _ = write!(text, " {} |", digits(*cost));
            }
        }
        text.push('\n');
        text
    }

    /// A line for each cost: table, contender, column, nanoseconds.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        for (name, costs) in &self.rows {
            for (column, cost) in self.columns.iter().zip(costs) {
                let _ = writeln!(text, "{};{name};{column};{cost:.2}", self.key);
            }
        }
        text
    }
}

/// About three digits.
pub fn digits(value: f64) -> String {
    match value {
        value if value >= 99.5 => format!("{value:.0}"),
        value if value >= 9.95 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}
