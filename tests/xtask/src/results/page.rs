//! The page: which block shows what, and how tables and numbers are written.

use super::answers::Answers;
use super::evaluations::seeds_of;
use super::{comparisons, effects, failures, scale, targets};

/// The content of a block; nothing for a name that no block has.
pub(super) fn content(name: &str, answers: &Answers, seeds: u32) -> Option<String> {
    let Answers {
        facts,
        signs,
        what_if,
        ablation,
        claims,
        outside,
        scaled,
        country,
    } = answers;
    let (command, content) = match name {
        "targets" => (
            "facts`, `polanyi signs`, `polanyi signs --ablate",
            targets::targets(answers),
        ),
        "facts-totals" => ("facts", comparisons::totals(facts)),
        "facts" => ("facts", comparisons::facts(facts)),
        "outside" => ("outside", comparisons::outside(outside)),
        "signs" => ("signs", effects::matrix(signs)),
        "interactions" => ("signs", effects::interactions(signs)),
        "counterfactuals" => ("what-if all", effects::studies(what_if)),
        "ablation" => ("signs --ablate", effects::studies(ablation)),
        "claims-totals" => ("claims", effects::totals(claims)),
        "claims" => ("claims", effects::claims(claims)),
        "scale" => ("run yiwu --set place.scale=...", scale::scales(scaled)),
        "country" => ("run zhejiang", scale::history(country)),
        "failures" => (
            "facts`, `polanyi signs`, `polanyi claims`, `polanyi what-if all`, `polanyi outside",
            failures::failures(answers),
        ),
        _ => return None,
    };
    let of_signs = seeds_of("signs", seeds);
    let seeds = match name {
        // A run of a whole country takes minutes, so there is one.
        "country" => "seed 1".to_owned(),
        "signs" | "interactions" => format!("{of_signs} seeds"),
        "targets" | "failures" if of_signs != seeds => {
            format!("{seeds} seeds, {of_signs} of signs")
        }
        _ => format!("{seeds} seeds"),
    };
    Some(format!(
        "*Made by `polanyi {command}`, {seeds}.*\n\n{content}"
    ))
}

/// A Markdown table.
pub(super) fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut lines = line(heads.iter().map(ToString::to_string).collect());
    lines.push_str(&line(heads.iter().map(|_| "---".to_owned()).collect()));
    for row in rows {
        // A bar would start a new cell.
        lines.push_str(&line(
            row.iter().map(|cell| cell.replace('|', "\\|")).collect(),
        ));
    }
    lines
}

/// A number with about three digits, thousands apart; nothing is a dash.
pub(super) fn number(number: Option<f64>) -> String {
    let Some(number) = number else {
        return "–".to_owned();
    };
    match number.abs() {
        size if size >= 999.5 => grouped(number),
        size if size >= 99.95 => format!("{number:.0}"),
        size if size >= 9.995 => format!("{number:.1}"),
        size if size >= 0.0995 || size == 0.0 => format!("{number:.2}"),
        _ => format!("{number:.3}"),
    }
}

/// Low to high.
pub(super) fn band(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (None, None) => "–".to_owned(),
        _ => format!("{} to {}", number(low), number(high)),
    }
}

/// A whole number, thousands apart.
fn grouped(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if number < 0.0 {
        format!("-{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{band, number, table};

    #[test]
    fn numbers_have_about_three_digits() {
        let numbers = [
            -1_234_567.0,
            23_000.0,
            999.7,
            123.4,
            12.34,
            1.234,
            -0.012,
            0.0,
        ];
        assert_eq!(
            numbers.map(|value| number(Some(value))),
            [
                "-1 234 567",
                "23 000",
                "1 000",
                "123",
                "12.3",
                "1.23",
                "-0.012",
                "0.00"
            ]
        );
        assert_eq!(band(None, None), "–");
        assert_eq!(band(Some(0.5), Some(2000.0)), "0.50 to 2 000");
    }

    #[test]
    fn a_bar_starts_no_cell() {
        let lines = table(&["a"], [vec!["x|y".to_owned()]]);
        assert_eq!(lines, "| a |\n| --- |\n| x\\|y |\n");
    }
}
