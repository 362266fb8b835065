//! The day an article is of, as far as placing it needs.

use jiff::civil::{Date, date};
use read::{Reading, TimeType};

/// So many sentences at the head of a text may hold the line that says when it was published.
const HEAD: usize = 3;

/// No address or head is believed that names a day before the Web.
const EARLIEST: Date = date(1991, 8, 6);

/// The first and last day an article may be of: as it was said; else the day in its address; else a day that its
/// first lines write out with its year. That an address or a head names a day makes two articles likelier or
/// less likely to be of one story; nothing else is concluded from it.
pub(super) fn days(reading: &Reading) -> Option<(Date, Date)> {
    if let Some(published) = reading.article.published {
        return Some((published.first_day(), published.last_day()));
    }
    let day = reading.article.url.as_deref().and_then(in_address).or_else(|| at_head(reading))?;
    Some((day, day))
}

/// The day that the path of an address names: `/2031/05/02/`, `/2031/may/2/`, `/2031-05-02/` or `/20310502`.
fn in_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let in_parts = parts.windows(3).find_map(|part| day(part[0], part[1], part[2]));
    in_parts.or_else(|| parts.iter().find_map(|part| in_part(part)))
}

/// The day with which a part of a path begins, `2031-05-02`, or which it is, `20310502`.
fn in_part(part: &str) -> Option<Date> {
    if part.len() == 8 {
        return day(part.get(..4)?, part.get(4..6)?, part.get(6..)?);
    }
    match part.get(..10)?.split('-').collect::<Vec<_>>()[..] {
        [year, month, number] => day(year, month, number),
        _ => None,
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if year.len() != 4 {
        return None;
    }
    let named = |month: &str| {
        let start = month.get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|name| *name == start).map(|at| at as i8 + 1)
    };
    let month = month.parse().ok().or_else(|| named(month))?;
    let day = Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    (day >= EARLIEST).then_some(day)
}

/// The first day among the first lines that is written out with its year.
fn at_head(reading: &Reading) -> Option<Date> {
    reading
        .times
        .iter()
        .filter(|time| matches!(time.kind, TimeType::Date | TimeType::Time))
        .filter(|time| reading.sentence_at(time.span.start).is_some_and(|sentence| sentence < HEAD))
        .filter(|time| {
            let words = reading.words(time.span);
            let year = time.value.get(..4).unwrap_or("-");
            words.contains(year) || words.chars().filter(char::is_ascii_digit).count() >= 4
        })
        .filter_map(|time| time.days)
        .find(|(first, last)| first == last && *first >= EARLIEST)
        .map(|(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;

    #[test]
    fn an_address_names_a_day_in_several_ways() {
        let day = Some(date(2031, 5, 2));
        for url in [
            "https://tide.example/world/2031/05/02/ferry-sinks.html",
            "https://tide.example/2031/may/2/ferry",
            "https://tide.example/news/2031-05-02-ferry-sinks",
            "tide.example/20310502/ferry",
        ] {
            assert_eq!(in_address(url), day, "{url}");
        }
        for url in [
            "https://tide.example/article/20310599/x",
            "https://tide.example/2031/13/02/",
            "https://tide.example/?day=2031/05/02",
            "https://tide.example/1931/05/02/",
            "",
        ] {
            assert_eq!(in_address(url), None, "{url}");
        }
    }

    #[test]
    fn a_head_names_a_day_only_with_its_year() {
        let of = |text: &str| days(&read::read(Article::new("a", text)));
        let day = date(2031, 5, 2);
        assert_eq!(of("PORT MAREN, May 2, 2031 — The ferry sank off the reef."), Some((day, day)));
        assert_eq!(of("The ferry sank off the reef on May 2."), None);
    }
}
