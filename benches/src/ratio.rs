//! A row of what must hold: a figure, its bounds, and whether they hold.

use crate::table::digits;

/// What was found, the least or most that it must be, and what was hoped for.
#[derive(Clone, Debug)]
pub(crate) struct Ratio {
    pub(crate) what: String,
    /// Which of ours.
    pub(crate) ours: &'static str,
    pub(crate) value: f64,
    pub(crate) must: Bound,
    /// Not for all of them.
    pub(crate) stretch: Option<Bound>,
    pub(crate) origin: Origin,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// Whether a bound was set before the queues were written, or by us afterwards, so that what was reached stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Origin {
    Before,
    Ours,
}

impl Bound {
    pub(crate) fn holds(self, value: f64) -> bool {
        match self {
            Self::AtLeast(bound) => value >= bound,
            Self::AtMost(bound) => value <= bound,
        }
    }

    fn words(self) -> String {
        match self {
            Self::AtLeast(bound) => format!("at least {bound}"),
            Self::AtMost(bound) => format!("at most {bound}"),
        }
    }

    /// Further on the same side.
    fn further(self, bound: f64) -> Self {
        match self {
            Self::AtLeast(_) => Self::AtLeast(bound),
            Self::AtMost(_) => Self::AtMost(bound),
        }
    }
}

impl Ratio {
    pub(crate) fn holds(&self) -> bool {
        self.must.holds(self.value)
    }

    pub(crate) fn row(&self) -> String {
        let origin = match self.origin {
            Origin::Before => "",
            Origin::Ours => " (ours)",
        };
        let stretch = self.stretch.map_or_else(String::new, Bound::words);
        let reached = match self.stretch {
            Some(stretch) if stretch.holds(self.value) => "yes",
            Some(_) => "no",
            None => "",
        };
        format!(
            "| {} | {} | {} | {}{origin} | {} | {stretch} | {reached} |\n",
            self.what,
            self.ours,
            digits(self.value),
            self.must.words(),
            if self.holds() { "yes" } else { "**no**" }
        )
    }

    pub(crate) fn or_better(mut self, stretch: Option<f64>) -> Self {
        self.stretch = stretch.map(|bound| self.must.further(bound));
        self
    }

    pub(crate) fn of_our_own(mut self) -> Self {
        self.origin = Origin::Ours;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_was_found_and_both_bounds() {
        let mut ratio = Ratio {
            what: "hold".to_owned(),
            ours: "HeapQueue",
            value: 2.5,
            must: Bound::AtLeast(2.0),
            stretch: None,
            origin: Origin::Before,
        };
        assert_eq!(
            ratio.row(),
            "| hold | HeapQueue | 2.50 | at least 2 | yes |  |  |\n"
        );
        ratio = ratio.or_better(Some(3.0)).of_our_own();
        assert_eq!(
            ratio.row(),
            "| hold | HeapQueue | 2.50 | at least 2 (ours) | yes | at least 3 | no |\n"
        );
        ratio.must = Bound::AtMost(2.0);
        ratio = ratio.or_better(Some(1.0));
        assert_eq!(
            ratio.row(),
            "| hold | HeapQueue | 2.50 | at most 2 (ours) | **no** | at most 1 | no |\n"
        );
    }
}
