//! Dates as a reader is shown them.

use crate::account::{Days, Precision, When};
use article::PartialDate;
use jiff::civil::Date;

/// `28 April 2031`, `April 2031`, `2031`; what is no date is given back as it is.
pub(crate) fn date(written: &str) -> String {
    match written.parse::<PartialDate>() {
        Ok(PartialDate::Year(year)) => year.to_string(),
        Ok(PartialDate::Month(year, month)) => Date::new(year, month, 1)
            .map_or_else(|_| written.to_owned(), |day| day.strftime("%B %Y").to_string()),
        Ok(PartialDate::Day(day)) => long(day),
        Ok(PartialDate::Moment(moment, _)) => long(moment.date()),
        Err(_) => written.to_owned(),
    }
}

fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// `28 April 2031`, `28 April – 5 May 2031`: what both days share is said once.
pub(crate) fn days(days: &Days) -> String {
    let (Ok(first), Ok(last)) = (days.first.parse::<Date>(), days.last.parse::<Date>()) else {
        return format!("{} – {}", days.first, days.last);
    };
    if first == last {
        return long(first);
    }
    let begin = if first.year() != last.year() {
        long(first)
    } else if first.month() != last.month() {
        first.strftime("%-d %B").to_string()
    } else {
        first.day().to_string()
    };
    format!("{begin} – {}", long(last))
}

/// The time of an event as far as it is known; `None` when no day can be told.
pub(crate) fn when(when: &When) -> Option<String> {
    let span = when.days.as_ref()?;
    let month = || span.first.parse::<Date>().ok().map(|day| day.strftime("%B %Y").to_string());
    let year = || span.first.parse::<Date>().ok().map(|day| day.year().to_string());
    match when.precision {
        Precision::Month => month(),
        Precision::Year => year(),
        _ => Some(days(span)),
    }
}

/// The days between which an undated report lies.
pub(crate) fn bounds(earliest: Option<&str>, latest: Option<&str>) -> String {
    match (earliest, latest) {
        (Some(first), Some(last)) if first == last => format!("no date; {}", date(first)),
        (Some(first), Some(last)) => {
            format!("no date; between {} and {}", date(first), date(last))
        }
        (Some(first), None) => format!("no date; not before {}", date(first)),
        (None, Some(last)) => format!("no date; not after {}", date(last)),
        (None, None) => "no date".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_days_share_is_said_once() {
        let of = |first: &str, last: &str| days(&Days { first: first.to_owned(), last: last.to_owned() });
        assert_eq!(of("2031-04-28", "2031-04-28"), "28 April 2031");
        assert_eq!(of("2031-04-02", "2031-04-28"), "2 – 28 April 2031");
        assert_eq!(of("2031-04-28", "2031-05-05"), "28 April – 5 May 2031");
        assert_eq!(of("2030-12-30", "2031-01-02"), "30 December 2030 – 2 January 2031");
        assert_eq!(of("soon", "late"), "soon – late");
    }

    #[test]
    fn a_date_is_as_precise_as_it_was_given() {
        assert_eq!(date("2031-04"), "April 2031");
        assert_eq!(date("2031"), "2031");
        assert_eq!(date("2031-04-30T18:05:00+02:00"), "30 April 2031");
    }
}
