//! Dates as pages show them to people: `Apr 30, 2031`, `30. April 2031`, `30 de abril de 2031`, `30.04.2031`.

use crate::tables::rows;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Pages are younger than this year.
const FIRST_YEAR: i16 = 1990;
/// No page speaks of its own publication in a later year.
const LAST_YEAR: i16 = 2100;

static MONTHS: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    rows(include_str!("months.tsv"))
        .filter_map(|(month, names)| Some((month.parse::<i8>().ok()?, names)))
        .flat_map(|(month, names)| names.split(' ').map(move |name| (name, month)))
        .collect()
});

/// The first day that a line of text names with its year. `month_first` says how `4/5/2031` is meant.
pub(super) fn find(text: &str, month_first: bool) -> Option<Date> {
    let tokens: Vec<&str> = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let rest = &tokens[at..];
        named(rest).or_else(|| numbered(rest, month_first))
    })
}

/// The day with which a text begins, or which stands in brackets behind the place where it was written: `30.04.2031 – The gate`,
/// `Port Maren (30 April 2031). The gate`.
pub(super) fn at_start(text: &str, month_first: bool) -> Option<Date> {
    let tokens: Vec<&str> = tokens(text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text));
    let bracket = tokens.iter().take(PLACE).position(|token| *token == "(").map(|at| at + 1);
    [Some(0), bracket].into_iter().flatten().find_map(|at| {
        let rest = &tokens[at..];
        named(rest).or_else(|| numbered(rest, month_first))
    })
}

/// So many bytes of a text are its beginning, and so many of its parts may name a place.
const HEAD: usize = 120;
const PLACE: usize = 6;

/// Runs of letters, runs of digits, and single marks; white space is left out.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| {
        if c.is_ascii_digit() {
            0
        } else if c.is_alphabetic() {
            1
        } else {
            2
        }
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before = 3;
    for (at, c) in text.char_indices() {
        let here = if c.is_whitespace() { 3 } else { kind(c) };
        if here != before || here == 2 {
            if before != 3 {
                tokens.push(&text[start..at]);
            }
            start = at;
        }
        before = here;
    }
    if before != 3 {
        tokens.push(&text[start..]);
    }
    tokens
}

/// `April 30, 2031`, `30 April 2031`, `30. de abril de 2031`, `2031 April 30`: at the start.
fn named(tokens: &[&str]) -> Option<Date> {
    // Marks and small words between the parts.
    let is_between = |token: &&&str| {
        matches!(
            **token,
            "." | ","
                | "de"
                | "del"
                | "of"
                | "st"
                | "nd"
                | "rd"
                | "th"
                | "er"
                | "º"
                | "o"
                | "the"
                | "г"
                | "-"
                | "/"
        )
    };
    let mut parts = tokens.iter().take(9).filter(|token| !is_between(token));
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let month = |token: &str| MONTHS.get(token.to_lowercase().as_str()).copied();
    let day = |token: &str| token.parse::<i8>().ok().filter(|day| token.len() <= 2 && *day <= 31);
    if let Some(month) = month(first) {
        return date(year(third)?, month, day(second)?);
    }
    let month = month(second)?;
    match year(first) {
        Some(year) => date(year, month, day(third)?),
        None => date(year(third)?, month, day(first)?),
    }
}

/// `2031-04-30`, `30.04.2031`, `4/30/2031`: at the start, with one mark between the parts.
fn numbered(tokens: &[&str], month_first: bool) -> Option<Date> {
    let [first, mark, second, other, third, ..] = tokens else { return None };
    let is_one = mark == other && matches!(*mark, "-" | "/" | ".") || (*mark, *other) == ("年", "月");
    if !is_one {
        return None;
    }
    let small = |token: &str| token.parse::<i8>().ok().filter(|_| token.len() <= 2);
    if let Some(year) = year(first) {
        return date(year, small(second)?, small(third)?);
    }
    // `30.04.31` is a day; with other marks it may be anything.
    let short =
        || small(third).filter(|_| *mark == "." && third.len() == 2).map(|year| 2000 + i16::from(year));
    let (a, b, year) = (small(first)?, small(second)?, year(third).or_else(short)?);
    let (day, month) = match (a > 12, b > 12) {
        (true, _) => (a, b),
        (_, true) => (b, a),
        // A dot parts day from month everywhere.
        _ if month_first && *mark != "." => (b, a),
        _ => (a, b),
    };
    date(year, month, day)
}

fn year(token: &str) -> Option<i16> {
    token.parse().ok().filter(|year| token.len() == 4 && (FIRST_YEAR..=LAST_YEAR).contains(year))
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// The day in an address: `/2031/04/30/`, `/2031-04-30-`, `/20310430/`.
pub(super) fn in_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/')?.1.split(['?', '#']).next()?;
    let tokens = tokens(path);
    (0..tokens.len()).find_map(|at| {
        let rest = tokens.get(at..)?;
        numbered(rest, true).filter(|_| rest.first().is_some_and(|first| year(first).is_some())).or_else(
            || {
                let token = rest.first().filter(|token| token.len() == 8)?;
                date(year(token.get(..4)?)?, token.get(4..6)?.parse().ok()?, token.get(6..)?.parse().ok()?)
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_are_found_in_many_forms() {
        for (text, day) in [
            ("Published April 30, 2031 at 5 p.m.", "2031-04-30"),
            ("By Ada Lund | Apr. 30th, 2031", "2031-04-30"),
            ("30 April 2031, 17:20", "2031-04-30"),
            ("Mittwoch, 30. April 2031", "2031-04-30"),
            ("miércoles, 30 de abril de 2031", "2031-04-30"),
            ("1er mai 2031", "2031-05-01"),
            ("30 апреля 2031 г.", "2031-04-30"),
            ("30.04.2031", "2031-04-30"),
            ("4/30/2031", "2031-04-30"),
            ("30/4/2031", "2031-04-30"),
            ("2031-04-30T10:00", "2031-04-30"),
            ("30-Apr-2031", "2031-04-30"),
            ("8.5.31", "2031-05-08"),
            ("2031年04月30日", "2031-04-30"),
        ] {
            assert_eq!(find(text, true).map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
        assert_eq!(find("4/5/2031", true).unwrap().to_string(), "2031-04-05");
        assert_eq!(find("4/5/2031", false).unwrap().to_string(), "2031-05-04");
        for text in ["", "May we ask 30 of them in 2031", "31 April 2031", "© 2031"] {
            assert_eq!(find(text, true), None, "{text}");
        }
    }

    #[test]
    fn a_text_begins_with_its_day() {
        for text in ["30.04.2031 – The gate", "Port Maren, (30.04.2031). The gate", "30. April 2031. Rain"]
        {
            assert_eq!(
                at_start(text, false).map(|day| day.to_string()).as_deref(),
                Some("2031-04-30"),
                "{text}"
            );
        }
        assert_eq!(at_start("The gate was shut on 30 April 2031, they said.", false), None);
    }

    #[test]
    fn addresses_have_days() {
        for url in [
            "https://tide.example/2031/04/30/gate-shut",
            "https://tide.example/news/2031-04-30-gate",
            "https://tide.example/20310430/gate.html",
        ] {
            assert_eq!(in_address(url).map(|day| day.to_string()).as_deref(), Some("2031-04-30"), "{url}");
        }
        for url in [
            "https://tide.example/gate-20319999",
            "https://2031.04.30.example/",
            "https://tide.example/30/04/2031",
        ] {
            assert_eq!(in_address(url), None, "{url}");
        }
    }

    #[test]
    fn no_name_is_of_two_months() {
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for (month, names) in rows(include_str!("months.tsv")) {
            for name in names.split(' ') {
                assert!(seen.insert(name, month).is_none_or(|other| other == month), "{name}");
            }
        }
        assert_eq!(MONTHS.values().collect::<std::collections::BTreeSet<_>>().len(), 12);
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text in "\\PC{0,60}") {
            let _ = (find(&text, true), in_address(&text));
        }
    }
}
