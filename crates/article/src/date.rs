//! Dates known as far as somebody said them.

use jiff::civil;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A date with the precision it was given in: a year, a month, a day, or a moment of a day.
///
/// Written as ISO 8601 (`2031`, `2031-04`, `2031-04-30`, `2031-04-30T18:05`), which is also how it is
/// serialised. A moment is local to whoever said it; an offset, when one was given, is kept as written.
/// Dates of different precision are compared by [`PartialDate::first_day`] and [`PartialDate::last_day`].
///
/// ```
/// use article::PartialDate;
/// let spring: PartialDate = "2031-04".parse().unwrap();
/// let day: PartialDate = "2031-04-30".parse().unwrap();
/// assert!(spring.is_compatible_with(day));
/// assert!("2031-13-01".parse::<PartialDate>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day.
    Day(civil::Date),
    /// A moment of a day, with the offset from UTC in minutes when it was given.
    Moment(civil::DateTime, Option<i16>),
}

/// Why something is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no date: write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM")]
pub struct DateError {
    given: String,
}

impl PartialDate {
    /// The first day it can mean.
    pub fn first_day(self) -> civil::Date {
        match self {
            Self::Year(year) => civil::date(year, 1, 1),
            Self::Month(year, month) => civil::date(year, month, 1),
            Self::Day(day) => day,
            Self::Moment(moment, _) => moment.date(),
        }
    }

    /// The last day it can mean.
    pub fn last_day(self) -> civil::Date {
        match self {
            Self::Year(year) => civil::date(year, 12, 31),
            Self::Month(year, month) => civil::date(year, month, 1).last_of_month(),
            Self::Day(day) => day,
            Self::Moment(moment, _) => moment.date(),
        }
    }

    /// The day, when it is known to the day.
    pub fn day(self) -> Option<civil::Date> {
        match self {
            Self::Day(_) | Self::Moment(..) => Some(self.first_day()),
            Self::Year(_) | Self::Month(..) => None,
        }
    }

    /// Whether both can mean the same day.
    pub fn is_compatible_with(self, other: PartialDate) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }
}

impl From<civil::Date> for PartialDate {
    fn from(day: civil::Date) -> Self {
        Self::Day(day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Self::Day(day) => write!(out, "{day}"),
            Self::Moment(moment, offset) => {
                write!(out, "{}", moment.strftime("%Y-%m-%dT%H:%M:%S"))?;
                match offset {
                    None => Ok(()),
                    Some(0) => out.write_str("Z"),
                    Some(minutes) => {
                        let sign = if *minutes < 0 { '-' } else { '+' };
                        write!(out, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
                    }
                }
            }
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(given: &str) -> Result<Self, DateError> {
        let no_date = || DateError { given: given.chars().take(60).collect() };
        let text = given.trim();
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match text.len() {
            4 if digits(text) => text.parse().map(Self::Year).map_err(|_| no_date()),
            7 if text.as_bytes()[4] == b'-' => {
                let (year, month) =
                    text.split_once('-').filter(|(y, m)| digits(y) && digits(m)).ok_or_else(no_date)?;
                let (year, month) =
                    (year.parse().map_err(|_| no_date())?, month.parse().map_err(|_| no_date())?);
                civil::Date::new(year, month, 1).map_err(|_| no_date())?;
                Ok(Self::Month(year, month))
            }
            10 => text.parse().map(Self::Day).map_err(|_| no_date()),
            length if length > 10 => {
                let (moment, offset) = split_offset(text);
                let moment: civil::DateTime = moment.trim_end().parse().map_err(|_| no_date())?;
                let offset = offset.map(|written| offset_minutes(written).ok_or_else(no_date)).transpose()?;
                Ok(Self::Moment(moment, offset))
            }
            _ => Err(no_date()),
        }
    }
}

/// Cuts `+02:00`, `+0200`, `-05` or `Z` from the end of a date and time.
fn split_offset(text: &str) -> (&str, Option<&str>) {
    if let Some(moment) = text.strip_suffix(['Z', 'z']) {
        return (moment, Some("Z"));
    }
    // A sign before byte 11 belongs to the date itself.
    match text.get(11..).and_then(|time| time.rfind(['+', '-'])) {
        Some(at) => (&text[..11 + at], Some(&text[11 + at..])),
        None => (text, None),
    }
}

fn offset_minutes(written: &str) -> Option<i16> {
    if written == "Z" {
        return Some(0);
    }
    let (sign, rest) = written.split_at_checked(1)?;
    let digits: String = rest.chars().filter(|character| *character != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hours: i16 = digits[..2].parse().ok()?;
    let minutes: i16 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
    (hours < 24 && minutes < 60).then(|| (hours * 60 + minutes) * if sign == "-" { -1 } else { 1 })
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        for written in [
            "2031",
            "2031-04",
            "2031-04-30",
            "2031-04-30T18:05:00",
            "2031-04-30T18:05:00Z",
            "2031-04-30T18:05:00+02:00",
            "2031-04-30T18:05:00-05:30",
        ] {
            assert_eq!(written.parse::<PartialDate>().unwrap().to_string(), written);
        }
        let spaced: PartialDate = "2031-04-30 18:05".parse().unwrap();
        assert_eq!(spaced.to_string(), "2031-04-30T18:05:00");
    }

    #[test]
    fn what_is_no_date_says_how_to_write_one() {
        for written in [
            "",
            "soon",
            "2031-02-30",
            "2031-13",
            "31-04-2031",
            "2031-04-30T25:00",
            "2031-04-30T10:00+99:99",
            "é31-04",
        ] {
            let error = written.parse::<PartialDate>().unwrap_err().to_string();
            assert!(error.contains("YYYY-MM-DD"), "{written}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_parses_or_fails_without_panic(text in "\\PC{0,40}") {
            if let Ok(date) = text.parse::<PartialDate>() {
                prop_assert!(date.first_day() <= date.last_day());
                prop_assert_eq!(date.to_string().parse::<PartialDate>().unwrap(), date);
            }
        }
    }
}
