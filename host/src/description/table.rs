//! A table of a description, as Markdown and as a page for a terminal.

use std::fmt::Write as _;

use crate::text::wrapped;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name, one word: a document's block is filled by it.
    pub name: &'static str,
    /// What stands in it, in a sentence.
    pub title: &'static str,
    /// The heads of its columns.
    pub heads: Vec<&'static str>,
    /// Its rows, each as long as the heads.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as Markdown.
    pub fn markdown(&self) -> String {
        let line = |cells: &mut dyn Iterator<Item = String>| {
            format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
        };
        let mut lines = line(&mut self.heads.iter().map(ToString::to_string));
        lines.push_str(&line(&mut self.heads.iter().map(|_| "---".to_owned())));
        for row in &self.rows {
            // A bar would start a new cell.
            lines.push_str(&line(&mut row.iter().map(|cell| cell.replace('|', "\\|"))));
        }
        lines
    }

    /// The table as a page of 79 columns: each row under its first cell.
    pub fn text(&self) -> String {
        let mut lines = format!("{}\n", self.title);
        for row in &self.rows {
            let Some((first, cells)) = row.split_first() else {
                continue;
            };
            let _ = writeln!(lines, "\n  {first}");
            for (head, cell) in self.heads.iter().skip(1).zip(cells) {
                if !cell.is_empty() {
                    lines.push_str(&wrapped(&format!("    {head}: {cell}"), 6));
                }
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn table() -> Table {
        Table {
            name: "causes",
            title: "Causes",
            heads: vec!["Cause", "Poles", "Unit"],
            rows: vec![vec![
                "stage".into(),
                "backward|developed".into(),
                String::new(),
            ]],
        }
    }

    #[test]
    fn a_bar_in_a_cell_starts_no_new_one() {
        let expected =
            "| Cause | Poles | Unit |\n| --- | --- | --- |\n| stage | backward\\|developed |  |\n";
        assert_eq!(table().markdown(), expected);
    }

    #[test]
    fn empty_cells_are_not_named_to_a_reader() {
        assert_eq!(
            table().text(),
            "Causes\n\n  stage\n    Poles: backward|developed\n"
        );
    }
}
