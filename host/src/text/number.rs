//! Numbers as a reader sees them.

/// A count, in groups of three digits: `23 000`.
pub(super) fn count(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| str::from_utf8(group).unwrap_or_default())
        .collect();
    let sign = if number <= -0.5 { "-" } else { "" };
    format!("{sign}{}", groups.join(" "))
}

/// A number with about three significant digits; counts from a thousand on in groups.
pub(super) fn brief(number: f64) -> String {
    match number.abs() {
        size if size >= 999_500.0 => format!("{:.1} M", number / 1e6),
        size if size >= 100.0 => count(number),
        size if size >= 10.0 => format!("{number:.1}"),
        0.0 => "0".to_owned(),
        _ => format!("{number:.2}"),
    }
}

/// A number with about three significant digits however small it is: `0.83`, `0.0041`, `-12.3`.
pub(super) fn fine(number: f64) -> String {
    match number.abs() {
        0.0 => "0".to_owned(),
        size if size >= 0.095 => brief(number),
        size if size >= 0.000_95 => format!("{number:.4}"),
        _ => format!("{number:.1e}"),
    }
}

/// The same with its sign, whichever it is.
pub(super) fn signed(number: f64) -> String {
    let sign = if number > 0.0 { "+" } else { "" };
    sign.to_owned() + &fine(number)
}

/// A share as a percentage.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    // A digit behind the point where it says something: 2.8 %, but 5 % and 60 %.
    if percent < 9.95 && (percent - percent.round()).abs() >= 0.05 {
        format!("{percent:.1} %")
    } else {
        format!("{percent:.0} %")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_stand_in_groups() {
        assert_eq!(count(0.4), "0");
        assert_eq!(count(999.6), "1 000");
        assert_eq!(count(1_234_567.0), "1 234 567");
        assert_eq!(count(-1_500.0), "-1 500");
    }

    #[test]
    fn small_differences_keep_their_digits() {
        assert_eq!(signed(0.831), "+0.83");
        assert_eq!(signed(-0.0412), "-0.0412");
        assert_eq!(signed(0.000_2), "+2.0e-4");
        assert_eq!(
            (signed(0.0), signed(-1_234.5)),
            ("0".to_owned(), "-1 234".to_owned())
        );
    }

    #[test]
    fn shares_keep_two_digits() {
        assert_eq!(percent(0.0), "0 %");
        assert_eq!(percent(0.0279), "2.8 %");
        assert_eq!(percent(0.05), "5 %");
        assert_eq!(percent(0.6), "60 %");
    }
}
